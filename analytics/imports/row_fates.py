"""What becomes of the rows of a survey: which are left out and why, and how they come back."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analytics.imports import drops, trial_rows
from analytics.imports.repeats import repeated_rows
from analytics.imports.wording import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.imports.options import Options
    from analytics.imports.table import Table

DUPLICATE = "duplicate"
REFUSED = "refused_consent"
TEST = "test"
ASKED = (DUPLICATE, TEST)
"""Reasons that apply where a person says so: two people may well tick the same few boxes, or be called Test."""


def left_out(table: Table, options: Options) -> dict[str, list[int]]:
    """Positions of the records that are not answers, by reason, each record once.

    Args:
        table: The table.
        options: What a person states: reasons and rows that stay, and reasons that apply besides.
    """
    found = {reason: list(rows) for reason, rows in drops.dropped(table, options.keep).items()}
    gone = {position for positions in found.values() for position in positions}
    more = {
        REFUSED: _without_consent(table),
        TEST: trial_rows.certain(table) if TEST not in options.drop else trial_rows.likely(table),
        DUPLICATE: _copies(table, gone) if DUPLICATE in options.drop else [],
    }
    for reason, positions in more.items():
        fresh = [position for position in positions if position not in gone]
        if fresh and not options.keep & {reason, drops.ALL}:
            found[reason] = sorted([*found.get(reason, ()), *fresh])
            gone.update(fresh)
    return brought_back(found, table, options.keep_rows)


def brought_back(found: Mapping[str, Sequence[int]], table: Table, keep_rows: frozenset[int]) -> dict[str, list[int]]:
    """The records left out without those that a person keeps by number.

    Args:
        found: Positions of the records left out, by reason.
        table: The table.
        keep_rows: Numbers of rows as a spreadsheet counts them.
    """
    stay = {
        reason: [position for position in positions if table.row_number(position) not in keep_rows]
        for reason, positions in found.items()
    }
    return {reason: positions for reason, positions in stay.items() if positions}


def _without_consent(table: Table) -> list[int]:
    """Records of people who were asked for their consent and refused it."""
    question, refusal = _consent()
    asked = [column.index for column in table.columns if question.search(plain(column.stem or column.name))]
    has_refused = np.zeros(len(table.records), dtype=np.bool_)
    for index in asked:
        has_refused |= table.records.cells(index).mask(lambda text: bool(text and refusal.match(plain(text))))
    positions: list[int] = np.flatnonzero(has_refused).tolist()
    return positions


@cache
def _consent() -> tuple[re.Pattern[str], re.Pattern[str]]:
    content = tomllib.loads(Path(__file__).with_name("consent.toml").read_text(encoding="utf-8"))
    question, refusal = (re.compile("|".join(content[name]), re.IGNORECASE) for name in ("question", "refusal"))
    return question, refusal


def _copies(table: Table, gone: set[int]) -> list[int]:
    """Records that are the same in every cell as an earlier one that counts."""
    is_counted = np.ones(len(table.records), dtype=np.bool_)
    is_counted[list(gone)] = False
    counted = np.flatnonzero(is_counted)
    copies: list[int] = counted[repeated_rows(table.records.take(counted))].tolist()
    return copies
