"""The filter bar: offers what the release publishes, two dimensions at most, and says in one sentence what is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from analytics.catalog import DIMENSIONS
from analytics.release.dates import older_figures
from analytics.release.read import Withheld
from dashboard import state
from dashboard.state import FILTERS, MOST_FILTERS, View
from dashboard.theme import day

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from analytics.catalog import Dimension
    from analytics.release.read import Release

Made = TypeVar("Made")

TWO_AT_MOST = (
    "Two filters at most: a third would leave groups so small that people could be recognized. "
    "Pilot and comparison count as one, so under two filters the chosen people are shown together."
)
NO_OTHER_PERIOD = (
    "No other days can be chosen: figures of two periods that differ by little would give away the few people between."
)
LONGEST_LABEL = 28
UNDIVIDED = "Everyone"
"""The one category of a dimension that a survey does not know; it is no choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """What the filters of a page choose from.

    Args:
        release: The release.
        view: What is chosen.
        measures: The measures that the page is about; where none of them is published for a group, it is not offered.
        has_waves: Whether the page shows a survey wave.
    """

    release: Release
    view: View
    measures: Sequence[str] = ()
    has_waves: bool = True

    def named(self, dimension: str) -> list[str]:
        """The categories of a dimension among the people whom the page is about, in display order."""
        return list(self._once(f"named {dimension}", lambda: self._named(dimension)))

    def published(self, dimension: str) -> list[str]:
        """Those of them that the page has a figure for, beside what the other filters choose."""
        named = self.named(dimension)
        return list(self._once(f"published {dimension}", lambda: [one for one in named if self.offers(dimension, one)]))

    def offers(self, dimension: str, category: str) -> bool:
        """Whether the page has a figure for a category, beside what the other filters choose."""
        others = {name: chosen for name, chosen in self.view.where.items() if name != dimension}
        return self.release.publishes(self._known(), {**others, dimension: (category,)}, self.view.wave)

    def is_answered(self) -> bool:
        """Whether everything that was asked for is published."""
        return self._once("answered", self._is_answered)

    def _is_answered(self) -> bool:
        waves = {wave.name for wave in self.release.facts.waves}
        return (
            not self.view.unknown
            and (self.view.wave is None or self.view.wave in waves)
            and len(self.view.where) <= MOST_FILTERS
            and (not self.view.where or self.release.publishes(self._known(), self.view.where, self.view.wave))
        )

    def sentence(self) -> str:
        """Whom and when the page is about, as one English sentence."""
        waves = self.release.facts.waves
        wave = self.view.wave or (waves[-1].name if waves else "")
        when = (f"survey of {wave}" if wave else "") if self.has_waves else _days(self.release)
        return self.release.sentence(self.view.where, f"{when}{self._as_of(wave)}")

    def _as_of(self, wave: str) -> str:
        """Of when figures of the page are that an earlier release showed; empty where all are of this one."""
        facts, where = self.release.facts, self.view.where
        found = [older_figures(facts, name, where, wave) for name in self.measures or ("engagement",)]
        days = sorted({at for one in found for at in one.values()})
        if not days:
            return ""
        return f", {'figures' if all(found) else 'some figures'} as of {' and '.join(dict.fromkeys(map(day, days)))}"

    def _known(self) -> tuple[str, ...]:
        """The measures of the page that this release has; any of the main ones where it has none of them."""
        publishes, wave = self.release.publishes, self.view.wave
        found = self._once("known", lambda: tuple(name for name in self.measures if publishes((name,), {}, wave)))
        return found or ("engagement", "satisfaction", "enps", "retention", "participation", "cadence")

    def _named(self, dimension: str) -> list[str]:
        release, wave = self.release, self.view.wave
        known = {one for name in self._known() for one in release.categories(name, dimension, wave)}
        return [one.value for one in release.choices(dimension) if one.value in known and one.value != UNDIVIDED]

    def _once(self, question: str, make: Callable[[], Made]) -> Made:
        """What the release says about this view, made for the first of all who look at it."""
        chosen = tuple((name, tuple(values)) for name, values in self.view.where.items())
        asked = (question, tuple(self.measures), chosen, self.view.wave, self.view.unknown)
        return self.release.memory.recall(asked, make)


def filter_bar(looking: Looking) -> None:
    """Draw the filter bar. What a leader's unit is made of cannot be chosen, and counts as one of the filters."""
    scope = looking.release.scope
    offered = {dimension.name: dimension for dimension in looking.release.dimensions}
    with st.container(horizontal=True, gap="xsmall", key="filter-bar"):
        for dimension, unit in scope.items():
            st.button(f"{DIMENSIONS[dimension].label}: {_short(unit)}", disabled=True, key=f"locked-{dimension}")
        for name in FILTERS:
            if name in offered and name not in scope and _divides(looking, name):
                _filter(looking, offered[name])
        _period(looking)
    if len(looking.view.where) + len(scope) >= MOST_FILTERS:
        st.caption(TWO_AT_MOST)


def clear_button(view: View) -> None:
    """Draw the button that removes all filters, where there are any."""
    if view.where or view.wave or view.unknown:
        st.button("Clear filters", key="filter-clear", type="tertiary", on_click=state.look_at, args=(View(),))


def copy_link(view: View) -> None:
    """Draw the button that shows the address of this view."""
    with st.popover("Copy link", key="copy-link", type="tertiary"):
        st.caption("This address opens the same page with the same filters.")
        chosen = state.choices(state.page()) if state.page() in state.CHOICES else {}
        st.code(state.address(st.context.url or "", view, chosen), language=None, wrap_lines=True)


def _divides(looking: Looking, dimension: str) -> bool:
    """Whether there is anything to choose: two categories or more, or one that the address has chosen."""
    return len(looking.named(dimension)) > 1 or dimension in looking.view.where


def _filter(looking: Looking, dimension: Dimension) -> None:
    view = looking.view
    chosen = view.where.get(dimension.name, ())
    is_closed = not chosen and len(view.where) + len(looking.release.scope) >= MOST_FILTERS
    label = f"{dimension.label}: {_short(chosen)}" if chosen else dimension.label
    with st.popover(label, type="primary" if chosen else "secondary", disabled=is_closed, key=f"open-{dimension.name}"):
        named = looking.named(dimension.name)
        published = looking.published(dimension.name)
        key = f"filter-{dimension.name}"
        st.session_state[key] = list(chosen)
        options = [*published, *(name for name in chosen if name not in published)]
        st.pills(
            dimension.label, options, selection_mode="multi", key=key, on_change=_choose, args=(dimension.name, options)
        )
        if closed := [name for name in named if name not in options]:
            st.html(closed_html(dimension.label, closed))


def closed_html(label: str, names: Sequence[str]) -> str:
    """Choices that nobody can choose, with the one sentence that says why, as markup.

    Args:
        label: What they are categories of.
        names: The categories.
    """
    buttons = "".join(f'<button type="button" disabled>{escape(name)}</button>' for name in names)
    title = escape(f"{label}: not published")
    return (
        f'<div class="tw-closed" role="group" aria-label="{title}">{buttons}</div>'
        f'<p class="tw-note">{escape(Withheld().reason)}</p>'
    )


def _period(looking: Looking) -> None:
    release, view = looking.release, looking.view
    names = [wave.name for wave in release.facts.waves]
    days = _days(release)
    if looking.has_waves and names:
        chosen = view.wave or names[-1]
        with st.popover(f"Period: {_cut(chosen)}", type="primary" if view.wave else "secondary", key="open-wave"):
            key = "filter-wave"
            st.session_state[key] = chosen
            options = names if chosen in names else [*names, chosen]
            st.pills("Survey wave", options, required=True, key=key, on_change=_choose_wave, args=(names[-1],))
            if days:
                st.caption(f"What counts days instead of surveys counts {days}. {NO_OTHER_PERIOD}")
    elif days:
        with st.popover("Period: since launch", key="open-wave"):
            st.caption(f"This page counts days, {days}. {NO_OTHER_PERIOD}")


def _days(release: Release) -> str:
    """From when to when a release counts days; empty where it counts none."""
    facts = release.facts
    if facts.launched_on is None:
        return ""
    return f"from {day(facts.launched_on)}" + (f" to {day(facts.observed_to)}" if facts.observed_to else "")


def _choose(dimension: str, order: Sequence[str]) -> None:
    chosen = sorted(st.session_state[f"filter-{dimension}"], key=order.index)
    state.look_at(state.looked_at().choosing(dimension, chosen))


def _choose_wave(newest: str) -> None:
    chosen: str = st.session_state["filter-wave"]
    state.look_at(replace(state.looked_at(), wave=None if chosen == newest else chosen))


def _short(chosen: Sequence[str]) -> str:
    text = ", ".join(chosen)
    return text if len(text) <= LONGEST_LABEL else f"{len(chosen)} chosen" if len(chosen) > 1 else _cut(text)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1]}…"
