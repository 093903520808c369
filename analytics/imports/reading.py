"""From a file to a table of texts: the one way in for every kind of file."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from analytics.errors import RefusedImportError, UnreadableFileError
from analytics.imports import delimiter, headers
from analytics.imports.canonical.recognize import header_row
from analytics.imports.containers import described, read_apart, unpacked
from analytics.imports.decode import decoded
from analytics.imports.options import Options
from analytics.imports.precheck import Bytes, checked
from analytics.imports.records import records
from analytics.imports.table import Column, Notice, Table
from analytics.imports.vendors.vendor import Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

Source: TypeAlias = Path | str | bytes | BinaryIO

_LARGEST_SHARE_OF_LONG_ROWS = 0.2
_ROWS_NAMED = 5
_TOP = 60


def read_table(source: Source, *, file_name: str | None = None, options: Options | None = None) -> Table:
    """The file as a table of texts, its headings apart from its records.

    The suffix of the file is ignored; its content says what it is: text, a workbook, a Parquet or an SPSS file, or a
    zip archive with one of them.

    Args:
        source: Path of the file, its bytes, or an open binary file.
        file_name: The name the user gave it, where `source` is not a path.
        options: What a person states about the file instead of letting it be recognized.

    Raises:
        UnreadableFileError: The file is missing, empty, not text, cut off, or too large in one direction.
        RefusedImportError: It is a summary report, or its rows do not fit its headings.
    """
    options = options or Options()
    name = file_name or (Path(source).name if isinstance(source, Path | str) else "the file")
    content = _unpacked(_content(source, name), name)
    if content.container is not None:
        return _contained(content, content.container, name, options)
    text = decoded(content.content, name)
    mark = delimiter.declared(text.text)
    body = text.text.split("\n", 1)[1] if mark and "\n" in text.text else text.text
    mark = options.delimiter or mark or delimiter.delimiter(body)
    rows, notices = records(body, mark, name)
    if not rows:
        raise UnreadableFileError(f"{name} has no rows.", next_step="Export it again.")
    table = _table(rows, name, options)
    return replace(
        table,
        sha256=content.sha256,
        encoding=text.encoding,
        delimiter=mark,
        first_row=table.first_row + (body is not text.text),
        warnings=(*text.warnings, *notices, *table.warnings),
    )


def _content(source: Source, name: str) -> Bytes:
    """The bytes of the file, looked at before anything is done with them."""
    if isinstance(source, bytes):
        return checked(io.BytesIO(source), name)
    if not isinstance(source, Path | str):
        return checked(source, name)
    try:
        with Path(source).open("rb") as stream:
            return checked(stream, name)
    except OSError as error:
        raise UnreadableFileError(
            f"{name} cannot be opened ({error.strerror or 'unknown reason'}).", next_step="Check the path."
        ) from error


def _unpacked(content: Bytes, name: str) -> Bytes:
    """The one table in a zip archive, under the hash of the archive; anything else as it is."""
    if content.container != "zip":
        return content
    held = unpacked(content.content, name)
    if held.kind != "table":
        return replace(content, container=held.kind)
    inner = _unpacked(checked(io.BytesIO(held.content), held.file_name), held.file_name)
    return replace(inner, sha256=content.sha256)


def _contained(content: Bytes, kind: str, name: str, options: Options) -> Table:
    """The table in a file that is no text."""
    contents = read_apart(content.content, kind, name, options.sheet)
    if not contents.rows:
        raise UnreadableFileError(f"{name} has no rows.", next_step="Export it again.")
    table = _table(contents.rows, name, options)
    return replace(
        table,
        sha256=content.sha256,
        encoding=kind,
        columns=described(table.columns, contents),
        warnings=(*contents.notices, *table.warnings),
    )


def _table(rows: list[list[str]], name: str, options: Options) -> Table:
    """The table in rows: titles above it skipped, headings recognized, records made as wide as the headings."""
    headers.check_not_summary(rows, name)
    program = header_row(rows) if options.format is None else None
    n_titles = headers.titles(rows) if program is None else program.index
    body = rows[n_titles:]
    vendor = headers.vendor(body[:_TOP], options.format if program is None else "generic")
    layout = vendor.layout(body[:_TOP])
    if layout.header_rows > 1:
        layout = vendor.layout(_squared(body[:_TOP], layout.header_rows))
    if options.header_rows is not None:
        layout = Layout(header_rows=options.header_rows, columns=layout.columns)
    notices = [Notice(code="title_lines", message=f"{n_titles} lines above the headings were skipped.")] * bool(
        n_titles
    )
    table = Table(
        file_name=name,
        sha256="",
        encoding="",
        delimiter="",
        format=vendor.name if program is None else program.table,
        header_rows=layout.header_rows,
        first_row=n_titles + layout.header_rows + 1,
        columns=tuple(_named(column) for column in layout.columns),
        records=body[layout.header_rows :],
        warnings=tuple(notices),
    )
    return _evened(table)


def _squared(rows: Sequence[list[str]], header_rows: int) -> list[list[str]]:
    """The rows as wide as the widest row of headings, so that a heading below an end is not lost."""
    width = max(len(row) for row in rows[:header_rows])
    return [row + [""] * (width - len(row)) for row in rows]


def _named(column: Column) -> Column:
    """The column with a name to call it by, where its heading is empty."""
    return column if column.name else replace(column, name=f"column {column.index + 1}")


def _evened(table: Table) -> Table:
    """The table with every record as wide as its headings; records with more are marked, records with less padded."""
    width = len(table.columns)
    if all(len(row) == width for row in table.records):
        return table
    long = tuple(position for position, row in enumerate(table.records) if any(cell.strip() for cell in row[width:]))
    short = [position for position, row in enumerate(table.records) if len(row) < width]
    if len(long) > _LARGEST_SHARE_OF_LONG_ROWS * len(table.records):
        numbers = named_rows([table.row_number(position) for position in long])
        raise RefusedImportError(
            table.file_name, [f"{len(long)} rows have more cells than there are headings ({numbers})."]
        )
    records = [[*row[:width], *[""] * (width - len(row))] for row in table.records]
    notices = [*table.warnings]
    if short:
        numbers = named_rows([table.row_number(position) for position in short])
        message = f"{len(short)} rows have fewer cells than there are headings ({numbers}); the rest counts as blank."
        notices.append(Notice(code="short_rows", message=message))
    return replace(table, records=records, overlong=long, warnings=tuple(notices))


def named_rows(numbers: Sequence[int]) -> str:
    """The first row numbers, in words.

    >>> named_rows([3, 17, 40, 41, 42, 43])
    'rows 3, 17, 40, 41, 42 …'
    """
    shown = ", ".join(str(number) for number in numbers[:_ROWS_NAMED])
    return f"row{'s' * (len(numbers) > 1)} {shown}{' …' * (len(numbers) > _ROWS_NAMED)}"
