"""Where a table begins: title lines above it, its rows of headings, and the survey tool that they give away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.errors import RefusedImportError
from analytics.imports.vendors import vendor_named, vendor_of
from analytics.imports.wording import key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.vendors.vendor import Vendor

_TOP = 40
_MOST_TITLE_LINES = 12
_NARROW = 2
_MOSTLY_FILLED = 0.6
_SUMMARIES = (
    frozenset({"answerchoices", "responses"}),
    frozenset({"answered", "skipped"}),
    frozenset({"answer", "%", "count"}),
    frozenset({"answer", "count", "percentage"}),
    frozenset({"antwort", "anzahl", "prozent"}),
    frozenset({"field", "minimum", "maximum", "mean"}),
    frozenset({"value", "percent", "responses"}),
    frozenset({"question", "mean", "standarddeviation"}),
)
_LINE_MARKS = frozenset({"answered", "skipped", "beantwortet", "übersprungen"})


def titles(rows: Sequence[Sequence[str]]) -> int:
    """Number of lines above the headings: a title, a date, an empty row.

    >>> titles([["Roster"], ["as of 1 May", "", ""], ["id", "name", "hired"], ["1", "A", "2020-01-01"]])
    2
    """
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows[: _TOP + _MOST_TITLE_LINES]]
    widest = max(filled, default=0)
    if widest <= _NARROW:
        return 0
    for position, n in enumerate(filled[:_MOST_TITLE_LINES]):
        if n > _NARROW or n > _MOSTLY_FILLED * widest or _starts_question(rows, position):
            return position
    return 0


def _starts_question(rows: Sequence[Sequence[str]], position: int) -> bool:
    """Whether a nearly empty row is the text of one question whose options stand below it."""
    row = rows[position]
    below = rows[position + 1 : position + 2]
    if not below or len(row) < len(below[0]) or not row[0].strip():
        return False
    options, answers = below[0], rows[position + 2 : position + _TOP]
    own = sum(cell == option for answer in answers for cell, option in zip(answer, options, strict=False) if cell)
    return own * 2 > sum(bool(cell) for answer in answers for cell in answer) > 0


def check_not_summary(rows: Sequence[Sequence[str]], file_name: str) -> None:
    """Refuses a report of counts and percentages: nobody's answers can be read back from it.

    Raises:
        RefusedImportError: The rows at the top are those of a summary.
    """
    tops = [frozenset(key(cell) or cell.strip() for cell in row if cell.strip()) for row in rows[:_TOP]]
    starts = {key(row[0]) for row in rows[:_TOP] if row and len(row) <= max(map(len, rows[:_TOP]))}
    is_table_of_counts = any(marks <= top and len(top) <= len(marks) + 4 for top in tops for marks in _SUMMARIES)
    if is_table_of_counts or len(_LINE_MARKS & starts) > 1:
        raise RefusedImportError(
            file_name,
            ["It is a summary report: counts and percentages instead of one row a response."],
            next_step="Export individual responses (in SurveyMonkey 'All individual responses', in Qualtrics 'Data').",
        )


def vendor(rows: Sequence[Sequence[str]], name: str | None = None) -> Vendor:
    """The survey tool that rows come from.

    Args:
        rows: The rows of the table, headings first.
        name: Its name where a person has stated it.

    Raises:
        UnknownNameError: There is no survey tool of that name.
    """
    return vendor_of(rows) if name is None else vendor_named(name)
