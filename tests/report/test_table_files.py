"""Tables as files: the numbers of the screen, as numbers, with their source, and never a formula."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from analytics.report.table_files import TableFile

FILE = TableFile(
    caption="Engagement by generation",
    header=("Generation", "Value (points)", "n"),
    rows=(("Gen Z", "\N{MINUS SIGN}1,071.2", "1,204"), ("=1+1", "Not published", ""), ("@x", "+0.3", "12")),
    about=("Everyone.", "Release 000001-abc, data version 7."),
)


def test_a_csv_has_its_source_above_and_plain_numbers() -> None:
    lines = FILE.csv().decode("utf-8-sig").splitlines()
    assert lines[:3] == ["# Engagement by generation", "# Everyone.", "# Release 000001-abc, data version 7."]
    found = list(csv.DictReader(lines[3:]))
    assert found[0] == {"Generation": "Gen Z", "Value (points)": "-1071.2", "n": "1204"}
    assert found[2]["Value (points)"] == "0.3"


FORMULAS = (
    *("=", "+", "-", "@", "\t=", "\r@", "\n=", " =", "\u00a0=", "\x00="),
    *("\uff1d", "\uff0b", "\uff0d", "\uff20", "\t\uff1d"),
)
"""Ways to begin a formula: with space before it, with signs that cannot be seen, and in full width."""


@pytest.mark.parametrize("start", FORMULAS)
def test_no_cell_of_a_csv_begins_like_a_formula(start: str) -> None:
    file = TableFile(caption="c", header=("a",), rows=((f"{start}cmd|' /C calc'!A0",),), about=())
    _, _, row = csv.reader(io.StringIO(file.csv().decode("utf-8-sig"), newline=""))
    assert row[0].startswith("'")


def test_a_workbook_holds_numbers_as_numbers_and_words_as_words() -> None:
    book = openpyxl.load_workbook(io.BytesIO(FILE.xlsx()))
    rows = list(book["Table"].iter_rows(values_only=True))
    assert rows[0] == ("Generation", "Value (points)", "n")
    assert rows[1] == ("Gen Z", -1071.2, 1204)
    assert rows[2][0] == "=1+1"
    assert book["Table"]["A3"].data_type == "s"
    assert [row[0] for row in book["About"].iter_rows(values_only=True)] == [FILE.caption, *FILE.about]


def test_the_same_table_is_the_same_bytes() -> None:
    assert FILE.xlsx() == FILE.xlsx()
    assert FILE.csv() == FILE.csv()
