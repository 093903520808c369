"""What a person states about a file instead of letting it be recognized."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MOST_HEADER_ROWS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a person states about a file.

    Args:
        keep: Reasons for dropping rows that do not apply to this file, such as "test"; "all" keeps every row.
        keep_rows: Numbers of rows, as a spreadsheet counts them, that are kept whatever the reason.
        drop: Reasons for dropping rows that apply to this file only where a person says so, such as "duplicate".
        format: The survey tool, such as "qualtrics", or None to recognize it.
        header_rows: Rows of headings, 0 where the first row is a response, or None to recognize them.
        date_order: "dmy" or "mdy" for dates that could be read either way, or None.
        delimiter: What stands between cells, or None to recognize it.
        long: Names of the columns with the respondent, the question and the answer, for a file with one row an answer.
        block: Which of two surveys side by side in one file, 1 or 2, or None for the file as it is.
        sheet: Name or number, from 1, of the sheet of a spreadsheet, or None to choose it.
    """

    keep: frozenset[str] = frozenset()
    keep_rows: frozenset[int] = frozenset()
    drop: frozenset[str] = frozenset()
    format: str | None = None
    header_rows: int | None = None
    date_order: Literal["dmy", "mdy"] | None = None
    delimiter: str | None = None
    sheet: str | None = None
    long: tuple[str, str, str] | None = None
    block: int | None = None
