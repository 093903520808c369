"""Typed columns from the text of a program table, noting everything that does not fit."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from analytics.catalog import UNDISCLOSED
from analytics.imports.canonical.dates import day_reader, is_open, orders
from analytics.imports.canonical.faults import Faults
from analytics.imports.canonical.values import category, is_told, member_of, yes_or_no
from analytics.imports.question import whole
from analytics.imports.wording import key as letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.canonical.cells import Cells, Mask
    from analytics.imports.canonical.dates import DateOrder
    from analytics.imports.canonical.file import ProgramFile
    from analytics.imports.canonical.values import Vocabulary
    from analytics.store.keys import IdKind, Key

MOST_CATEGORIES = 60
_DAMAGED_ID = re.compile(r"\d([.,]\d+)?E\+?\d+", re.IGNORECASE)


class Reader:
    """Reads the columns of one program table.

    Args:
        file: The table as text.
        key: The secret that ids are hashed with.
        date_order: What a person said about dates that can be read in two ways.
        date_columns: Names of the columns that hold dates.
    """

    def __init__(
        self, file: ProgramFile, key: Key, *, date_order: DateOrder | None, date_columns: Sequence[str]
    ) -> None:
        self.file = file
        self.key = key
        self.faults = Faults(file.row_numbers)
        texts = {name: file.cells(name).distinct for name in date_columns if file.has(name)}
        self.orders = orders(texts, date_order)
        self.is_left_out = np.zeros(len(file.records), dtype=np.bool_)
        self.left_out: dict[str, int] = {}

    def hashed(self, name: str, kind: IdKind, *, is_required: bool = True) -> pa.Array:
        """A column of ids as keyed hashes; null where blank.

        Args:
            name: The column.
            kind: What the ids name.
            is_required: Whether a blank cell is a fault.
        """
        cells = self.id_cells(name, is_required=is_required)
        return cells.spread(cells.read(lambda text: self.key.hashed(kind, text)), pa.int64())

    def id_cells(self, name: str, *, is_required: bool = True) -> Cells:
        """A column of ids as text, blank and damaged ones noted.

        Args:
            name: The column.
            is_required: Whether a blank cell is a fault.
        """
        cells = self.file.cells(name)
        if is_required:
            self.faults.refuse("no id", name, "are blank", cells.is_blank, "Every row needs one.")
        is_damaged = cells.mask(lambda text: bool(_DAMAGED_ID.fullmatch(text)))
        more = "Export them as text: several ids may have become the same number."
        self.faults.refuse("damaged id", name, "were turned into rounded numbers by a spreadsheet", is_damaged, more)
        return cells

    def unique(self, name: str, cells: Cells, *, among: Mask | None = None) -> None:
        """Note ids that occur more than once as faults.

        Args:
            name: The column.
            cells: Its cells.
            among: Which records are looked at; all by default.
        """
        more = "Each needs one row; rows that are the same in every cell are left out by themselves."
        self.faults.refuse("repeated id", name, "repeat the id of an earlier row", cells.repeated(among), more)

    def leave_out(self, reason: str, rows: Mask) -> None:
        """Leave records out that are right but do not count.

        Args:
            reason: Why, as counted in the import's record.
            rows: Which records.
        """
        if rows.any():
            self.left_out[reason] = int(np.count_nonzero(rows & ~self.is_left_out))
            self.is_left_out |= rows

    def days(self, name: str, *, is_required: bool = False) -> pa.Array:
        """A column of days; null where blank.

        Args:
            name: The column.
            is_required: Whether a blank cell is a fault.
        """
        cells, order = self.file.cells(name), self.orders.get(name)
        if is_required:
            self.faults.refuse("no date", name, "are blank", cells.is_blank, "Every row needs a date.")
        is_either = cells.mask(lambda text: is_open(text, order))
        self.faults.refuse(
            "date read in two ways", name, "can be read as day/month and as month/day", is_either,
            "Say which with --dates dmy or --dates mdy.",
        )  # fmt: skip
        read = cells.read(day_reader(order))
        self.faults.refuse("no date", name, "are not dates", cells.unread(read) & ~is_either, "Use YYYY-MM-DD.")
        return cells.spread(read, pa.date32())

    def categories(self, name: str) -> pa.Array:
        """A column of categories: Undisclosed where nothing is told, one spelling for words that differ in case only.

        Args:
            name: The column.
        """
        cells = self.file.cells(name)
        return cells.spread(_one_spelling(cells), pa.string())

    def words(self, name: str) -> pa.Array:
        """A column of a few recurring words, null where blank; with many different ones it is free text and left out.

        Args:
            name: The column.
        """
        cells = self.file.cells(name)
        told = [text if is_told(text) else None for text in cells.distinct]
        n_different = sum(text is not None for text in told)
        if n_different > MOST_CATEGORIES:
            message = f"`{name}` holds {n_different:,} different texts. Free text may be personal: it was left out."
            self.faults.notice("free_text_left_out", message)
            told = [None for _ in told]
        return cells.spread(told, pa.string())

    def members(self, name: str, vocabulary: Vocabulary, *, is_required: bool = False) -> pa.Array:
        """A column with a closed list of values; null where blank or, unless required, where it names none.

        Args:
            name: The column.
            vocabulary: The values, with other words for each.
            is_required: Whether a cell that names none is a fault rather than a warning.
        """
        cells = self.file.cells(name)
        read = cells.read(member_of(vocabulary))
        allowed = f"Use one of: {', '.join(vocabulary)}."
        self._unread(name, cells.unread(read), f"are none of the {len(vocabulary)} values", allowed, is_required)
        if is_required:
            self.faults.refuse("no value", name, "are blank", cells.is_blank, allowed)
        return cells.spread(read, pa.string())

    def truths(self, name: str) -> pa.Array:
        """A column of yes and no; null where blank or neither.

        Args:
            name: The column.
        """
        cells = self.file.cells(name)
        read = cells.read(yes_or_no)
        self._unread(name, cells.unread(read), "say neither yes nor no", "Use yes or no.", is_required=False)
        return cells.spread(read, pa.bool_())

    def wholes(self, name: str, low: int, high: int) -> pa.Array:
        """A column of whole numbers; null where blank or outside of what is plausible.

        Args:
            name: The column.
            low: Smallest plausible number.
            high: Largest plausible number.
        """
        cells = self.file.cells(name)
        read = cells.read(lambda text: value if (value := whole(text)) is not None and low <= value <= high else None)
        allowed = f"Use whole numbers from {low} to {high}."
        self._unread(name, cells.unread(read), f"are not {low} to {high}", allowed, is_required=False)
        return cells.spread(read, pa.int16())

    def in_order(self, earlier: tuple[str, pa.Array], later: tuple[str, pa.Array]) -> None:
        """Note rows whose later day comes before their earlier one as faults.

        Args:
            earlier: Name and days of one column.
            later: Name and days of the other.
        """
        (first, start), (second, end) = earlier, later
        self.faults.refuse("dates in the wrong order", second, f"are before `{first}`", before(end, start))

    def _unread(self, name: str, rows: Mask, problem: str, allowed: str, is_required: bool) -> None:  # noqa: FBT001
        if is_required:
            self.faults.refuse("unknown value", name, problem, rows, allowed)
        else:
            self.faults.warn("unknown_value", name, problem, rows, f"They count as blank. {allowed}")


def before(one: pa.Array, other: pa.Array) -> Mask:
    """Which records have a day in one column before the day in the other; blank is never before."""
    left, right = day_numbers(one), day_numbers(other)
    is_before: Mask = (left < right) & (left != NO_DAY) & (right != NO_DAY)
    return is_before


NO_DAY = np.iinfo(np.int64).min


def day_numbers(days: pa.Array) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Days since 1970-01-01, `NO_DAY` where blank."""
    numbers: np.ndarray[tuple[int], np.dtype[np.int64]]
    numbers = days.cast(pa.int32()).cast(pa.int64()).fill_null(NO_DAY).to_numpy(zero_copy_only=False)
    return numbers


def _one_spelling(cells: Cells) -> list[str]:
    """The category of each distinct text; of spellings that share their letters, the most frequent one."""
    n_rows = Counter(dict(enumerate(np.bincount(cells.codes, minlength=len(cells.distinct)).tolist())))
    best: dict[str, str] = {}
    for position, _ in sorted(n_rows.items(), key=lambda item: (-item[1], cells.distinct[item[0]])):
        text = cells.distinct[position]
        best.setdefault(letters(text), text)
    return [category(best[letters(text)]) if is_told(text) else UNDISCLOSED for text in cells.distinct]
