"""One simulated program through the product's own path, and what is written down of it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analytics.comparison.assembled import Context, pilot_comparison
from analytics.comparison.design import Declared, Design
from analytics.engine import DuckDBEngine
from analytics.program import Program
from analytics.simulate.program import simulate
from tests.calibration.store_tables import store_tables

if TYPE_CHECKING:
    from analytics.comparison.evidence import OutcomeEvidence, PilotComparison
    from analytics.simulate.program import SimulatedProgram
    from tests.calibration.scenarios import Trial

OUTCOMES = ("retention", "engagement")
DESIGN = Design(name="Calibration", role="Junior mentor", outcomes=OUTCOMES)
PERCENT = 100
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - files of a second, kept off the disk where the system allows it
RAW, ADJUSTED, NAIVE = "raw", "adjusted", "naive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One estimate of one program beside the truth, in the unit of the outcome.

    Args:
        outcome: `retention` (percentage points) or `engagement` (points).
        method: `raw`, `adjusted` (the headline) or `naive` (ever enrolled against never, clock from hire).
        truth: What the program really did to participants.
        difference: The estimate; None where it is undefined or withheld.
        low: Lower limit of its 95 % interval; None where there is none.
        high: Upper limit.
        verdict: What the product said; None for the raw and the naive figure.
    """

    outcome: str
    method: str
    truth: float
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    verdict: str | None = None


def results(trial: Trial, seed: int) -> list[Result]:
    """Every estimate of one program.

    Args:
        trial: The kind of program.
        seed: Seed of this one.
    """
    program = simulate(replace(trial.scenario, seed=seed))
    memory = IN_MEMORY if IN_MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        files = store_tables(program, Path(folder)).files
        with DuckDBEngine(files, Program().scheme, threads=1) as engine:
            found = compared(engine, program)
    evidence = {one.measure: one for one in found.outcomes}
    told = [one for name in OUTCOMES for one in _of(name, truth(program, name), evidence.get(name))]
    return [*told, _naive(found, truth(program, "retention"))]


def compared(engine: DuckDBEngine, program: SimulatedProgram) -> PilotComparison:
    """The comparison as a release would hold it."""
    cohorts = tuple(cohort.name for cohort in program.scenario.cohorts)
    context = Context(scheme=Program().scheme, cohorts=cohorts, silent={})
    return pilot_comparison(engine, Declared(design=DESIGN), context)


def truth(program: SimulatedProgram, outcome: str) -> float:
    """What the program really did to its junior mentors, free of selection and luck."""
    if outcome == "retention":
        effect: float = program.truth["retention_12_months"]["junior"]["expected"]["effect"]
        return PERCENT * effect
    waves: list[dict[str, Any]] = [
        one["junior"] for one in program.truth["scores"][outcome].values() if "junior" in one
    ]
    people = sum(one["n"] for one in waves)
    return float(sum(one["n"] * one["effect"] for one in waves) / people) if people else 0.0


def _of(name: str, really: float, found: OutcomeEvidence | None) -> list[Result]:
    if found is None:
        return [Result(outcome=name, method=method, truth=really) for method in (RAW, ADJUSTED)]
    told = [Result(outcome=name, method=RAW, truth=really)]
    if found.raw is not None:
        raw = found.raw.effect
        limits = raw.interval
        told = [replace(told[0], difference=raw.difference, low=limits.low, high=limits.high)]
    adjusted = Result(outcome=name, method=ADJUSTED, truth=really, verdict=found.verdict)
    if found.headline is not None:
        effect = found.headline.effect
        limits = effect.interval
        adjusted = replace(adjusted, difference=effect.difference, low=limits.low, high=limits.high)
    return [*told, adjusted]


def _naive(found: PilotComparison, really: float) -> Result:
    difference = None if found.naive is None else found.naive.difference
    return Result(outcome="retention", method=NAIVE, truth=really, difference=difference)
