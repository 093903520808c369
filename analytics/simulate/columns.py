"""Columns of a CSV file, written in bulk: codes become words by looking them up, never cell by cell."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from analytics.simulate.hazards import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_CHUNK = 200_000
_SPECIAL = re.compile(r'[",\r\n]')


class Column(Protocol):
    """Anything that can say what its cells are, quoted where CSV asks for it."""

    def __len__(self) -> int:
        """Number of rows."""
        ...

    def text(self, start: int, stop: int) -> list[str]:
        """The cells from row `start` up to, not including, row `stop`."""
        ...


@dataclass(frozen=True, slots=True)
class Words:
    """A column of words from a list.

    Args:
        words: What there is to say.
        codes: Positions in `words`, -1 for an empty cell.
    """

    words: Sequence[str]
    codes: NDArray[np.integer]

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.codes)

    def text(self, start: int, stop: int) -> list[str]:
        """The cells of these rows."""
        return _looked_up((*self.words, ""), self.codes[start:stop])


@dataclass(frozen=True, slots=True)
class Dates:
    """A column of days in ISO order, or as another `strftime` form; empty where the day is `NEVER`.

    Args:
        days: Days since 1970-01-01.
        form: A `strftime` form.
    """

    days: NDArray[np.integer]
    form: str = "%Y-%m-%d"

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.days)

    def text(self, start: int, stop: int) -> list[str]:
        """The cells of these rows."""
        days = self.days[start:stop]
        known = days[days != NEVER]
        if not len(known):
            return [""] * len(days)
        first = int(known.min())
        codes = np.where(days == NEVER, -1, days - first)
        return _looked_up((*_days(first, int(known.max()), self.form), ""), codes)


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column of whole numbers in a format; empty where the number is negative.

    Args:
        numbers: Numbers from 0.
        form: A `str.format` form, such as `E{:06d}`.
    """

    numbers: NDArray[np.integer]
    form: str = "{}"

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.numbers)

    def text(self, start: int, stop: int) -> list[str]:
        """The cells of these rows."""
        part = self.numbers[start:stop]
        cells = np.array(list(map(self.form.format, part.tolist())), dtype=object)
        cells[part < 0] = ""
        written: list[str] = cells.tolist()
        return written


@dataclass(frozen=True, slots=True)
class Joined:
    """Two columns in one, with a separator between them."""

    left: Column
    right: Column
    separator: str = " "

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.left)

    def text(self, start: int, stop: int) -> list[str]:
        """The cells of these rows."""
        return list(map(f"{{}}{self.separator}{{}}".format, self.left.text(start, stop), self.right.text(start, stop)))


@dataclass(frozen=True, slots=True)
class Constant:
    """The same cell in every row."""

    word: str
    n: int

    def __len__(self) -> int:
        """Number of rows."""
        return self.n

    def text(self, start: int, stop: int) -> list[str]:
        """The cells of these rows."""
        return [quoted(self.word)] * (stop - start)


def quoted(cell: str) -> str:
    """A cell as CSV writes it.

    >>> quoted('say "yes", please')
    '"say ""yes"", please"'
    """
    if not _SPECIAL.search(cell):
        return cell
    return '"' + cell.replace('"', '""') + '"'


def _looked_up(words: tuple[str, ...], codes: NDArray[np.integer]) -> list[str]:
    if len(words) > len(codes):
        used, codes = np.unique(codes, return_inverse=True)
        words = tuple(words[position] for position in used.tolist())
    cells: list[str] = np.array([quoted(word) for word in words], dtype=object)[codes].tolist()
    return cells


def _days(first: int, last: int, form: str) -> tuple[str, ...]:
    days = np.arange(first, last + 1).astype("datetime64[D]").astype(object).tolist()
    return tuple(day.strftime(form) for day in days)


def write_table(
    path: Path,
    headers: Sequence[Sequence[str]],
    columns: Mapping[str, Column],
    *,
    encoding: str = "utf-8",
    chunk: int = _CHUNK,
) -> int:
    """Write a CSV file and return its number of records.

    Args:
        path: Where to write.
        headers: Header rows.
        columns: The columns, all equally long.
        encoding: How characters become bytes.
        chunk: Rows held as text at a time; the bytes written do not depend on it.
    """
    n = len(next(iter(columns.values())))
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(headers)
        for lines in _chunks(list(columns.values()), n, chunk):
            file.write(lines)
    return n


def _chunks(columns: Sequence[Column], n: int, chunk: int) -> Iterator[str]:
    for start in range(0, n, chunk):
        stop = min(start + chunk, n)
        yield "\n".join(map(",".join, zip(*(column.text(start, stop) for column in columns), strict=True))) + "\n"
