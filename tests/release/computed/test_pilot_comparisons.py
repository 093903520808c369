"""Which comparisons a release holds, and that it gives back what it was given."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from analytics.comparison.design import Design
from analytics.errors import SettingsError
from analytics.program import Program
from analytics.release.computed.pilot_comparisons import declared, default_designs
from analytics.release.publish import publish
from analytics.release.read import Release
from tests.company import company

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.comparison.evidence import PilotComparison

AT = "2026-01-01T00:00:00Z"
DESIGN = Design(name="Juniors", outcomes=("retention", "engagement"), match=("level",))
BEGUN = {"Winter 2024": "2023-12-18", "Summer 2024": "2024-06-10"}
PLAN = Design(name="Summer plan", cohort="Summer 2024")


def registered(design: Design, day: str = "2020-01-01") -> Program:
    return Program(registered=(f"# Registered on {day}\n{design.as_toml()}",))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[PilotComparison, ...]:
    folder = tmp_path_factory.mktemp("store")
    program = Program(comparisons=({"name": "Juniors", "outcomes": ["retention", "engagement"], "match": ["level"]},))
    program = replace(program, registered=registered(DESIGN).registered)
    return Release.load(publish(company(folder), program, folder / "published", at=AT)).pilot_comparisons()


def test_a_declared_comparison_is_published(found: tuple[PilotComparison, ...]) -> None:
    (comparison,) = found
    assert comparison.name == "Juniors"
    assert [one.measure for one in comparison.outcomes][:1] == ["retention"]
    assert comparison.outcomes[0].is_primary
    assert comparison.matched_on == ("level",)


def test_a_comparison_that_kept_to_its_plan_says_so(found: tuple[PilotComparison, ...]) -> None:
    assert found[0].kept_to == found[0].sha256 == DESIGN.sha256


def test_another_design_than_the_registered_one_kept_to_nothing() -> None:
    other = replace(DESIGN, margin=4.0)
    program = replace(registered(other), comparisons=({"name": "Juniors"},))
    assert [one.kept_to for one in declared(program, BEGUN)] == [None]


def test_registered_designs_are_compared_where_the_settings_declare_none() -> None:
    (one,) = declared(registered(DESIGN), BEGUN)
    assert (one.design, one.kept_to) == (DESIGN, DESIGN.sha256)


def test_without_any_design_juniors_and_seniors_are_compared_in_the_primary_outcome() -> None:
    designs = default_designs(Program(primary_outcome="engagement", margin=0.0))
    assert [one.role for one in designs] == ["Junior mentor", "Senior mentee"]
    assert {one.primary for one in designs} == {"engagement"}
    assert {one.outcomes[0] for one in designs} == {"engagement"}


def test_a_primary_outcome_that_no_index_date_has_leaves_the_decision_to_retention() -> None:
    assert {one.primary for one in default_designs(Program(primary_outcome="response"))} == {"retention"}


def test_a_setting_that_no_design_has_is_refused() -> None:
    with pytest.raises(SettingsError, match="no name"):
        declared(Program(comparisons=({"cohort": "Spring"},)), BEGUN)


def test_a_store_without_pairs_has_no_comparison(tmp_path: Path) -> None:
    whole = company(tmp_path)
    roster = replace(whole, files={"people": whole.files["people"]})
    release = Release.load(publish(roster, Program(), tmp_path / "published", at=AT))
    assert release.pilot_comparisons() == ()


def test_a_roster_without_leavers_says_why_there_is_no_retention(tmp_path: Path) -> None:
    program = Program(comparisons=({"name": "Juniors", "match": ["level"]},))
    folder = publish(company(tmp_path, with_leavers=False), program, tmp_path / "published", at=AT)
    (comparison,) = Release.load(folder).pilot_comparisons()
    assert [one.measure for one in comparison.missing] == ["retention"]
    assert "only people who left" in comparison.missing[0].reason


def test_without_a_declaration_juniors_and_seniors_are_compared() -> None:
    assert [one.design.name for one in declared(Program(), BEGUN)] == ["Junior mentors", "Senior mentees"]
    assert all(one.kept_to is None for one in declared(Program(), BEGUN))


def test_a_plan_written_down_before_the_cohort_began_is_kept_to() -> None:
    (found,) = declared(registered(PLAN, "2024-06-01"), BEGUN)
    assert (found.design, found.kept_to) == (PLAN, PLAN.sha256)


@pytest.mark.parametrize("day", ["2024-06-10", "2026-11-22"])
def test_a_plan_written_down_later_is_used_but_not_called_kept(day: str) -> None:
    (found,) = declared(registered(PLAN, day), BEGUN)
    assert (found.design, found.kept_to) == (PLAN, None)


def test_a_plan_for_all_cohorts_has_to_be_older_than_the_first() -> None:
    every = Design(name="Everybody")
    (early,) = declared(registered(every, "2023-12-01"), BEGUN)
    (late,) = declared(registered(every, "2024-06-01"), BEGUN)
    assert early.kept_to == every.sha256
    assert late.kept_to is None


def test_a_plan_for_a_cohort_to_come_waits() -> None:
    program = registered(Design(name="Spring 2027", cohort="Spring 2027"), "2026-11-22")
    assert [one.design.name for one in declared(program, BEGUN)] == ["Junior mentors", "Senior mentees"]
    (found,) = declared(program, {**BEGUN, "Spring 2027": "2027-03-01"})
    assert found.kept_to == found.design.sha256


def test_a_plan_that_does_not_say_its_day_is_not_called_kept() -> None:
    (found,) = declared(Program(registered=(PLAN.as_toml(),)), BEGUN)
    assert found.kept_to is None
