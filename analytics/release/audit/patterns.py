"""Tells patterns of people apart: those who stand behind the same numbers, now and in everything shown before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def distinct_patterns(
    codes: NDArray[np.int64], known: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first of each kind of pattern, in the order of their codes, and the kind of each.

    Patterns are compared as bytes, the highest first, which takes a bit for each number shown before.

    Args:
        codes: Category codes, none negative, (patterns, dimensions).
        known: Which patterns stood behind each number shown before, (numbers, patterns).
    """
    packed = np.packbits(known, axis=0).T
    whole = np.hstack([np.ascontiguousarray(codes, dtype=">i8").view(np.uint8), packed])
    rows = np.ascontiguousarray(whole).view(np.dtype((np.void, whole.shape[1]))).ravel()
    _, first, place = np.unique(rows, return_index=True, return_inverse=True)
    return first, place.ravel()
