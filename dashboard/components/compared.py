"""Two views of a release side by side, or one view of two releases."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from analytics.catalog import measure
from analytics.errors import NotPublishedError
from analytics.narrative import multiplicity_sentence
from dashboard import state
from dashboard.access import access, viewer
from dashboard.components.cards import draw_cards, plain_card
from dashboard.components.charts import card, chart, row
from dashboard.components.downloads import draw_table
from dashboard.components.notices import not_answered, notice
from dashboard.components.partial import holds
from dashboard.components.saved_views import label
from dashboard.components.tables import Table, missing_note, sides_table, waves_table
from dashboard.earlier import earlier, opened
from dashboard.figures.series import Series, released, shown
from dashboard.figures.trend import trend
from dashboard.filters import Looking
from dashboard.saved_views import SavedViews, saved_views_folder
from dashboard.state import View
from dashboard.theme import count, day, interval, number, short_unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.release.read import Estimate, Finding, Release, Wave
    from dashboard.components.frame import Frame

PAGE = "views-compared"
VIEWS, RELEASES = "views", "releases"
MODES = {VIEWS: "Two views", RELEASES: "Two releases"}
NOW, EVERYONE = "now", "everyone"
HEADLINE = ("retention", "engagement", "satisfaction", "enps", "skills_gained", "match_quality", "cadence")
DIFFERENT = ("retention", "engagement", "satisfaction", "enps", "skills_gained", "match_quality")
"""Measures whose difference between two groups is a function of published cells."""
TRENDS = ("engagement", "satisfaction")
TWO_WAVES = "The two views look at different surveys, which mostly the same people answered; see the trend below."
THE_SAME = "Choose a filter above, a saved view, or a survey: then both stand side by side, with their difference."
NO_EARLIER = (
    "This is the only release that can be seen here. As soon as another one is published, both can be compared."
)
MOSTLY_THE_SAME = (
    "Both releases count mostly the same people, so no interval of a change is given: "
    "look at whether the two intervals have moved apart."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two that are compared.

    Args:
        name: What it is, in words.
        release: Its release.
        view: What it looks at.
    """

    name: str
    release: Release
    view: View

    def sentence(self) -> str:
        """Whom and when it is about."""
        return Looking(release=self.release, view=self.view).sentence()

    def estimate(self, name: str) -> Finding[Estimate]:
        """One of its headline figures."""
        return self.release.estimate(name, self.view.where, self.view.wave)


def compared(frame: Frame) -> None:
    """Draw the choice of what is compared, and both sides.

    Args:
        frame: What the page draws from.
    """
    chosen = state.choices(PAGE)
    mode = chosen.get("mode", VIEWS)
    mode = mode if mode in MODES else VIEWS
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="row-compared"):
        _choose("mode", "Compare", MODES, mode)
        sides = _two_releases(frame, chosen) if mode == RELEASES else _two_views(frame, chosen)
    if sides is None:
        return
    if mode == VIEWS and sides[0].view == sides[1].view:
        notice("Both views are the same", THE_SAME)
        return
    _figures(sides)
    if mode == VIEWS:
        _differences(sides)
    else:
        _fates(sides)
    with row():
        for name in TRENDS:
            if holds(sides[0].release, name):
                _trend(frame, sides, name)


def _two_views(frame: Frame, chosen: Mapping[str, str]) -> tuple[Side, Side] | None:
    saved = {one.id: one for one in SavedViews(saved_views_folder(), viewer()).all()}
    names = {NOW: "What is chosen above", EVERYONE: frame.release.everyone} | {
        key: label(one) for key, one in saved.items()
    }
    views = {NOW: View(where=frame.where, wave=frame.wave), EVERYONE: View()} | {
        key: one.view for key, one in saved.items()
    }
    keys = chosen.get("first", NOW), chosen.get("second", EVERYONE)
    for place, key, title in zip(("first", "second"), keys, ("First view", "Second view"), strict=True):
        _choose(place, title, names, key if key in names else None)
    if any(key not in names for key in keys):
        not_answered(frame.release)
        return None
    first, second = (Side(name=names[key], release=frame.release, view=views[key]) for key in keys)
    return first, second


def _two_releases(frame: Frame, chosen: Mapping[str, str]) -> tuple[Side, Side] | None:
    release, view = frame.release, View(where=frame.where, wave=frame.wave)
    names = {name: f"{day(on)} ({name})" for name, on in earlier(access(), release).items()}
    if not names:
        notice("Nothing to compare with", NO_EARLIER)
        return None
    key = chosen.get("earlier", next(iter(names)))
    _choose("earlier", "Earlier release", names, key if key in names else None)
    try:
        before = opened(access(), key, viewer())
    except NotPublishedError:
        not_answered(release)
        return None
    return _dated(release, view), _dated(before, view)


def _dated(release: Release, view: View) -> Side:
    facts = release.facts
    what = "Draft" if facts.is_draft else "Release"
    name = f"{what} {facts.id} of {day(facts.created_at)}, data version {count(facts.data_version)}"
    return Side(name=name, release=release, view=view)


def _choose(place: str, title: str, names: Mapping[str, str], chosen: str | None) -> None:
    key = f"compared-{place}"
    st.session_state[key] = chosen
    st.selectbox(
        title,
        list(names),
        format_func=lambda one: names.get(one, ""),
        key=key,
        index=None if chosen is None else 0,
        on_change=_chosen,
        args=(place,),
        width=280,
    )


def _chosen(place: str) -> None:
    state.choose(PAGE, place, st.session_state[f"compared-{place}"])


def _measures(sides: tuple[Side, Side]) -> list[str]:
    return [name for name in HEADLINE if any(holds(side.release, name) for side in sides)]


def _figures(sides: tuple[Side, Side]) -> None:
    """Draw the same figures of both sides, each under its sentence."""
    with row():
        for place, side in zip(("first", "second"), sides, strict=True):
            with st.container(border=True, key=f"card-side-{place}", height="stretch", gap="small"):
                st.html(
                    f'<h2 class="tw-title">{escape(side.name)}</h2><p class="tw-caption">{escape(side.sentence())}</p>'
                )
                if not Looking(release=side.release, view=side.view).is_answered():
                    not_answered(side.release)
                draw_cards(
                    [plain_card(f"{place}-{name}", side.estimate(name), "") for name in _measures(sides)], most=2
                )


def _differences(sides: tuple[Side, Side]) -> None:
    """Draw the first view minus the second, where nobody can be in both."""
    first, second = sides
    with card("difference", "First view minus second view", f"{first.sentence()} Minus: {second.sentence()}"):
        if first.view.wave != second.view.wave:
            notice("No difference here", TWO_WAVES)
            return
        names = [name for name in DIFFERENT if holds(first.release, name)]
        where = first.view.where, second.view.where
        found = [first.release.between(name, where, first.view.wave, family=len(names)) for name in names]
        if not released(found):
            notice("No difference here", missing_note(found), kind="withheld")
            return
        labels = [measure(name).label for name in names]
        table = sides_table(found, caption="Both views", rows="Measure", labels=labels, sides=("First", "Second"))
        draw_table(table, found, key="difference")
        if corrected := multiplicity_sentence(found):
            st.html(f'<p class="tw-note">{escape(corrected)}</p>')


def _fates(sides: tuple[Side, Side]) -> None:
    """Draw which of the figures are other ones now."""
    now, before = sides
    names = _measures(sides)
    findings = [(now.estimate(name), before.estimate(name)) for name in names]
    table = Table(
        caption="The same figures in both releases",
        header=("Measure", "Now (95 % interval)", "n", "Then (95 % interval)", "n", "What became of it"),
        rows=tuple(
            (measure(name).label, *_cells(new), *_cells(old), fate(new, old))
            for name, (new, old) in zip(names, findings, strict=True)
        ),
        words=(5,),
    )
    with card("fates", "What has changed between the two releases", MOSTLY_THE_SAME):
        draw_table(table, [one for both in findings for one in both], key="fates")


def fate(new: Finding[Estimate], old: Finding[Estimate]) -> str:
    """What became of a figure between two releases, in words."""
    now, then = shown(new), shown(old)
    if now is None or then is None:
        return "new" if now else "not published any more" if then else "in neither"
    return "the same" if (now.value, now.interval, now.n) == (then.value, then.interval, then.n) else "changed"


def _cells(finding: Finding[Estimate]) -> tuple[str, str]:
    value = shown(finding)
    if value is None:
        return "Not published", ""
    shown_as = f"{number(value.value, value.unit)} {short_unit(value.unit)}"
    return f"{shown_as} ({interval(value.interval, value.unit)})", count(value.n)


def _trend(frame: Frame, sides: tuple[Side, Side], name: str) -> None:
    catalog = measure(name)
    colors = frame.palette.pilot, frame.palette.comparison
    series = [
        Series(label=place, color=color, findings=side.release.trend(name, side.view.where, label=place))
        for side, place, color in zip(sides, ("First", "Second"), colors, strict=True)
    ]
    waves = _waves(sides, name)
    chart(
        f"trend-{name}",
        f"{catalog.label} over the surveys",
        f"First: {sides[0].name}. Second: {sides[1].name}. With 95 % intervals.",
        figure=trend(series, waves, frame.palette, possible=(catalog.low, catalog.high)),
        table=waves_table([_filled(one, side, name, waves) for one, side in zip(series, sides, strict=True)], waves,
                          caption=f"{catalog.label} by survey and view"),
        findings=[finding for one in series for finding in one.findings],
    ).draw()  # fmt: skip


def _filled(one: Series, side: Side, name: str, waves: Sequence[Wave]) -> Series:
    """A series with a finding for every wave of either side."""
    findings = tuple(side.release.estimate(name, side.view.where, wave.name, label=one.label) for wave in waves)
    return Series(label=one.label, color=one.color, findings=findings)


def _waves(sides: tuple[Side, Side], name: str) -> list[Wave]:
    found = {wave.name: wave for side in sides for wave in side.release.waves_of(name)}
    return sorted(found.values(), key=lambda wave: (wave.on, wave.name))
