"""Publishing: a whole release, against the same findings by pandas, SciPy, scikit-learn and lifelines.

Both begin with the imported store. What the other side leaves out, and the product does in the same time, is told in
`tests.bench.release_by_pandas`.
"""

from __future__ import annotations

import tempfile
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.programs import made
from tests.bench.release_by_pandas import findings
from tests.bench.results import Line
from tests.bench.timing import Ratio, interleaved, median, ratio

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.bench.programs import Made

OURS, THEIRS = "publish", "the findings by pandas, SciPy, lifelines"
GOALS = {"XS": 10.0, "S": 10.0, "M": 10.0, "L": 5.0}
MOST_ROUNDS = {"XS": 2, "S": 3, "M": 1, "L": 1}
GROWTH = 20.0


def lines(sizes: Sequence[str], rounds: int, seed: int) -> Iterator[Line]:
    """How many times as long pandas takes as publishing, and how publishing grows from size to size.

    Args:
        sizes: "S", "M", "L".
        rounds: Interleaved rounds, fewer where a round takes minutes.
        seed: What the programs depend on.
    """
    taken: dict[str, float] = {}
    for size in sizes:
        program = made(size, seed)
        jobs: dict[str, Callable[[], object]] = {
            OURS: partial(_publish, program),
            THEIRS: partial(findings, program.version),
        }
        found = interleaved(jobs, min(rounds, MOST_ROUNDS[size]), seed)
        taken[size] = median(found[OURS], "processor")
        shown = ratio(found[THEIRS], found[OURS], "processor")
        yield _line(THEIRS, OURS, size, shown, GOALS[size], at_least=True)
    for small, large in pairwise(sizes):
        grown = taken[large] / taken[small]
        shown = Ratio(median=grown, low=grown, high=grown)
        yield _line("publish, growth", "the smaller program", f"{small} to {large}", shown, GROWTH, at_least=False)


def _publish(program: Made) -> None:
    with tempfile.TemporaryDirectory() as folder:
        program.publish(Path(folder))


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
