"""The goals that the pairs set themselves, and what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from analytics.imports.canonical.occurrences import known_pairs, occurrence_ids, occurrence_keys
from analytics.imports.canonical.options import ProgramOptions, ReadTable
from analytics.imports.canonical.values import GOAL_STATUS, OWNER

if TYPE_CHECKING:
    from analytics.imports.canonical.directory import Directory
    from analytics.imports.canonical.reader import Reader
    from analytics.imports.canonical.values import Vocabulary

DATE_COLUMNS = ("set_on", "due_on", "closed_on")


def read_goals(reader: Reader, options: ProgramOptions, directory: Directory) -> ReadTable:
    """The table `goals`.

    Args:
        reader: The file.
        options: What a person stated; with `junior`, mentor and mentee are known as owners too.
        directory: The pairs known so far.
    """
    pair, n_unknown = known_pairs(reader, directory)
    ids = occurrence_ids(reader, "goal_id", ("pair_id", "owner", "set_on"), None)
    reader.unique("goal_id", ids)
    set_on, closed_on = reader.days("set_on", is_required=True), reader.days("closed_on")
    reader.in_order(("set_on", set_on), ("closed_on", closed_on))
    goals = {
        "goal_key": occurrence_keys(reader, ids, "goal"),
        "pair_key": pair,
        "owner": reader.members("owner", _owners(options), is_required=True),
        "set_on": set_on,
        "due_on": reader.days("due_on"),
        "closed_on": closed_on,
        "status": reader.members("status", GOAL_STATUS, is_required=True),
    }
    return ReadTable(tables={"goals": pa.table(goals)}, facts={"rows_of_unknown_pairs": n_unknown})


def _owners(options: ProgramOptions) -> Vocabulary:
    if options.junior is None:
        return OWNER
    senior = "mentee" if options.junior == "mentor" else "mentor"
    return {**OWNER, "junior": (*OWNER["junior"], options.junior), "senior": (*OWNER["senior"], senior)}
