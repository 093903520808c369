"""The goals that the pairs set themselves, and what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from analytics.imports.canonical.occurrences import known_pairs, occurrence_ids, occurrence_keys
from analytics.imports.canonical.options import ProgramOptions, ReadTable
from analytics.imports.canonical.sides import people_columns, who_is_junior
from analytics.imports.canonical.values import GOAL_STATUS, OWNER
from analytics.imports.wording import key

if TYPE_CHECKING:
    from analytics.imports.canonical.directory import Directory
    from analytics.imports.canonical.reader import Reader
    from analytics.imports.canonical.values import Vocabulary

DATE_COLUMNS = ("set_on", "due_on", "closed_on")
_ALL = 100


def read_goals(reader: Reader, options: ProgramOptions, directory: Directory) -> ReadTable:
    """The table `goals`.

    Args:
        reader: The file.
        options: What a person stated; with `junior`, mentor and mentee are known as owners too.
        directory: The pairs known so far.

    Raises:
        RefusedImportError: Goals are of a mentor or mentee, and nobody has said which of them is the junior one.
    """
    set_on, closed_on = reader.days("set_on", is_required=True), reader.days("closed_on")
    pair, n_unknown = known_pairs(reader, directory, set_on)
    ids = occurrence_ids(reader, "goal_id", _parts(reader), None)
    reader.unique("goal_id", ids)
    reader.in_order(("set_on", set_on), ("closed_on", closed_on))
    goals = {
        "goal_key": occurrence_keys(reader, ids, "goal"),
        "pair_key": pair,
        "owner": _owner(reader, options),
        "set_on": set_on,
        "due_on": reader.days("due_on"),
        "closed_on": closed_on,
        "status": _status(reader),
    }
    return ReadTable(tables={"goals": pa.table(goals)}, facts={"rows_of_unknown_pairs": n_unknown})


def _parts(reader: Reader) -> tuple[str, ...]:
    named = ("pair_id",) if reader.file.has("pair_id") else people_columns(reader.file)
    return (*named, "owner", "set_on")


def _owner(reader: Reader, options: ProgramOptions) -> pa.Array:
    if reader.file.has("owner"):
        if options.junior is None and {"mentor", "mentee"} & set(map(key, reader.file.cells("owner").distinct)):
            raise who_is_junior(reader.file.file_name)
        return reader.members("owner", _owners(options), is_required=True)
    message = "There is no column `owner`: every goal is taken to be of both people."
    reader.faults.notice("all_of_both", message)
    return pa.array(["both"], pa.string()).take(pa.array(np.zeros(len(reader.file.records), dtype=np.int64)))


def _status(reader: Reader) -> pa.Array:
    """What became of the goals, by their status or else by how far they are."""
    if reader.file.has("status"):
        return reader.members("status", GOAL_STATUS, is_required=True)
    cells = reader.file.cells("progress")
    shares = cells.read(percent)
    allowed = "Use 0 to 100, such as 80 or 80%."
    reader.faults.refuse("unknown value", "progress", "are no percentages", cells.unread(shares), allowed)
    told = [share for share in shares if share is not None]
    is_unmarked = not any("%" in text for text in cells.distinct)
    is_either = bool(told) and max(told) <= 1 and max(told) > 0 and is_unmarked
    rows = cells.mask(lambda text: bool(text) and is_either)
    reader.faults.refuse("share or percentage", "progress", "may be shares of 1 or percentages", rows, allowed)
    states = [None if share is None else "met" if share >= _ALL else "open" for share in shares]
    return cells.spread(states, pa.string()).fill_null("open")


def percent(text: str) -> float | None:
    """The percentage in a cell, 0 to 100; None where it names none.

    >>> percent("80 %"), percent("12,5"), percent("120"), percent("half")
    (80.0, 12.5, None, None)
    """
    try:
        value = float(text.replace("%", "").replace(",", ".").strip())
    except ValueError:
        return None
    return value if 0 <= value <= _ALL else None


def _owners(options: ProgramOptions) -> Vocabulary:
    if options.junior is None:
        return OWNER
    senior = "mentee" if options.junior == "mentor" else "mentor"
    return {**OWNER, "junior": (*OWNER["junior"], options.junior), "senior": (*OWNER["senior"], senior)}
