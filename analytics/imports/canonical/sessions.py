"""The session log: when the pairs met, how, for how long and about what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analytics.imports.canonical.occurrences import known_pairs, occurrence_ids, occurrence_keys
from analytics.imports.canonical.options import ReadTable
from analytics.imports.canonical.values import CHANNEL, SESSION_STATUS, SETTING

if TYPE_CHECKING:
    from analytics.imports.canonical.cells import Cells, Mask
    from analytics.imports.canonical.directory import Directory
    from analytics.imports.canonical.reader import Reader

DATE_COLUMNS = ("held_on",)
_LONGEST = 24 * 60


def read_sessions(reader: Reader, directory: Directory) -> ReadTable:
    """The table `sessions`: of a planned meeting and its outcome, only the outcome.

    Args:
        reader: The file.
        directory: The pairs known so far.
    """
    pair, n_unknown = known_pairs(reader, directory)
    held, status = reader.days("held_on", is_required=True), _status(reader)
    ids = occurrence_ids(reader, "session_id", ("pair_id", "held_on"), "status")
    is_plan = _is_told_again(ids, status)
    reader.leave_out("planned, told again", is_plan)
    reader.unique("session_id", ids, among=~is_plan)
    sessions = {
        "session_key": occurrence_keys(reader, ids, "session"),
        "pair_key": pair,
        "held_on": held,
        "status": status,
        "minutes": reader.wholes("minutes", 0, _LONGEST),
        "channel": reader.members("channel", CHANNEL),
        "setting": reader.members("setting", SETTING),
        "topic": reader.words("topic"),
        "is_support": reader.truths("one_way_support"),
        "has_junior_goal": reader.truths("junior_goal_addressed"),
        "has_senior_goal": reader.truths("senior_goal_addressed"),
    }
    return ReadTable(tables={"sessions": pa.table(sessions)}, facts={"rows_of_unknown_pairs": n_unknown})


def _status(reader: Reader) -> pa.Array:
    if reader.file.has("status"):
        return reader.members("status", SESSION_STATUS, is_required=True)
    reader.faults.notice("all_held", "There is no column `status`: every row is taken to be a session that was held.")
    return pa.array(["held"], pa.string()).take(pa.array(np.zeros(len(reader.file.records), dtype=np.int64)))


def _is_told_again(ids: Cells, status: pa.Array) -> Mask:
    """Which rows plan a session of which another row tells the outcome."""
    is_planned = pc.equal(status, "scheduled").fill_null(fill_value=False).to_numpy(zero_copy_only=False)
    n_outcomes = np.bincount(ids.codes, weights=~is_planned, minlength=len(ids.distinct))
    told_again: Mask = is_planned & (n_outcomes[ids.codes] > 0) & ~ids.is_blank
    return told_again
