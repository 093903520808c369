"""Rates, favorable shares, departures and reliability of a release, against the rows they were made from."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb
import numpy as np
import pytest

from analytics.measures.rates import YEAR
from analytics.program import Program
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
def folder(source: Given, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(source, Program(), tmp_path_factory.mktemp("published"), at=AT)


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
    years = sum(((exited or observed) - LAUNCH).days for exited, observed in people) / YEAR
    found = value(release.estimate("turnover"))
    assert found.value == pytest.approx(100 * round(leavers / 3) * 3 / years)
    assert found.n == len(people)
    assert found.interval is not None
    assert found.interval.low < 100 * leavers / years < found.interval.high


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


def test_departures_are_published_for_everyone_and_single_categories(release: Release) -> None:
    for where in ({}, {"arm": ("Pilot",)}, {"generation": ("Gen Z",)}):
        found = value(release.departures(where))
        assert all(point.leavers % 3 == 0 for points in found.points.values() for point in points)
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
    assert found.alpha == pytest.approx(1.5 * (1 - np.trace(covariance) / covariance.sum()), rel=1e-12)
    assert all(item.item_rest is not None and item.item_rest > 0.3 for item in found.items)
    assert 0 < max(item.missing for item in found.items) < 10
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
