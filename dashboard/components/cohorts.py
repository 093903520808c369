"""Measures of which one at a time is looked at by cohort."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.catalog import measure
from dashboard.components import exchange
from dashboard.components.charts import chosen
from dashboard.components.kept import kept

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dashboard.components.charts import Card
    from dashboard.components.frame import Frame

CHOICE = "by-cohort-of"


def chosen_by_cohort(frame: Frame, names: Sequence[str]) -> None:
    """Draw one of several shares of sessions by cohort, and let the viewer choose which.

    Args:
        frame: The page.
        names: Names of shares.
    """
    _by_cohort(frame, chosen(CHOICE, names), tuple(names))


@kept
def _by_cohort(frame: Frame, name: str, names: tuple[str, ...]) -> Iterator[Card]:
    yield exchange.cohort_chart(frame, name, (0.0, measure(name).high), key="by-cohort", control=lambda: _choose(names))


def _choose(names: Sequence[str]) -> None:
    st.segmented_control(
        "Share of sessions",
        names,
        default=names[0],
        format_func=lambda one: measure(one).label,
        required=True,
        key=CHOICE,
        label_visibility="collapsed",
    )
