"""Headline figures: the value, its interval on the whole scale, how many, and the change against comparison."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, assert_never

import streamlit as st

from analytics.catalog import measure
from analytics.release.read import Difference, Estimate, Released, Undefined, Withheld
from dashboard.components.provenance import explanation
from dashboard.theme import count, difference_unit, interval, number, short_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.release.read import Finding

NOT_ADJUSTED = "not adjusted"
NO_DIFFERENCE = "No detectable difference from comparison"
LONGEST_UNIT = 8
ON_A_SCALE = ("%", "points")
NOT_PUBLISHED = "not published"
PARTICIPANTS_ONLY = "Asked of participants only"


def draw_cards(cards: Sequence[str], *, most: int = 5) -> None:
    """Draw headline figures side by side, all of them as one element.

    Args:
        cards: The figures, as markup.
        most: How many stand side by side on a wide screen.
    """
    st.html(f'<div class="tw-figures" style="--tw-figures: {min(len(cards), most)}">{"".join(cards)}</div>')


def figure_card(key: str, finding: Finding[Estimate], difference: Finding[Difference] | None = None) -> str:
    """One headline figure, as markup.

    Args:
        key: Name of the card on its page.
        finding: The figure, shown where there is no comparison.
        difference: Pilot minus comparison, or None for a measure of participants. Its pilot side is the figure.
    """
    return _card(key, card_html(finding, difference) + explanation([difference or finding], key=key))


def plain_card(key: str, finding: Finding[Estimate], group: str, *, label: str = "") -> str:
    """One headline figure of a group that is not compared with anybody, as markup.

    Args:
        key: Name of the card on its page.
        finding: The figure.
        group: Whom it is about, in words on screen.
        label: What it is; the label of the measure by default.
    """
    body = _head(label or measure(finding.measure).label, group) + _outcome(finding, "")
    return _card(key, body + explanation([finding], key=key))


def card_html(finding: Finding[Estimate], difference: Finding[Difference] | None = None) -> str:
    """The body of a headline figure as markup."""
    compared = difference.outcome if difference else None
    match compared:
        case Released(value=value):
            group, body = "Pilot", _estimate(value.pilot, finding.measure, value.comparison) + _change(value)
        case None:
            group, body = "Participants", _outcome(finding, f'<p class="tw-change">{PARTICIPANTS_ONLY}</p>')
        case Withheld() | Undefined():
            group, body = (
                "Both groups",
                _outcome(finding, f'<p class="tw-change">Comparison: {escape(_reason(compared))}</p>'),
            )
        case _:
            assert_never(compared)
    return _head(measure(finding.measure).label, group) + body


def _card(key: str, body: str) -> str:
    return f'<section class="tw-card st-key-card-{escape(key)}">{body}</section>'


def _head(label: str, group: str) -> str:
    return f'<p class="tw-label">{escape(label)}</p><p class="tw-group">{escape(group)}</p>'


def _outcome(finding: Finding[Estimate], after: str) -> str:
    match finding.outcome:
        case Released(value=value):
            return _estimate(value, finding.measure) + after
        case Withheld() | Undefined():
            return f'<p class="tw-value tw-missing">–</p><p class="tw-change">{escape(_reason(finding.outcome))}</p>'
        case _:
            assert_never(finding.outcome)


def _reason(outcome: Withheld | Undefined) -> str:
    return NOT_PUBLISHED if isinstance(outcome, Withheld) else outcome.reason


def _estimate(value: Estimate, name: str, other: Estimate | None = None) -> str:
    unit = escape(short_unit(value.unit) if len(value.unit) > LONGEST_UNIT else value.unit)
    return (
        f'<p class="tw-value">{number(value.value, value.unit)}<span class="tw-unit">{unit}</span></p>'
        f"{_strip(value, name, other) if value.unit in ON_A_SCALE else ''}"
        f'<p class="tw-support">95 % interval<br>{interval(value.interval, value.unit)} · n\u00a0{count(value.n)}</p>'
    )


def _strip(value: Estimate, name: str, other: Estimate | None) -> str:
    marks = "".join(
        _mark(one, name, kind) for one, kind in ((other, "comparison"), (value, "pilot")) if one is not None
    )
    return f'<div class="tw-strip" aria-hidden="true">{marks}</div>'


def _mark(value: Estimate, name: str, kind: str) -> str:
    low, high = measure(name).low, measure(name).high

    def place(at: float) -> float:
        return round(100 * (min(max(at, low), high) - low) / (high - low), 2)

    limits = value.interval
    start, end = (place(limits.low), place(limits.high)) if limits else (place(value.value),) * 2
    bar = f'<span class="tw-bar tw-{kind}" style="left:{start}%;width:{round(end - start, 2)}%"></span>'
    return f'{bar}<span class="tw-dot tw-{kind}" style="left:{place(value.value)}%"></span>'


def _change(value: Difference) -> str:
    unit = short_unit(difference_unit(value.pilot.unit))
    limits = f"{interval(value.interval, value.pilot.unit)} {unit}"
    if not value.interval.excludes(0.0):
        return f'<p class="tw-change">{NO_DIFFERENCE}<br>({limits})</p>'
    direction, mark = ("higher", "▲") if value.difference > 0 else ("lower", "▼")
    size = number(abs(value.difference), value.pilot.unit)
    return (
        f'<p class="tw-change tw-raw"><span aria-hidden="true">{mark}</span> {size} {unit} {direction} '
        f'than comparison, {NOT_ADJUSTED}<br><span class="tw-limits">({limits})</span></p>'
    )
