"""A table as a file to take away: comma-separated text or a workbook, with what it shows and where it came from."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from analytics.numerals import english

if TYPE_CHECKING:
    from collections.abc import Sequence

MINUS = "\N{MINUS SIGN}"
_NUMBER = re.compile(rf"[{MINUS}+-]?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?\Z")
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Signs that spreadsheets begin a formula with, those of full width too."""

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""Every workbook says that it was made then, so that the same table is the same bytes."""

_WIDEST = 48
_NARROWEST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFile:
    """A table with everything a reader needs who meets it without its page.

    Args:
        caption: What it shows.
        header: Names of the columns.
        rows: The cells as shown on screen.
        about: Lines that say whom it is about, from which release and data version, and what is hidden.
    """

    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    about: Sequence[str]

    def __post_init__(self) -> None:
        """Write numbers as programs read them, whoever looked at the page."""
        object.__setattr__(self, "rows", tuple(tuple(english(cell) for cell in row) for row in self.rows))
        object.__setattr__(self, "about", tuple(english(line) for line in self.about))

    def csv(self) -> bytes:
        """The table as UTF-8 text with a mark that spreadsheets recognize; lines about it begin with a hash.

        Numbers are plain, and no cell begins like a formula.

        >>> file = TableFile(caption="C", header=("G", "n"), rows=(("=x", "1,200"),), about=())
        >>> print(file.csv().decode("utf-8-sig"))
        # C
        G,n
        '=x,1200
        <BLANKLINE>
        """
        text = io.StringIO(newline="")
        for line in (self.caption, *self.about):
            text.write(f"# {' '.join(line.split())}\n")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow([_safe(name) for name in self.header])
        writer.writerows([[_plain(cell) for cell in row] for row in self.rows])
        return text.getvalue().encode("utf-8-sig")

    def xlsx(self) -> bytes:
        """The table as a workbook of two sheets: the table, with numbers as numbers, and what it is about."""
        import xlsxwriter

        found = io.BytesIO()
        with xlsxwriter.Workbook(found, {"in_memory": True, "strings_to_formulas": False}) as book:
            book.set_properties({"title": self.caption, "created": EPOCH})
            sheet, bold = book.add_worksheet("Table"), book.add_format({"bold": True, "bottom": 1})
            for column, name in enumerate(self.header):
                sheet.write_string(0, column, name, bold)
                longest = max((len(row[column]) for row in self.rows), default=0)
                sheet.set_column(column, column, min(_WIDEST, max(_NARROWEST, len(name), longest) + 2))
            for at, row in enumerate(self.rows, start=1):
                for column, cell in enumerate(row):
                    value = number_in(cell)
                    if value is None:
                        sheet.write_string(at, column, cell)
                    else:
                        sheet.write_number(at, column, value)
            sheet.freeze_panes(1, 1)
            about = book.add_worksheet("About")
            about.set_column(0, 0, 100)
            for at, line in enumerate((self.caption, *self.about)):
                about.write_string(at, 0, line)
        return found.getvalue()


def number_in(cell: str) -> float | None:
    """The number that a cell shows, or None for words.

    >>> number_in("−1,234.5"), number_in("n 40"), number_in("+0.3")
    (-1234.5, None, 0.3)
    """
    if not _NUMBER.match(cell):
        return None
    return float(cell.replace(MINUS, "-").replace(",", ""))


def _plain(cell: str) -> str:
    if number_in(cell) is None:
        return _safe(cell)
    return cell.replace(MINUS, "-").replace(",", "").lstrip("+")


def _safe(cell: str) -> str:
    """One line of signs that can be seen, which no spreadsheet reads as a formula."""
    line = " ".join("".join(sign for sign in cell if sign.isprintable() or sign.isspace()).split())
    return f"'{line}" if line.startswith(_FORMULA) else line
