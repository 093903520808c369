"""What is being looked at: filters in the address and in the session, and the only cache."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import streamlit as st

from analytics.errors import NotPublishedError
from analytics.release.files import shown_folders
from analytics.release.read import Release
from analytics.release.scope import within
from analytics.roles import Action
from dashboard.access import viewer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from analytics.release.read import Where
    from analytics.roles import Viewer
    from dashboard.access import Access

FILTERS = ("program", "cohort", "role", "generation", "gender", "ethnicity", "business_unit", "level", "location")
WAVE = "wave"
MOST_FILTERS = 2
LONGEST = 80
MOST_VALUES = 24
CHOICES: Mapping[str, tuple[str, ...]] = {
    "planner": (
        *("pairs", "comparison", "months", "retention", "deviation", "response", "team_size", "correlation"),
        *("find_retention", "find_score", "title", "for_cohort", "side", "decides", "margin"),
    ),
    "views-compared": ("mode", "first", "second", "earlier"),
    "pilot-comparison": ("design", "outcome", "person_cost", "program_cost"),
}
"""What some pages have in their address beside the filters, by the page's address."""

_OWN = frozenset({"embed", "embed_options"})
_CHOICES = "chosen_on_pages"
_SESSION = "looking_at"
_RELEASE_FILE = "release.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What an address asks for.

    Args:
        where: Chosen categories by dimension, in the order of the filter bar. They need not be published.
        wave: Chosen survey wave, or None for the newest one.
        unknown: Names in the address that are no filter.
    """

    where: Where = field(default_factory=dict)
    wave: str | None = None
    unknown: tuple[str, ...] = ()

    def choosing(self, dimension: str, chosen: Sequence[str]) -> View:
        """This view with other categories of one dimension."""
        where = {name: self.where.get(name, ()) for name in FILTERS} | {dimension: tuple(chosen)}
        return replace(self, where={name: values for name, values in where.items() if values}, unknown=())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    page: str
    parameters: Mapping[str, Sequence[str]]
    view: View


def parse(parameters: Mapping[str, Sequence[str]], choices: Mapping[str, Sequence[str]]) -> View:
    """The view that an address asks for. Nothing in an address can fail.

    Args:
        parameters: Values by name, as they stand after the question mark; several values may be joined by commas.
        choices: Known categories by dimension. Others are kept, so that the page can refuse them.

    >>> parse({"generation": ["Gen Z,Gen X"]}, {"generation": ["Gen X", "Gen Z"]}).where
    {'generation': ('Gen X', 'Gen Z')}
    """
    where = {name: _categories(parameters[name], choices.get(name, ())) for name in FILTERS if name in parameters}
    wave = next((value.strip()[:LONGEST] for value in parameters.get(WAVE, ()) if value.strip()), None)
    unknown = [name[:LONGEST] for name in parameters if name not in {*FILTERS, WAVE, *_OWN}]
    return View(where={name: values for name, values in where.items() if values}, wave=wave, unknown=tuple(unknown))


def parameters(view: View) -> dict[str, list[str]]:
    """A view as the parameters of an address, one value each.

    >>> parameters(View(where={"gender": ("Man", "Woman")}, wave="2025-06"))
    {'gender': ['Man', 'Woman'], 'wave': ['2025-06']}
    """
    chosen = {name: list(values) for name, values in view.where.items()}
    return chosen | ({WAVE: [view.wave]} if view.wave else {})


def address(base: str, view: View, chosen: Mapping[str, str] | None = None) -> str:
    """The address that shows a page with this view, and with what else was chosen on the page.

    >>> address("http://127.0.0.1:8501/retention", View(where={"generation": ("Gen Z",)}))
    'http://127.0.0.1:8501/retention?generation=Gen+Z'
    """
    query = urlencode(parameters(view) | dict(chosen or {}), doseq=True)
    return f"{base.split('?', maxsplit=1)[0]}{'?' if query else ''}{query}"


def newest(access: Access, who: Viewer | None = None) -> Release | None:
    """The newest release that may be seen here, or None before the first one.

    Drafts are for those who may see them, on a machine that has the store. The leader of a unit gets the unit.

    Args:
        access: What this process may open.
        who: Who looks; whoever looks in this run by default.

    Raises:
        NotAllowedError: They may not see a release.
        NotPublishedError: The newest release was changed after it was made.
    """
    who = viewer() if who is None else who
    who.require(Action.SEE_RELEASE)
    has_drafts = access.may_import and who.may(Action.SEE_DRAFT)
    folders = tuple(
        (folder.name, (folder / _RELEASE_FILE).stat().st_mtime_ns)
        for folder in sorted(shown_folders(access.published, include_drafts=has_drafts))
    )
    found = _loaded(access.published, folders, include_drafts=has_drafts) if folders else None
    return found and _within(found, tuple((name, tuple(chosen)) for name, chosen in who.scope.items()))


def follow(release: Release | None, page: str) -> View:
    """The view of this run: from the address where it says something new, else what was looked at before.

    Args:
        release: What is looked at, or None before the first one.
        page: Name of the page. Going to another page keeps the view and puts it into the new page's address.
    """
    own = CHOICES.get(page, ())
    asked = {name: st.query_params.get_all(name) for name in st.query_params if name not in own}
    seen: _Seen | None = st.session_state.get(_SESSION)
    is_new = seen is None or (asked != seen.parameters if seen.page == page else bool(asked))
    if is_new or seen is None:
        choices = {name: [choice.value for choice in release.choices(name)] for name in FILTERS} if release else {}
        view = parse(asked, choices)
    else:
        view = seen.view
        asked = parameters(view)
        _write(asked, own)
    st.session_state[_SESSION] = _Seen(page=page, parameters=asked, view=view)
    return view


def look_at(view: View) -> None:
    """Make a view the one that this session looks at, in the address too."""
    asked = parameters(view)
    seen: _Seen = st.session_state[_SESSION]
    st.session_state[_SESSION] = _Seen(page=seen.page, parameters=asked, view=view)
    _write(asked, CHOICES.get(seen.page, ()))


def looked_at() -> View:
    """What this session looks at."""
    seen: _Seen | None = st.session_state.get(_SESSION)
    return seen.view if seen else View()


def page() -> str:
    """Address of the page that this session looks at."""
    seen: _Seen | None = st.session_state.get(_SESSION)
    return seen.page if seen else ""


def choices(page: str) -> dict[str, str]:
    """What was chosen on a page beside the filters: what its address says, else what this session chose there before.

    Args:
        page: Address of the page, one of `CHOICES`.
    """
    kept: dict[str, dict[str, str]] = st.session_state.setdefault(_CHOICES, {})
    asked = {name: st.query_params[name][:LONGEST] for name in CHOICES[page] if name in st.query_params}
    if not asked:
        for name, value in kept.get(page, {}).items():
            st.query_params[name] = value
    kept[page] = asked or kept.get(page, {})
    return dict(kept[page])


def chosen_here() -> dict[str, str]:
    """What was chosen on the page that this session looks at, beside the filters."""
    here = page()
    return choices(here) if here in CHOICES else {}


def choose(page: str, name: str, value: str | None) -> None:
    """Choose something on a page, in its address too.

    Args:
        page: Address of the page, one of `CHOICES`.
        name: What is chosen.
        value: The choice, or None for what the page chooses by itself.
    """
    kept: dict[str, dict[str, str]] = st.session_state.setdefault(_CHOICES, {})
    others = {known: chosen for known, chosen in kept.get(page, {}).items() if known != name}
    kept[page] = others if value is None else {**others, name: value}
    if value is not None:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def _write(asked: Mapping[str, Sequence[str]], own: Sequence[str]) -> None:
    """Put the filters into the address; what the page itself has there stays."""
    present = {name: st.query_params.get_all(name) for name in st.query_params}
    wanted: Any = {**asked, **{name: values for name, values in present.items() if name in own}}
    if present != wanted:
        st.query_params.from_dict(wanted)


def _categories(values: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    parts = [part for value in values for part in ([value] if value in known else map(str.strip, value.split(",")))]
    found = list(dict.fromkeys(part if part in known else part[:LONGEST] for part in parts if part))[:MOST_VALUES]
    return tuple(sorted(found, key=lambda name: (known.index(name) if name in known else len(known), name)))


@lru_cache(maxsize=16)
def _within(release: Release, scope: tuple[tuple[str, tuple[str, ...]], ...]) -> Release:
    """The part of a release that is inside a scope."""
    return within(release, dict(scope))


@lru_cache(maxsize=4)
def _loaded(published: Path, folders: tuple[tuple[str, int], ...], *, include_drafts: bool) -> Release | None:
    """The newest of these releases; `folders` is what the answer depends on."""
    try:
        return Release.latest(published, include_drafts=include_drafts)
    except NotPublishedError:
        if folders:
            raise
        return None
