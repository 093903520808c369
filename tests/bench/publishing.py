"""Publishing: a whole release, against the same findings by pandas, SciPy, scikit-learn and lifelines.

Both begin with the imported store. What the other side computes, and what only the product does, is told in
`tests.bench.analyst`. Auditing every cell is one of the latter and has a target of its own, so there is a line without
it; the processor's time of the audit is taken between two stages that publishing reports.
"""

from __future__ import annotations

import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from analytics.catalog import MEASURES
from analytics.release.files import read_cells
from analytics.release.publish import STAGES
from analytics.release.read import Release
from tests.bench.analyst.cells import COMPARED
from tests.bench.analyst.findings import findings
from tests.bench.programs import made
from tests.bench.results import Line
from tests.bench.rows import ATTRIBUTES
from tests.bench.timing import Cost, Ratio, interleaved, median, ratio

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.bench.programs import Made

OURS, THEIRS = "publish", "the same findings by pandas, SciPy, scikit-learn, lifelines"
WITHOUT_AUDIT = "publish but for the audit of every cell"
GOALS = {"XS": 10.0, "S": 10.0, "M": 10.0, "L": 5.0}
MOST_ROUNDS = {"XS": 2, "S": 3, "M": 1, "L": 1}
GROWTH = 20.0
AUDIT, NEXT = STAGES["audit"][0], STAGES["count"][0]


def lines(sizes: Sequence[str], rounds: int, seed: int) -> Iterator[Line]:
    """How many times as long pandas takes as publishing, with the audit and without, and how publishing grows.

    Args:
        sizes: "S", "M", "L".
        rounds: Interleaved rounds, fewer where a round takes minutes.
        seed: What the programs depend on.
    """
    taken: dict[str, float] = {}
    for size in sizes:
        program, audits = made(size, seed), list[float]()
        jobs: dict[str, Callable[[], object]] = {
            OURS: lambda program=program, audits=audits: audits.append(published(program)),  # type: ignore[misc]
            THEIRS: lambda program=program: findings(program.version, program.settings),  # type: ignore[misc]
        }
        found = interleaved(jobs, min(rounds, MOST_ROUNDS[size]), seed)
        taken[size] = median(found[OURS], "processor")
        rest = [
            Cost(wall=one.wall, processor=one.processor - audit) for one, audit in zip(found[OURS], audits, strict=True)
        ]
        for name, ours in ((OURS, found[OURS]), (WITHOUT_AUDIT, rest)):
            shown = ratio(found[THEIRS], ours, "processor")
            yield _line(THEIRS, name, size, shown, GOALS[size], at_least=True)
    for small, large in pairwise(sizes):
        grown = taken[large] / taken[small]
        shown = Ratio(median=grown, low=grown, high=grown)
        yield _line("publish, growth", "the smaller program", f"{small} to {large}", shown, GROWTH, at_least=False)


def published(program: Made) -> float:
    """Seconds of a processor that the audit took while a release was made and asked for every figure.

    Args:
        program: The program.
    """
    begun: dict[str, float] = {}

    def note(stage: str, share: float) -> None:
        del share
        begun[stage] = time.process_time()

    with tempfile.TemporaryDirectory() as folder:
        answered(program.publish(Path(folder), on_progress=note))
    return begun[NEXT] - begun[AUDIT]


def answered(folder: Path) -> int:
    """How many figures a release gives that is asked for each of its cells, and each test of pilot and comparison.

    Intervals and tests follow from the cells when a page asks for them; the other side computes them beforehand.

    Args:
        folder: The release.
    """
    release, n = Release.load(folder), 0
    for key in dict(read_cells(folder).items()):
        kind, _, wave = key.population.partition(":")
        where = {name: (category,) for name, category in sorted(key.categories)}
        if key.measure not in MEASURES:
            continue
        release.estimate(key.measure, where, wave or None)
        n += 1
        if kind == "survey" and key.measure in COMPARED and not {"arm", "role", "cohort"} & set(where):
            release.compare(key.measure, where, wave)
            n += 1
    for dimension in ATTRIBUTES:
        n += len(release.parity(dimension))
    return n


def _line(job: str, against: str, size: str, found: Ratio, goal: float, *, at_least: bool) -> Line:
    return Line(
        job=job,
        against=against,
        size=size,
        found=found.median,
        low=found.low,
        high=found.high,
        goal=goal,
        at_least=at_least,
    )
