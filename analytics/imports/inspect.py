"""What a file holds: the table read, the rows that do not count set aside, and every question understood."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from analytics.errors import RefusedImportError
from analytics.imports import drops, personal_data, row_fates, trial_rows
from analytics.imports.canonical.columns import PROGRAM_TABLES
from analytics.imports.dates import looks_like_date, order_of
from analytics.imports.headings import pattern
from analytics.imports.options import Options
from analytics.imports.profile import profiles
from analytics.imports.question import number
from analytics.imports.questions import questions
from analytics.imports.reading import ROWS_NAMED, named_rows, read_table
from analytics.imports.repeats import n_repeating, repeated_rows
from analytics.imports.reverse import with_reversed
from analytics.imports.table import Notice
from analytics.imports.telling import moments
from analytics.imports.turned import check_not_turned
from analytics.imports.understanding import Understanding
from analytics.imports.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from analytics.imports.dates import Order
    from analytics.imports.profile import Profile
    from analytics.imports.question import Question
    from analytics.imports.reading import Source
    from analytics.imports.records import Records
    from analytics.imports.table import Table
    from analytics.imports.texts import Texts

_DATES = ("submitted", "end", "start")
_RECOGNIZABLE = frozenset({"numeric", "ordinal", "single", "multi", "dimension"})
_TELLING_COLUMNS = 20
_SHARE_OF_ROWS = 0.5
_SCIENTIFIC = re.compile(r"\s*\d(?:[.,]\d+)?[eE]\+?\d+\s*\Z")


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
    check_not_turned(table)
    out = row_fates.left_out(table, options)
    kept = _without(len(table.records), out)
    # With nothing left, the questions are still worth seeing: the person decides whether to keep the rows.
    shown = kept if len(kept) else range(len(table.records))
    records = table.records.take(shown)
    columns = profiles(table.columns, records)
    found = questions(columns, records)
    _check_answers(table, found.questions)
    asked = with_reversed(found.questions, records)
    respondent = table.column_with("respondent_id")
    order, date_notices = _date_order(columns, records, options)
    warnings = [*table.warnings, *found.warnings, *date_notices]
    warnings += _row_notices(table, records, shown, respondent)
    warnings += [*_heading_notices(columns), *_id_again_notices(columns), *_test_notices(table, kept, options)]
    if not len(kept):
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


def _without(n: int, out: Mapping[str, Sequence[int]]) -> Sequence[int]:
    """Positions of the records that are not out."""
    if not out:
        return range(n)
    is_kept = np.ones(n, dtype=np.bool_)
    for positions in out.values():
        is_kept[list(positions)] = False
    found: list[int] = np.flatnonzero(is_kept).tolist()
    return found


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


def _date_order(columns: Sequence[Profile], records: Records, options: Options) -> tuple[Order | None, list[Notice]]:
    """How dates are read in this file: stated, or shown by any of its date columns."""
    if options.date_order is not None:
        return options.date_order, []
    dated = [profile for profile in columns if profile.is_date]
    found = {order for profile in dated if (order := order_of(_dates(profile, records))) is not None}
    marked = found - {"ymd"}
    if len(marked) > 1 or (dated and not found):
        names = ", ".join(f"'{profile.column.name}'" for profile in dated[:3])
        message = (
            f"The dates in {names} can be read day first or month first. State it with --dates dmy or --dates mdy."
        )
        return None, [Notice(code="ambiguous_dates", message=message)]
    return next(iter(marked or found), None), []


def _dates(profile: Profile, records: Records) -> Iterable[str]:
    """The different dates in a column; of very many, those of one day are one."""
    return profile.counts if profile.varied is None else moments(records.texts(profile.column.index)).distinct


def _heading_notices(columns: Sequence[Profile]) -> list[Notice]:
    """What is said where a date stands above dates: the first answer was taken for headings."""
    is_dated = any(column.is_date and looks_like_date(column.column.name) for column in columns)
    if not is_dated and not _are_numbers(columns):
        return []
    message = (
        "The first row looks like an answer, not like headings, and was not counted. If it is one, count it with "
        "--header-rows 0: columns are then named by their place."
    )
    return [Notice(code="no_headings", message=message)]


def _are_numbers(columns: Sequence[Profile]) -> bool:
    """Whether numbers stand above numbers in most columns, and are not those of the questions: 1, 2, 3."""
    values = [number(column.column.name) for column in columns if column.n and column.n_numbers == column.n]
    found = [value for value in values if value is not None]
    steps = {after - before for before, after in pairwise(found)}
    return len(found) > 1 and len(found) * 2 > len(columns) and steps != {1.0}


def _id_again_notices(columns: Sequence[Profile]) -> list[Notice]:
    """What is said where people stand in several rows under a heading that names them."""
    asked = ((column, plain(column.column.name).replace("_", " ")) for column in columns)
    named = [
        column for column, name in asked if pattern("long_respondent").search(name) and "survey" not in name.lower()
    ]
    found = next((one for one in named if 1 < one.n_different <= _SHARE_OF_ROWS * one.n), None)
    if found is None or found.column.role == "respondent_id":
        return []
    message = (
        f"'{found.column.name}' has {found.n_different:,} different ids in {found.n:,} rows: a row is not a person"
        " here. If each row is one answer, name the columns with --long; else keep one row a person and import again."
    )
    return [Notice(code="repeated_ids", message=message)]


def _test_notices(table: Table, kept: Sequence[int], options: Options) -> list[Notice]:
    """What is said of rows that may be tests and count."""
    if options.keep & {row_fates.TEST, drops.ALL}:
        return []
    found = sorted(set(trial_rows.likely(table)) & set(kept))
    found = [row for row in found if table.row_number(row) not in options.keep_rows]
    if not found:
        return []
    numbers = named_rows([table.row_number(row) for row in found[: ROWS_NAMED + 1]])
    said = f"{len(found)} rows may be tests, by name or e-mail ({numbers})."
    message = f"{said} They were kept; leave them out with --drop test."
    return [Notice(code="likely_tests", message=message)]


def _row_notices(table: Table, records: Records, positions: Sequence[int], respondent: int | None) -> list[Notice]:
    """Rows that are the same, ids that are shared, ids that a spreadsheet has damaged."""
    notices = []
    # Two people may well tick the same few boxes: only a row with an id or many cells is known to be a copy.
    same = repeated_rows(records) if respondent is not None or len(table.columns) >= _TELLING_COLUMNS else ()
    if len(same):
        numbers = named_rows([table.row_number(positions[row]) for row in same[: ROWS_NAMED + 1]])
        message = f"{len(same)} rows are the same as an earlier row in every cell ({numbers}). They were kept."
        notices.append(Notice(code="duplicate_rows", message=message))
    if respondent is not None:
        notices += _id_notices(table, records.texts(respondent), respondent)
    return notices


def _id_notices(table: Table, ids: Texts, respondent: int) -> list[Notice]:
    name = table.columns[respondent].name
    if n_damaged := ids.count(_SCIENTIFIC, "[0-9][eE]"):
        message = f"A spreadsheet has rounded {n_damaged} ids in '{name}'. Rows are not compared by them."
        return [Notice(code="damaged_ids", message=message)]
    if ids.is_varied and ids.n_different == len(ids):
        return []
    if n_shared := n_repeating(ids.hashes()[~ids.is_blank(str.strip)]):
        message = f"{n_shared} rows share an id in '{name}' with another row."
        return [Notice(code="shared_ids", message=message)]
    return []
