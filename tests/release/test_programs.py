"""Several programs in one store are a way to divide people; one program is none."""

from __future__ import annotations

import duckdb
import pytest

from analytics.program import Program
from analytics.release.publish import publish
from analytics.release.read import Release, Released
from tests.company import WAVE, company

AT = "2026-01-05T09:00:00+00:00"
NAMES = ("Bridge", "Mirror")


@pytest.fixture(scope="module")
def one_program(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("one-program")
    return Release.load(publish(company(folder), Program(), folder / "published", at=AT))


@pytest.fixture(scope="module")
def two_programs(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The same company, every third pair in another program."""
    folder = tmp_path_factory.mktemp("two-programs")
    source = company(folder)
    first = source.files["pairs"][0]
    named = f"case when pair_key % 3 = 0 then '{NAMES[1]}' else '{NAMES[0]}' end as program"
    path = folder / "pairs.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            f"copy (select * replace ({named}) from read_parquet('{first}')) to '{path}' (format parquet)"
        )
    source.files["pairs"][0] = path  # type: ignore[index]
    return Release.load(publish(source, Program(), folder / "published", at=AT))


def test_one_program_is_no_dimension(one_program: Release) -> None:
    assert "program" not in [one.name for one in one_program.dimensions]
    assert one_program.choices("program") == ()
    assert not any("program" in found for found in one_program.facts.categories.values())


def test_two_programs_are_offered_in_every_population(two_programs: Release) -> None:
    assert "program" in [one.name for one in two_programs.dimensions]
    assert {"eligible", "pairs", f"survey:{WAVE}"} == set(two_programs.facts.categories)
    assert all(set(NAMES) <= set(found["program"]) for found in two_programs.facts.categories.values())


@pytest.mark.parametrize("measure", ["engagement", "participation", "cadence"])
def test_each_program_has_its_own_figures(two_programs: Release, measure: str) -> None:
    outcomes = [two_programs.estimate(measure, {"program": (name,)}).outcome for name in NAMES]
    assert all(isinstance(outcome, Released) for outcome in outcomes)
    assert outcomes[0] != outcomes[1]


def test_the_pairs_of_two_programs_are_all_pairs(two_programs: Release) -> None:
    together = two_programs.estimate("cadence", {"program": NAMES}, label="Everyone").outcome
    assert together == two_programs.estimate("cadence").outcome


def test_a_program_is_held_against_everyone_else(two_programs: Release) -> None:
    found = two_programs.compare("engagement", {"program": NAMES[:1]}).outcome
    assert isinstance(found, Released)
    everyone = two_programs.compare("engagement").outcome
    assert isinstance(everyone, Released)
    assert found.value.comparison.n == everyone.value.comparison.n
    assert found.value.pilot.n < everyone.value.pilot.n
