"""Headline figures: value, interval, n and the change against comparison; no arrow and no color for noise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.release.read import Released
from dashboard.components.cards import NO_DIFFERENCE, card_html
from tests.dashboard import findings as given

if TYPE_CHECKING:
    from analytics.release.read import Difference, Estimate, Finding


def card(difference: Finding[Difference] | None, finding: Finding[Estimate] | None = None) -> str:
    return card_html(finding or given.released(70, n=440), difference)


def test_the_pilot_is_the_figure_and_the_comparison_its_measure() -> None:
    markup = card(given.difference(4, 2))
    assert ">Pilot</p>" in markup
    assert "74.0<span" in markup
    assert "72.0 to 76.0 · n\u00a040" in markup
    assert "4.0 pts higher than comparison" in markup
    assert "(2.0 to 6.0 pts)" in markup


def test_a_change_within_chance_has_no_arrow_and_no_color() -> None:
    markup = card(given.difference(-0.04, 2))
    assert NO_DIFFERENCE in markup
    assert "▲" not in markup
    assert "▼" not in markup
    assert "tw-higher" not in markup
    assert "tw-lower" not in markup


def test_a_lower_pilot_is_said_so() -> None:
    markup = card(given.difference(-4, 2))
    assert "▼" in markup
    assert "4.0 pts lower than comparison" in markup


def test_a_measure_of_participants_says_that_there_is_no_comparison() -> None:
    markup = card(None)
    assert "Asked of participants only" in markup
    assert "70.0<span" in markup


def test_without_a_published_comparison_both_groups_are_shown_together() -> None:
    markup = card(given.withheld())  # type: ignore[arg-type]
    assert "Both groups" in markup
    assert "Comparison: not published" in markup
    assert "70.0<span" in markup


def test_an_undefined_comparison_says_why() -> None:
    assert "Comparison: Nobody answered." in card(given.undefined())  # type: ignore[arg-type]


def test_a_withheld_figure_is_a_dash_with_its_reason() -> None:
    markup = card(None, given.withheld())
    assert "–" in markup
    assert "not published" in markup


def test_marks_stay_on_the_scale() -> None:
    outcome = given.finding(Released(value=given.estimate(99.5, 3.0), n=10))
    assert "width:3.5%" in card(None, outcome)
