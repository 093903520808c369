"""What auditing every cell of a large company takes: `make bench ONLY=audit_speed`.

People in skewed, correlated categories, and every cell of every one- and two-way table up to the number asked for. The
leverage of everybody is computed a second time from the published list, by an eigen-decomposition, and has to agree.
"""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

import numpy as np

from analytics.release.audit.audit import Audit, audit
from analytics.release.audit.leverage import leverage, membership
from tests.bench.results import Line
from tests.bench.timing import cost

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from analytics.release.audit.leverage import Cell

SIZES = (2, 4, 3, 4, 3, 6, 14, 8, 26)
"""Categories of arm, cohort, role, generation, gender, ethnicity, unit, level and location."""

PEOPLE, CELLS, SECONDS = 100_000, 2_000, 60.0
_DIFFERS = 1e-6


def company(people: int, seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The patterns of people of whom one in twenty takes part, with level by generation and location by unit.

    Args:
        people: How many.
        seed: What chance begins with.
    """
    chance = np.random.default_rng(seed)
    codes = np.column_stack([_skewed(chance, people, size) for size in SIZES])
    is_outside = chance.random(people) < 0.95
    codes[:, 0] = is_outside
    codes[is_outside, 1:3] = 0
    codes[~is_outside, 1:3] = 1 + codes[~is_outside, 1:3] % (np.array(SIZES[1:3]) - 1)
    codes[:, 7] = np.where(chance.random(people) < 0.5, codes[:, 3] + codes[:, 7] // 3, codes[:, 7])
    codes[:, 8] = np.where(chance.random(people) < 0.5, codes[:, 6], codes[:, 8])
    return np.unique(codes, axis=0, return_counts=True)


def tables(patterns: NDArray[np.int64], most: int) -> list[Cell]:
    """Everyone, single categories, and cells of two filters until there are `most`.

    Args:
        patterns: Category codes, (patterns, dimensions).
        most: How many cells.
    """
    return [cell for cell, _ in zip(_tables(patterns), range(most), strict=False)]


def _tables(patterns: NDArray[np.int64]) -> Iterator[Cell]:
    categories = [[int(code) for code in np.unique(column)] for column in patterns.T]
    yield ()
    for place, codes in enumerate(categories):
        yield from (((place, code),) for code in codes)
    for one, other in combinations(range(len(categories)), 2):
        yield from (((one, i), (other, j)) for i, j in product(categories[one], categories[other]))


def _skewed(chance: np.random.Generator, people: int, size: int) -> NDArray[np.int64]:
    weights = 1 / np.arange(1, size + 1)
    return chance.choice(size, size=people, p=weights / weights.sum()).astype(np.int64)


def lines(sizes: Sequence[str], rounds: int, seed: int) -> Iterator[Line]:
    """Seconds of a processor that the audit of `CELLS` cells of `PEOPLE` people takes, whatever the sizes asked for.

    Args:
        sizes: Not used: the goal is about one size.
        rounds: Not used: it is run once.
        seed: What the company depends on.

    Raises:
        ValueError: The leverage computed a second way is another one.
    """
    del sizes, rounds
    yield line(PEOPLE, CELLS, seed)


def line(people: int, most: int, seed: int) -> Line:
    """What auditing one company takes, checked a second way.

    Args:
        people: How many.
        most: How many cells.
        seed: What the company depends on.

    Raises:
        ValueError: The leverage computed a second way is another one.
    """
    patterns, counts = company(people, seed)
    cells = tables(patterns, most)
    found: list[Audit] = []
    taken = cost(lambda: found.append(audit(patterns, counts, cells)))
    (audited,) = found
    again = leverage(membership(patterns, audited.published), counts)
    differs = abs(float(again.max()) - audited.summary.highest_leverage)
    if differs > _DIFFERS:
        raise ValueError(f"The highest leverage is off by {differs:.1e}.")
    job = f"audit of {len(cells):,} cells, {audited.summary.people:,} people: processor"
    seconds = taken.processor
    return Line(job=job, against="itself", size="", found=seconds, low=seconds, high=seconds, goal=SECONDS, unit="s")
