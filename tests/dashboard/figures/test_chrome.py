"""Axes that do not enlarge noise, and labels that do not lie on one another."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.chrome import (
    LABEL_GAP,
    LEAST_SHARE,
    EndLabel,
    end_labels,
    layout,
    step_band,
    symmetric_range,
    value_range,
)
from dashboard.theme import DARK, LIGHT

SCORES = st.lists(st.floats(0, 100), min_size=1, max_size=12)


@given(SCORES)
def test_a_range_holds_every_value_and_never_enlarges_noise(values: list[float]) -> None:
    low, high = value_range(values, 0.0, 100.0)
    assert low <= min(values)
    assert high >= max(values)
    assert high - low >= 100.0 * LEAST_SHARE - 1e-9
    assert low >= 0.0
    assert high <= 100.0


def test_a_range_without_values_is_the_whole_scale() -> None:
    assert value_range([], 0.0, 100.0) == [0.0, 100.0]


@given(st.lists(st.floats(-90, 90), max_size=8))
def test_a_range_around_zero_is_symmetric(values: list[float]) -> None:
    low, high = symmetric_range(values, 5.0)
    assert low == -high
    assert high >= 5.0
    assert all(low <= value <= high for value in values)


@given(st.lists(st.floats(0, 100), min_size=2, max_size=6))
def test_labels_keep_their_distance_and_their_order(heights: list[float]) -> None:
    labels = [EndLabel(text=str(index), at=height, color="#000000") for index, height in enumerate(heights)]
    placed = [label["y"] for label in end_labels(labels, [0.0, 100.0])]
    assert all(above - below >= 100 * LABEL_GAP - 1e-9 for below, above in pairwise(placed))
    texts = [int(label["text"]) for label in end_labels(labels, [0.0, 100.0])]
    assert [heights[index] for index in texts] == sorted(heights)


def test_labels_that_do_not_meet_stay_at_the_end_of_their_line() -> None:
    labels = [EndLabel(text="a", at=20.0, color="#000000"), EndLabel(text="b", at=80.0, color="#000000")]
    assert [label["y"] for label in end_labels(labels, [0.0, 100.0])] == [20.0, 80.0]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_a_change_of_the_layout_merges_with_what_is_shared(palette: object) -> None:
    found = layout(palette, xaxis={"range": [0, 1]}, height=200)  # type: ignore[arg-type]
    assert found["xaxis"]["range"] == [0, 1]
    assert found["xaxis"]["fixedrange"]
    assert found["height"] == 200
    assert not found["showlegend"]


def test_both_limits_of_a_band_hold_until_the_next_step() -> None:
    drawn = step_band([0, 90, 180], [95.0, 85.0, 75.0], [99.0, 92.0, 84.0], "#0F7F96")
    there, back = (list(zip(drawn["x"], drawn["y"], strict=True))[part] for part in (slice(5), slice(5, None)))
    assert there == [(0, 99.0), (90, 99.0), (90, 92.0), (180, 92.0), (180, 84.0)]
    assert back == [(180, 75.0), (180, 85.0), (90, 85.0), (90, 95.0), (0, 95.0)]
    assert "shape" not in drawn["line"]
