"""The rules behind the flags, each with its threshold and with what became of pairs that had it before."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from analytics.report.pair_list import HORIZON, lead_sentence, record_sentence, rule
from dashboard.components.charts import written_card
from dashboard.components.downloads import folded, table_html
from dashboard.components.tables import Table
from dashboard.theme import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.report.pair_list import PairHealth, Record

STOPPED = (
    f"A pair stops when it is closed before it was planned, or when it has not met for {HORIZON} days. Flags count "
    f"whose next {HORIZON} days are known. "
    f"The 95 % intervals take flags as independent, which several on one pair are not."
)
HEADER = (
    *("Flag", "Times raised", "On pairs", f"Stopped within {HORIZON} days", "Closed within them"),
    *(
        "Pairs that stopped",
        "Flagged before",
        "Days before (median)",
        "Looked at without the flag",
        "Stopped all the same",
    ),
)


def rules(health: PairHealth) -> None:
    """Draw every rule with its record.

    Args:
        health: What the store says about its pairs.
    """
    items = f'<ul class="tw-list">{"".join(map(_rule, health.records))}</ul>'
    table = folded("Table", table_html(records_table(health.records), key="rules"), key="table-rules")
    written_card("rules", "What each flag means, and how much it tells", STOPPED, items + table).draw()


def records_table(records: Sequence[Record]) -> Table:
    """The counts behind the rules."""
    rows = tuple(
        (
            rule(one.rule).label,
            count(one.n_raised),
            count(one.n_pairs),
            count(one.n_followed),
            count(one.n_closed),
            count(one.n_stopped),
            count(one.n_announced),
            "–" if one.lead_days is None else count(one.lead_days),
            count(one.n_calm),
            count(one.n_calm_stopped),
        )
        for one in records
    )
    return Table(caption="What became of pairs after each flag", header=HEADER, rows=rows, note=STOPPED)


def _rule(one: Record) -> str:
    known = rule(one.rule)
    return (
        f"<li><strong>{escape(known.label)}</strong>{escape(known.says)}<br>"
        f"<span>{escape(record_sentence(one))} {escape(lead_sentence(one))}</span></li>"
    )
