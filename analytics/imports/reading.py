"""From a file to a table of texts: the one way in for every kind of file."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from analytics.errors import RefusedImportError, UnreadableFileError
from analytics.imports import delimiter, headers
from analytics.imports.canonical.recognize import header_row
from analytics.imports.containers import described, read_apart, unpacked
from analytics.imports.decode import Decoder
from analytics.imports.long_format import widened
from analytics.imports.options import Options
from analytics.imports.parsing import Parser, of_rows
from analytics.imports.precheck import MEBIBYTE, Bytes, Watched
from analytics.imports.side_by_side import chosen
from analytics.imports.table import Column, Notice, Table
from analytics.imports.vendors.generic import GENERIC, without_headings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.imports.parsing import Line, Parsed

Source: TypeAlias = Path | str | bytes | BinaryIO

ROWS_NAMED = 5
_LARGEST_SHARE_OF_LONG_ROWS = 0.2
_TOP = 60
_LINES_AT_TOP = 128
_NAMED = frozenset({"parquet", "sav"})
_HEAD = MEBIBYTE


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
    with _opened(source, name) as stream:
        return chosen(widened(_read(Watched(stream, name), name, options), options), options)


def _read(watched: Watched, name: str, options: Options) -> Table:
    """The table in a file of any kind."""
    if watched.container is None:
        return _of_text(watched, name, options)
    content = Bytes(content=b"".join(watched), sha256=watched.sha256, container=watched.container)
    _check_has_no_names(watched.container, name, options)
    if watched.container != "zip":
        return _contained(content, watched.container, name, options)
    held = unpacked(content.content, name)
    if held.kind != "table":
        return _contained(content, held.kind, name, options)
    inner = _read(Watched(io.BytesIO(held.content), held.file_name), held.file_name, options)
    return replace(inner, file_name=name, sha256=content.sha256)


def _check_has_no_names(kind: str, name: str, options: Options) -> None:
    """Refuse to take the names of columns that a file keeps apart from its rows for somebody's answers."""
    if kind in _NAMED and options.header_rows == 0:
        raise RefusedImportError(
            name,
            ["Its columns have names of their own, which are no row of it."],
            next_step="Import it without --header-rows.",
        )


def _of_text(watched: Watched, name: str, options: Options) -> Table:
    """The table in a text."""
    decoder = Decoder(name)
    text = decoder.text(watched)
    head = _head(text)
    shown = head.decode(errors="ignore")
    declared = delimiter.declared(shown)
    has_mark = bool(declared) and "\n" in shown
    if has_mark:
        head, shown = head.split(b"\n", 1)[1], shown.split("\n", 1)[1]
    mark = options.delimiter or declared or delimiter.delimiter(shown)
    parser = Parser(chain((head,), text), mark, name)
    lines = parser.top(_LINES_AT_TOP)
    if not lines:
        raise UnreadableFileError(f"{name} has no rows.", next_step="Export it again.")
    heading = _heading([line.cells for line in lines], name, options)
    above = _lines_above(lines, heading.n_rows)
    table = _table(heading, parser.parsed(len(heading.columns), above), name, first_row=above + 1 + has_mark)
    return replace(
        table,
        sha256=watched.sha256,
        encoding=decoder.encoding,
        delimiter=mark,
        warnings=(*decoder.warnings(), *table.warnings),
    )


def _head(text: Iterator[bytes]) -> bytes:
    """The first pieces of a text, enough to see what stands between its cells."""
    pieces: list[bytes] = []
    for piece in text:
        pieces.append(piece)
        if sum(map(len, pieces)) > _HEAD:
            break
    return b"".join(pieces)


def _lines_above(lines: Sequence[Line], n_rows: int) -> int:
    """Lines of the text above its records, those that are empty counted."""
    return lines[n_rows - 1].number if n_rows else 0


@contextmanager
def _opened(source: Source, name: str) -> Iterator[BinaryIO]:
    """The file, open at its start."""
    if not isinstance(source, Path | str):
        yield io.BytesIO(source) if isinstance(source, bytes) else source
        return
    try:
        with Path(source).open("rb") as stream:
            yield stream
    except OSError as error:
        raise UnreadableFileError(
            f"{name} cannot be opened ({error.strerror or 'unknown reason'}).", next_step="Check the path."
        ) from error


def _contained(content: Bytes, kind: str, name: str, options: Options) -> Table:
    """The table in a file that is no text."""
    contents = read_apart(content.content, kind, name, options.sheet)
    if not contents.rows:
        raise UnreadableFileError(f"{name} has no rows.", next_step="Export it again.")
    heading = _heading(contents.rows[:_LINES_AT_TOP], name, options)
    parsed = of_rows(contents.rows[heading.n_rows :], len(heading.columns))
    table = _table(heading, parsed, name, first_row=heading.n_rows + 1)
    return replace(
        table,
        sha256=content.sha256,
        encoding=kind,
        columns=described(table.columns, contents),
        warnings=(*contents.notices, *table.warnings),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading:
    """What stands above the records: titles, then headings."""

    format: str
    titles: tuple[str, ...]
    n_titles: int
    n_headings: int
    columns: tuple[Column, ...]

    @property
    def n_rows(self) -> int:
        return self.n_titles + self.n_headings


def _heading(rows: list[list[str]], name: str, options: Options) -> _Heading:
    """The headings among the rows at the top, with the titles above them."""
    headers.check_not_summary(rows, name)
    if options.header_rows == 0:
        columns = without_headings(rows[:_TOP]).columns
        return _Heading(format=GENERIC, titles=(), n_titles=0, n_headings=0, columns=columns)
    program = header_row(rows) if options.format is None else None
    n_titles = headers.titles(rows) if program is None else program.index
    body = rows[n_titles:]
    vendor = headers.vendor(body[:_TOP], options.format if program is None else "generic")
    layout = vendor.layout(body[:_TOP])
    if layout.header_rows > 1:
        layout = vendor.layout(_squared(body[:_TOP], layout.header_rows))
    return _Heading(
        format=vendor.name if program is None else program.table,
        titles=tuple(cell for row in rows[:n_titles] for cell in row if cell.strip()),
        n_titles=n_titles,
        n_headings=layout.header_rows if options.header_rows is None else options.header_rows,
        columns=tuple(_named(column) for column in layout.columns),
    )


def _table(heading: _Heading, parsed: Parsed, name: str, first_row: int) -> Table:
    """The table below a heading; many records with more cells than there are headings are refused."""
    table = Table(
        file_name=name,
        sha256="",
        encoding="",
        delimiter="",
        format=heading.format,
        header_rows=heading.n_headings,
        first_row=first_row,
        columns=heading.columns,
        records=parsed.records,
        gaps=parsed.gaps,
        overlong=parsed.long,
        titles=heading.titles,
    )
    if len(parsed.long) > _LARGEST_SHARE_OF_LONG_ROWS * len(table.records):
        numbers = named_rows([table.row_number(position) for position in parsed.long[: ROWS_NAMED + 1]])
        raise RefusedImportError(
            name, [f"{len(parsed.long)} rows have more cells than there are headings ({numbers})."]
        )
    notices = [*parsed.notices]
    if heading.n_titles:
        message = f"{heading.n_titles} lines above the headings were skipped."
        notices.append(Notice(code="title_lines", message=message))
    if parsed.short:
        numbers = named_rows([table.row_number(position) for position in parsed.short[: ROWS_NAMED + 1]])
        message = (
            f"{len(parsed.short)} rows have fewer cells than there are headings ({numbers}); the rest counts as blank."
        )
        notices.append(Notice(code="short_rows", message=message))
    return replace(table, warnings=tuple(notices))


def _squared(rows: Sequence[list[str]], header_rows: int) -> list[list[str]]:
    """The rows as wide as the widest row of headings, so that a heading below an end is not lost."""
    width = max(len(row) for row in rows[:header_rows])
    return [row + [""] * (width - len(row)) for row in rows]


def _named(column: Column) -> Column:
    """The column with a name to call it by, where its heading is empty."""
    return column if column.name else replace(column, name=f"column {column.index + 1}")


def named_rows(numbers: Sequence[int]) -> str:
    """The first row numbers, in words.

    >>> named_rows([3, 17, 40, 41, 42, 43])
    'rows 3, 17, 40, 41, 42 …'
    """
    shown = ", ".join(str(number) for number in numbers[:ROWS_NAMED])
    return f"row{'s' * (len(numbers) > 1)} {shown}{' …' * (len(numbers) > ROWS_NAMED)}"
