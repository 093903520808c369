"""Every small group of people that a few filters single out."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from analytics.release.audit.merge import FLOOR

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_FILTERS = 3
"""Filters that a reader can put together at most."""


def small_groups(patterns: NDArray[np.int64], people: NDArray[np.int64]) -> sparse.csr_array:
    """Every group of two to four people that up to three filters, or all of them, single out: (groups, patterns).

    One person alone is not a group here: the limit for a person is the stricter one.

    Args:
        patterns: Category codes, no two alike, (patterns, dimensions).
        people: Number of people of each pattern, (patterns,).
    """
    found = [_small(np.arange(len(people)), people)]
    for n in range(1, MOST_FILTERS + 1):
        for few in combinations(range(patterns.shape[1]), n):
            codes = patterns[:, few]
            widths = np.append(1, np.cumprod(codes.max(axis=0, initial=0)[:-1] + 1))
            found.append(_small(codes @ widths, people))
    groups = np.unique(np.concatenate(found), axis=0)
    filled = groups < len(people)
    ends = np.append(0, np.cumsum(filled.sum(axis=1)))
    columns = groups[filled]
    return sparse.csr_array((np.ones(len(columns)), columns, ends), shape=(len(groups), len(people)))


def _small(keys: NDArray[np.int64], people: NDArray[np.int64]) -> NDArray[np.int64]:
    """The patterns of each group of two to four people, padded with the number of patterns, (groups, 4).

    Args:
        keys: One number a group, for each pattern.
        people: Number of people of each pattern.
    """
    together = np.bincount(keys, weights=people)[keys]
    kept = np.flatnonzero((together > 1) & (together < FLOOR))
    kept = kept[np.argsort(keys[kept], kind="stable")]
    names, first, inside = np.unique(keys[kept], return_index=True, return_inverse=True)
    groups = np.full((len(names), FLOOR - 1), len(people), dtype=np.int64)
    groups[inside, np.arange(len(kept)) - first[inside]] = kept
    return groups
