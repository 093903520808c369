"""Times jobs side by side: interleaved rounds, medians, and how far the rounds lie apart."""

from __future__ import annotations

import random
import resource
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run of a job took, in seconds.

    Args:
        wall: By the clock.
        processor: On all cores together, child processes included.
    """

    wall: float
    processor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """One job against another, round by round.

    Args:
        median: Median of the ratios of the rounds.
        low: Smallest of them.
        high: Largest of them.
    """

    median: float
    low: float
    high: float


def cost(job: Callable[[], object]) -> Cost:
    """What one run of a job takes.

    Args:
        job: What is done.
    """
    wall, processor = time.perf_counter(), _processor()
    job()
    return Cost(wall=time.perf_counter() - wall, processor=_processor() - processor)


def interleaved(jobs: Mapping[str, Callable[[], object]], rounds: int, seed: int = 1) -> dict[str, list[Cost]]:
    """The costs of every job in every round, each round in an order of its own.

    Args:
        jobs: The jobs by name.
        rounds: How often each is run.
        seed: What the orders depend on.
    """
    chance, found = random.Random(seed), {name: list[Cost]() for name in jobs}  # noqa: S311 - an order, no secret
    for _ in range(rounds):
        for name in chance.sample(list(jobs), len(jobs)):
            found[name].append(cost(jobs[name]))
    return found


def ratio(ours: Sequence[Cost], theirs: Sequence[Cost], kind: str = "wall") -> Ratio:
    """Ours divided by theirs, round by round.

    Args:
        ours: The costs of one job.
        theirs: The costs of the other in the same rounds.
        kind: "wall" or "processor".

    >>> costs = [Cost(wall=2.0, processor=1.0)], [Cost(wall=1.0, processor=1.0)]
    >>> ratio(*costs)
    Ratio(median=2.0, low=2.0, high=2.0)
    """
    found = [getattr(one, kind) / getattr(other, kind) for one, other in zip(ours, theirs, strict=True)]
    return Ratio(median=statistics.median(found), low=min(found), high=max(found))


def median(costs: Sequence[Cost], kind: str = "wall") -> float:
    """The median cost in seconds.

    Args:
        costs: The costs of one job.
        kind: "wall" or "processor".
    """
    return float(statistics.median(getattr(one, kind) for one in costs))


def _processor() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
