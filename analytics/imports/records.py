"""From text to records: read once, counted again by a second parser, and refused where the two disagree."""

from __future__ import annotations

import csv
import io

from analytics.errors import UnreadableFileError
from analytics.imports.precheck import MOST_COLUMNS
from analytics.imports.table import Notice

_END = "\x1eend of file\x1e"
_LARGEST_CELL = 131_072
_LARGEST_RECORD = 1 << 24
_SHARED_ABOVE = 1 << 22


def records(text: str, delimiter: str, file_name: str) -> tuple[list[list[str]], tuple[Notice, ...]]:
    r"""The records of a text, empty lines left out, and what a person should know about them.

    >>> records('a,b\n1,"two\nlines"\n', ",", "f.csv")[0]
    [['a', 'b'], ['1', 'two\nlines']]

    Args:
        text: The text, its lines ended by "\n".
        delimiter: What stands between cells.
        file_name: The name the user gave the file.

    Raises:
        UnreadableFileError: A quoted cell never ends, a cell is longer than 131,072 characters, or two parsers count
            different numbers of records.
    """
    if not text.endswith("\n"):
        text += "\n"
    rows, notices = _parsed(text, delimiter, file_name)
    width = max(map(len, rows), default=1)
    if width > MOST_COLUMNS:
        raise UnreadableFileError(
            f"{file_name} has a row with more than {MOST_COLUMNS:,} cells.", next_step="Export it again."
        )
    counted = _counted_again(text, delimiter, width, file_name)
    if counted != len(rows):
        raise UnreadableFileError(
            f"{file_name} can be read in two ways: as {len(rows):,} or as {counted:,} records.",
            next_step='Look for a quotation mark (") that stands alone, and export the file again.',
        )
    return rows, notices


def _parsed(text: str, delimiter: str, file_name: str) -> tuple[list[list[str]], tuple[Notice, ...]]:
    """The records by Python's parser: strictly, or leniently with a notice where quotes are used loosely."""
    try:
        rows = _read(text, delimiter, is_strict=True)
        notices: tuple[Notice, ...] = ()
    except csv.Error as error:
        _refuse_long_cell(error, file_name)
        rows = _read(text, delimiter, is_strict=False)
        message = "Some cells have text after a closing quotation mark. They were read as they stand."
        notices = (Notice(code="stray_quotes", message=message),)
    if rows.pop() != [_END]:
        raise UnreadableFileError(
            f"{file_name} ends in the middle of a quoted cell: it was cut off, or a quotation mark is missing.",
            next_step="Export it again and check that the download is complete.",
        )
    return rows, notices


def _read(text: str, delimiter: str, *, is_strict: bool) -> list[list[str]]:
    """The records, the mark of the end last: it stands alone unless an open quote has swallowed it."""
    reader = csv.reader(io.StringIO(f"{text}{_END}\n", newline=""), delimiter=delimiter, strict=is_strict)
    try:
        if len(text) < _SHARED_ABOVE:
            return [row for row in reader if row]
        shared: dict[str, str] = {}
        return [list(map(shared.setdefault, row, row)) for row in reader if row]
    except csv.Error as error:
        if is_strict and "unexpected end of data" in str(error):
            return [[]]
        raise


def _refuse_long_cell(error: csv.Error, file_name: str) -> None:
    if "field larger" in str(error):
        raise _too_long(file_name, "a cell", _LARGEST_CELL) from error


def _too_long(file_name: str, what: str, limit: int) -> UnreadableFileError:
    return UnreadableFileError(
        f"{file_name} has {what} longer than {limit:,} characters.",
        next_step='Look for a quotation mark (") that is never closed, and export the file again.',
    )


def _counted_again(text: str, delimiter: str, width: int, file_name: str) -> int:
    """The number of records by Arrow's parser, from memory: nothing of an upload is written to disk to be counted."""
    from pyarrow import ArrowInvalid, string
    from pyarrow import csv as arrow_csv

    n_uneven = 0

    def skip(_: object) -> str:
        nonlocal n_uneven
        n_uneven += 1
        return "skip"

    source = io.BytesIO(text.encode("utf-8", errors="surrogatepass"))
    reader = arrow_csv.open_csv(
        source,
        read_options=arrow_csv.ReadOptions(
            autogenerate_column_names=True, use_threads=False, block_size=_LARGEST_RECORD
        ),
        parse_options=arrow_csv.ParseOptions(
            delimiter=delimiter, newlines_in_values=True, invalid_row_handler=skip, ignore_empty_lines=True
        ),
        convert_options=arrow_csv.ConvertOptions(column_types={f"f{index}": string() for index in range(width)}),
    )
    try:
        n_even = sum(int(batch.num_rows) for batch in reader)
    except ArrowInvalid as error:
        raise _too_long(file_name, "a record", _LARGEST_RECORD) from error
    return n_even + n_uneven
