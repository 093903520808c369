from __future__ import annotations

from dataclasses import replace

import pytest

from analytics.program import Program
from analytics.release.publish import publish
from analytics.release.read import Release, Released
from analytics.report.planning import ASSUMED, detected, sight, starting_plan
from tests.company import company


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("planning")
    publish(company(folder), Program(), folder / "published", at="2026-01-05T09:00:00+00:00")
    return Release.latest(folder / "published")


def test_without_a_release_every_number_is_a_stated_assumption() -> None:
    start = starting_plan(None)
    assert start.plan == ASSUMED
    assert all("assumed" in why for name, why in start.sources.items() if name != "months")


def test_the_plan_starts_from_the_companys_own_figures(release: Release) -> None:
    start = starting_plan(release)
    stayed = release.estimate("retention", {"arm": ("Comparison",)}).outcome
    score = release.estimate("engagement", {"arm": ("Comparison",)}).outcome
    assert isinstance(stayed, Released)
    assert isinstance(score, Released)
    assert score.value.standard_error is not None
    assert start.plan.retention == round(stayed.value.value / 100, 3)
    assert start.plan.comparison == stayed.n
    assert start.plan.deviation == pytest.approx(score.value.standard_error * score.n**0.5, abs=0.05)
    assert start.sources["retention"].startswith("12-month retention of the comparison")
    assert start.sources["team_size"].startswith("assumed")


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
