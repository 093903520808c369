"""The Participation page: parity, intersections, cohorts and equal experience."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.release.read import Release, Released
from dashboard.components.participation import WORDS, eligible_where, intersections_html
from dashboard.figures.parity import parity_dots
from dashboard.theme import LIGHT, count, ratio
from tests.dashboard.conftest import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    Visit = Callable[..., AppTest]


def test_every_group_has_its_ratio_with_its_interval_and_its_people(visit: Visit, published: Path) -> None:
    shown = text(visit(published, "participation"))
    found = [
        one.outcome.value for one in Release.latest(published).parity("gender") if isinstance(one.outcome, Released)
    ]
    assert len(found) > 1
    for one in found:
        assert f'<th scope="row">{one.label}</th><td>{count(one.enrolled)}</td><td>{count(one.eligible)}</td>' in shown
        assert f"<td>{ratio(one.interval.low)} to {ratio(one.interval.high)}</td>" in shown
        assert WORDS[one.representation] in shown


def test_the_groups_can_be_chosen(visit: Visit, published: Path) -> None:
    page = visit(published, "participation")
    page.button_group(key="parity-by").set_value("generation").run()
    labels = [one.label for one in Release.latest(published).parity("generation")]
    assert all(label in text(page) for label in labels)


def test_a_filter_on_the_program_itself_is_not_asked_of_the_eligible() -> None:
    assert eligible_where({"cohort": ("Spring",), "role": ("x",), "gender": ("Woman",)}) == {"gender": ("Woman",)}


def test_no_color_without_a_corrected_interval_that_leaves_one_out(published: Path) -> None:
    release = Release.latest(published)
    found = release.parity("generation")
    values = [one.outcome.value for one in found if isinstance(one.outcome, Released)]
    traces = parity_dots(found, LIGHT)["data"]
    for value, trace in zip(reversed(values), traces, strict=True):
        assert (trace["error_x"]["color"] == LIGHT.comparison) is (not value.interval.excludes(1.0))
    table = intersections_html(release.parity_table("generation", "gender"), "Generation")
    apart = [
        one
        for row in release.parity_table("generation", "gender").values()
        for one in row
        if isinstance(one.outcome, Released) and one.outcome.value.representation != "even"
    ]
    assert table.count("tw-above") + table.count("tw-below") == len(apart)


def test_experience_is_compared_with_all_others(visit: Visit, published: Path) -> None:
    shown = text(visit(published, "participation"))
    assert "All others (95 % interval)" in shown
    assert "each group minus all the others" in shown
