"""From text to records: a block at a time by Arrow's parser, and each block counted by its line ends as well."""

from __future__ import annotations

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from analytics.imports import careful
from analytics.imports.blocks import LONGEST_CELL, Cutter
from analytics.imports.careful import refuse_wide, too_long, two_ways
from analytics.imports.characters import characters
from analytics.imports.records import Records
from analytics.imports.texts import TextsInParts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from analytics.imports.blocks import Block
    from analytics.imports.characters import Characters
    from analytics.imports.table import Notice

_Rows: TypeAlias = "tuple[list[pa.Array | Characters], list[tuple[int, str]]]"

_ROWS_AT_ONCE = 8_192


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A record at the top of a text.

    Args:
        number: Its number in the text, empty lines counted, from 1.
        cells: Its cells, as many as there are.
    """

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """The records of a text.

    Args:
        records: The records, each as wide as was asked for.
        gaps: For each empty line, how many records stand before it.
        short: Positions of the records that had fewer cells; the rest is blank.
        long: Positions of the records that had more cells, blank ones aside; the others are left out.
        notices: What a person should know.
    """

    records: Records
    gaps: tuple[int, ...] = ()
    short: tuple[int, ...] = ()
    long: tuple[int, ...] = ()
    notices: tuple[Notice, ...] = ()


def of_rows(rows: Iterable[Sequence[str]], width: int) -> Parsed:
    """The records in rows of any length.

    Args:
        rows: The rows; one without cells is an empty line.
        width: Cells of a record.
    """
    made = _Made(width)
    made.add_rows(rows)
    return made.parsed()


class Parser:
    """Reads one text.

    Args:
        text: The text in UTF-8, in pieces, its lines ended by LF.
        delimiter: What stands between cells.
        file_name: The name the user gave the file.
    """

    def __init__(self, text: Iterator[bytes], delimiter: str, file_name: str) -> None:
        self._delimiter = delimiter
        self._file_name = file_name
        self._cutter = Cutter(text, delimiter)
        self._blocks = iter(self._cutter)
        self._first = next(self._blocks, None)
        self._n_lines = 0

    def top(self, n: int) -> list[Line]:
        """The first records of the text.

        Args:
            n: How many at most.

        Raises:
            UnreadableFileError: A cell or a row is too long.
        """
        content = self._cutter.rest if self._first is None else self._first.content
        lines: list[Line] = []
        text = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", newline="\n")
        try:
            for number, cells in enumerate(csv.reader(text, delimiter=self._delimiter), start=1):
                refuse_wide(len(cells), self._file_name)
                if cells:
                    lines.append(Line(number=number, cells=cells))
                if len(lines) == n:
                    break
        except csv.Error as error:
            raise too_long(self._file_name, "a cell", LONGEST_CELL) from error
        return lines

    def parsed(self, width: int, after: int) -> Parsed:
        """The records below the headings.

        Args:
            width: Cells of a record.
            after: Number of lines above them, empty ones counted.

        Raises:
            UnreadableFileError: A quoted cell never ends, a cell or a row is too long, or two ways of counting find
                different numbers of records.
        """
        made = _Made(width)
        # The next block is parsed by Arrow, outside of Python, while the records of the one before are put in columns.
        with ThreadPoolExecutor(1) as beside:
            waiting: tuple[Block, Future[_Rows]] | None = None
            for block in self._plain_blocks(after):
                coming = block, beside.submit(self._rows, block, width)
                if waiting is not None:
                    self._add(made, *waiting)
                waiting = coming
            if waiting is not None:
                self._add(made, *waiting)
        if self._first is not None or self._cutter.rest:
            loose = b"" if self._first is None else self._first.content
            self._add_carefully(made, self._cutter.everything(loose), max(after - self._n_lines, 0))
        return made.parsed()

    def _plain_blocks(self, after: int) -> Iterator[Block]:
        """The blocks in which every parser reads the same, without the lines above the records."""
        while self._first is not None and self._first.is_plain:
            yield self._first.after(max(after - self._n_lines, 0))
            self._n_lines += len(self._first.starts)
            self._first = next(self._blocks, None)

    def _add(self, made: _Made, block: Block, parsed: Future[_Rows]) -> None:
        """The records of a block in which every parser reads the same."""
        made.gaps.append(block.gaps() + made.n)
        columns, uneven = parsed.result()
        n = (len(columns[0]) if columns else 0) + len(uneven)
        if n != block.n_records:
            raise two_ways(self._file_name, n, block.n_records)
        if uneven:
            made.add_mended(columns, [(row - 1, self._cells(text)) for row, text in uneven], n)
        elif n:
            made.add(columns, n)

    def _rows(self, block: Block, width: int) -> _Rows:
        """The columns of the records with as many cells as there are headings, and the other records."""
        uneven: list[tuple[int, str]] = []
        if not block.n_records:
            return [], uneven
        short = characters(block, self._delimiter, width)
        others = [index for index in range(width) if index not in short]
        table = self._table(block.content, width, others, uneven) if others else pa.table({})
        parsed = dict(zip(others, (column.combine_chunks() for column in table.columns), strict=True))
        return [short[index] if index in short else parsed[index] for index in range(width)], uneven

    def _table(self, content: bytes, width: int, wanted: Sequence[int], uneven: list[tuple[int, str]]) -> pa.Table:
        """The records with as many cells as there are headings, the others put aside with their numbers from 1."""

        def put_aside(row: arrow_csv.InvalidRow) -> str:
            uneven.append((row.number, row.text))
            return "skip"

        names = [f"f{index}" for index in range(width)]
        return arrow_csv.read_csv(
            pa.BufferReader(content),
            read_options=arrow_csv.ReadOptions(column_names=names, use_threads=False, block_size=len(content) + 1),
            parse_options=arrow_csv.ParseOptions(
                delimiter=self._delimiter,
                newlines_in_values=True,
                ignore_empty_lines=True,
                invalid_row_handler=put_aside,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                include_columns=[names[index] for index in wanted],
                strings_can_be_null=False,
                check_utf8=False,
            ),
        )

    def _cells(self, text: str) -> list[str]:
        cells = next(csv.reader(io.StringIO(text, newline=""), delimiter=self._delimiter))
        refuse_wide(len(cells), self._file_name)
        return cells

    def _add_carefully(self, made: _Made, content: bytes, after: int) -> None:
        """The records of a text in which quotation marks are used loosely."""
        is_strict = careful.is_strict(content, self._delimiter, self._file_name)
        rows = careful.rows(content, self._delimiter, is_strict=is_strict)
        made.add_rows(row for line, row in enumerate(rows) if line >= after and not careful.is_end(row))
        if not is_strict:
            made.notices.append(careful.stray_quotes())


@dataclass(slots=True)
class _Made:
    """The records so far."""

    width: int
    n: int = 0
    gaps: list[np.ndarray[tuple[int], np.dtype[np.int64]]] = field(default_factory=list)
    short: list[int] = field(default_factory=list)
    long: list[int] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    columns: list[TextsInParts] = field(init=False)

    def __post_init__(self) -> None:
        self.columns = [TextsInParts() for _ in range(self.width)]

    def parsed(self) -> Parsed:
        """The records, complete."""
        gaps = np.concatenate(self.gaps).tolist() if self.gaps else []
        return Parsed(
            records=Records([column.done() for column in self.columns], self.n),
            gaps=tuple(gaps),
            short=tuple(self.short),
            long=tuple(self.long),
            notices=tuple(self.notices),
        )

    def add(self, columns: Sequence[pa.Array | Characters], n: int) -> None:
        """More records, by column."""
        for column, texts in zip(self.columns, columns, strict=True):
            column.add(texts)
        self.n += n

    def add_mended(self, even: Sequence[pa.Array], uneven: Sequence[tuple[int, list[str]]], n: int) -> None:
        """More records, some of which have another number of cells and a place among the others."""
        mended = [self._evened(self.n + place, cells) for place, cells in uneven]
        is_uneven = np.zeros(n, dtype=np.bool_)
        is_uneven[[place for place, _ in uneven]] = True
        order = np.empty(n, dtype=np.int64)
        order[~is_uneven] = np.arange(n - len(uneven))
        order[is_uneven] = np.arange(n - len(uneven), n)
        places = pa.array(order)
        columns = zip(even, zip(*mended, strict=True), strict=True)
        self.add([pa.concat_arrays([one, pa.array(other, pa.string())]).take(places) for one, other in columns], n)

    def add_rows(self, rows: Iterable[Sequence[str]]) -> None:
        """More records, as rows of any length; one without cells is an empty line."""
        waiting: list[list[str]] = []
        gaps: list[int] = []
        for row in rows:
            if not row:
                gaps.append(self.n + len(waiting))
                continue
            waiting.append(self._evened(self.n + len(waiting), row))
            if len(waiting) == _ROWS_AT_ONCE:
                self._add_even(waiting)
                waiting = []
        self._add_even(waiting)
        self.gaps.append(np.asarray(gaps, dtype=np.int64))

    def _add_even(self, rows: Sequence[Sequence[str]]) -> None:
        if rows:
            self.add([pa.array(column, pa.string()) for column in zip(*rows, strict=True)], len(rows))

    def _evened(self, position: int, cells: Sequence[str]) -> list[str]:
        """The cells as wide as the headings; a record with more is noted, one with less is noted and padded."""
        if len(cells) < self.width:
            self.short.append(position)
        elif any(cell.strip() for cell in cells[self.width :]):
            self.long.append(position)
        return [*cells[: self.width], *[""] * (self.width - len(cells))]
