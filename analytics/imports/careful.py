"""Texts in which quotation marks are used loosely: read by Python's parser, counted again by Arrow's."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from analytics.errors import UnreadableFileError
from analytics.imports.blocks import LONGEST_CELL, LONGEST_RECORD
from analytics.imports.precheck import MEBIBYTE, MOST_COLUMNS
from analytics.imports.table import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 512 * MEBIBYTE
_END = "\x1eend of file\x1e"
_STRAY_QUOTES = Notice(
    code="stray_quotes", message="Some cells have text after a closing quotation mark. They were read as they stand."
)


def is_strict(content: bytes, delimiter: str, file_name: str) -> bool:
    """Whether every quoted cell ends where its quotation mark says.

    Args:
        content: The text in UTF-8.
        delimiter: What stands between cells.
        file_name: The name the user gave the file.

    Raises:
        UnreadableFileError: A quoted cell never ends, a cell or a row is too long, two parsers count different numbers
            of records, or the text is too large to be read with care.
    """
    if len(content) > LARGEST:
        raise UnreadableFileError(
            f"{file_name} is too large for cells with single quotation marks in them.",
            allowed=f'Quotation marks (") inside of cells must be doubled in files above {LARGEST // MEBIBYTE} MB.',
            next_step="Export it again, or split the file by date.",
        )
    try:
        n, width = _size(rows(content, delimiter, is_strict=True), file_name)
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            raise _cut_off(file_name) from error
        _refuse_long_cell(error, file_name)
        try:
            n, width = _size(rows(content, delimiter, is_strict=False), file_name)
        except csv.Error as other:
            raise too_long(file_name, "a cell", LONGEST_CELL) from other
        found = False
    else:
        found = True
    counted = _counted_again(content, delimiter, width, file_name)
    if counted != n:
        raise two_ways(file_name, n, counted)
    return found


def stray_quotes() -> Notice:
    """What to know about a text that is not strict."""
    return _STRAY_QUOTES


def rows(content: bytes, delimiter: str, *, is_strict: bool) -> Iterator[list[str]]:
    """The records, an empty line as an empty list, and the mark of the end last unless an open quote swallowed it.

    Args:
        content: The text in UTF-8.
        delimiter: What stands between cells.
        is_strict: Whether text behind a closing quotation mark is an error.
    """
    text = io.TextIOWrapper(io.BytesIO(content + f"{_END}\n".encode()), encoding="utf-8", newline="\n")
    yield from csv.reader(text, delimiter=delimiter, strict=is_strict)


def is_end(row: list[str]) -> bool:
    """Whether a row is the mark of the end."""
    return row == [_END]


def _size(found: Iterator[list[str]], file_name: str) -> tuple[int, int]:
    """Number of records and cells of the longest."""
    n, width, last = 0, 1, list[str]()
    for row in found:
        n += bool(row)
        width, last = max(width, len(row)), row
    if not is_end(last):
        raise _cut_off(file_name)
    refuse_wide(width, file_name)
    return n - 1, width


def refuse_wide(width: int, file_name: str) -> None:
    """Refuses a row with more cells than any survey has.

    Raises:
        UnreadableFileError: There are more than 5,000.
    """
    if width > MOST_COLUMNS:
        raise UnreadableFileError(
            f"{file_name} has a row with more than {MOST_COLUMNS:,} cells.", next_step="Export it again."
        )


def two_ways(file_name: str, n: int, counted: int) -> UnreadableFileError:
    """The refusal of a text that two parsers read differently.

    Args:
        file_name: The name the user gave the file.
        n: Records that one finds.
        counted: Records that the other finds.
    """
    return UnreadableFileError(
        f"{file_name} can be read in two ways: as {n:,} or as {counted:,} records.",
        next_step='Look for a quotation mark (") that stands alone, and export the file again.',
    )


def too_long(file_name: str, what: str, limit: int) -> UnreadableFileError:
    """The refusal of a cell or a record without end.

    Args:
        file_name: The name the user gave the file.
        what: "a cell" or "a record".
        limit: How many characters it may have.
    """
    return UnreadableFileError(
        f"{file_name} has {what} longer than {limit:,} characters.",
        next_step='Look for a quotation mark (") that is never closed, and export the file again.',
    )


def _cut_off(file_name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{file_name} ends in the middle of a quoted cell: it was cut off, or a quotation mark is missing.",
        next_step="Export it again and check that the download is complete.",
    )


def _refuse_long_cell(error: csv.Error, file_name: str) -> None:
    if "field larger" in str(error):
        raise too_long(file_name, "a cell", LONGEST_CELL) from error


def _counted_again(content: bytes, delimiter: str, width: int, file_name: str) -> int:
    """The number of records by Arrow's parser, from memory: nothing of an upload is written to disk to be counted."""
    from pyarrow import ArrowInvalid, string
    from pyarrow import csv as arrow_csv

    n_uneven = 0

    def skip(_: object) -> str:
        nonlocal n_uneven
        n_uneven += 1
        return "skip"

    reader = arrow_csv.open_csv(
        io.BytesIO(content),
        read_options=arrow_csv.ReadOptions(
            autogenerate_column_names=True, use_threads=False, block_size=LONGEST_RECORD
        ),
        parse_options=arrow_csv.ParseOptions(
            delimiter=delimiter, newlines_in_values=True, invalid_row_handler=skip, ignore_empty_lines=True
        ),
        convert_options=arrow_csv.ConvertOptions(column_types={f"f{index}": string() for index in range(width)}),
    )
    try:
        n_even = sum(int(batch.num_rows) for batch in reader)
    except ArrowInvalid as error:
        raise too_long(file_name, "a record", LONGEST_RECORD) from error
    return n_even + n_uneven
