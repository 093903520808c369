"""Audits cells together with everything ever shown about the same answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.release.audit.audit import Audit, Rules, audit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.release.audit.audit import Beside
    from analytics.release.audit.leverage import Cell
    from analytics.release.stack.amend import Known


def audit_with(known: Known, cells: Sequence[Cell], beside: Beside | None = None, *, divided: bool = True) -> Audit:
    """The verdict on each cell, most wanted first, given what was shown before.

    Where answers have changed, each cell passes twice: nobody's old or new answer may follow, and no change either.

    Args:
        known: What was shown before, and the unknowns of all of it.
        cells: The cells wanted.
        beside: What is published beside the cells.
        divided: Whether any cell is about less than everybody; else nobody is told apart by categories.
    """
    answers = known.answers
    found = audit(
        answers.patterns if divided else answers.patterns[:, :0],
        answers.people,
        cells,
        already=answers.already,
        present=answers.present,
        beside=beside,
    )
    changes = known.changes
    if changes is None or not found.published:
        return found
    again = audit(
        changes.patterns if divided else changes.patterns[:, :0],
        changes.people,
        found.published,
        Rules(highest_leverage=Rules().leverage_limit(found.summary.people)),
        already=changes.already,
        present=changes.present,
    )
    refused = {one.cell: one.refused_by for one in again.verdicts if not one.is_published}
    verdicts = (
        replace(one, is_published=False, is_free=False, refused_by=refused[one.cell])
        if one.is_published and one.cell in refused
        else one
        for one in found.verdicts
    )
    return replace(found, verdicts=tuple(verdicts))
