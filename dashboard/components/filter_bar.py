"""The filter bar: offers what the release publishes, two dimensions at most, and says in one sentence what is shown.

All of it is one element of markup. A choice is a link to the address with it, so that there is nothing else that could
say what is looked at.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from analytics.catalog import DIMENSIONS
from analytics.numerals import FORM
from analytics.release.read import Withheld
from dashboard import state
from dashboard.components.sheet import menu
from dashboard.filters import days_counted
from dashboard.links import address, choice, link
from dashboard.state import FILTERS, MOST_FILTERS, View

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from analytics.catalog import Dimension
    from dashboard.filters import Looking

TWO_AT_MOST = (
    "Two filters at most: a third would leave groups so small that people could be recognized. "
    "Pilot and comparison count as one, so under two filters the chosen people are shown together."
)
NO_OTHER_PERIOD = (
    "No other days can be chosen: figures of two periods that differ by little would give away the few people between."
)
LONGEST_LABEL = 28


def filter_bar(looking: Looking) -> str:
    """The filter bar with its sentence, as markup.

    What a leader's unit is made of cannot be chosen, and counts as one of the filters.

    Args:
        looking: What the filters choose from.
    """
    page, chosen = state.page(), state.chosen_here()
    asked = ("filter bar", page, tuple(chosen.items()), looking.has_waves, FORM.get())
    return looking.once(asked, lambda: _filter_bar(looking, partial(address, page, chosen=chosen)))


def _filter_bar(looking: Looking, to: Callable[[View], str]) -> str:
    view, scope = looking.view, looking.release.scope
    offered = {dimension.name: dimension for dimension in looking.release.dimensions}
    shown = [offered[name] for name in FILTERS if name in offered and name not in scope and _divides(looking, name)]
    locked = [_locked(dimension, unit) for dimension, unit in scope.items()]
    bar = "".join((*locked, *(_filter(looking, dimension, to) for dimension in shown), _period(looking, to)))
    is_full = len(view.where) + len(scope) >= MOST_FILTERS
    clear = link("Clear filters", to(View()), kind="tw-clear") if _is_narrowed(view) else ""
    return (
        f'<div class="tw-filters" role="group" aria-label="Filters">{bar}</div>'
        f"{_note(TWO_AT_MOST) if is_full else ''}"
        f'<div class="tw-shown"><p class="tw-sentence">{escape(looking.sentence())}</p>{clear}</div>'
    )


def closed_html(label: str, names: Sequence[str]) -> str:
    """Choices that nobody can choose, with the one sentence that says why, as markup.

    Args:
        label: What they are categories of.
        names: The categories.
    """
    buttons = "".join(f'<button type="button" disabled>{escape(name)}</button>' for name in names)
    title = escape(f"{label}: not published")
    group = f'<div class="tw-closed" role="group" aria-label="{title}">{buttons}</div>'
    return group + _note(Withheld().reason)


def _divides(looking: Looking, dimension: str) -> bool:
    """Whether there is anything to choose: two categories or more, or one that the address has chosen."""
    return len(looking.named(dimension)) > 1 or dimension in looking.view.where


def _is_narrowed(view: View) -> bool:
    return bool(view.where or view.wave or view.unknown)


def _locked(dimension: str, unit: Sequence[str]) -> str:
    label = escape(f"{DIMENSIONS[dimension].label}: {_short(unit)}")
    return f'<button type="button" class="tw-button" disabled data-key="locked-{dimension}">{label}</button>'


def _filter(looking: Looking, dimension: Dimension, to: Callable[[View], str]) -> str:
    view, name = looking.view, dimension.name
    chosen = view.where.get(name, ())
    named, published = looking.named(name), looking.published(name)
    options = [*published, *(one for one in chosen if one not in published)]
    closed = [one for one in named if one not in options]
    body = _group(dimension.label, [_category(view, name, one, options, to) for one in options])
    return menu(
        f"filter-{name}",
        f"{dimension.label}: {_short(chosen)}" if chosen else dimension.label,
        body + (closed_html(dimension.label, closed) if closed else ""),
        is_chosen=bool(chosen),
        is_closed=not chosen and len(view.where) + len(looking.release.scope) >= MOST_FILTERS,
    )


def _category(view: View, dimension: str, category: str, order: Sequence[str], to: Callable[[View], str]) -> str:
    """A category to choose, or not to choose any more."""
    chosen = view.where.get(dimension, ())
    switched = {*chosen} ^ {category}
    there = to(view.choosing(dimension, [one for one in order if one in switched]))
    return choice(category, there, key=f"filter-{dimension}-{category}", is_chosen=category in chosen)


def _period(looking: Looking, to: Callable[[View], str]) -> str:
    view, names = looking.view, [wave.name for wave in looking.release.facts.waves]
    days = days_counted(looking.release)
    if looking.has_waves and names:
        chosen = view.wave or names[-1]
        options = names if chosen in names else [*names, chosen]
        body = _group("Survey wave", [_wave(view, one, names[-1], to) for one in options])
        if days:
            body += _note(f"What counts days instead of surveys counts {days}. {NO_OTHER_PERIOD}")
        return menu("filter-wave", f"Period: {_cut(chosen)}", body, is_chosen=bool(view.wave))
    if days:
        return menu("filter-wave", "Period: since launch", _note(f"This page counts days, {days}. {NO_OTHER_PERIOD}"))
    return ""


def _wave(view: View, wave: str, newest: str, to: Callable[[View], str]) -> str:
    there = to(replace(view, wave=None if wave == newest else wave))
    return choice(wave, there, key=f"filter-wave-{wave}", is_chosen=wave == (view.wave or newest))


def _group(label: str, choices: Sequence[str]) -> str:
    return f'<div class="tw-choices" role="group" aria-label="{escape(label)}">{"".join(choices)}</div>'


def _note(text: str) -> str:
    return f'<p class="tw-note">{escape(text)}</p>'


def _short(chosen: Sequence[str]) -> str:
    text = ", ".join(chosen)
    return text if len(text) <= LONGEST_LABEL else f"{len(chosen)} chosen" if len(chosen) > 1 else _cut(text)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1]}…"
