"""Records that are the same as an earlier one in every cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from analytics.imports.records import Records
    from analytics.imports.texts import Positions

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
        mixed += texts.codes
        mixed ^= mixed >> np.uint64(29)
    order = np.argsort(mixed, kind="stable")
    is_same = mixed[order][1:] == mixed[order][:-1]
    candidates = np.flatnonzero(is_same)
    earlier, later = order[candidates], order[candidates + 1]
    is_equal = np.ones(len(candidates), dtype=np.bool_)
    for texts in records.columns:
        is_equal &= texts.codes[earlier] == texts.codes[later]
    return np.sort(later[is_equal])
