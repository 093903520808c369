"""A file as a table of texts: what stands in it, before anything is understood."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from analytics.imports.records import Records


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something that a person should know about a file, and that does not stop its import.

    Args:
        code: Stable short name, such as "value_outside_scale".
        message: One or two sentences with names, counts and row numbers, never with an answer or a person's id.
    """

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a file.

    Args:
        index: Position, from 0.
        key: The survey tool's own id, or a position such as "q012" where there is none. Unique in the file.
        name: Its heading as printed in the file, all header rows joined.
        stem: The text of the question that it belongs to.
        question: The survey tool's id of that question, or an empty string where it gives none.
        part: The option, row or field of that question which this column holds, or an empty string.
        role: What it holds where that is known without looking, such as "respondent_id", else None.
        labels: Each label with its number, lowest first, where the file itself says so.
        not_applicable: Cells that the file itself declares as missing.
        is_turned: Whether the numbers of `labels` fall where their words rise.
    """

    index: int
    key: str
    name: str
    stem: str
    question: str = ""
    part: str = ""
    role: str | None = None
    labels: tuple[tuple[str, float], ...] = ()
    not_applicable: tuple[str, ...] = ()
    is_turned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file read as text, headers apart from records.

    Args:
        file_name: The name that the user gave the file, without folders.
        sha256: Hash of its bytes.
        encoding: "utf-8", "utf-16-le", "utf-16-be", "cp932" or "cp1252"; "xlsx", "ods" or another container where it is
            no text.
        delimiter: What stands between cells; empty where the file is no text.
        format: The survey tool or program table that it comes from, such as "qualtrics", or "generic".
        header_rows: Rows of headings above the records.
        first_row: Number of the first record in the file, counted from 1 as a spreadsheet does.
        columns: The columns, all of them.
        records: The cells below the headings, each record as long as `columns`.
        gaps: For each empty line below the headings, how many records stand before it.
        overlong: Positions of the records that had more cells than there are headings, so that cells may have shifted.
        warnings: What a person should know about the reading.
        titles: The cells of the lines above the headings.
    """

    file_name: str
    sha256: str
    encoding: str
    delimiter: str
    format: str
    header_rows: int
    first_row: int
    columns: tuple[Column, ...]
    records: Records
    gaps: tuple[int, ...] = ()
    overlong: tuple[int, ...] = ()
    warnings: tuple[Notice, ...] = ()
    titles: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The headings, one a column."""
        return tuple(column.name for column in self.columns)

    def row_number(self, record: int) -> int:
        """The number of a record in the file, counted from 1 as a spreadsheet does.

        Args:
            record: Position in `records`, from 0.
        """
        return self.first_row + record + bisect_right(self.gaps, record)

    def row_numbers(self, records: npt.ArrayLike) -> npt.NDArray[np.int64]:
        """The numbers of many records in the file.

        Args:
            records: Their positions in `records`, from 0.
        """
        positions = np.asarray(records, dtype=np.int64)
        numbers: npt.NDArray[np.int64] = self.first_row + positions + np.searchsorted(self.gaps, positions, "right")
        return numbers

    def column_with(self, role: str) -> int | None:
        """The position of the first column with a role, or None."""
        return next((column.index for column in self.columns if column.role == role), None)
