"""Faults are grouped, with row numbers and without values."""

from __future__ import annotations

import numpy as np

from analytics.imports.canonical.faults import Faults


def _mask(*rows: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    mask = np.zeros(812, dtype=np.bool_)
    mask[list(rows)] = True
    return mask


def test_a_fault_is_one_sentence_with_the_first_rows() -> None:
    faults = Faults(np.arange(2, 814))
    faults.refuse("no date", "start_date", "are not dates", _mask(1, 15, 38, 40, 41, 42), "Use YYYY-MM-DD.")
    (fault,) = faults.found
    assert fault.sentence == "`start_date`: 6 of 812 rows are not dates (rows 3, 17, 40, 42, 43 …). Use YYYY-MM-DD."


def test_nothing_wrong_is_no_fault() -> None:
    faults = Faults(np.arange(812))
    faults.refuse("no date", "start_date", "are not dates", _mask())
    faults.warn("odd", "start_date", "are odd", _mask(), "So what.")
    assert (faults.found, faults.notices) == ([], [])


def test_a_row_with_two_faults_is_counted_once() -> None:
    faults = Faults(np.arange(812))
    faults.refuse("no id", "id", "are blank", _mask(1, 2))
    faults.refuse("no date", "start", "are not dates", _mask(2, 3))
    faults.refuse("no date", "end", "are not dates", _mask(3, 4))
    assert faults.is_faulty.sum() == 4
    assert faults.rows() == {"no id": [1, 2], "no date": [3, 4]}
    faults.is_ignored |= _mask(1)
    assert faults.rows() == {"no id": [2], "no date": [3, 4]}
