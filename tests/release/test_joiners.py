"""Parity, cohorts and equal experience, out of the cells of a release alone."""

from __future__ import annotations

import pytest

from analytics.measures.finding import Released
from analytics.program import Program
from analytics.release.publish import publish
from analytics.release.read import Release
from tests.company import PAIRS, company


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("joiners")
    return Release.load(publish(company(folder), Program(), folder / "published", at="2026-01-05T09:00:00+00:00"))


def test_the_groups_of_a_dimension_make_up_everybody(release: Release) -> None:
    found = [one.outcome.value for one in release.parity("generation") if isinstance(one.outcome, Released)]
    whole = release.estimate("participation").outcome
    assert isinstance(whole, Released)
    assert sum(one.eligible for one in found) == whole.n
    assert [one.pool_rate for one in found] == pytest.approx([whole.value.value] * len(found))
    assert {one.family for one in found} == {len(found)}
    assert sum(one.enrolled * 1.0 for one in found) == pytest.approx(whole.n * whole.value.value / 100)


def test_juniors_are_paired_by_age_and_the_parity_says_so(release: Release) -> None:
    found = {one.label: one.outcome for one in release.parity("generation")}
    assert all(isinstance(one, Released) for one in found.values())
    assert {one.value.representation for one in found.values() if isinstance(one, Released)} <= {
        "over",
        "under",
        "even",
    }


def test_an_intersection_is_corrected_for_all_of_its_table(release: Release) -> None:
    table = release.parity_table("generation", "gender")
    found = [one.outcome.value for row in table.values() for one in row if isinstance(one.outcome, Released)]
    assert {one.family for one in found} == {len(found)}
    assert len(found) > len(table)


def test_a_filter_makes_an_intersection(release: Release) -> None:
    table = {one.label: one.outcome for one in release.parity_table("gender", "generation")["Woman"]}
    single = {one.label: one.outcome for one in release.parity("generation", {"gender": ("Woman",)})}
    for label, outcome in single.items():
        other = table[label]
        assert isinstance(outcome, Released) is isinstance(other, Released)
        if isinstance(outcome, Released) and isinstance(other, Released):
            assert outcome.value.ratio == other.value.ratio


def test_the_shares_of_a_cohort_come_from_published_counts(release: Release) -> None:
    found = release.cohort_shares("gender")
    assert found
    assert all(one.joined <= one.of <= 2 * PAIRS for one in found)
    assert all(one.share == pytest.approx(100 * one.joined / one.of) for one in found)


def test_a_group_against_the_rest_is_the_difference_of_their_means(release: Release) -> None:
    found = {one.label: one.outcome for one in release.against_the_rest("engagement", "gender")}
    woman, man = (release.estimate("engagement", {"gender": (name,)}).outcome for name in ("Woman", "Man"))
    difference = found["Woman"]
    assert isinstance(woman, Released)
    assert isinstance(man, Released)
    assert isinstance(difference, Released)
    assert difference.value.difference == pytest.approx(woman.value.value - man.value.value)
    assert difference.value.family == 2
