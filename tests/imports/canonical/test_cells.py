"""Columns as distinct texts."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from analytics.imports.canonical.cells import Cells
from analytics.imports.wording import trimmed


@given(st.lists(st.text(max_size=4)))
def test_cells_are_the_trimmed_texts(texts: list[str]) -> None:
    cells = Cells.of(texts)
    assert [cells.distinct[code] for code in cells.codes] == [trimmed(text) for text in texts]
    assert len(set(cells.distinct)) == len(cells.distinct)
    assert len(cells) == len(texts)


def test_each_distinct_text_is_read_once() -> None:
    seen: list[str] = []

    def reader(text: str) -> int:
        seen.append(text)
        return len(text)

    cells = Cells.of(["aa", "b", " aa ", "", "b"])
    assert cells.spread(cells.read(reader), pa.int64()).to_pylist() == [2, 1, 2, None, 1]
    assert seen == ["aa", "b"]


def test_blank_unread_and_repeated_are_told_apart() -> None:
    cells = Cells.of(["1", "x", "", "1", "", "x"])
    assert cells.is_blank.tolist() == [False, False, True, False, True, False]
    assert cells.unread([1, None, None]).tolist() == [False, True, False, False, False, True]
    assert cells.repeated().tolist() == [False, False, False, True, False, True]
    assert cells.repeated(np.array([True] * 5 + [False])).tolist() == [False, False, False, True, False, False]
