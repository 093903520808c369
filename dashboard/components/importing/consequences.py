"""What a commit would change, before it is done: rows and headline figures, and the same later in the history."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.components.importing.statements import WORDS
from dashboard.components.notices import notice
from dashboard.components.tables import Table
from dashboard.theme import THIN, count, number, short_unit, signed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.worker.importing.seen import Effect, Told

NEW, GONE = "new", "gone"
NONE = "–"
MOST = 12
NO_SCALE = "{}: no question counts toward a score. Give those a scale that measure one, such as Satisfaction."
TOO_MANY = "The store holds too many rows to count this in passing; the figures are computed when you publish."
ANALYSTS_ONLY = (
    "For analysts: these figures come from the store and are not published. Fewer than 10 people are withheld."
)


def consequences(effect: Effect, prepared: Sequence[Told]) -> None:
    """Draw what a commit would change.

    Args:
        effect: What was counted.
        prepared: The files.
    """
    for name in effect.replaces:
        notice(
            f"{name} is imported already, with another meaning",
            "This import takes its place. Undo brings the earlier one back.",
            kind="warning",
        )
    st.html(rows_table(effect, prepared).html())
    for file in prepared:
        if not file.has_scores:
            st.html(f'<p class="tw-caption">{escape(NO_SCALE.format(file.file_name))}</p>')
    figures = effect.figures
    if figures is None:
        st.html(f'<p class="tw-caption">{TOO_MANY}</p>')
    elif not figures:
        st.html('<p class="tw-caption">No headline figure moves.</p>')
    else:
        st.html(figures_table(figures, note=ANALYSTS_ONLY).html())


def rows_table(effect: Effect, prepared: Sequence[Told]) -> Table:
    """What the rows of each file are to those already there."""
    rows = tuple(
        (
            one.file_name,
            WORDS[one.kind],
            count(rows["added"]),
            count(rows["changed"]),
            count(rows["same"]),
            count(sum(out.n for out in one.dropped.values())),
        )
        for one, rows in zip(prepared, effect.rows, strict=True)
    )
    header = ("File", "Kind", "New rows", "Changed", "Same as before", "Left out")
    return Table(caption="What the files add", header=header, rows=rows, words=(1,))


def figures_table(figures: Sequence[Mapping[str, Any]], *, n_more: int = 0, note: str = "") -> Table:
    """The figures that move: now, after, and the change.

    Args:
        figures: The changes as they are kept with an import.
        n_more: How many more there are.
        note: A sentence below the table.
    """
    n_hidden = n_more + max(len(figures) - MOST, 0)
    hidden = f"{count(n_hidden)} more figures of earlier surveys move too. " if n_hidden else ""
    return Table(
        caption="Headline figures that move",
        header=("Figure", "Now", "After", "Change"),
        rows=tuple(_row(one) for one in figures[:MOST]),
        note=f"{hidden}{note}".strip(),
    )


def change_words(one: Mapping[str, Any]) -> str:
    """One change in a few words, such as "Engagement, 2025-06: 65.7 pts → 66.1 pts"."""
    if one["before"] is None:
        return f"{_name(one)}: {_value(one, 'after')} ({NEW})"
    return f"{_name(one)}: {_value(one, 'before')} → {_value(one, 'after')}"


def _row(one: Mapping[str, Any]) -> tuple[str, str, str, str]:
    if one["before"] is None:
        change = NEW if one["after"] is not None else NONE
    elif one["after"] is None:
        change = GONE
    else:
        change = _change(one)
    return _name(one), _value(one, "before"), _value(one, "after"), change


def _name(one: Mapping[str, Any]) -> str:
    return f"{one['label']}, {one['wave']}" if one["wave"] else one["label"]


def _value(one: Mapping[str, Any], name: str) -> str:
    value, unit = one[name], one["unit"]
    if value is None:
        return NONE
    return f"{number(value, unit)}{_unit(unit)}" if unit else count(int(value))


def _change(one: Mapping[str, Any]) -> str:
    if one["unit"]:
        words = "pp" if one["unit"] == "%" else short_unit(one["unit"])
        return f"{signed(one['change'], one['unit'])} {words}"
    n = int(one["change"])
    return f"+{count(n)}" if n > 0 else count(n).replace("-", "−")


def _unit(unit: str) -> str:
    return f"{THIN}%" if unit == "%" else f" {short_unit(unit)}"
