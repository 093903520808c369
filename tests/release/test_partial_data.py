"""A store with only a survey, or only a program, can be published; what is missing is named, never an error."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from analytics.catalog import MEASURES
from analytics.program import Program
from analytics.release.answers import NO_PAIRS, NO_ROSTER, NO_SURVEY
from analytics.release.publish import publish
from analytics.release.read import Release, Released, Undefined, Withheld
from analytics.release.recorded import NO_CHANNELS, NO_GOALS, NO_SESSIONS, NO_SETTINGS
from tests.company import company
from tests.given import PAIR, PERSON, Given, given

if TYPE_CHECKING:
    from pathlib import Path

AT = "2026-01-05T09:00:00+00:00"


@pytest.fixture(scope="module")
def survey_only(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("survey")
    answers = [
        {"respondent_key": key, "wave": "spring", "wave_on": dt.date(2024, 5, 1), "satisfaction": key % 9}
        for key in range(64)
    ]
    scales = [{"wave": "spring", "scale": "satisfaction", "denominator": 9}]
    source = given(folder, person_wave=answers, wave_scales=scales)
    return Release.load(publish(source, Program(), folder / "published", at=AT))


@pytest.fixture(scope="module")
def program_without_ways(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("ways")
    people = [{**PERSON, "person_key": number} for number in range(80)]
    pairs = [{**PAIR, "pair_key": n, "junior_key": n, "senior_key": 40 + n} for n in range(40)]
    held = {"held_on": dt.date(2024, 2, 1), "status": "held"}
    sessions = [{**held, "session_key": n, "pair_key": n} for n in range(40)]
    source = given(folder, people=people, pairs=pairs, sessions=sessions)
    return Release.load(publish(source, Program(), folder / "published", at=AT))


@pytest.fixture(scope="module")
def program_only(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("program")
    whole = company(folder).files
    source = Given(files={table: whole[table] for table in ("people", "pairs")})
    return Release.load(publish(source, Program(), folder / "published", at=AT))


def test_a_survey_alone_has_its_mean(survey_only: Release) -> None:
    outcome = survey_only.estimate("satisfaction").outcome
    assert isinstance(outcome, Released)
    assert outcome.n == 64


def test_a_program_alone_has_its_retention(program_only: Release) -> None:
    assert isinstance(program_only.estimate("retention").outcome, Released)
    assert program_only.facts.waves == ()


@pytest.mark.parametrize("measure", sorted(set(MEASURES) - {"satisfaction"}))
def test_what_a_survey_alone_cannot_answer_is_a_result(survey_only: Release, measure: str) -> None:
    estimates = (survey_only.estimate(measure), *survey_only.breakdown(measure, "generation"))
    assert all(isinstance(finding.outcome, Withheld | Undefined) for finding in estimates)
    assert isinstance(survey_only.compare(measure).outcome, Withheld | Undefined)


@pytest.mark.parametrize("measure", sorted(MEASURES))
def test_every_measure_of_a_program_alone_has_an_outcome(program_only: Release, measure: str) -> None:
    assert isinstance(program_only.estimate(measure).outcome, Released | Withheld | Undefined)
    compared = (program_only.compare(measure), *program_only.compare_by(measure, "cohort"))
    assert all(isinstance(finding.outcome, Released | Withheld | Undefined) for finding in compared)


def test_what_was_never_imported_is_named(survey_only: Release, program_only: Release, tmp_path: Path) -> None:
    people = given(tmp_path, people=[{**PERSON, "person_key": number} for number in range(40)])
    roster_only = Release.load(publish(people, Program(), tmp_path / "published", at=AT))
    for release, measure, reason in (
        (survey_only, "retention", NO_ROSTER),
        (survey_only, "cadence", NO_PAIRS),
        (roster_only, "turnover", NO_PAIRS),
        (program_only, "engagement", NO_SURVEY),
        (program_only, "exchange_balance", NO_SURVEY),
        (program_only, "match_quality_gap", NO_SURVEY),
        (survey_only, "exchange_balance", NO_SURVEY),
    ):
        assert release.estimate(measure).outcome == Undefined(reason=reason)
    assert roster_only.compare("retention").outcome == roster_only.curve().outcome == Undefined(reason=NO_PAIRS)


@pytest.mark.parametrize(
    "measure",
    ["cadence", "session_completion", "support_share", "pair_survival", "at_agreed_cadence", "activity", "median_gap"],
)
def test_without_sessions_nobody_says_that_pairs_never_met(program_only: Release, measure: str) -> None:
    found = (program_only.estimate(measure), *program_only.breakdown(measure, "cohort"))
    assert {finding.outcome for finding in found} == {Undefined(reason=NO_SESSIONS)}


@pytest.mark.parametrize(("measure", "reason"), [("video_share", NO_CHANNELS), ("informal_share", NO_SETTINGS)])
def test_sessions_without_channel_or_setting_say_what_to_import(
    program_without_ways: Release, measure: str, reason: str
) -> None:
    found = (program_without_ways.estimate(measure), *program_without_ways.breakdown(measure, "cohort"))
    assert {finding.outcome for finding in found} == {Undefined(reason=reason)}
    assert isinstance(program_without_ways.estimate("session_completion").outcome, Released)
    assert program_without_ways.senior_ways(measure) == ()


def test_without_sessions_pairs_have_no_curve_and_without_goals_no_attainment(program_only: Release) -> None:
    assert program_only.pair_curve().outcome == Undefined(reason=NO_SESSIONS)
    assert program_only.estimate("goal_attainment").outcome == Undefined(reason=NO_GOALS)
    assert not program_only.facts.has_sessions
    assert not program_only.facts.has_goals


def test_without_pairs_departures_name_the_pairs_that_are_missing(tmp_path: Path) -> None:
    people = given(tmp_path, people=[{**PERSON, "person_key": number} for number in range(40)])
    roster_only = Release.load(publish(people, Program(), tmp_path / "published", at=AT))
    assert roster_only.departures().outcome == Undefined(reason=NO_PAIRS)
