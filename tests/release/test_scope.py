"""What the leader of a unit is given: cells of the release and no other, and questions that cannot leave the unit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from analytics.errors import UnknownNameError
from analytics.release.files import read_cells, read_findings
from analytics.release.findings import Findings
from analytics.release.read import Release, Released, Withheld
from analytics.release.scope import cells_within, findings_within, is_inside, within

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

WAVE = "2024-12"


@pytest.fixture(scope="module")
def release(release_folder: Path) -> Release:
    return Release.load(release_folder)


@pytest.fixture(scope="module")
def scope(release: Release) -> Mapping[str, tuple[str, ...]]:
    """The first published category of the dimension with cells beside others."""
    return {"gender": (next(choice.value for choice in release.choices("gender") if choice.is_published),)}


def test_without_a_scope_it_is_the_release(release: Release) -> None:
    assert within(release, {}) is release


def test_an_unknown_dimension_is_refused(release: Release) -> None:
    with pytest.raises(UnknownNameError):
        within(release, {"shoe_size": ("44",)})


def test_every_cell_is_one_of_the_release_and_inside(
    release_folder: Path, scope: Mapping[str, tuple[str, ...]]
) -> None:
    whole = dict(read_cells(release_folder).items())
    cells = dict(cells_within(read_cells(release_folder), scope).items())
    assert cells
    assert len(cells) < len(whole)
    assert all(whole[key] == cell for key, cell in cells.items())
    assert all(is_inside(key.categories, scope) for key in cells)
    assert sum(is_inside(key.categories, scope) for key in whole) == len(cells)


def test_a_question_about_everyone_is_one_about_the_unit(
    release: Release, scope: Mapping[str, tuple[str, ...]]
) -> None:
    unit = within(release, scope)
    assert unit.estimate("engagement").outcome == release.estimate("engagement", scope).outcome
    assert unit.compare("engagement").outcome == release.compare("engagement", scope).outcome
    assert unit.curve().outcome == release.curve(scope).outcome
    assert unit.sentence() == release.sentence(scope)
    assert isinstance(unit.estimate("engagement").outcome, Released)
    assert unit.waves_of("engagement")


def test_another_unit_is_withheld_like_everything_else(release: Release, scope: Mapping[str, tuple[str, ...]]) -> None:
    unit = within(release, scope)
    other = next(c.value for c in release.choices("gender") if c.is_published and c.value not in scope["gender"])
    for where in ({"gender": (other,)}, {"gender": (*scope["gender"], other)}, {"gender": ("Nobody",)}):
        for finding in (unit.estimate("engagement", where), unit.compare("engagement", where), unit.curve(where)):
            assert finding.outcome == Withheld()
    assert unit.estimate("retention", {"gender": (other,)}).outcome == Withheld()
    assert isinstance(release.estimate("engagement", {"gender": (other,)}).outcome, Released)


def test_what_is_about_the_whole_program_is_gone(
    release: Release, release_folder: Path, scope: Mapping[str, tuple[str, ...]]
) -> None:
    unit = within(release, scope)
    found = findings_within(Findings.from_document(read_findings(release_folder)), scope)
    assert replace(found, curves={}, departures={}, bands={}, favorable={}, gaps={}) == Findings()
    assert all(("gender", *scope["gender"]) in categories for categories in found.gaps)
    assert unit.questions(WAVE) == ()
    assert unit.pair_matrix() == ()
    assert unit.pair_changes().outcome == Withheld()
    assert unit.senior_ways("video_share") == ()
    assert unit.facts.team_size is None
    assert isinstance(unit.raked("engagement").outcome, Withheld)
    assert all(finding.outcome == Withheld() for finding in unit.parity("generation"))
    assert unit.cohort_shares("generation") == ()
    assert unit.reliability(WAVE) == ()
    assert unit.pilot_comparisons() == ()


def test_the_counts_of_a_wave_are_those_of_the_unit(release: Release, scope: Mapping[str, tuple[str, ...]]) -> None:
    unit, whole = within(release, scope), {wave.name: wave for wave in release.facts.waves}
    assert unit.facts.waves
    for wave in unit.facts.waves:
        assert wave.responded < whole[wave.name].responded


def test_filters_offer_the_unit_only(release: Release, scope: Mapping[str, tuple[str, ...]]) -> None:
    unit = within(release, scope)
    assert [choice.value for choice in unit.choices("gender")] == list(scope["gender"])
    offered = {c.value for c in unit.choices("generation") if c.is_published}
    for name in offered:
        assert isinstance(release.estimate("participation", {**scope, "generation": (name,)}).outcome, Released)


def test_a_scope_that_is_not_published_sees_nothing(release: Release, release_folder: Path) -> None:
    nobody = {"gender": ("Nobody",)}
    unit = within(release, nobody)
    assert len(cells_within(read_cells(release_folder), nobody)) == 0
    assert unit.facts.waves == ()
    assert unit.estimate("participation").outcome == Withheld()


def test_two_units_are_added_up_as_a_filter_adds_them(release: Release) -> None:
    both = {"gender": tuple(c.value for c in release.choices("gender") if c.is_published)[:2]}
    unit = within(release, both)
    assert len(both["gender"]) == 2
    assert unit.estimate("engagement").outcome == release.estimate("engagement", both).outcome
    assert {c.value for c in unit.choices("gender") if c.is_published} == set(both["gender"])


def test_all_whom_a_leader_sees_are_called_by_the_name_of_the_unit(
    release: Release, scope: Mapping[str, tuple[str, ...]]
) -> None:
    assert release.everyone == "Everyone"
    assert within(release, scope).everyone == scope["gender"][0]
