"""Index dates and flow on given rows, and a program without effect in which leaving soon must not decide anything."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from analytics.comparison.cohort import STAGES, cohort_people, last_day
from analytics.comparison.design import Design
from analytics.comparison.followed import promotions_of, retention_of
from analytics.comparison.known import joined_categories
from analytics.comparison.naive import naive_retention
from analytics.comparison.request import Request
from analytics.comparison.stays import Observed, stays_of
from analytics.errors import UndefinedStatisticError
from tests.given import PAIR, PERSON, engine

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.comparison.stays import StayComparison
    from analytics.engine import DuckDBEngine

SPRING, FALL = dt.date(2024, 1, 1), dt.date(2024, 7, 1)
BARE = Design(name="Bare", match=("level",), covariates=())


def person(key: int, **parts: Any) -> dict[str, Any]:  # noqa: ANN401 - cells of a row
    return {**PERSON, "person_key": key, "team_key": 1, **parts}


def pair(key: int, junior: int, senior: int, **parts: Any) -> dict[str, Any]:  # noqa: ANN401 - cells of a row
    return {**PAIR, "pair_key": key, "junior_key": junior, "senior_key": senior, **parts}


def stays(opened: DuckDBEngine, design: Design) -> StayComparison:
    """How long the people of a design stay, counted in days from their index dates."""
    rows = joined_categories(cohort_people(opened, design).rows, design.covariates)
    people = retention_of(rows, design.covariates, last_day(design))
    request = Request(arm="arm", time="days", event="has_left", covariates=design.covariates)
    return stays_of(Observed(people=people, unit=1, never=0), request)


def test_every_rule_counts_whom_it_removes(tmp_path: Path) -> None:
    people = [
        person(1),
        person(2, exited_on=dt.date(2023, 6, 1), exit_reason="voluntary"),
        person(3),
        person(4, is_eligible=False),
        person(5, exited_on=dt.date(2023, 12, 31), exit_reason="other"),
        person(6, hired_on=dt.date(2024, 2, 1)),
        person(7, level="L5"),
        person(8),
        person(9),
        person(90, level="L6"),
        person(91, level="L6"),
    ]
    pairs = [
        pair(1, 1, 90),
        pair(2, 2, 91),
        pair(3, 99, 92),
        pair(4, 9, 93, enrolled_on=dt.date(2023, 5, 1), cohort="0"),
    ]
    design = Design(name="Flow", cohort="Spring", match=("level",), covariates=())
    found = {
        step.stage: (step.pilot, step.comparison)
        for step in cohort_people(engine(tmp_path, people=people, pairs=pairs), design).flow
    }
    assert found == {
        "not on the roster": (1, 0),
        "never started": (0, 0),
        "not employed or observed": (1, 2),
        "not eligible": (0, 1),
        "already enrolled": (0, 3),
        "nobody alike": (0, 1),
        "compared": (1, 2),
    }
    assert list(found) == list(STAGES)


@pytest.mark.parametrize(("per_day", "compared"), [(1, 12), (10, 9)])
def test_where_pairs_enroll_one_by_one_who_is_alike_is_looked_for_in_the_quarter(
    tmp_path: Path, per_day: int, compared: int
) -> None:
    days = [dt.date(2024, 1, 8), dt.date(2024, 3, 4)]
    juniors = range(100, 100 + 2 * per_day)
    pairs = [
        pair(key, key, key + 1000, enrolled_on=days[place % 2], started_on=days[place % 2])
        for place, key in enumerate(juniors)
    ]
    people = [person(key, level=("L1", "L2")[place % 2]) for place, key in enumerate(juniors)]
    people += [person(key, level="L1") for key in range(1, 13)]
    found = cohort_people(engine(tmp_path, people=people, pairs=pairs), BARE)
    assert found.flow[-1].comparison == compared


def test_who_enrolls_later_is_followed_until_then_and_starts_again(tmp_path: Path) -> None:
    people = [person(key) for key in range(10, 30)]
    people += [person(30, exited_on=dt.date(2024, 9, 1), exit_reason="voluntary"), person(31)]
    pairs = [pair(1, 10, 11), pair(2, 30, 12, enrolled_on=FALL, started_on=FALL)]
    found = stays(engine(tmp_path, people=people, pairs=pairs), BARE)
    pilot, comparison = found.tables
    assert pilot.n_events == 1
    assert comparison.n_events == 0
    assert pilot.times[pilot.events > 0].tolist() == [(dt.date(2024, 9, 1) - FALL).days]


def test_what_was_known_is_what_held_on_the_index_date(tmp_path: Path) -> None:
    def history(key: int, later: str) -> list[dict[str, Any]]:
        return [
            person(key, level="L2", effective_on=dt.date(2022, 1, 1)),
            person(key, level=later, effective_on=dt.date(2024, 3, 1)),
        ]

    people = [row for key in range(1, 9) for row in history(key, "L3")] + history(9, "L9") + [person(50, level="L7")]
    found = cohort_people(engine(tmp_path, people=people, pairs=[pair(1, 9, 50)]), BARE)
    assert (found.flow[-1].pilot, found.flow[-1].comparison) == (1, 8)


def test_pairs_that_never_started_are_lost_to_the_view_as_started(tmp_path: Path) -> None:
    people = [person(key) for key in range(1, 13)]
    pairs = [pair(1, 1, 2), pair(2, 3, 4, started_on=None)]
    opened = engine(tmp_path, people=people, pairs=pairs)
    started = cohort_people(opened, Design(name="S", index_date="started", match=("level",), covariates=()))
    assert started.flow[1].pilot == 1
    assert started.flow[-1].pilot == 1
    assert cohort_people(opened, BARE).flow[-1].pilot == 2


def test_the_score_before_is_the_last_one_before_the_index_date(tmp_path: Path) -> None:
    people = [person(key) for key in range(1, 41)]
    pairs = [pair(number, number, 40) for number in range(1, 9)]
    score = {"engagement": 0, "satisfaction": 120, "respondent_key": 0}
    answers = [
        {**score, "respondent_key": key, "person_key": key, "wave": wave, "wave_on": on, "engagement": value}
        for key in [*range(1, 8), *range(9, 31)]
        for wave, on, value in (
            ("old", dt.date(2023, 1, 1), 0),
            ("last", dt.date(2023, 11, 1), 60 + key),
            ("after", dt.date(2024, 5, 1), 240),
        )
    ]
    scales = [
        {"import_id": "i", "wave": wave, "scale": scale, "n_items": 6, "denominator": 240}
        for wave in ("old", "last", "after")
        for scale in ("engagement", "satisfaction")
    ]
    design = Design(name="Scores", match=("level",), covariates=("engagement_before",))
    opened = engine(tmp_path, people=people, pairs=pairs, person_wave=answers, wave_scales=scales)
    (balance, *_) = stays(opened, design).balance
    assert balance.covariate == "engagement_before"
    pilot, comparison = ([float((60 + key) * 100 // 240) for key in keys] for keys in (range(1, 8), range(9, 31)))
    mean = float(np.mean(pilot + comparison))
    pilot, comparison = [*pilot, mean], comparison + [mean] * 9
    spread = np.sqrt((np.var(pilot, ddof=1) + np.var(comparison, ddof=1)) / 2)
    assert balance.before == pytest.approx((np.mean(pilot) - np.mean(comparison)) / spread)


def test_a_roster_of_participants_alone_is_refused_as_its_comparison_cannot_have_left(tmp_path: Path) -> None:
    people = [person(key) for key in range(1, 61)]
    pairs = [
        pair(key, key, key + 30, enrolled_on=SPRING if key <= 15 else FALL, started_on=SPRING if key <= 15 else FALL)
        for key in range(1, 31)
    ]
    with pytest.raises(UndefinedStatisticError, match="enrolled later, so they must have stayed until then"):
        cohort_people(engine(tmp_path, people=people, pairs=pairs), BARE)
    others = [person(key, exited_on=dt.date(2024, 3, 1), exit_reason="voluntary") for key in range(61, 91)]
    found = cohort_people(engine(tmp_path, people=[*people, *others], pairs=pairs), BARE)
    assert found.flow[-1].comparison > 10


def test_nobody_to_compare_is_refused(tmp_path: Path) -> None:
    opened = engine(tmp_path, people=[person(1), person(2)], pairs=[pair(1, 1, 2)])
    with pytest.raises(UndefinedStatisticError, match="Nobody is left to compare"):
        cohort_people(opened, BARE)


def test_leaving_soon_decides_nothing_in_a_program_without_effect(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    n = 1500
    starts = [dt.date(2023, 1, 1), dt.date(2023, 7, 1), dt.date(2024, 1, 1)]
    exits = random.exponential(730, n).astype(int)
    people = [
        person(
            int(key),
            hired_on=dt.date(2021, 1, 1),
            exited_on=dt.date(2022, 6, 1) + dt.timedelta(days=int(days)),
            exit_reason="voluntary",
        )
        for key, days in zip(random.integers(1, 2**62, n).tolist(), exits.tolist(), strict=True)
    ]
    pairs: list[dict[str, Any]] = []
    for number, start in enumerate(starts):
        enrolled = {one["junior_key"] for one in pairs}
        free = [one["person_key"] for one in people if one["exited_on"] > start and one["person_key"] not in enrolled]
        for junior in random.permutation(free)[:120].tolist():
            pairs.append(pair(len(pairs), junior, 5, enrolled_on=start, cohort=str(number)))
    found = stays(engine(tmp_path, people=people, pairs=pairs), BARE)
    assert found.horizon == 365
    last = found.retention[-1].found
    assert last.comparison.survival == pytest.approx(np.exp(-365 / 730), abs=0.05)
    assert last.interval.low < 0 < last.interval.high
    assert found.verdict == "not_enough"


def survey(key: int, wave: str, on: dt.date, engagement: int) -> dict[str, Any]:
    return {"respondent_key": key, "person_key": key, "wave": wave, "wave_on": on, "engagement": engagement}


def test_the_score_after_is_the_first_from_the_ninetieth_day_on(tmp_path: Path) -> None:
    people = [person(key) for key in range(1, 31)]
    pairs = [pair(1, 1, 2)]
    waves = {
        "soon": SPRING + dt.timedelta(days=89),
        "first": SPRING + dt.timedelta(days=90),
        "second": SPRING + dt.timedelta(days=200),
        "late": SPRING + dt.timedelta(days=366),
    }
    steps = {"soon": 240, "first": 240, "second": 100, "late": 240}
    answers = [survey(1, wave, on, number) for number, (wave, on) in enumerate(waves.items())]
    answers += [survey(3, "soon", waves["soon"], 7), survey(3, "second", waves["second"], 8)]
    answers += [survey(4, "late", waves["late"], 9)]
    scales = [{"wave": wave, "scale": "engagement", "denominator": denominator} for wave, denominator in steps.items()]
    opened = engine(tmp_path, people=people, pairs=pairs, person_wave=answers, wave_scales=scales)
    rows = cohort_people(opened, BARE).rows
    (pilot,) = (one for one in rows if one["arm"] == "Pilot")
    assert (pilot["engagement"], pilot["engagement_steps"]) == (1, 240)
    others = {(one["engagement"], one["engagement_steps"]) for one in rows if one["arm"] == "Comparison"}
    assert others == {(8, 100), (None, None)}
    assert all(one["is_asked_engagement"] and not one["is_asked_enps"] for one in rows)


def test_a_survey_after_crossing_over_counts_for_nothing(tmp_path: Path) -> None:
    people = [person(key) for key in range(1, 31)]
    pairs = [pair(1, 1, 2)] + [pair(key, key, 2, enrolled_on=FALL, cohort="Fall") for key in range(10, 31)]
    answers = [survey(key, "later", FALL + dt.timedelta(days=30), 10) for key in range(1, 31)]
    scales = [{"wave": "later", "scale": "engagement", "denominator": 240}]
    opened = engine(tmp_path, people=people, pairs=pairs, person_wave=answers, wave_scales=scales)
    spring = Design(name="Spring", cohort="Spring", match=("level",), covariates=())
    rows = cohort_people(opened, spring).rows
    crossed = sum(int(one["n_people"] or 0) for one in rows if one["arm"] == "Comparison" and one["engagement"] is None)
    stayed = sum(int(one["n_people"] or 0) for one in rows if one["arm"] == "Comparison" and one["engagement"] == 10)
    assert (crossed, stayed) == (21, 7)


def test_promotions_before_and_after_the_index_date_are_kept_apart(tmp_path: Path) -> None:
    def promoted(key: int, on: dt.date) -> list[dict[str, Any]]:
        early = dt.date(2022, 1, 1)
        return [person(key, level="L1", effective_on=early), person(key, level="L2", effective_on=on)]

    people = [
        *promoted(1, SPRING + dt.timedelta(days=100)),
        *promoted(3, SPRING - dt.timedelta(days=10)),
        person(2),
        person(6),
    ]
    people += [person(key, hired_on=SPRING - dt.timedelta(days=100)) for key in (4, 5)]
    design = Design(name="All", match=(), covariates=())
    rows = cohort_people(engine(tmp_path, people=people, pairs=[pair(1, 1, 2)]), design).rows
    found = {(one["arm"], one["promotion_day"], one["promoted_before"]) for one in rows}
    assert found == {
        ("Pilot", 100, 0),
        ("Comparison", None, 100),
        ("Comparison", None, 0),
        ("Comparison", None, None),
    }


def test_who_leaves_counts_as_not_promoted_until_the_end(tmp_path: Path) -> None:
    gone = dt.date(2024, 3, 1)
    people = [person(1, exited_on=gone, exit_reason="voluntary"), person(2), *(person(key) for key in range(3, 20))]
    rows = cohort_people(engine(tmp_path, people=people, pairs=[pair(1, 1, 2)]), BARE).rows
    left = [one for one in promotions_of(rows, (), 365).alike if one.is_pilot]
    assert [one.steps for one in left] == [(365, 0)]
    stayed = [one for one in retention_of(rows, (), 365).alike if one.is_pilot]
    assert [one.steps for one in stayed] == [((gone - SPRING).days, 1)]


def test_teammates_of_participants_are_told_apart_by_numbers_that_are_no_keys(tmp_path: Path) -> None:
    people = [person(key, team_key=10_000 + key % 3) for key in range(1, 31)]
    rows = cohort_people(engine(tmp_path, people=people, pairs=[pair(1, 1, 4)]), BARE).rows
    assert {one["team"] for one in rows} == {1, 2, 3}
    teams = {one["is_teammate"]: one["team"] for one in rows if one["arm"] == "Comparison" and one["is_teammate"]}
    assert teams == {True: 2}


def test_the_careless_figure_counts_who_ever_enrolled_from_hire_on(tmp_path: Path) -> None:
    start = dt.date(2022, 1, 1)
    people = [
        person(key, hired_on=start, exited_on=start + dt.timedelta(days=300) if key % 2 else None)
        for key in range(1, 101)
    ]
    stayers = [key for key in range(1, 101) if not key % 2][:30]
    pairs = [pair(number, key, 999) for number, key in enumerate(stayers)]
    found = naive_retention(engine(tmp_path, people=people, pairs=pairs), BARE)
    assert found is not None
    assert (found.months, found.pilot) == (24, 100.0)
    assert found.comparison == pytest.approx(100 * 20 / 70, abs=2)
    assert "careless" in found.sentence


def test_where_nobody_left_there_is_no_careless_figure_to_warn_of(tmp_path: Path) -> None:
    people = [person(key, hired_on=dt.date(2022, 1, 1)) for key in range(1, 101)]
    pairs = [pair(number, key, 999) for number, key in enumerate(range(1, 31))]
    assert naive_retention(engine(tmp_path, people=people, pairs=pairs), BARE) is None
