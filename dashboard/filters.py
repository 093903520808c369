"""The filter bar: offers what the release publishes, two dimensions at most, and says in one sentence what is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import state
from dashboard.state import FILTERS, MOST_FILTERS, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.catalog import Dimension
    from analytics.release.read import Release

TWO_AT_MOST = (
    "Two filters at most: a third would leave groups so small that people could be recognized. "
    "Pilot and comparison count as one, so under two filters the chosen people are shown together."
)
NO_WAVE = "This page counts days since launch and has no survey waves."
LONGEST_LABEL = 28
UNDIVIDED = "Everyone"
"""The one category of a dimension that a survey does not know; it is no choice."""


def filter_bar(release: Release, view: View, *, has_waves: bool = True) -> None:
    """Draw the filter bar.

    Args:
        release: What it offers.
        view: What is chosen.
        has_waves: Whether the page shows a survey wave.
    """
    offered = {dimension.name: dimension for dimension in release.dimensions}
    with st.container(horizontal=True, gap="xsmall", key="filter-bar"):
        for name in FILTERS:
            if name in offered:
                _filter(release, offered[name], view)
        _waves(release, view, has_waves=has_waves)
    if len(view.where) >= MOST_FILTERS:
        st.caption(TWO_AT_MOST)


def clear_button(view: View) -> None:
    """Draw the button that removes all filters, where there are any."""
    if view.where or view.wave:
        st.button("Clear filters", key="filter-clear", type="tertiary", on_click=state.look_at, args=(View(),))


def copy_link(view: View) -> None:
    """Draw the button that shows the address of this view."""
    with st.popover("Copy link", key="copy-link", type="tertiary"):
        st.caption("This address opens the same page with the same filters.")
        st.code(state.address(st.context.url or "", view), language=None, wrap_lines=True)


def _filter(release: Release, dimension: Dimension, view: View) -> None:
    chosen = view.where.get(dimension.name, ())
    is_closed = not chosen and len(view.where) >= MOST_FILTERS
    label = f"{dimension.label}: {_short(chosen)}" if chosen else dimension.label
    with st.popover(label, type="primary" if chosen else "secondary", disabled=is_closed, key=f"open-{dimension.name}"):
        choices = release.choices(dimension.name)
        published = [choice.value for choice in choices if choice.is_published]
        hidden = [choice.label for choice in choices if not choice.is_published and choice.value != UNDIVIDED]
        key = f"filter-{dimension.name}"
        st.session_state[key] = list(chosen)
        options = [*published, *(name for name in chosen if name not in published)]
        st.pills(
            dimension.label, options, selection_mode="multi", key=key, on_change=_choose, args=(dimension.name, options)
        )
        if hidden:
            st.caption(f"Not published: {', '.join(hidden)}.")


def _waves(release: Release, view: View, *, has_waves: bool) -> None:
    names = [wave.name for wave in release.facts.waves]
    if not names:
        return
    chosen = view.wave or names[-1]
    key = "filter-wave"
    label = f"Survey: {chosen}" if has_waves else "Survey"
    help_text = None if has_waves else NO_WAVE
    with st.popover(label, disabled=not has_waves, help=help_text, key="open-wave"):
        st.session_state[key] = chosen
        options = names if chosen in names else [*names, chosen]
        st.pills("Survey wave", options, required=True, key=key, on_change=_choose_wave, args=(names[-1],))


def _choose(dimension: str, order: Sequence[str]) -> None:
    chosen = sorted(st.session_state[f"filter-{dimension}"], key=order.index)
    state.look_at(state.looked_at().choosing(dimension, chosen))


def _choose_wave(newest: str) -> None:
    chosen: str = st.session_state["filter-wave"]
    state.look_at(replace(state.looked_at(), wave=None if chosen == newest else chosen))


def _short(chosen: Sequence[str]) -> str:
    text = ", ".join(chosen)
    return text if len(text) <= LONGEST_LABEL else f"{len(chosen)} chosen"
