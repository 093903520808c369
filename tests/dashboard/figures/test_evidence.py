"""Pictures of the evidence: who was compared, how alike they were, and every estimate on one axis."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dashboard.figures.balance import MOST_ROWS, bin_label, love, overlap, worst
from dashboard.figures.effects import EffectRow, effects, two_values
from dashboard.figures.flow import EVERYBODY, flow, flow_rows
from dashboard.theme import DARK, LIGHT
from tests.comparison.evidence_example import BALANCE, FLOW, OVERLAP, effect


def test_the_flow_begins_with_everybody_and_leaves_out_rules_that_removed_nobody() -> None:
    rows = flow_rows(FLOW)
    assert (rows[0].rule, rows[0].left) == (EVERYBODY, (500, 18220))
    assert rows[-1].left == (486, 6791)
    assert [row.rule for row in rows[1:]] == [one.stage.capitalize() for one in FLOW[:-1]]
    assert flow_rows(()) == ()


def test_each_side_of_the_flow_has_its_own_scale() -> None:
    drawn = flow(flow_rows(FLOW), LIGHT)
    pilot, comparison = drawn["data"]
    assert pilot["x"] == [500, 500, 500, 486]
    assert comparison["text"] == ["18,220", "15,115 (−3,105)", "12,911 (−2,204)", "6,791 (−6,120)"]
    assert (pilot["xaxis"], comparison["xaxis"]) == ("x", "x2")
    assert drawn["layout"]["xaxis2"]["range"][1] > 18220
    assert (pilot["marker"]["color"], comparison["marker"]["color"]) == (LIGHT.pilot, LIGHT.comparison)


def test_a_long_rule_is_cut() -> None:
    long = (replace(FLOW[0], stage="as long as a rule can be " * 9), *FLOW[1:])
    drawn = flow(flow_rows(long), LIGHT)["layout"]
    lines = [line for one in drawn["annotations"] for line in one["text"].split("<br>")]
    assert max(map(len, lines)) <= 50
    assert any(line.endswith(" …") for line in lines)
    assert drawn["height"] > flow(flow_rows(FLOW[1:]), LIGHT)["layout"]["height"]


def test_the_worst_rows_are_drawn_first_and_only_as_many_as_there_is_room_for() -> None:
    assert [row.label for row in worst(BALANCE)] == [
        "engagement before",
        "tenure band: 1 to 3 years",
        "level: L2",
        "level: L3",
    ]
    assert len(worst(BALANCE * 9)) == MOST_ROWS


def test_balance_is_hollow_before_and_full_after_and_orange_beyond_the_limit() -> None:
    rows = (replace(BALANCE[0], after=-0.31), BALANCE[1])
    before, after = love(rows, LIGHT)["data"]
    assert before["x"] == [0.11, 0.42]
    assert after["x"] == [0.0, 0.31]
    assert after["marker"]["color"] == [LIGHT.pilot, LIGHT.groups[1]]
    assert before["marker"]["color"] == "rgba(0,0,0,0)"
    assert after["text"][1] == "engagement before, after: −0.31"


def test_balance_has_a_line_at_a_tenth_and_at_a_quarter() -> None:
    drawn = love(worst(BALANCE), DARK)["layout"]
    assert [line["x0"] for line in drawn["shapes"]] == [0.1, 0.25]
    assert [one["text"] for one in drawn["annotations"]] == ["0.1", "0.25"]


def test_overlap_stands_above_and_below_the_line() -> None:
    above, below = overlap(OVERLAP, LIGHT)["data"]
    assert above["y"] == [20, 35, 35, 10]
    assert below["y"] == [-45, -35, -15, -5]
    assert above["x"] == [bin_label(one) for one in OVERLAP] == ["0–5", "5–10", "10–20", "20–100"]
    assert overlap((), LIGHT)["data"][0]["x"] == []


def test_chances_that_nobody_has_take_no_room() -> None:
    empty = replace(OVERLAP[0], pilot=0, comparison=0)
    drawn = overlap((empty, OVERLAP[1], empty, OVERLAP[2], empty), LIGHT)["data"][0]
    assert drawn["y"] == [35, 0, 35]


ROWS = (
    EffectRow(label="Overlap weights", effect=effect(4.1, 2.6), decides=True),
    EffectRow(label="Doubly robust", effect=effect(1.0, 2.6)),
    EffectRow(label="Not adjusted", effect=effect(4.8, 2.5), is_raw=True),
)


def is_hollow(trace: dict[str, Any]) -> bool:
    return bool(trace["marker"]["color"] == LIGHT.surface)


def colors(*, is_forbidden: bool) -> list[str]:
    drawn = effects(ROWS, LIGHT, unit="points", is_forbidden=is_forbidden)
    assert all(is_hollow(trace) == (trace["error_x"]["color"] != LIGHT.pilot) for trace in drawn["data"])
    return [trace["error_x"]["color"] for trace in reversed(drawn["data"])]


def test_only_an_adjusted_difference_that_leaves_zero_out_has_a_color() -> None:
    assert colors(is_forbidden=False) == [LIGHT.pilot, LIGHT.comparison, LIGHT.comparison]
    assert colors(is_forbidden=True) == [LIGHT.comparison] * 3


def test_the_one_that_decides_is_a_diamond_in_bold() -> None:
    drawn = effects(ROWS, LIGHT, unit="points", margin=3.0)
    assert [trace["marker"]["symbol"] for trace in drawn["data"]] == ["circle", "circle", "diamond"]
    assert drawn["layout"]["yaxis"]["ticktext"] == ["Not adjusted", "Doubly robust", "<b>Overlap weights</b>"]
    band, zero = drawn["layout"]["shapes"]
    assert (band["x0"], band["x1"], zero["x0"]) == (-3.0, 3.0, 0)
    assert len(effects(ROWS, LIGHT, unit="points")["layout"]["shapes"]) == 1


def test_zero_stands_in_the_middle_and_every_interval_has_room() -> None:
    low, high = effects(ROWS, DARK, unit="points")["layout"]["xaxis"]["range"]
    assert low == -high
    assert high > 7.3


@pytest.mark.parametrize(("unit", "suffix"), [("points", ""), ("%", "\u202f%")])
def test_two_values_stand_on_the_scale(unit: str, suffix: str) -> None:
    drawn = two_values(74.1, 66.9, LIGHT, unit=unit, possible=(0.0, 100.0))
    assert [trace["x"] for trace in drawn["data"]] == [[66.9], [74.1]]
    low, high = drawn["layout"]["xaxis"]["range"]
    assert low <= 66.9
    assert high >= 74.1
    assert high - low >= 30
    assert drawn["layout"]["annotations"][1]["text"] == f"74.1{suffix}"
