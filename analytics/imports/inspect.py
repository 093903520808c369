"""What a file holds: the table read, the rows that do not count set aside, and every question understood."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from analytics.errors import RefusedImportError
from analytics.imports import drops, personal_data
from analytics.imports.canonical.columns import PROGRAM_TABLES
from analytics.imports.dates import order_of
from analytics.imports.options import Options
from analytics.imports.profile import profiles
from analytics.imports.questions import questions
from analytics.imports.reading import named_rows, read_table
from analytics.imports.reverse import with_reversed
from analytics.imports.table import Notice
from analytics.imports.understanding import Understanding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.dates import Order
    from analytics.imports.profile import Profile
    from analytics.imports.question import Question
    from analytics.imports.reading import Source
    from analytics.imports.table import Table

_DATES = ("submitted", "end", "start")
_RECOGNIZABLE = frozenset({"numeric", "ordinal", "single", "multi", "dimension"})
_TELLING_COLUMNS = 20
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+\Z")


def understand(source: Source, *, file_name: str | None = None, options: Options | None = None) -> Understanding:
    """What a file holds, as a proposal that a mapping can change.

    Args:
        source: Path of the file, its bytes, or an open binary file.
        file_name: The name the user gave it, where `source` is not a path.
        options: What a person states about the file instead of letting it be recognized.

    Raises:
        UnreadableFileError: The file cannot be read as a table.
        RefusedImportError: It is a summary report, or no answers can be recognized in it.
    """
    options = options or Options()
    return understood(read_table(source, file_name=file_name, options=options), options)


def understood(table: Table, options: Options) -> Understanding:
    """What a table holds.

    Args:
        table: The file as text.
        options: What a person states about the file.

    Raises:
        RefusedImportError: No answers can be recognized in it.
    """
    out = drops.dropped(table, options.keep)
    gone = {position for positions in out.values() for position in positions}
    kept = [position for position in range(len(table.records)) if position not in gone]
    # With nothing left, the questions are still worth seeing: the person decides whether to keep the rows.
    shown = kept or list(range(len(table.records)))
    records = [table.records[position] for position in shown] if len(shown) < len(table.records) else table.records
    columns = profiles(table.columns, records)
    found = questions(columns, records)
    _check_answers(table, found.questions)
    asked = with_reversed(found.questions, records)
    respondent = table.column_with("respondent_id")
    order, date_notices = _date_order(columns, options)
    warnings = [*table.warnings, *found.warnings, *date_notices]
    warnings += _row_notices(table, records, shown, respondent)
    if not kept:
        warnings.append(_all_dropped(out))
    return Understanding(
        table=table,
        questions=asked,
        kept=kept,
        dropped={reason: tuple(map(table.row_number, positions)) for reason, positions in out.items()},
        warnings=tuple(warnings),
        personal_data=tuple(personal_data.personal_data(columns)),
        respondent_id=respondent,
        date=_date_column(table, asked),
        person_ids=personal_data.person_ids(columns),
        date_order=order,
        options=options,
    )


def _check_answers(table: Table, asked: Sequence[Question]) -> None:
    """Refuses a table in which nothing looks like an answer."""
    if not table.records:
        raise RefusedImportError(
            table.file_name, ["There are headings and no rows below them."], next_step="Export it again with responses."
        )
    if table.format not in PROGRAM_TABLES and not any(question.kind in _RECOGNIZABLE for question in asked):
        raise RefusedImportError(
            table.file_name,
            ["No answers can be recognized in it: no column holds numbers, labels or a few repeated answers."],
            next_step="Check that it is the export of individual responses.",
        )


def _all_dropped(out: dict[str, list[int]]) -> Notice:
    """The notice that no row is left, with the way to keep them."""
    reasons = ", ".join(f"{len(positions)} {reason}" for reason, positions in out.items())
    keep = " ".join(f"--keep {reason}" for reason in out)
    return Notice(
        code="all_rows_dropped",
        message=f"Every row was left out ({reasons}). If they are answers after all, keep them with {keep}.",
    )


def _date_column(table: Table, asked: Sequence[Question]) -> int | None:
    """The column with the day of the answer: the survey tool's own, else the first that holds dates."""
    own = next((column for role in _DATES if (column := table.column_with(role)) is not None), None)
    if own is not None:
        return own
    return next((question.columns[0] for question in asked if question.kind == "date"), None)


def _date_order(columns: Sequence[Profile], options: Options) -> tuple[Order | None, list[Notice]]:
    """How dates are read in this file: stated, or shown by any of its date columns."""
    if options.date_order is not None:
        return options.date_order, []
    dated = [profile for profile in columns if profile.is_date]
    found = {order for profile in dated if (order := order_of(profile.counts)) is not None}
    marked = found - {"ymd"}
    if len(marked) > 1 or (dated and not found):
        names = ", ".join(f"'{profile.column.name}'" for profile in dated[:3])
        message = (
            f"The dates in {names} can be read day first or month first. State it with --dates dmy or --dates mdy."
        )
        return None, [Notice(code="ambiguous_dates", message=message)]
    return next(iter(marked or found), None), []


def _row_notices(
    table: Table, records: Sequence[Sequence[str]], positions: Sequence[int], respondent: int | None
) -> list[Notice]:
    """Rows that are the same, ids that are shared, ids that a spreadsheet has damaged."""
    notices = []
    first: dict[tuple[str, ...], int] = {}
    same = [
        position
        for position, record in zip(positions, records, strict=True)
        if first.setdefault(tuple(record), position) != position
    ]
    # Two people may well tick the same few boxes: only a row with an id or many cells is known to be a copy.
    if same and (respondent is not None or len(table.columns) >= _TELLING_COLUMNS):
        numbers = named_rows([table.row_number(position) for position in same])
        message = f"{len(same)} rows are the same as an earlier row in every cell ({numbers}). They were kept."
        notices.append(Notice(code="duplicate_rows", message=message))
    if respondent is not None:
        notices += _id_notices(table, [record[respondent] for record in records], respondent)
    return notices


def _id_notices(table: Table, ids: Sequence[str], respondent: int) -> list[Notice]:
    counts = Counter(text for text in ids if text.strip())
    name = table.columns[respondent].name
    n_damaged = sum(n for text, n in counts.items() if _SCIENTIFIC.match(text.strip()))
    if n_damaged:
        message = f"A spreadsheet has rounded {n_damaged} ids in '{name}'. Rows are not compared by them."
        return [Notice(code="damaged_ids", message=message)]
    n_shared = sum(n for n in counts.values() if n > 1)
    if n_shared:
        message = f"{n_shared} rows share an id in '{name}' with another row."
        return [Notice(code="shared_ids", message=message)]
    return []
