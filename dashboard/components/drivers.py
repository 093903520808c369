"""What goes with engagement, and with leaving: correlations that held for later people, never a person's score."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from analytics.narrative import driver_title, forecast_title, groups_title
from analytics.release.read import Released
from dashboard.components.charts import Card, below, chosen, head, picture, written_card
from dashboard.components.downloads import about_picture, table_html
from dashboard.components.groups import is_of_a_unit
from dashboard.components.kept import kept
from dashboard.components.notices import missing_html, notice_html
from dashboard.components.tables import Table
from dashboard.figures.drivers import calibration, levels, weights
from dashboard.figures.series import shown
from dashboard.theme import coefficient, count, fixed, interval, number, signed, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from analytics.release.read import Drivers, Finding
    from dashboard.components.frame import Frame
    from dashboard.figures.chrome import Figure

WHAT, HOW_MUCH, HOW_GOOD = "What goes with it", "Level by level", "How good the forecast is"
UNITS: Mapping[str, str] = {"engagement": "% of people", "leaving": "leavers per 100 person-years"}
DIFFERENCES: Mapping[str, str] = {"engagement": "percentage points", "leaving": "leavers per 100 person-years"}
COUNTED: Mapping[str, str] = {"engagement": "people", "leaving": "months of people at risk"}
LIMITS = (
    "These are correlations among everyone, whatever the filters say: they do not tell why, and nobody has a score. "
    "Gender, generation and ethnicity are held equal and never listed. Do not decide about a person from them."
)
NO_BETTER = (
    "That is the result: on people it had not seen, a model of everything we know was no better than giving everybody "
    "the same chance. Something that was not measured, or chance, decides."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One of the views of a model.

    Args:
        caption: What is shown, for how many, by which method.
        figure: The Plotly figure.
        table: The same numbers.
        note: A sentence below the figure.
    """

    caption: str
    figure: Figure
    table: Table
    note: str


def drivers_cards(frame: Frame, target: str) -> None:
    """Draw what goes with an outcome, and how good the forecast behind it was; nothing for a unit.

    Args:
        frame: The page.
        target: "engagement" or "leaving".
    """
    if is_of_a_unit(frame.release):
        return
    found = shown(frame.release.drivers(target))
    _cards(frame, target, chosen(f"drivers-view-{target}", _offered(found)) if found else "")


@kept
def _cards(frame: Frame, target: str, view: str) -> Iterator[Card]:
    finding = frame.release.drivers(target)
    found, key, title = shown(finding), f"drivers-{target}", driver_title(finding)
    if found is None:
        reasons = [] if isinstance(finding.outcome, Released) else [finding.outcome.reason]
        yield written_card(key, title, LIMITS, missing_html(reasons))
        return
    panel = _panels(frame, found)[view]
    drawn = picture(title, panel.caption, panel.figure, [panel.note, *about_picture([finding])])
    warning = "" if found.drivers else notice_html(forecast_title(finding), NO_BETTER)
    yield Card(
        key=key,
        head=head(title, LIMITS) + warning,
        control=lambda: _choose(found, panel),
        figure=panel.figure,
        alt=f"{title}. {panel.caption}",
        body=below(panel.table, [finding], drawn, key=key, note=panel.note),
    )
    if found.groups:
        yield _groups(finding, found)


def _offered(found: Drivers) -> list[str]:
    """The views of a model; those without figures are not offered."""
    return [*[WHAT] * bool(found.drivers), *[HOW_MUCH] * bool(found.clear), HOW_GOOD]


def _choose(found: Drivers, panel: Panel) -> None:
    """Let the viewer choose a view, and say what the chosen one is."""
    offered = _offered(found)
    st.segmented_control(
        "View",
        offered,
        default=offered[0],
        required=True,
        key=f"drivers-view-{found.target}",
        label_visibility="collapsed",
    )
    st.html(f'<p class="tw-note">{escape(panel.caption)}</p>')


def _panels(frame: Frame, found: Drivers) -> dict[str, Panel]:
    return {
        WHAT: Panel(
            caption="How much worse the forecast of later people gets when one thing is shuffled among them, in "
            f"percent of all; intervals corrected for {len(found.drivers)} comparisons. {count(found.people)} people.",
            figure=weights(found, frame.palette),
            table=weights_table(found),
            note="A color means that the corrected interval lies above zero.",
        ),
        HOW_MUCH: Panel(
            caption="If everybody had this level, all else equal, minus everybody as they are: "
            f"{found.outcome} in {DIFFERENCES[found.target]}. "
            f"{sum(len(one.levels) for one in found.clear)} intervals, corrected for their number.",
            figure=levels(found.clear, frame.palette, unit=DIFFERENCES[found.target]),
            table=levels_table(found),
            note="Rounded so coarsely that three people more or fewer would not show.",
        ),
        HOW_GOOD: _check(frame, found),
    }


def _check(frame: Frame, found: Drivers) -> Panel:
    check = found.check
    ranks = f"{coefficient(check.auc_interval.low)} to {coefficient(check.auc_interval.high)}"
    better = "below" if check.gain >= 0 else "above"
    return Panel(
        caption=f"Trained on {found.seen}, tested on {found.new}: {count(check.n)} {COUNTED[found.target]}. "
        f"Of 100 pairs of people it ranks {round(100 * check.auc)} right, chance 50; its squared error (Brier) is "
        f"{number(abs(check.gain), '%')} % {better} that of the base rate.",
        figure=calibration(found, frame.palette, unit=UNITS[found.target]),
        table=calibration_table(found),
        note=f"The dotted line is a perfect forecast. Area under the curve {coefficient(check.auc)} ({ranks}). Brier "
        f"{fixed(check.brier, 4)}, base rate {fixed(check.base, 4)}; the gain in percent lies between "
        f"{interval(check.gain_interval, '%')}.",
    )


def _groups(finding: Finding[Drivers], found: Drivers) -> Card:
    return written_card(
        "driver-groups",
        groups_title(finding),
        "Leavers of the later months against what a model expects that knows neither gender, generation nor ethnicity. "
        f"Exact Poisson intervals, corrected for {len(found.groups)} groups.",
        table_html(groups_table(found), [finding], key="driver-groups", is_explained=True),
    )


def weights_table(found: Drivers) -> Table:
    """The table of weights."""
    rows = tuple(
        (
            one.label,
            whole(one.weight),
            f"{whole(one.interval.low)} to {whole(one.interval.high)}",
            "goes with it" if one.is_clear else "not beyond chance",
            count(found.check.n),
        )
        for one in found.drivers
    )
    header = ("What", "Weight (%)", "Corrected interval", "Verdict", "n")
    return Table(caption=f"What goes with {found.outcome}", header=header, rows=rows, words=(3,))


def levels_table(found: Drivers) -> Table:
    """The table of levels."""
    rows = tuple(
        (
            one.label,
            level.level,
            signed(level.difference, "points"),
            interval(level.interval, "points"),
            count(level.n),
        )
        for one in found.clear
        for level in one.levels
    )
    header = ("What", "Level", f"Difference ({DIFFERENCES[found.target]})", "Corrected interval", "n")
    note = "" if found.target == "engagement" else "n counts months of people at risk."
    return Table(caption=f"Levels and {found.outcome}", header=header, rows=rows, note=note, words=(1,))


def calibration_table(found: Drivers) -> Table:
    """The table of forecasts and outcomes."""
    rows = tuple(
        (number(one.forecast, "%"), number(one.observed, "%"), interval(one.interval, "%"), count(one.n))
        for one in found.calibration
    )
    unit = UNITS[found.target]
    header = (f"Forecast ({unit})", f"Happened ({unit})", "95 % interval", "n")
    return Table(caption=f"Forecast and outcome, {found.outcome}", header=header, rows=rows)


def groups_table(found: Drivers) -> Table:
    """The table of leavers by group."""
    rows = tuple(
        (
            one.group,
            one.dimension.capitalize(),
            count(one.observed),
            number(one.expected, "%"),
            number(one.ratio, ""),
            interval(one.interval, ""),
            count(one.n),
        )
        for one in found.groups
    )
    header = ("Group", "By", "Left", "Expected", "Left by expected", "Corrected interval", "n (months)")
    note = "Leavers are counted in threes. An interval around 1 says: as expected."
    return Table(caption="Leavers by group against expectation", header=header, rows=rows, note=note, words=(1,))
