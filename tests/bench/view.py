"""One view of the dashboard: looked up in a release, against pandas, SciPy and lifelines on rows in memory.

Reading and joining the rows is not counted, nor is opening the release: both are done once a server. The lookups are
all that the charts of the pages about engagement and retention need, and include their statistics.

A release remembers what it was asked, comparisons foremost, for all who look at it: so there is a line for the first to
ask, who finds its memory empty, and one for everybody after. Every side is run until the clock is long enough.
"""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any

from analytics.release.read import Release
from analytics.release.remembered import Memory
from tests.bench.by_pandas import SCORES, fast_view, view
from tests.bench.programs import made
from tests.bench.results import Line
from tests.bench.rows import COMPARISON, PILOT, rows
from tests.bench.timing import interleaved, ratio

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from analytics.release.read import Where

OURS, AGAIN = "the figures of a view, looked up first", "the figures of a view, looked up again"
USUAL, FAST = "pandas, SciPy, lifelines", "pandas with all moments at once"
GOALS = {"XS": 10.0, "S": 10.0, "M": 100.0, "L": 1_000.0}
FILTERS: dict[str, dict[str, str]] = {"no filter": {}, "one filter": {"gender": "Woman"}}
TIMES = {OURS: 20, AGAIN: 100}
"""Lookups a round: one alone is too short for the clock."""


def figures(release: Release, where: Where) -> dict[str, Any]:
    """Every figure of the view as the pages ask for it.

    Args:
        release: The release.
        where: Chosen categories by dimension.
    """
    sides = [{**where, "arm": (arm,)} for arm in (PILOT, COMPARISON)]
    return {
        "means": {name: release.estimate(name, where) for name in SCORES},
        "differences": release.compare_measures(SCORES, where),
        "trend": [release.trend("engagement", side) for side in sides],
        "groups": [release.breakdown("engagement", "generation", side) for side in sides],
        "by_generation": release.compare_by("engagement", "generation", where),
        "bands": [
            release.spread("engagement", {**where, "generation": (one,)})
            for one in release.categories("engagement", "generation")
        ],
        "retention": [
            release.compare("retention", where),
            *release.compare_by("retention", "generation", where),
        ],
        "curves": [*(release.curve(side) for side in sides), *release.curves("generation", where)],
    }


def lines(sizes: Sequence[str], rounds: int, seed: int) -> Iterator[Line]:
    """How many times as long pandas takes, usual and fast, without a filter and with one.

    Args:
        sizes: "S", "M", "L".
        rounds: Interleaved rounds.
        seed: What the programs depend on.
    """
    for size in sizes:
        program = made(size, seed)
        release, held = Release.latest(program.published), rows(program.version)
        for name, where in FILTERS.items():
            jobs: dict[str, Callable[[], object]] = {
                OURS: partial(_first, release, {key: (value,) for key, value in where.items()}),
                AGAIN: partial(_again, release, {key: (value,) for key, value in where.items()}),
                USUAL: partial(view, held, where),
                FAST: partial(fast_view, held, where),
            }
            for job in jobs.values():
                job()
            found = interleaved(jobs, rounds, seed)
            for ours, against in product((OURS, AGAIN), (USUAL, FAST)):
                shown, times = ratio(found[against], found[ours], "processor"), TIMES[ours]
                yield Line(
                    job=f"{against}: one view, {name}",
                    against=ours,
                    size=size,
                    found=shown.median * times,
                    low=shown.low * times,
                    high=shown.high * times,
                    goal=GOALS[size],
                    at_least=True,
                )


def _first(release: Release, where: Where) -> None:
    for _ in range(TIMES[OURS]):
        release.memory = Memory()
        figures(release, where)


def _again(release: Release, where: Where) -> None:
    for _ in range(TIMES[AGAIN]):
        figures(release, where)
