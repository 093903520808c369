"""What auditing every cell of a large company takes: `python -m tests.bench.audit_speed`.

People in skewed, correlated categories, and every cell of every one- and two-way table up to the number asked for. The
leverage of everybody is computed a second time from the published list, by an eigen-decomposition, and has to agree.
"""

from __future__ import annotations

import argparse
import resource
import sys
from itertools import combinations, product
from typing import TYPE_CHECKING

import numpy as np

from analytics.release.audit.audit import Audit, audit
from analytics.release.audit.leverage import leverage, membership
from tests.bench.timing import cost

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from analytics.release.audit.leverage import Cell

SIZES = (2, 4, 3, 4, 3, 6, 14, 8, 26)
"""Categories of arm, cohort, role, generation, gender, ethnicity, unit, level and location."""

SECONDS = 60


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


def main() -> int:
    """Prints what the audit took and found; 1 where it took too long or the leverage does not agree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--cells", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    stated = parser.parse_args()
    patterns, people = company(stated.people, stated.seed)
    cells = tables(patterns, stated.cells)
    found: list[Audit] = []
    taken = cost(lambda: found.append(audit(patterns, people, cells)))
    (audited,) = found
    summary = audited.summary
    again = leverage(membership(patterns, audited.published), people)
    differs = abs(float(again.max()) - summary.highest_leverage)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"{summary.people:,} people in {len(people):,} patterns, {len(cells):,} cells: "
        f"{taken.wall:.1f} s by the clock, {taken.processor:.1f} s of processor, {peak:,.0f} MB at most\n"
        f"{len(audited.published):,} published, refused: {dict(audited.refusals)}\n"
        f"{summary.rank:,} independent numbers, {summary.mean_leverage:.4f} a person, at most "
        f"{summary.highest_leverage:.3f} of anybody; computed again it differs by {differs:.1e}\n"
    )
    return int(taken.processor > SECONDS or differs > 1e-6)


if __name__ == "__main__":
    sys.exit(main())
