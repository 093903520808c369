"""Charts about one survey score, for the pages that show scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.catalog import COMPARISON, JUNIOR, PILOT, SENIOR, dimension, measure
from analytics.narrative import (
    breakdown_title,
    difference_title,
    multiplicity_sentence,
    opposite_signs_sentence,
    trend_title,
)
from analytics.release.read import Withheld
from dashboard.components.charts import chart, chosen, written_card
from dashboard.components.downloads import foot, save_links, table_file, table_html
from dashboard.components.groups import (
    CHOSEN,
    EVERYONE,
    WORDS,
    both,
    by_category,
    colors_say,
    scheme_note,
    sides,
    together_note,
)
from dashboard.components.heat import HeatRow, heat_html, heat_table, heat_title
from dashboard.components.kept import kept
from dashboard.components.notices import missing_html
from dashboard.components.partial import has_pilot
from dashboard.components.provenance import explanation
from dashboard.components.tables import bands_table, differences_table, estimates_table, sides_table, waves_table
from dashboard.figures.bands import bands
from dashboard.figures.differences import differences
from dashboard.figures.dots import dots
from dashboard.figures.series import Series, released, shown
from dashboard.figures.trend import trend
from dashboard.theme import coarse, number, signed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.catalog import Measure
    from analytics.release.read import Bands, Difference, Estimate, Finding, Wave
    from dashboard.components.charts import Card
    from dashboard.components.frame import Frame

ABOUT = {PILOT: "{} in the pilot", CHOSEN: "{} of the chosen people", EVERYONE: "{}"}
HEAT_DIMENSIONS = ("generation", "gender", "ethnicity", "business_unit", "level", "location")


@kept
def trend_chart(frame: Frame, name: str) -> Iterator[Card]:
    """Draw a score over the waves, pilot and comparison."""
    release, catalog = frame.release, measure(name)
    series = both(
        frame.where, frame.palette, lambda side, arm: release.trend(name, side, label=arm), everyone=release.everyone
    )
    waves = release.waves_of(name)
    yield chart(
        f"trend-{name}",
        trend_title(ABOUT.get(series[0].label, "{}").format(catalog.label), series[0].findings),
        f"Mean by survey wave, {_range(name)}, with 95 % intervals.",
        figure=trend(
            series,
            waves,
            frame.palette,
            possible=(catalog.low, catalog.high),
            launched_on=release.facts.launched_on or "",
        ),
        table=waves_table(series, waves, caption=f"{catalog.label} by survey wave and group"),
        findings=[finding for one in series for finding in one.findings],
    )


@kept
def generation_chart(frame: Frame, name: str) -> Iterator[Card]:
    """Draw a score by generation, pilot and comparison side by side."""
    catalog = measure(name)
    series = both(
        frame.where,
        frame.palette,
        lambda side, _: frame.release.breakdown(name, "generation", side, frame.wave),
        everyone=frame.release.everyone,
    )
    findings, labels = by_category(series)
    yield chart(
        f"generation-{name}",
        breakdown_title(
            ABOUT.get(series[0].label, "{}").format(catalog.label), series[0].findings, between="generations"
        ),
        f"Mean by generation, {_range(name)}, with 95 % intervals. {colors_say(series)}",
        figure=dots(series, frame.palette, possible=(catalog.low, catalog.high)),
        table=estimates_table(
            findings, caption=f"{catalog.label} by generation and group", rows="Generation", labels=labels
        ),
        findings=findings,
        note=together_note(findings, {one.value for one in frame.release.choices("generation")}),
    )


@kept
def difference_chart(frame: Frame, name: str, by: str = "generation") -> Iterator[Card]:
    """Draw pilot minus comparison for everyone and for each category, by Welch's t."""
    if not has_pilot(frame.release):
        return
    catalog, release = measure(name), frame.release
    whole, parts = release.compare_parts(name, by, frame.where, frame.wave)
    found = (whole, *parts)
    yield chart(
        f"difference-{name}",
        difference_title(whole),
        f"Pilot minus comparison by {dimension(by).label.lower()}; {catalog.method.split(';')[-1].strip()}. "
        f"{multiplicity_sentence(parts, whole)}",
        figure=differences(found, frame.palette),
        table=differences_table(
            found, caption=f"{catalog.label}, pilot minus comparison", rows=dimension(by).label, is_full=True
        ),
        findings=found,
        note=" ".join(
            one
            for one in (opposite_signs_sentence(parts), scheme_note(release, name) if by == "generation" else "")
            if one
        ),
    )


@kept
def spread_chart(frame: Frame, name: str) -> Iterator[Card]:
    """Draw how the scores spread over three bands, beside their means."""
    catalog = measure(name)
    generations = frame.release.categories(name, "generation", frame.wave)
    groups = [*sides(frame.where), *((one, {**frame.where, "generation": (one,)}) for one in generations)]
    found = [frame.release.spread(name, side, frame.wave, label=label) for label, side in groups]
    yield chart(
        f"spread-{name}",
        spread_title(catalog.label, found),
        "Share of people scoring below 50, 50 to below 75, and 75 or more, to the nearest 5 %; groups of 30 or more.",
        figure=bands(found, frame.palette),
        table=bands_table(found, caption=f"{catalog.label} in three bands"),
        findings=found,
    )


def spread_title(label: str, findings: Sequence[Finding[Bands]]) -> str:
    """A title about how scores spread: the share of the pilot and of the comparison, or of the first group, on top."""
    known = [(finding.label, value) for finding in findings if (value := shown(finding)) is not None]
    if not known:
        return f"{label}: how the scores spread"
    named = [one for one in known if one[0] in (PILOT, COMPARISON)] or known[:1]
    shares = [f"{coarse(value.high)} % of {WORDS.get(group, group)}" for group, value in named]
    return f"{label}: {' and '.join(shares)} score 75 or more"


@kept
def role_chart(frame: Frame, *names: str) -> Iterator[Card]:
    """Draw scores of participants by role: both sides of the pairs."""
    catalogs = [measure(name) for name in names]
    colors = (frame.palette.groups[0], frame.palette.groups[2])
    series = [
        Series(label=role, color=color, findings=tuple(_role(frame, one, role) for one in catalogs))
        for role, color in zip((JUNIOR, SENIOR), colors, strict=True)
    ]
    findings, labels = by_category(series)
    yield chart(
        f"role-{names[0]}",
        gap_title([frame.release.gap(names[0], frame.where, frame.wave, label=catalogs[0].label)]),
        f"Mean of participants, {_range(names[0])}, with 95 % intervals. "
        "Teal is the junior mentor, violet the senior mentee.",
        figure=dots(series, frame.palette, possible=(catalogs[0].low, catalogs[0].high)),
        table=estimates_table(findings, caption="Scores by role", rows="Score", labels=labels),
        findings=findings,
    )


@kept
def gap_card(frame: Frame, *names: str) -> Iterator[Card]:
    """Draw scores of both sides of the pairs, and how far the two sides are apart."""
    labels = [measure(name).label for name in names]
    found = [
        frame.release.gap(name, frame.where, frame.wave, label=label) for name, label in zip(names, labels, strict=True)
    ]
    table = sides_table(
        found, caption="Scores of both sides and the gap", rows="Score", labels=labels, sides=(SENIOR, JUNIOR)
    )
    yield written_card(
        f"gap-{names[0]}",
        gap_title(found[1:] or found),
        f"Mean of senior mentees and of junior mentors, {_range(names[0])}, and seniors minus juniors, by Welch's t. "
        "n counts people.",
        table_html(table, found, key=f"gap-{names[0]}", is_explained=True),
    )


def gap_title(findings: Sequence[Finding[Difference]]) -> str:
    """A title about seniors minus juniors: the first score on which they differ, else what may be said of the first."""
    apart = (one for one in findings if (found := shown(one)) and found.verdict in {"higher", "lower"})
    finding = next(apart, findings[0])
    value, label = shown(finding), measure(finding.measure).label
    if value is None:
        return f"{label}, one side against the other"
    match value.verdict:
        case "higher" | "lower":
            return f"{label} is {value.verdict} for seniors: {signed(value.difference)} points"
        case "no_difference":
            return f"{label}: both sides agree, no gap larger than {number(value.margin)} points"
        case "not_enough":
            return f"{label}: not enough people to say whether both sides agree"


def heat_card(frame: Frame, name: str) -> None:
    """Draw pilot minus comparison for every group and wave; only what is beyond chance has a color."""
    if not has_pilot(frame.release):
        return
    offered = [by for by in HEAT_DIMENSIONS if by not in frame.where]
    first = "business_unit" if "business_unit" in offered else offered[0]
    _heat(frame, name, chosen(f"heat-by-{name}", [first, *offered]), first, tuple(offered))


@kept
def _heat(frame: Frame, name: str, by: str, first: str, offered: tuple[str, ...]) -> Iterator[Card]:
    catalog, groups = measure(name), dimension(by).label
    rows, waves = _heat_rows(frame, name, by), [wave.label for wave in _waves_since_launch(frame, name)]
    yield written_card(
        f"heat-{name}",
        heat_title(catalog.label, groups, waves, rows),
        f"Pilot minus comparison in {catalog.unit}, by group and survey wave since launch.",
        _heat_body(name, groups, waves, rows) if rows else missing_html([Withheld().reason]),
        control=lambda: _choose_groups(name, first, offered),
    )


def _choose_groups(name: str, first: str, offered: Sequence[str]) -> None:
    st.segmented_control(
        "Groups",
        offered,
        default=first,
        format_func=lambda by: dimension(by).label,
        required=True,
        key=f"heat-by-{name}",
        label_visibility="collapsed",
    )


def _heat_body(name: str, groups: str, waves: Sequence[str], rows: Sequence[HeatRow]) -> str:
    cells = [cell for row in rows for cell in row.cells if cell]
    caption = f"{measure(name).label}, pilot minus comparison"
    corrected = multiplicity_sentence(cells)
    file = table_file(heat_table(caption, groups, waves, rows), cells, [corrected])
    below = foot(explanation(cells, key=f"heat-{name}"), save_links(file, key=f"heat-{name}"))
    return f'{heat_html(caption, groups, waves, rows)}<p class="tw-note">{corrected}</p>{below}'


def _waves_since_launch(frame: Frame, name: str) -> list[Wave]:
    launched = frame.release.facts.launched_on or ""
    return [wave for wave in frame.release.waves_of(name) if wave.on >= launched]


def _heat_rows(frame: Frame, name: str, by: str) -> list[HeatRow]:
    waves = [wave.name for wave in _waves_since_launch(frame, name)]
    found = frame.release.compare_waves(name, by, frame.where, waves)
    columns = [{finding.label: finding for finding in column} for column in found]
    labels = dict.fromkeys(label for column in columns for label in column)
    rows = [HeatRow(label=label, cells=tuple(column.get(label) for column in columns)) for label in labels]
    return [row for row in rows if any(cell is not None and released([cell]) for cell in row.cells)]


def _role(frame: Frame, catalog: Measure, role: str) -> Finding[Estimate]:
    where = {**frame.where, "role": (role,)}
    return frame.release.estimate(catalog.name, where, frame.wave, label=catalog.label)


def _range(name: str) -> str:
    catalog = measure(name)
    return f"{catalog.low:g} to {catalog.high:g}".replace("-", "−")
