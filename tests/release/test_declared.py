"""Which comparisons are published, and which of them kept to a plan that was written down beforehand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from analytics.comparison.design import Design
from analytics.program import Program
from analytics.release.pilot_comparisons import declared
from analytics.report.planning import ASSUMED
from analytics.report.preregistration import Preregistration

if TYPE_CHECKING:
    from pathlib import Path

BEGUN = {"Winter 2024": "2023-12-18", "Summer 2024": "2024-06-10"}
PLAN = Design(name="Summer plan", cohort="Summer 2024")


def registered(design: Design, day: date, store: Path) -> Program:
    Preregistration(design=design, plan=ASSUMED, sources={}, on=day).register(store)
    return Program.read(store)


def test_without_a_declaration_juniors_and_seniors_are_compared() -> None:
    assert [one.design.name for one in declared(Program(), BEGUN)] == ["Junior mentors", "Senior mentees"]
    assert all(one.kept_to is None for one in declared(Program(), BEGUN))


def test_a_plan_written_down_before_the_cohort_began_is_kept_to(tmp_path: Path) -> None:
    (found,) = declared(registered(PLAN, date(2024, 6, 1), tmp_path), BEGUN)
    assert (found.design, found.kept_to) == (PLAN, PLAN.sha256)


@pytest.mark.parametrize("day", [date(2024, 6, 10), date(2026, 11, 22)])
def test_a_plan_written_down_later_is_used_but_not_called_kept(tmp_path: Path, day: date) -> None:
    (found,) = declared(registered(PLAN, day, tmp_path), BEGUN)
    assert (found.design, found.kept_to) == (PLAN, None)


def test_a_plan_for_all_cohorts_has_to_be_older_than_the_first(tmp_path: Path) -> None:
    every = Design(name="Everybody")
    (early,) = declared(registered(every, date(2023, 12, 1), tmp_path / "early"), BEGUN)
    (late,) = declared(registered(every, date(2024, 6, 1), tmp_path / "late"), BEGUN)
    assert early.kept_to == every.sha256
    assert late.kept_to is None


def test_a_plan_for_a_cohort_to_come_waits(tmp_path: Path) -> None:
    program = registered(Design(name="Spring 2027", cohort="Spring 2027"), date(2026, 11, 22), tmp_path)
    assert [one.design.name for one in declared(program, BEGUN)] == ["Junior mentors", "Senior mentees"]
    (found,) = declared(program, {**BEGUN, "Spring 2027": "2027-03-01"})
    assert found.kept_to == found.design.sha256


def test_a_plan_that_does_not_say_its_day_is_not_called_kept() -> None:
    (found,) = declared(Program(registered=(PLAN.as_toml(),)), BEGUN)
    assert found.kept_to is None
