from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from analytics.program import Program
from analytics.release.publish import publish
from analytics.release.read import Release, Released
from analytics.report.planning import ASSUMED, detected, sight, starting_plan
from tests.company import company
from tests.comparison.evidence_example import example
from tests.dashboard.compared import with_comparisons

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("planning")
    publish(company(folder), Program(), folder / "published", at="2026-01-05T09:00:00+00:00")
    return folder / "published"


@pytest.fixture(scope="module")
def release(published: Path) -> Release:
    return Release.latest(published)


@pytest.fixture(scope="module")
def bare(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    return Release.latest(with_comparisons(published, tmp_path_factory.mktemp("bare"), []))


@pytest.fixture(scope="module")
def compared(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    return Release.latest(with_comparisons(published, tmp_path_factory.mktemp("compared"), [example()]))


def test_without_a_release_every_number_is_a_stated_assumption() -> None:
    start = starting_plan(None)
    assert start.plan == ASSUMED
    assert all("assumed" in why for name, why in start.sources.items() if name != "months")


def test_the_plan_starts_from_the_companys_own_figures(bare: Release) -> None:
    start = starting_plan(bare)
    stayed = bare.estimate("retention", {"arm": ("Comparison",)}).outcome
    score = bare.estimate("engagement", {"arm": ("Comparison",)}).outcome
    assert isinstance(stayed, Released)
    assert isinstance(score, Released)
    assert score.value.standard_error is not None
    assert start.plan.retention == round(stayed.value.value / 100, 3)
    assert start.plan.comparison == stayed.n
    assert start.plan.deviation == pytest.approx(score.value.standard_error * score.n**0.5, abs=0.05)
    assert start.sources["retention"].startswith("12-month retention of the comparison")


def test_people_who_were_compared_are_a_better_start_than_everybody(compared: Release) -> None:
    start = starting_plan(compared)
    assert (start.plan.retention, start.plan.comparison) == (0.868, 6791)
    assert start.sources["retention"] == "people compared in Junior mentors, n = 6,791"


def test_teams_are_as_large_as_on_the_roster_or_assumed(release: Release) -> None:
    start = starting_plan(release)
    if release.facts.team_size is None:
        assert start.sources["team_size"].startswith("assumed")
    else:
        assert start.plan.team_size == release.facts.team_size
        assert start.sources["team_size"] == "mean size of a team on the roster"


def test_every_cohort_says_what_it_could_have_detected(release: Release) -> None:
    start = starting_plan(release)
    found = detected(release, start.plan)
    cohorts = [one for one in release.categories("retention", "cohort") if one != "Not enrolled"]
    assert [one.label for one in found][: len(cohorts)] == cohorts
    assert all(one.sight.pairs > 0 for one in found)


def test_more_pairs_could_have_detected_less(release: Release) -> None:
    plan = starting_plan(release).plan
    found = detected(release, plan)
    assert len(found) > 1
    every = found[-1].sight
    assert every.pairs == sum(one.sight.pairs for one in found[:-1])
    assert every == sight(replace(plan, pairs=every.pairs))
