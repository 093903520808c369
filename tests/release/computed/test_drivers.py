"""Drivers through the whole product: a planted one is found, and a program that does nothing is not."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from analytics.catalog import generation_scheme
from analytics.engine import DuckDBEngine
from analytics.imports.codebook import read_codebook
from analytics.imports.inspect import understand
from analytics.imports.mapping import Mapping, propose
from analytics.imports.run import Request, import_files
from analytics.measures.finding import Released, Undefined, Withheld
from analytics.program import Program
from analytics.release.computed.drivers import all_drivers, read_drivers
from analytics.release.files import FINDINGS
from analytics.release.publish import publish
from analytics.release.read import Release
from analytics.simulate import Effects, Scenario, simulate, write_csv
from analytics.simulate.scenario import Wave, by_generation
from analytics.store import Store
from tests.company import company

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.measures.driver_findings import Drivers
    from analytics.store import Version

AT = "2026-01-05T09:00:00+00:00"
TAKING_PART = "Taking part in the program"
PROGRAM = ("people", "pairs", "sessions", "goals")
STRONG = replace(
    Effects.none(),
    engagement=by_generation(younger=25.0, older=25.0),
    retention=by_generation(younger=-2.0, older=-2.0),
)


def version(folder: Path, effects: Effects) -> Version:
    """A simulated program whose participants are drawn by lot, imported like any user's."""
    scenario = Scenario(seed=11, effects=effects, selection=0.0, exits_per_year=0.25).sized(people=6_000, pairs=480)
    scenario = replace(scenario, waves=tuple(Wave(name=wave.name, opens_on=wave.opens_on) for wave in scenario.waves))
    files = folder / "files"
    files.mkdir()
    write_csv(simulate(scenario), files)
    surveys = [
        Request(path=path, kind="survey", mapping=confirmed(path)) for path in sorted(files.glob("survey_*.csv"))
    ]
    store = Store.create(folder / "store")
    import_files(store, [*(Request(path=files / f"{name}.csv", kind=name) for name in PROGRAM), *surveys], by="test")
    return store.version()


def confirmed(path: Path) -> Mapping:
    """The proposed mapping, the range of the recommendation told: in a small company nobody may have answered 0."""
    mapping = propose(understand(path), read_codebook())
    return replace(
        mapping,
        questions=tuple(
            replace(one, scale_min=0, scale_max=10) if one.scale == "enps" else one for one in mapping.questions
        ),
    )


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Version:
    return version(tmp_path_factory.mktemp("planted"), STRONG)


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Version:
    return version(tmp_path_factory.mktemp("nothing"), Effects.none())


@pytest.fixture(scope="module")
def of_planted(planted: Version) -> str:
    return document(planted, threads=1)


@pytest.fixture(scope="module")
def of_nothing(nothing: Version) -> str:
    return document(nothing, threads=2)


def document(source: Version, *, threads: int) -> str:
    """Both models as a release writes them."""
    with DuckDBEngine(source.files, generation_scheme("pew"), threads=threads) as engine:
        return json.dumps(all_drivers(engine), sort_keys=True)


def found(written: str, target: str) -> Drivers:
    outcome = read_drivers(json.loads(written)[target])
    assert isinstance(outcome, Released)
    return outcome.value


@pytest.mark.parametrize(("target", "sign"), [("engagement", 1), ("leaving", -1)])
def test_a_program_that_works_goes_with_the_outcome(of_planted: str, target: str, sign: int) -> None:
    value = found(of_planted, target)
    driver = next(one for one in value.clear if one.label == TAKING_PART)
    met = next(level for level in driver.levels if level.level == "3 or more meetings in 90 days")
    assert sign * met.difference > 0
    assert met.interval.excludes(0.0)


@pytest.mark.parametrize("target", ["engagement", "leaving"])
def test_a_program_that_does_nothing_goes_with_nothing(of_nothing: str, target: str) -> None:
    assert TAKING_PART not in {one.label for one in found(of_nothing, target).clear}


def test_tenure_goes_with_leaving_as_it_was_made(of_nothing: str) -> None:
    value = found(of_nothing, "leaving")
    assert value.outcome == "leaving voluntarily"
    assert "Tenure" in {one.label for one in value.clear}


def test_the_same_bits_on_any_number_of_threads(planted: Version, of_planted: str) -> None:
    assert document(planted, threads=8) == of_planted


def test_a_release_holds_them_and_says_where_they_come_from(planted: Version, of_planted: str, tmp_path: Path) -> None:
    folder = publish(planted, Program(), tmp_path, at=AT)
    release = Release.load(folder)
    for target, file in (("engagement", "favorable"), ("leaving", "at_risk")):
        finding = release.drivers(target)
        assert isinstance(finding.outcome, Released)
        assert finding.outcome.value == found(of_planted, target)
        assert file in finding.provenance.sql
        assert "No person gets a score" in finding.provenance.method
    written = json.loads((folder / FINDINGS).read_text(encoding="utf-8"))["drivers"]
    levels = [level for one in written.values() for driver in one["drivers"] for level in driver["levels"]]
    assert levels
    assert all(level["n"] >= 10 for level in levels)


def test_one_survey_and_few_leavers_are_refused_with_a_reason(tmp_path: Path) -> None:
    release = Release.load(publish(company(tmp_path, with_leavers=False), Program(), tmp_path / "published", at=AT))
    for target, reason in (("engagement", "two surveys"), ("leaving", "200 people")):
        outcome = release.drivers(target).outcome
        assert isinstance(outcome, Undefined)
        assert reason in outcome.reason


def test_an_older_release_has_none(release_folder: Path) -> None:
    release = Release.load(release_folder)
    release._findings = replace(release._findings, drivers={})  # noqa: SLF001 - as read from an older file
    assert isinstance(release.drivers("leaving").outcome, Withheld)
