"""From when to when people are employed: rehires, leavers known by their status, and which of several rows hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analytics.imports.canonical.cells import Cells
from analytics.imports.canonical.reader import NO_DAY, Reader, day_numbers
from analytics.imports.canonical.values import EMPLOYMENT, WORKER_TYPE
from analytics.imports.question import whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    import numpy.typing as npt

    from analytics.imports.canonical.cells import Mask

    Rows: TypeAlias = npt.NDArray[np.int64]


STORED = (
    "birth_year", "birth_date", "age", "age_band", "gender", "ethnicity", "business_unit", "level", "location", "team",
    "hired_on", "rehired_on", "exited_on", "exit_reason", "eligible", "effective_on", "status",
)  # fmt: skip
"""Columns of a roster in which two rows of a person may differ."""
LATEST_COUNTS = (
    "Only their latest employment counts: in retention, the earlier one is neither time at work nor a departure."
)


def leave_out_contractors(reader: Reader) -> None:
    """Leave rows of contractors out: their contracts end, which is no departure."""
    types = reader.members("worker_type", WORKER_TYPE, is_silent=True)
    is_untold = types.is_null().to_numpy(zero_copy_only=False) & ~reader.file.cells("worker_type").is_blank
    more = "They count as employees. Say it of contractors with --code worker_type.WORD=contractor."
    reader.faults.warn(
        "own_words", "worker_type", "hold a word for employees or for contractors that is not known", is_untold, more
    )
    is_contractor = pc.equal(types, "contractor").fill_null(fill_value=False).to_numpy(zero_copy_only=False)
    reader.leave_out("contractor", is_contractor)


def employment(reader: Reader, effective: pa.Array) -> tuple[pa.Array, pa.Array]:
    """The first and the last day of the latest employment in each row.

    Of people who came back, the latest employment counts. A row that says "left" without a day of leaving holds from
    that day, where it has one; else it is a fault, since nobody can say when.

    Args:
        reader: The roster.
        effective: The day from which each row holds.
    """
    hired, exited = reader.days("hired_on", is_required=True), reader.days("exited_on")
    again = reader.days("rehired_on")
    is_again = _true(pc.and_(pc.is_valid(again), pc.greater(again, hired)))
    is_past = is_again & (day_numbers(exited) <= day_numbers(again))
    hired = pc.if_else(pa.array(is_again), again, hired)
    exited = pc.if_else(pa.array(is_past), pa.scalar(None, pa.date32()), exited)
    status = reader.members("status", EMPLOYMENT, is_silent=reader.file.has("exited_on"))
    has_left = _true(pc.equal(status, "left"))
    is_still_there = _true(pc.equal(status, "employed")) & (day_numbers(exited) != NO_DAY)
    both = "The day counts. Correct the one that is wrong."
    reader.faults.warn(
        "employed_and_left", "status", "say that the person is employed and name a last day", is_still_there, both
    )
    exited = pc.if_else(pa.array(has_left), pc.coalesce(exited, effective), exited)
    is_undated = has_left & (day_numbers(exited) == NO_DAY)
    more = "Fill `exited_on`: without the day nobody can say how long people stayed."
    reader.faults.refuse(
        "left without a day", "status", "say that the person has left, without a day", is_undated, more
    )
    if is_again.any():
        reader.faults.notice(
            "rehired", f"{int(is_again.sum()):,} rows are of people who were hired again. {LATEST_COUNTS}"
        )
    return hired, exited


def histories(
    reader: Reader, ids: Cells, hired: pa.Array, exited: pa.Array, effective: pa.Array
) -> tuple[pa.Array, pa.Array, pa.Array]:
    """The days of hire and of leaving and the day from which each row holds; rows that others replace are left out.

    Rows of a person without such a day are employments one after the other where their dates say so. Of rows for one
    day, the highest in sequence holds, and of rows that say the same one.

    Args:
        reader: The roster.
        ids: The person in each row.
        hired: The first day of each row's employment.
        exited: Its last day, or null.
        effective: The day from which each row holds, or null.
    """
    is_open = ~reader.is_left_out & ~ids.is_blank
    hired, exited, effective = _spells(reader, ids, hired, exited, effective)
    _leave_out_same(reader, ids)
    _leave_out_superseded(reader, ids, effective)
    is_open &= ~reader.is_left_out
    n_rows = np.bincount(ids.codes[is_open], minlength=len(ids.distinct))[ids.codes]
    is_undated = day_numbers(effective) == NO_DAY
    problem = "repeat a person without an `effective_on`"
    more = "Give each row of a person the day from which it holds, or keep one row."
    reader.faults.refuse("repeated person", "person_id", problem, (n_rows > 1) & is_undated & is_open, more)
    is_twice = _same_day(ids, effective).repeated(is_open & ~is_undated)
    order = "Say which holds: with a column `effective_sequence`, or by keeping one row."
    reader.faults.refuse("repeated person", "effective_on", "are a second row of a person for one day", is_twice, order)
    return hired, exited, effective


def _spells(
    reader: Reader, ids: Cells, hired: pa.Array, exited: pa.Array, effective: pa.Array
) -> tuple[pa.Array, pa.Array, pa.Array]:
    """The days of hire, of leaving and of taking effect, with rows that follow one another put in order.

    Rows without an effective day whose dates do not overlap are employments one after the other; one that begins on
    the day after another ended, or on that day, is a change of job within the same employment.
    """
    start, end = day_numbers(hired), day_numbers(exited)
    is_undated = (day_numbers(effective) == NO_DAY) & ~reader.is_left_out & ~ids.is_blank & (start != NO_DAY)
    rows = np.flatnonzero(is_undated)
    rows = rows[np.lexsort((start[rows], ids.codes[rows]))]
    n_rows = np.bincount(ids.codes[rows], minlength=len(ids.distinct))
    is_broken = np.zeros(len(ids.distinct), dtype=np.bool_)
    follows = ids.codes[rows][1:] == ids.codes[rows][:-1]
    overlaps = (end[rows][:-1] == NO_DAY) | (end[rows][:-1] > start[rows][1:]) | (start[rows][:-1] == start[rows][1:])
    is_broken[ids.codes[rows][1:][follows & overlaps]] = True
    is_spell = is_undated & (n_rows[ids.codes] > 1) & ~is_broken[ids.codes]
    effective = pc.if_else(pa.array(is_spell), hired, effective)
    goes_on = np.zeros(len(rows), dtype=np.bool_)
    goes_on[1:] = follows & ~overlaps & (start[rows][1:] - end[rows][:-1] <= 1) & is_spell[rows][1:]
    _say_how_many(reader, ids, rows, goes_on, is_spell)
    return *_joined(rows, goes_on, hired, exited), effective


def _joined(rows: Rows, goes_on: Mask, hired: pa.Array, exited: pa.Array) -> tuple[pa.Array, pa.Array]:
    """The days of hire and of leaving of whole employments: rows that go on from the row before share the first day."""
    first = np.arange(len(hired), dtype=np.int64)
    first[rows] = rows[np.maximum.accumulate(np.where(goes_on, 0, np.arange(len(rows), dtype=np.int64)))]
    has_next = np.zeros(len(hired), dtype=np.bool_)
    has_next[rows[:-1][goes_on[1:]]] = True
    return hired.take(pa.array(first)), pc.if_else(pa.array(has_next), pa.scalar(None, pa.date32()), exited)


def _say_how_many(reader: Reader, ids: Cells, rows: Rows, goes_on: Mask, is_spell: Mask) -> None:
    n_moved = len(np.unique(ids.codes[rows[goes_on]]))
    if n_moved:
        message = (
            f"People with several rows that follow one another without a gap: {n_moved:,}. They are changes of job "
            "within one employment; the first day of the first row is the day of hire."
        )
        reader.faults.notice("job_history", message)
    starts = ids.codes[rows[is_spell[rows] & ~goes_on]]
    n_again = int(np.count_nonzero(np.bincount(starts, minlength=1) > 1))
    if n_again:
        reader.faults.notice("rehired", f"People who were employed more than once: {n_again:,}. {LATEST_COUNTS}")


def _leave_out_same(reader: Reader, ids: Cells) -> None:
    """Leave out rows that say the same as an earlier row of the person in every column that is stored."""
    columns: list[Sequence[str]] = [reader.file.cells(name).texts() for name in STORED if reader.file.has(name)]
    alike = Cells.of(["\x1f".join(parts) for parts in zip(ids.texts(), *columns, strict=True)])
    reader.leave_out("same as another row", alike.repeated(~reader.is_left_out & ~ids.is_blank))


def _leave_out_superseded(reader: Reader, ids: Cells, effective: pa.Array) -> None:
    """Leave out rows that a later change of the same day takes the place of, where a sequence tells it."""
    if not reader.file.has("effective_sequence"):
        return
    cells = reader.file.cells("effective_sequence")
    numbers = [-1 if number is None else int(number) for number in cells.read(whole)]
    sequence = np.asarray(numbers, dtype=np.int64)[cells.codes]
    same = _same_day(ids, effective).codes
    newest = np.full(int(same.max(initial=0)) + 1, -1, dtype=np.int64)
    np.maximum.at(newest, same, sequence)
    has_day = (day_numbers(effective) != NO_DAY) & ~ids.is_blank
    reader.leave_out("changed again the same day", has_day & (sequence < newest[same]))


def _same_day(ids: Cells, effective: pa.Array) -> Cells:
    days = day_numbers(effective).tolist()
    return Cells.of([f"{code} {day}" for code, day in zip(ids.codes.tolist(), days, strict=True)])


def _true(column: pa.Array) -> Mask:
    found: Mask = column.fill_null(fill_value=False).to_numpy(zero_copy_only=False)
    return found
