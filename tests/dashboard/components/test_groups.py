"""Pilot and comparison under a filter, and what is drawn when they cannot be told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.components.groups import both, by_category, colors_say, sides, together_note
from dashboard.theme import LIGHT
from tests.dashboard import findings as given

if TYPE_CHECKING:
    from analytics.release.read import Estimate, Finding, Where


def test_a_cohort_selects_participants_only() -> None:
    (_, pilot), (_, comparison) = sides({"cohort": ("Winter",), "gender": ("Woman",)})
    assert pilot == {"cohort": ("Winter",), "gender": ("Woman",), "arm": ("Pilot",)}
    assert comparison == {"gender": ("Woman",), "arm": ("Comparison",)}


def ask(where: Where, label: str) -> tuple[Finding[Estimate], ...]:
    return (given.withheld(label) if "arm" in where and len(where) > 2 else given.released(70, label=label),)


def test_under_one_filter_both_groups_are_drawn() -> None:
    assert [one.label for one in both({"gender": ("Woman",)}, LIGHT, ask)] == ["Pilot", "Comparison"]


def test_under_two_filters_the_chosen_people_are_drawn_beside_everyone() -> None:
    series = both({"gender": ("Woman",), "level": ("L1",)}, LIGHT, ask)
    assert [one.label for one in series] == ["Chosen", "Everyone"]
    assert colors_say(series) == "Teal is the chosen people, gray is everyone."


def test_findings_are_listed_category_by_category() -> None:
    series = both({}, LIGHT, lambda _, __: (given.released(1, label="Gen X"), given.released(2, label="Gen Z")))
    _, labels = by_category(series)
    assert labels == ["Gen X, pilot", "Gen X, comparison", "Gen Z, pilot", "Gen Z, comparison"]


def test_a_row_of_several_categories_is_explained() -> None:
    rows = [given.released(1, label="Gen X"), given.released(2, label="Boomer + Gen Z")]
    said = "Boomer + Gen Z: shown as one, as none of them can be shown alone."
    assert together_note([*rows, rows[1]], {"Boomer", "Gen X", "Gen Z"}) == said
    assert not together_note(rows[:1], {"Gen X"})
