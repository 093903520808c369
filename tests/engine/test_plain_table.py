from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.engine.plain_table import PlainTable
from analytics.errors import UnreadableFileError

if TYPE_CHECKING:
    from pathlib import Path


def table(folder: Path, text: str) -> PlainTable:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return PlainTable(path)


def test_cells_stay_the_texts_they_are(tmp_path: Path) -> None:
    opened = table(tmp_path, "a;b\n01;Yes\n1.50;No\n01;Yes\n")
    assert opened.columns == ("a", "b")
    assert [(texts, n) for texts, _, n in opened.counts(["b", "a"])] == [
        (("No", "1.50"), 1),
        (("Yes", "01"), 1),
        (("Yes", "01"), 1),
    ]


def test_folds_follow_the_rows(tmp_path: Path) -> None:
    opened = table(tmp_path, "a,b\n" + "".join(f"{number},x\n" for number in range(12)))
    folds = {int(texts[0] or 0): fold for texts, fold, _ in opened.counts(["a"])}
    assert folds == {number: number % 5 for number in range(12)}
    assert sorted(n for _, _, n in opened.counts(["b"])) == [2, 2, 2, 3, 3]


def test_a_column_asked_for_twice_comes_twice(tmp_path: Path) -> None:
    assert table(tmp_path, "a,b\n1,2\n").counts(["b", "a", "b"]) == [(("2", "1", "2"), 0, 1)]


def test_names_of_columns_are_never_part_of_the_sql(tmp_path: Path) -> None:
    name = 'x"; drop table plain; --'
    path = tmp_path / "table.csv"
    path.write_text('a,"x""; drop table plain; --"\n1,2\n', encoding="utf-8")
    opened = PlainTable(path)
    assert opened.counts([name]) == [(("2",), 0, 1)]
    assert opened.counts(["a"]) == [(("1",), 0, 1)]


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\x00a,b\n\xc3\x28,1\n"])
def test_what_is_no_table_is_refused_in_plain_words(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "table.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match="cannot be read as a table"):
        PlainTable(path)
