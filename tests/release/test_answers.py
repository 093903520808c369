"""Rates, favorable shares, departures and reliability of a release, against the rows they were made from."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb
import numpy as np
import pytest
from scipy import stats

from analytics.measures.rates import YEAR
from analytics.program import Program
from analytics.release.answers import NO_SURVEY
from analytics.release.files import read_cells
from analytics.release.publish import publish
from analytics.release.read import Release, Released, Undefined, Withheld
from tests.company import LAUNCH, WAVE, company
from tests.given import PAIR, PERSON, given

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.release.read import Finding
    from tests.given import Given

AT = "2026-01-05T09:00:00+00:00"
T = TypeVar("T")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Given:
    return company(tmp_path_factory.mktemp("company"))


@pytest.fixture(scope="module")
def folder(release_folder: Path) -> Path:
    return release_folder


@pytest.fixture(scope="module")
def release(folder: Path) -> Release:
    return Release.load(folder)


def value(finding: Finding[T]) -> T:
    assert isinstance(finding.outcome, Released)
    return finding.outcome.value


def rows(source: Given, table: str, columns: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(f"select {columns} from read_parquet('{source.files[table][0]}')").fetchall()


def test_turnover_is_leavers_in_threes_per_year_at_risk_since_launch(release: Release, source: Given) -> None:
    people = [
        (exited, observed)
        for exited, observed in rows(source, "people", "exited_on, observed_to")
        if exited is None or exited > LAUNCH
    ]
    leavers = sum(exited is not None for exited, _ in people)
    days = sum(((exited or observed) - LAUNCH).days for exited, observed in people)
    years = round(days / (3 * 365)) * 3 * 365 / YEAR
    found = value(release.estimate("turnover"))
    assert found.value == pytest.approx(100 * round(leavers / 3) * 3 / years)
    assert found.n == len(people)
    assert found.interval is not None
    assert found.interval.low < 100 * leavers * YEAR / days < found.interval.high


def test_no_published_cell_says_how_many_left_except_in_threes(folder: Path) -> None:
    cells = dict(read_cells(folder).items())
    rates = {key: cell for key, cell in cells.items() if key.measure in {"turnover", "regretted_turnover"}}
    assert rates
    assert all(cell.total % 3 == 0 and 3 <= cell.total <= cell.people for cell in rates.values())
    assert {cell.total for key, cell in cells.items() if key.measure == "retention"} == {0}


def test_regretted_turnover_is_part_of_turnover(release: Release) -> None:
    for every, regretted in zip(
        release.breakdown("turnover", "gender"), release.breakdown("regretted_turnover", "gender"), strict=True
    ):
        assert 0 < value(regretted).value < value(every).value


def test_turnover_is_compared_by_the_limits_of_both_sides(release: Release) -> None:
    found = value(release.compare("turnover"))
    assert found.difference == pytest.approx(found.pilot.value - found.comparison.value)
    assert found.interval.low < found.difference < found.interval.high
    family = [value(one) for one in release.compare_by("turnover", "gender")]
    single = value(release.compare("turnover", {"gender": ("Woman",)}))
    assert {one.family for one in family} == {2}
    assert max(one.interval.high - one.interval.low for one in family) > single.interval.high - single.interval.low


def test_departures_are_in_threes_and_of_one_category_at_most(release: Release) -> None:
    shown = [
        found.value
        for where in ({}, {"arm": ("Pilot",)}, {"generation": ("Gen Z",)})
        if isinstance(found := release.departures(where).outcome, Released)
    ]
    assert all(point.leavers % 3 == 0 for one in shown for points in one.points.values() for point in points)
    assert isinstance(release.departures({"arm": ("Pilot",), "gender": ("Woman",)}).outcome, Withheld)
    assert isinstance(release.departures({"gender": ("Woman", "Man")}).outcome, Undefined)


def test_without_reasons_nobody_knows_why_people_left(tmp_path: Path) -> None:
    whole = company(tmp_path)
    people = [
        dict(zip(PERSON | {"person_key": 0, "exited_on": None}, row, strict=True))
        for row in rows(whole, "people", ", ".join([*PERSON, "person_key", "exited_on"]))
    ]
    (tmp_path / "other").mkdir()
    silent = given(tmp_path / "other", people=people)
    files = {**whole.files, "people": silent.files["people"]}
    release = Release.load(publish(type(whole)(files=files), Program(), tmp_path / "published", at=AT))
    outcome = release.departures().outcome
    assert isinstance(outcome, Undefined)
    assert "does not say why" in outcome.reason
    assert isinstance(release.estimate("regretted_turnover").outcome, Undefined)
    assert isinstance(release.estimate("turnover").outcome, Released)


def test_without_a_history_of_levels_promotions_are_undefined(release: Release) -> None:
    outcome = release.estimate("promotions").outcome
    assert isinstance(outcome, Undefined)
    assert "moving up" in outcome.reason


def test_promotions_are_moves_to_a_higher_level_per_year(tmp_path: Path) -> None:
    end = dt.date(2024, 12, 31)
    people = [
        {**PERSON, "person_key": key, "level": level, "effective_on": day, "observed_to": end}
        for key in range(1, 61)
        for level, day in (("L1", dt.date(2022, 1, 1)), ("L2", dt.date(2024, 6, 1)))[: 1 + (key % 4 == 0)]
    ]
    source = given(tmp_path, people=people, pairs=[{**PAIR, "pair_key": 1, "junior_key": 90, "senior_key": 91}])
    release = Release.load(publish(source, Program(), tmp_path / "published", at=AT))
    found = value(release.estimate("promotions"))
    assert found.value == pytest.approx(100 * 15 / (60 * 365 / YEAR))


def test_the_favorable_share_is_the_answers_rounded_to_five(release: Release, source: Given) -> None:
    answers = rows(source, "responses", "q000, q001, q002")
    judged = [
        answer >= 4 if place < 2 else answer <= 2
        for row in answers
        for place, answer in enumerate(row)
        if answer is not None
    ]
    found = value(release.estimate("favorable_engagement"))
    assert found.value == 5 * round(20 * sum(judged) / len(judged))
    assert found.n == sum(any(answer is not None for answer in row) for row in answers)
    assert found.interval is not None
    assert found.interval.low < 100 * sum(judged) / len(judged) < found.interval.high


def test_favorable_shares_are_coarse_and_have_thirty_respondents(release: Release) -> None:
    for finding in release.breakdown("favorable_engagement", "generation", {"arm": ("Pilot",)}):
        outcome = finding.outcome
        assert isinstance(outcome, Withheld) or (value(finding).n >= 30 and value(finding).value % 5 == 0)
    assert isinstance(release.estimate("favorable_engagement", {"gender": ("Woman", "Man")}).outcome, Undefined)
    assert isinstance(release.estimate("favorable_engagement", {"gender": ("nobody",)}).outcome, Withheld)
    assert isinstance(release.compare("favorable_engagement").outcome, Undefined)


def test_favorable_has_the_waves_that_asked_its_items(release: Release) -> None:
    assert [wave.name for wave in release.waves_of("favorable_engagement")] == [WAVE]
    assert release.waves_of("favorable_satisfaction") == ()


def test_reliability_is_alpha_of_the_raw_answers(release: Release, source: Given) -> None:
    (found,) = release.reliability(WAVE)
    complete = np.array([row for row in rows(source, "responses", "q000, q001, 6 - q002") if None not in row])
    covariance = np.cov(complete.T)
    assert found.scale == "engagement"
    assert found.n == len(complete)
    assert found.alpha == round(1.5 * (1 - np.trace(covariance) / covariance.sum()), 2)
    assert all(item.item_rest is not None and item.item_rest > 0.3 for item in found.items)
    assert all(item.missing is None or 0 < item.missing < 10 for item in found.items)
    assert release.reliability("2019-01") == ()


@pytest.mark.parametrize(
    ("measure", "table"),
    [
        ("turnover", "employment_member"),
        ("promotions", "employment_member"),
        ("favorable_engagement", "favorable"),
    ],
)
def test_new_measures_say_how_they_were_computed(release: Release, measure: str, table: str) -> None:
    assert f"from {table}" in release.estimate(measure).provenance.sql or f"join {table}" in (
        release.estimate(measure).provenance.sql
    )


def test_response_is_the_people_on_the_roster_who_answered(release: Release, source: Given) -> None:
    day = dt.date(2024, 12, 2)
    people = rows(source, "people", "person_key, exited_on")
    employed = [key for key, exited in people if exited is None or exited > day]
    answered = {key for (key,) in rows(source, "person_wave", "person_key")}
    assert set(employed) <= answered  # everybody answers in this company, so there is no other side
    assert isinstance(release.estimate("response").outcome, Withheld)


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The company when only every second woman, and three of four men, answered."""
    folder = tmp_path_factory.mktemp("half")
    whole = company(folder)
    files = whole.files
    with duckdb.connect() as connection:
        connection.execute(
            f"""
            copy (
                select waves.* from read_parquet('{files["person_wave"][0]}') as waves
                join read_parquet('{files["people"][0]}') as people using (person_key)
                where case when people.gender = 'Woman' then person_key % 2 = 0 else person_key % 4 > 0 end
            ) to '{folder / "some.parquet"}' (format parquet)
            """
        )
    source = type(whole)(files={**files, "person_wave": [folder / "some.parquet"]})
    return Release.load(publish(source, Program(), folder / "published", at=AT))


def test_response_rates_differ_by_who_was_made_to_answer(half: Release) -> None:
    found = {finding.label: value(finding) for finding in half.breakdown("response", "gender")}
    assert found["Woman"].value == pytest.approx(50, abs=4)
    assert found["Man"].value == pytest.approx(75, abs=4)
    assert value(half.estimate("response")).n == half.facts.waves[0].invited
    assert found["Woman"].interval is not None
    assert found["Woman"].interval.high < 65


def test_the_raked_mean_stands_beside_the_plain_one(half: Release) -> None:
    found, plain = value(half.raked("engagement")), value(half.estimate("engagement"))
    assert found.estimate.value == pytest.approx(plain.value, abs=2)
    assert found.effective_n < found.estimate.n <= plain.n
    assert set(found.margins) == {"generation", "business_unit"}
    assert isinstance(half.raked("enps").outcome, Undefined)
    assert "from invited_member" in half.raked("engagement").provenance.sql


def silences(source: Given) -> tuple[list[int], list[int]]:
    """Days from a pair's start to its first 60 days without a session, and days seen of the other pairs."""
    sessions = rows(source, "sessions", "pair_key, held_on, status")
    last = max(day for _, day, status in sessions if status == "held")
    silent: list[int] = []
    others: list[int] = []
    for key, start in rows(source, "pairs", "pair_key, started_on"):
        if start < last:
            held = sorted(day for pair, day, status in sessions if pair == key and status == "held" and day > start)
            met = [start, *held, last]
            ends = [(one - start).days + 60 for one, after in pairwise(met) if (after - one).days >= 60]
            (silent if ends else others).append(ends[0] if ends else (last - start).days)
    return silent, others


def test_pairs_survive_by_their_sessions(release: Release, source: Given) -> None:
    whole = value(release.pair_curve())
    assert whole.people == 60, "the summer's pairs start after the newest session"
    assert [point.day for point in whole.points[:3]] == [0, 30, 60]
    silent, others = silences(source)
    expected = stats.ecdf(stats.CensoredData(uncensored=silent, right=others)).sf
    for point in whole.points:
        exact = 100 * expected.evaluate(np.array([point.day]))[0]
        assert point.survival == pytest.approx(exact, abs=1.7), "one pair more or less, for counting in threes"
    assert isinstance(release.estimate("pair_survival").outcome, Undefined), "the newest session is on day 180"
    assert {finding.label: value(finding).people for finding in release.pair_curves("generation")}.keys() == {
        finding.label for finding in release.breakdown("cadence", "generation")
    }
    assert isinstance(release.pair_curve({"gender": ("Woman", "Man")}).outcome, Undefined)


def test_the_exchange_balance_is_made_of_both_gains(release: Release) -> None:
    junior, senior = (
        value(release.estimate("skills_gained", {"role": (role,)})).value for role in ("Junior mentor", "Senior mentee")
    )
    expected = 100 * (1 - abs(senior - junior) / (senior + junior))
    found = value(release.estimate("exchange_balance"))
    assert found.value == pytest.approx(expected)
    assert found.interval is not None
    assert found.interval.low < expected <= found.interval.high
    assert isinstance(release.estimate("exchange_balance", {"role": ("Junior mentor",)}).outcome, Undefined)


def test_the_gap_is_welchs_difference_of_the_roles(release: Release, source: Given) -> None:
    found = value(release.gap("skills_gained"))
    gained = {
        key: 100 * (now - before) / 6
        for key, now, before in rows(source, "person_wave", "person_key, skills_now, skills_before")
        if now is not None
    }
    pairs = rows(source, "pairs", "junior_key, senior_key")
    juniors, seniors = ([gained[pair[side]] for pair in pairs] for side in (0, 1))
    expected = stats.ttest_ind(seniors, juniors, equal_var=False)
    assert found.t == pytest.approx(expected.statistic, rel=1e-9)
    assert found.p == pytest.approx(expected.pvalue, rel=1e-9)
    assert (found.pilot.label, found.comparison.label) == ("Senior mentee", "Junior mentor")
    assert release.gap().outcome == Undefined(reason=NO_SURVEY)  # nobody was asked about the match
    assert isinstance(release.gap("skills_gained", {"role": ("Junior mentor",)}).outcome, Undefined)


@pytest.mark.parametrize("measure", ["at_agreed_cadence", "activity"])
def test_what_pairs_do_is_counted_in_threes(folder: Path, measure: str) -> None:
    cells = [cell for key, cell in read_cells(folder).items() if key.measure == measure]
    assert all(cell.total % 3 == 0 for cell in cells)
    assert len(cells) > 0 or measure == "at_agreed_cadence"
