"""The session log: when the pairs met, how, for how long and about what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analytics.imports.canonical.cells import Cells
from analytics.imports.canonical.durations import minutes_between, minutes_reader, time_of_day
from analytics.imports.canonical.occurrences import known_pairs, occurrence_ids, occurrence_keys, order_within
from analytics.imports.canonical.options import ReadTable
from analytics.imports.canonical.reader import NO_DAY, day_numbers
from analytics.imports.canonical.values import CHANNEL, SESSION_STATUS, SETTING

if TYPE_CHECKING:
    from analytics.imports.canonical.cells import Mask
    from analytics.imports.canonical.directory import Directory
    from analytics.imports.canonical.reader import Reader

DATE_COLUMNS = ("held_on", "starts_at")
_LONGEST = 24 * 60
_WEIGHT = {"scheduled": 0, "cancelled": 1, "held": 2, "no_show": 3}
"""Of several rows about one meeting, the highest holds: it was not held where one of the two did not come."""


def read_sessions(reader: Reader, directory: Directory) -> ReadTable:
    """The table `sessions`: each meeting once, however many rows tell of it.

    Of a planned meeting and its outcome only the outcome counts, of a meeting that was cancelled and held on another
    day under the same id only the latter, and of the rows of those who attended one.

    Args:
        reader: The file.
        directory: The pairs known so far.
    """
    held = reader.days("held_on" if reader.file.has("held_on") else "starts_at", is_required=True)
    status = _status(reader)
    pair, n_unknown = known_pairs(reader, directory, held)
    ids = _ids(reader, pair, held)
    _collapse(reader, ids, status, held)
    reader.unique("session_id" if reader.file.has("session_id") else _first(reader), ids, among=~reader.is_left_out)
    n_late = _after_the_end(reader, directory, pair, held)
    sessions = {
        "session_key": occurrence_keys(reader, ids, "session"),
        "pair_key": pair,
        "held_on": held,
        "status": status,
        "minutes": _minutes(reader),
        "channel": reader.members("channel", CHANNEL),
        "setting": reader.members("setting", SETTING),
        "topic": reader.words("topic"),
        "is_support": reader.truths("one_way_support"),
        "has_junior_goal": reader.truths("junior_goal_addressed"),
        "has_senior_goal": reader.truths("senior_goal_addressed"),
    }
    facts = {"rows_of_unknown_pairs": n_unknown, **({"after_the_pair_had_ended": n_late} if n_late else {})}
    return ReadTable(tables={"sessions": pa.table(sessions)}, facts=facts)


def _status(reader: Reader) -> pa.Array:
    if reader.file.has("status"):
        return reader.members("status", SESSION_STATUS, is_required=True)
    reader.faults.notice("all_held", "There is no column `status`: every row is taken to be a session that was held.")
    return pa.array(["held"], pa.string()).take(pa.array(np.zeros(len(reader.file.records), dtype=np.int64)))


def _first(reader: Reader) -> str:
    return next(name for name in ("starts_at", "held_on") if reader.file.has(name))


def _ids(reader: Reader, pair: pa.Array, held: pa.Array) -> Cells:
    """The ids of the meetings; where there are none, the pair, the day and the time, or their order."""
    if reader.file.has("session_id"):
        return reader.id_cells("session_id")
    times = [time_of_day(text) for text in reader.file.cells("starts_at").texts()]
    is_told = any(times) or reader.file.has("attendee")
    if not is_told and reader.file.has("pair_id") and reader.file.has("held_on"):
        return occurrence_ids(reader, "session_id", ("pair_id", "held_on"), "status")
    named = zip(pair.to_pylist(), held.to_pylist(), times, strict=True)
    alike = Cells.of([f"{one}|{day}|{time}" for one, day, time in named])
    return alike if is_told else _numbered(reader, alike)


def _numbered(reader: Reader, alike: Cells) -> Cells:
    """Ids for meetings that nothing but their order within a pair and a day tells apart."""
    states = reader.file.cells("status").texts()
    in_state = Cells.of([f"{one}|{state}" for one, state in zip(alike.texts(), states, strict=True)])
    number = order_within(in_state.codes).tolist()
    return Cells.of([f"{one}|{nth}" for one, nth in zip(alike.texts(), number, strict=True)])


def _collapse(reader: Reader, ids: Cells, status: pa.Array, held: pa.Array) -> None:
    """Leave out the rows about a meeting that another row tells better."""
    weights = np.asarray([_WEIGHT.get(one, -1) for one in status.to_pylist()], dtype=np.int64)
    days = day_numbers(held)
    highest = np.full(len(ids.distinct), -1, dtype=np.int64)
    np.maximum.at(highest, ids.codes, weights)
    is_lower = (weights < highest[ids.codes]) & ~ids.is_blank
    reader.leave_out("planned, told again", is_lower & (weights == _WEIGHT["scheduled"]))
    if reader.file.has("attendee") or not reader.file.has("session_id"):
        reader.leave_out("another row of one meeting", is_lower)
        same = Cells.of([f"{code} {day}" for code, day in zip(ids.codes.tolist(), days.tolist(), strict=True)])
        reader.leave_out("another row of one meeting", same.repeated(~reader.is_left_out & ~ids.is_blank))
        return
    is_cancelled = is_lower & (weights == _WEIGHT["cancelled"])
    outcome_on = np.full(len(ids.distinct), NO_DAY, dtype=np.int64)
    is_outcome = weights == highest[ids.codes]
    outcome_on[ids.codes[is_outcome]] = days[is_outcome]
    reader.leave_out("rescheduled", is_cancelled & (outcome_on[ids.codes] != days))


def _after_the_end(reader: Reader, directory: Directory, pair: pa.Array, held: pa.Array) -> int:
    """How many sessions are after the last day of their pair; they are kept, and no measure counts them."""
    ends = {key: known.ended_on for key, known in directory.couples.items() if known.ended_on is not None}
    last = pa.array([ends.get(key) for key in pair.to_pylist()], pa.date32())
    is_late: Mask = (day_numbers(held) > day_numbers(last)) & (day_numbers(last) != NO_DAY) & ~reader.is_left_out
    more = "No measure counts them. If the pair went on, correct its `ended_on` and import the pairs again."
    reader.faults.warn("after_the_end", _day_column(reader), "are after the last day of the pair", is_late, more)
    return int(is_late.sum())


def _day_column(reader: Reader) -> str:
    return "held_on" if reader.file.has("held_on") else "starts_at"


def _minutes(reader: Reader) -> pa.Array:
    """The length of each meeting, from its own column, else from when it began and ended."""
    cells = reader.file.cells("minutes")
    read_one = minutes_reader(reader.file.heading("minutes"))
    read = cells.read(lambda text: found if (found := read_one(text)) is not None and found <= _LONGEST else None)
    more = f"They count as blank. Use minutes from 0 to {_LONGEST}, or 1:30, 1h 30m, 1.5 hours."
    reader.faults.warn("unknown_value", "minutes", "are no length of a meeting", cells.unread(read), more)
    minutes = cells.spread(read, pa.int16())
    if not (reader.file.has("starts_at") and reader.file.has("ends_at")):
        return minutes
    times = zip(reader.file.cells("starts_at").texts(), reader.file.cells("ends_at").texts(), strict=True)
    between = [minutes_between(start, end) for start, end in times]
    known = [one if one is not None and one <= _LONGEST else None for one in between]
    return pc.coalesce(minutes, pa.array(known, pa.int16()))
