"""Typed columns from the text of a program table, noting everything that does not fit."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from analytics.catalog import UNDISCLOSED
from analytics.imports.canonical.codes import NEVER_NUMBERS, letter_codes
from analytics.imports.canonical.dates import day_reader, is_open, names_no_day, names_no_end, orders
from analytics.imports.canonical.faults import Faults
from analytics.imports.canonical.values import category, is_told, member_of, yes_or_no
from analytics.imports.identifiers import kinds_in
from analytics.imports.question import whole
from analytics.imports.wording import key as letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.canonical.cells import Cells, Mask
    from analytics.imports.canonical.file import ProgramFile
    from analytics.imports.canonical.options import ProgramOptions
    from analytics.imports.canonical.values import Vocabulary
    from analytics.imports.dates import Order
    from analytics.store.keys import IdKind, Key

MOST_CATEGORIES = 60
_LAST_DAYS = frozenset({"exited_on", "ended_on", "closed_on"})
_WHOLE_AS_DECIMAL = re.compile(r"\d+\.0")
_AS_FORMULA = re.compile(r'="(.*)"')
_DAMAGED_ID = re.compile(r"\d([.,]\d+)?E\+?\d+", re.IGNORECASE)


class Reader:
    """Reads the columns of one program table.

    Args:
        file: The table as text.
        key: The secret that ids are hashed with.
        options: What a person stated.
        date_columns: Names of the columns that hold dates.
    """

    def __init__(self, file: ProgramFile, key: Key, *, options: ProgramOptions, date_columns: Sequence[str]) -> None:
        self.file = file
        self.key = key
        self.faults = Faults(file.row_numbers)
        texts = {name: file.cells(name).distinct for name in date_columns if file.has(name)}
        self.options = options
        self.orders = orders(texts, options.date_order)
        self.is_left_out = np.zeros(len(file.records), dtype=np.bool_)
        self.left_out: dict[str, list[int]] = {}

    def shared_order(self) -> Order | None:
        """Which of day and month comes first in the file; None where its columns do not tell, or tell two things."""
        told = {order for order in self.orders.values() if order in {"dmy", "mdy"}}
        return told.pop() if len(told) == 1 else None

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
        cells = self._whole_ids(name)
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
        keeps = self.options.keeps
        fresh = [number for number in self.file.row_numbers[rows & ~self.is_left_out] if not keeps(reason, int(number))]
        if fresh:
            self.left_out[reason] = [*self.left_out.get(reason, ()), *map(int, fresh)]
            self.is_left_out |= np.isin(self.file.row_numbers, fresh)
            self.faults.is_ignored |= self.is_left_out

    def days(self, name: str, *, is_required: bool = False) -> pa.Array:
        """A column of days; null where blank.

        Args:
            name: The column.
            is_required: Whether a blank cell is a fault.
        """
        cells, order = self.dated(name), self.orders.get(name)
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

    def dated(self, name: str) -> Cells:
        """A column of dates as text; blank where systems write something for no day, or for no end yet.

        Args:
            name: The column.
        """
        cells = self.file.cells(name)
        endless = [name in _LAST_DAYS and names_no_end(text) for text in cells.distinct]
        if any(endless):
            more = "They count as open: systems write 9999-12-31 and the like where there is no end yet."
            self.faults.warn("no_end_yet", name, "name no last day", np.asarray(endless)[cells.codes], more)
        told = [
            "" if no_end or names_no_day(text) else text for text, no_end in zip(cells.distinct, endless, strict=True)
        ]
        return cells if told == list(cells.distinct) else cells.renamed(told)

    def categories(self, name: str) -> pa.Array:
        """A column of categories: Undisclosed where nothing is told, one spelling for words that differ in case only.

        Args:
            name: The column.
        """
        cells = self._coded(name)
        is_personal = cells.mask(lambda text: kinds_in(text) != ())
        self.faults.warn("personal_data", name, "hold personal data", is_personal, "They count as Undisclosed.")
        told = _one_spelling(cells)
        known = [UNDISCLOSED if kinds_in(text) else one for text, one in zip(cells.distinct, told, strict=True)]
        return cells.spread(known, pa.string())

    def words(self, name: str) -> pa.Array:
        """A column of a few recurring words, null where blank; with many different ones it is free text and left out.

        Args:
            name: The column.
        """
        cells = self.file.cells(name)
        is_personal = cells.mask(lambda text: kinds_in(text) != ())
        self.faults.warn("personal_data", name, "hold personal data", is_personal, "They are left out.")
        told = [text if is_told(text) and not kinds_in(text) else None for text in cells.distinct]
        n_different = sum(text is not None for text in told)
        if n_different > MOST_CATEGORIES:
            message = f"`{name}` holds {n_different:,} different texts. Free text may be personal: it was left out."
            self.faults.notice("free_text_left_out", message)
            told = [None for _ in told]
        return cells.spread(told, pa.string())

    def members(
        self, name: str, vocabulary: Vocabulary, *, is_required: bool = False, is_silent: bool = False
    ) -> pa.Array:
        """A column with a closed list of values; null where blank or, unless required, where it names none.

        Args:
            name: The column.
            vocabulary: The values, with other words for each.
            is_required: Whether a cell that names none is a fault rather than a warning.
            is_silent: Whether other words are no matter, because the list is not closed.
        """
        cells = self._coded(name)
        read = cells.read(member_of(vocabulary))
        allowed = f"Use one of: {', '.join(vocabulary)}."
        if is_silent:
            return cells.spread(read, pa.string())
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

    def _whole_ids(self, name: str) -> Cells:
        """A column of ids without what spreadsheets put around them: ="0042", '0042 and, in all of them, 42.0."""
        cells = self.file.cells(name)
        bare = [_bare(text) for text in cells.distinct]
        if any(bare) and all(_WHOLE_AS_DECIMAL.fullmatch(text) for text in bare if text):
            bare = [text.split(".")[0] for text in bare]
            message = f"`{name}`: all ids end in .0, as spreadsheets write numbers. They are read without it."
            self.faults.notice("decimal_ids", message)
        return cells if bare == list(cells.distinct) else cells.renamed(bare)

    def _coded(self, name: str) -> Cells:
        """A column of categories with the words that its codes stand for; codes that are numbers are asked for."""
        cells = self.file.cells(name)
        stated = {letters(code): word for code, word in self.options.codes.get(name, {}).items()}
        known = {**letter_codes(name, cells.distinct), **stated}
        if name in NEVER_NUMBERS:
            is_number = cells.mask(lambda text: text.isdigit() and letters(text) not in known)
            allowed = f"Say what each stands for, such as --code {name}.1=WORD."
            self.faults.refuse("unknown code", name, "hold a number for a word", is_number, allowed)
        return cells.renamed([known.get(letters(text), text) for text in cells.distinct]) if known else cells

    def _unread(self, name: str, rows: Mask, problem: str, allowed: str, is_required: bool) -> None:  # noqa: FBT001
        if is_required:
            self.faults.refuse("unknown value", name, problem, rows, allowed)
        else:
            self.faults.warn("unknown_value", name, problem, rows, f"They count as blank. {allowed}")


def _bare(text: str) -> str:
    """An id without the marks that make a spreadsheet take it as text."""
    found = _AS_FORMULA.fullmatch(text)
    return found[1].strip() if found else text.removeprefix("'")


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
