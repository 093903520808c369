"""Records that are the same as an earlier one in every cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from analytics.imports.records import Records
    from analytics.imports.texts import Positions, Texts

_ODD = 0x9E3779B97F4A7C15


def repeated_rows(records: Records) -> Positions:
    """Positions of the records that an earlier record equals in every cell, in order.

    >>> from analytics.imports.records import Records
    >>> repeated_rows(Records.of_rows([["1", "a"], ["1", "b"], ["1", "a"]])).tolist()
    [2]

    Args:
        records: The records.
    """
    if any(texts.is_varied and texts.n_different == len(texts) for texts in records.columns):
        return np.empty(0, dtype=np.int64)
    mixed = np.zeros(len(records), dtype=np.uint64)
    for texts in records.columns:
        mixed *= np.uint64(_ODD)
        mixed += _numbers(texts)
        mixed ^= mixed >> np.uint64(29)
    order = np.argsort(mixed, kind="stable")
    is_same = mixed[order][1:] == mixed[order][:-1]
    candidates = np.flatnonzero(is_same)
    earlier, later = order[candidates], order[candidates + 1]
    is_equal = np.ones(len(candidates), dtype=np.bool_)
    for texts in records.columns:
        numbers = _numbers(texts)
        is_equal &= numbers[earlier] == numbers[later]
    return np.sort(later[is_equal])


def n_repeating(numbers: npt.NDArray[np.uint64]) -> int:
    """How many of some numbers stand there more than once.

    >>> n_repeating(np.array([7, 5, 7, 7], dtype=np.uint64))
    3

    Args:
        numbers: The numbers.
    """
    ordered = np.sort(numbers)
    is_same = ordered[1:] == ordered[:-1]
    return int(np.count_nonzero(np.append(is_same, values=False) | np.insert(is_same, 0, values=False)))


def _numbers(texts: Texts) -> npt.NDArray[Any]:
    """A number for each record, equal for equal texts."""
    return texts.hashes() if texts.is_varied else texts.codes
