"""What is wrong with the rows of a table: everything, grouped, with row numbers and without values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.imports.table import Notice

if TYPE_CHECKING:
    import numpy.typing as npt

    from analytics.imports.canonical.cells import Mask

_ROWS_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Rows that cannot be imported as they are.

    Args:
        reason: Stable short name, under which the rows are counted when they are left out.
        sentence: What is wrong and what would be right.
    """

    reason: str
    sentence: str


class Faults:
    """Collects what is wrong with a table.

    Args:
        row_numbers: The number of each record in the file, shape (records,).

    Attributes:
        found: Faults so far.
        notices: Warnings so far.
        is_faulty: Which records have a fault, shape (records,).
        is_ignored: Which records do not count, so that their cells are never faults, shape (records,).
    """

    def __init__(self, row_numbers: npt.NDArray[np.int64]) -> None:
        self.found: list[Fault] = []
        self.notices: list[Notice] = []
        self.is_faulty: Mask = np.zeros(len(row_numbers), dtype=np.bool_)
        self.is_ignored: Mask = np.zeros(len(row_numbers), dtype=np.bool_)
        self._row_numbers = row_numbers
        self._rows: dict[str, Mask] = {}

    def refuse(self, reason: str, column: str, problem: str, rows: Mask, allowed: str = "") -> None:
        """Note that some records cannot be imported; nothing where the mask is empty.

        Args:
            reason: Stable short name of the fault.
            column: The column.
            problem: What the cells are, such as "are not dates".
            rows: Which records.
            allowed: What would be right, one sentence.
        """
        rows = rows & ~self.is_ignored
        if rows.any():
            self.found.append(Fault(reason=reason, sentence=self._sentence(column, problem, rows, allowed)))
            self._rows[reason] = self._rows.get(reason, np.zeros_like(rows)) | (rows & ~self.is_faulty)
            self.is_faulty |= rows

    def warn(self, code: str, column: str, problem: str, rows: Mask, consequence: str) -> None:
        """Note that some records are doubtful; nothing where the mask is empty.

        Args:
            code: Stable short name of the warning.
            column: The column.
            problem: What the cells are.
            rows: Which records.
            consequence: What the import does about it, one sentence.
        """
        rows = rows & ~self.is_ignored
        if rows.any():
            self.notices.append(Notice(code=code, message=self._sentence(column, problem, rows, consequence)))

    def notice(self, code: str, message: str) -> None:
        """Note something about the whole table."""
        self.notices.append(Notice(code=code, message=message))

    def rows(self) -> dict[str, list[int]]:
        """Numbers of the faulty rows, each under its first fault."""
        found = {reason: self._row_numbers[rows & ~self.is_ignored].tolist() for reason, rows in self._rows.items()}
        return {reason: numbers for reason, numbers in found.items() if numbers}

    def _sentence(self, column: str, problem: str, rows: Mask, more: str) -> str:
        numbers = self._row_numbers[rows]
        shown = ", ".join(str(number) for number in numbers[:_ROWS_SHOWN])
        dots = " …" if len(numbers) > _ROWS_SHOWN else ""
        where = f"row{'s' if len(numbers) > 1 else ''} {shown}{dots}"
        sentence = f"`{column}`: {len(numbers):,} of {len(rows):,} rows {problem} ({where})."
        return f"{sentence} {more}".strip()
