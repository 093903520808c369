from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.imports import texts
from analytics.imports.canonical.cells import Cells
from analytics.imports.text_bytes import hashes, single_bytes
from analytics.imports.texts import Texts, TextsInParts, first_seen, smallest

if TYPE_CHECKING:
    from collections.abc import Callable

COLUMNS = st.lists(st.lists(st.sampled_from(["", "1", "2", "Agree", " Agree", "ä", "longer than that"]), max_size=30))


def in_parts(parts: list[list[str]]) -> Texts:
    made = TextsInParts()
    for part in parts:
        made.add(pa.array(part, pa.string()))
    return made.done()


@given(COLUMNS, st.sampled_from([1, 1_000]), st.sampled_from([2, 1_000]))
def test_a_column_is_the_same_in_parts_and_whole_with_codes_and_without_packed_and_not(
    parts: list[list[str]], most: int, most_parts: int
) -> None:
    listed = [text for part in parts for text in part]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "MOST_PARTS", most_parts)
        patch.setattr(texts, "MOST_DISTINCT", most)
        column = in_parts(parts)
    assert column.listed() == listed
    assert [column[position] for position in range(len(listed))] == listed
    assert list(column.counts().items()) == list(Counter(listed).items())
    found, expected = column.cells(), Cells.of(listed)
    assert (found.distinct, found.codes.tolist()) == (expected.distinct, expected.codes.tolist())
    assert column.plain.to_pylist() == listed


@given(COLUMNS, st.data(), st.sampled_from([1, 1_000]), st.sampled_from([2, 1_000]), st.sampled_from([list, sorted]))
def test_taken_records_are_counted_in_their_own_order(
    parts: list[list[str]], data: st.DataObject, most: int, most_parts: int, arranged: Callable[[list[int]], list[int]]
) -> None:
    listed = [text for part in parts for text in part]
    chosen = data.draw(st.lists(st.sampled_from(range(len(listed))))) if listed else []
    chosen = arranged(chosen)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "MOST_PARTS", most_parts)
        patch.setattr(texts, "MOST_DISTINCT", most)
        column = in_parts(parts).take(np.array(chosen, dtype=np.int64))
    assert column.listed() == [listed[position] for position in chosen]
    assert list(column.counts().items()) == list(Counter(column.listed()).items())


def test_a_column_of_many_different_texts_holds_them_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "FEW", 3)
    column = in_parts([["a", "b", "a", "b"], [f"id {n}" for n in range(9)], ["a", "b"]])
    assert column.is_varied
    assert column.listed(3, 6) == ["b", "id 0", "id 1"]
    assert column.mask(str.isalpha).tolist() == [True] * 4 + [False] * 9 + [True] * 2


def test_single_characters_need_no_dictionary() -> None:
    found = single_bytes(pa.array(["x", "1", "", "5"], pa.string())[1:])
    assert found is not None
    assert found.tolist() == [ord("1"), 0, ord("5")]
    assert single_bytes(pa.array(["1", "22", ""], pa.string())) is None
    assert single_bytes(pa.array(["ä"], pa.string())) is None


def test_codes_are_as_small_as_they_can_be() -> None:
    assert [smallest(n) for n in (0, 256, 257, 65_536, 65_537)] == [
        np.uint8, np.uint8, np.uint16, np.uint16, np.uint32,
    ]  # fmt: skip


def test_a_code_that_comes_late_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "_FIRST_LOOK", 2)
    codes = np.array([1, 1, 1, 3, 1, 0, 3, 1, 1, 2, 0], dtype=np.uint8)
    assert first_seen([codes[:5], codes[5:]], np.bincount(codes, minlength=6) > 0) == [1, 3, 0, 2]


@given(st.lists(st.text(max_size=20)))
def test_equal_texts_and_no_others_have_equal_hashes(listed: list[str]) -> None:
    found = hashes(pa.array(["x", *listed], pa.string())[1:])
    assert len(set(found.tolist())) == len(set(listed))
    assert found.tolist() == hashes(pa.array(listed, pa.string())).tolist()
    assert len(dict(zip(listed, found.tolist(), strict=True))) == len(set(found.tolist()))
