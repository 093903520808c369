"""The most valuable figures are shown first, what does not fit is not in the release, and no outcome is overdrawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from analytics.comparison.budget import first_numbers, shown_numbers, within_allowance
from analytics.release.audit.budget import Budget, of_people
from analytics.release.audit.candidate import Wanted
from analytics.release.audit.figures import candidates
from analytics.release.audit.report import AuditReport
from analytics.release.audit.spending import notes_within_budget, within_budget
from analytics.release.computed.pilot_comparisons import comparison_documents, read_comparisons
from analytics.release.files import read_findings
from analytics.stats.outcome import NOT_PUBLISHED
from tests.comparison.evidence_example import engagement, example, retention

if TYPE_CHECKING:
    from pathlib import Path

WAVE = "2025-06"
WANTED = Wanted(
    tables=(("arm", "generation"), ("arm", "gender")), waves=(WAVE,), surveyed={WAVE: ("engagement", "satisfaction")}
)
EMPTY: dict[str, Any] = {
    **{name: [] for name in ("curves", "departures", "bands", "favorable", "reliability", "comparisons", "raked")},
    "changes": [],
    "pair_changes": [],
    "drivers": {},
    "themes": {"reason": "", "waves": {}},
}


def curve(*categories: tuple[str, str], steps: int, people: int = 400, clock: str = "program") -> dict[str, Any]:
    points = [[30 * step, 0.9, 0.8, 1.0, 0.01, people, 3 * step] for step in range(steps + 1)]
    named = [list(one) for one in categories]
    return {"clock": clock, "categories": named, "label": "", "people": people, "start": 0, "points": points}


def favorable(*categories: tuple[str, str], n: int) -> dict[str, Any]:
    named = [list(one) for one in categories]
    return {"measure": "favorable_engagement", "wave": WAVE, "categories": named, "n": n, "percent": 60, "worth": 2.0}


PILOT, COMPARISON = ("arm", "Pilot"), ("arm", "Comparison")
CURVES = [
    curve(("generation", "Gen X"), steps=8, people=90),
    curve(PILOT, ("generation", "Gen X"), steps=3, people=30),
    curve(steps=20, clock="tenure"),
    curve(COMPARISON, steps=10, people=290),
    curve(PILOT, steps=10, people=100),
    curve(steps=20),
]


def shown(people: int, curves: list[dict[str, Any]]) -> list[dict[str, Any]]:
    budget = Budget([of_people("leaving", people)])
    found: list[dict[str, Any]] = within_budget({**EMPTY, "curves": curves}, budget, WANTED)["curves"]
    return found


def months(found: list[dict[str, Any]]) -> dict[tuple[str, str], list[int]]:
    """The months on which each curve is shown, by clock and categories."""
    return {
        (one["clock"], ", ".join(category for _, category in one["categories"])): [p[0] // 30 for p in one["points"]]
        for one in found
    }


def test_curves_come_in_the_order_of_their_value_and_have_more_steps_the_more_fit() -> None:
    assert months(shown(5 * 1, CURVES)) == {("program", ""): [0, 12]}
    arms = {("program", ""): [0, 3, 6, 12], ("program", "Pilot"): [0, 3, 6], ("program", "Comparison"): [0, 3, 6]}
    assert months(shown(5 * 7, CURVES)) == arms
    with_generations = arms | {("program", "Gen X"): [0, 6], ("program", "Pilot, Gen X"): [0, 3]}
    assert months(shown(5 * 9, CURVES)) == with_generations
    assert months(shown(5 * 200, CURVES)) == months(CURVES)


def test_the_order_of_the_document_stays_and_does_not_decide() -> None:
    for people in (40, 100, 240):
        assert shown(people, CURVES[::-1]) == shown(people, CURVES)[::-1]


def test_no_more_is_drawn_than_is_shown() -> None:
    for people in range(5, 400, 15):
        budget = Budget([of_people("leaving", people)])
        found = within_budget({**EMPTY, "curves": CURVES}, budget, WANTED)["curves"]
        (leaving,) = budget.outcomes()
        steps = sum(max(len({point[6] for point in one["points"]} - {0}), 1) for one in found)
        assert steps == leaving.drawn <= leaving.allowance
        names = [one.what for one in leaving.draws]
        assert len(names) == len(set(names))


def test_groups_of_one_name_are_two_draws() -> None:
    same = [curve((name, "Undisclosed"), steps=4, people=200 + n) for n, name in enumerate(("gender", "ethnicity"))]
    budget = Budget([of_people("leaving", 500)])
    within_budget({**EMPTY, "curves": same}, budget, WANTED)
    (leaving,) = budget.outcomes()
    assert leaving.drawn == 8


def test_a_curve_is_read_from_the_day_on_which_the_one_begins_that_it_is_held_against() -> None:
    late = curve(PILOT, ("level", "L2"), steps=16, people=50)
    late = {**late, "points": [point for point in late["points"] if point[0] >= 60]}
    whole = curve(COMPARISON, ("level", "L2"), steps=20, people=350)
    by_fineness = {
        one.order[1]: sorted(day // 30 for day in one.group.days)
        for one in candidates({**EMPTY, "curves": [whole, late]}, WANTED)
        if one.group is not None and one.place == 0
    }
    assert by_fineness[0] == [0, 2, 12, 14]
    assert by_fineness[1] == [0, 2, 3, 5, 6, 8, 12, 14]


def test_of_departures_only_the_voluntary_are_new_where_retention_is_shown() -> None:
    whole = curve(steps=12)
    points = {
        reason: [[30 * step, 1.0, 0.0, 2.0, 400, leavers * step] for step in range(13)]
        for reason, leavers in (("voluntary", 2), ("other", 1))
    }
    gone = {"categories": [], "label": "", "people": 400, "start": 0, "points": points}
    budget = Budget([of_people("leaving", 5 * 25)])
    found = within_budget({**EMPTY, "curves": [whole], "departures": [gone]}, budget, WANTED)
    assert (found["curves"], found["departures"]) == ([whole], [gone])
    without = within_budget({**EMPTY, "departures": [gone]}, Budget([of_people("leaving", 5 * 9)]), WANTED)
    assert [point[0] // 30 for point in without["departures"][0]["points"]["other"]] == [0, 3, 6, 9, 12]


def test_that_nobody_left_is_a_number() -> None:
    staying = [curve((name, "x"), steps=0, people=300 + n) for n, name in enumerate(("generation", "gender", "level"))]
    assert len(shown(10, staying)) == 2


def test_the_same_people_and_the_last_category_draw_nothing() -> None:
    whole, comparison, pilot = curve(steps=9), curve(COMPARISON, steps=7, people=300), curve(PILOT, steps=5, people=100)
    same = curve(("cohort", "Not enrolled"), steps=7, people=300)
    assert shown(5 * 17, [whole, comparison, pilot, same]) == [whole, comparison, pilot, same]
    fewer = months(shown(5 * 15, [whole, comparison, pilot, same]))
    assert fewer["program", ""] == list(range(10))
    assert fewer["program", "Comparison"] == fewer["program", "Not enrolled"] == [0, 3, 6]
    assert fewer["program", "Pilot"] == [0, 3]


def test_the_last_category_follows_only_on_the_days_on_which_all_others_are_shown() -> None:
    whole, comparison, pilot = curve(steps=9), curve(COMPARISON, steps=9, people=300), curve(PILOT, steps=9, people=100)
    found = months(shown(5 * 14, [whole, comparison, pilot]))
    assert found["program", ""] == list(range(10))
    assert found["program", "Comparison"] == found["program", "Pilot"] == [0, 3, 6, 9]


def test_a_curve_of_few_people_has_no_more_steps_than_a_fifth_of_them() -> None:
    assert months(shown(1_000, [curve(steps=5, people=24)])) == {("program", ""): [0, 3]}


def test_larger_groups_of_a_wanted_table_come_first() -> None:
    cells = [favorable(PILOT, ("gender", name), n=n) for name, n in (("Man", 40), ("Woman", 60))]
    other = favorable(("gender", "Man"), ("level", "L1"), n=900)
    budget = Budget([of_people(f"engagement {WAVE}", 10)])
    found = within_budget({**EMPTY, "favorable": [other, *cells]}, budget, WANTED)
    assert found["favorable"] == cells
    budget = Budget([of_people(f"engagement {WAVE}", 5)])
    assert within_budget({**EMPTY, "favorable": [other, *cells]}, budget, WANTED)["favorable"] == cells[1:]


def compared(people: int) -> tuple[dict[str, Any], Budget]:
    names = ("leaving", "promotions", f"engagement {WAVE}", f"satisfaction {WAVE}")
    budget = Budget([of_people(name, people) for name in names])
    found = {**EMPTY, "comparisons": comparison_documents([example()])}
    return within_budget(found, budget, WANTED), budget


def test_a_comparison_that_fits_is_whole() -> None:
    found, _ = compared(5_000)
    (whole,) = read_comparisons(found["comparisons"])
    assert whole == example()


def test_an_outcome_without_room_for_its_headline_is_missing_for_the_one_reason() -> None:
    found, _ = compared(5)
    (one,) = read_comparisons(found["comparisons"])
    assert one.outcomes == ()
    assert {missing.reason for missing in one.missing if missing not in example().missing} == {NOT_PUBLISHED}


def test_a_comparison_draws_every_number_that_it_shows() -> None:
    for people in range(60, 500, 40):
        found, budget = compared(people)
        (one,) = read_comparisons(found["comparisons"])
        spent = {outcome.outcome: outcome for outcome in budget.outcomes()}
        for evidence in one.outcomes:
            name = {"retention": "leaving", "promotions": "promotions"}.get(evidence.measure, f"engagement {WAVE}")
            assert shown_numbers(evidence) <= spent[name].drawn <= spent[name].allowance


def test_the_shared_allowance_binds_where_the_smaller_group_would_not() -> None:
    for complete in (engagement(), retention()):
        for shared in range(first_numbers(complete), shown_numbers(complete) + 1):
            assert first_numbers(complete) <= shown_numbers(within_allowance(complete, shared)) <= shared
        assert within_allowance(complete, shown_numbers(complete)) == complete


def test_there_is_room_for_one_note_and_for_more_if_they_fit() -> None:
    def notes(people: int, *several: str) -> list[str]:
        budget = Budget([of_people(one, people) for one in ("leaving", f"engagement {WAVE}", f"satisfaction {WAVE}")])
        within_budget({**EMPTY, "curves": [curve(steps=8)]}, budget, WANTED)
        return notes_within_budget(several, budget, WANTED)

    assert notes(45, "a") == ["a"]
    assert notes(45, "a", "b") == []
    assert notes(50, "a", "b") == ["a", "b"]
    assert notes(45) == []


def test_comments_without_room_for_their_themes_are_withheld_whole() -> None:
    theme = {"terms": ["time"], "share": {}, "cells": [{"dimension": "gender", "category": "Man", "share": {}}] * 4}
    waves = {"2025-06": {"n": 30, "themes": [theme]}, "2024-06": {"n": 9, "themes": [theme]}}
    found = within_budget({**EMPTY, "themes": {"reason": "", "waves": waves}}, Budget([]), WANTED)
    first, second = (found["themes"]["waves"][wave] for wave in waves)
    assert len(first["themes"][0]["cells"]) == 4
    assert second == {"reason": NOT_PUBLISHED}


def test_a_release_overdraws_no_outcome_and_holds_what_was_drawn(release_folder: Path) -> None:
    outcomes = AuditReport.read(release_folder).outcomes
    assert outcomes
    assert all(one.cells + one.earlier + one.drawn <= one.allowance == one.people // 5 for one in outcomes)
    document = read_findings(release_folder)
    drawn = {one.what for outcome in outcomes for one in outcome.draws if one.is_published}
    held = {
        one.figure.what
        for one in candidates(document, replace(WANTED, waves=(), surveyed={}))
        if one.section != "items"
    }
    assert held <= drawn
