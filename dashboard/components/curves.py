"""Charts about retention: curves, what remains after a year, and the table of several horizons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.catalog import measure
from analytics.narrative import breakdown_title, curve_title, difference_title
from dashboard.components.charts import card, chart
from dashboard.components.groups import both, by_category, colors_say, sides
from dashboard.components.provenance import explain
from dashboard.components.tables import curves_table, differences_table, estimates_table, retention_table
from dashboard.figures.differences import differences
from dashboard.figures.dots import dots
from dashboard.figures.series import released
from dashboard.figures.survival import survival

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.release.read import Curve, Finding
    from dashboard.components.frame import Frame

NAME = "retention"
CAPTION = "Share still employed by months since launch, Kaplan-Meier with delayed entry, 95 % band."
MONTHS = (3, 6, 12, 24)


def arm_curves(frame: Frame) -> None:
    """Draw the curves of pilot and comparison."""
    found = [frame.release.curve(side, label=arm) for arm, side in sides(frame.where)]
    colors = (frame.palette.pilot, frame.palette.comparison)
    chart(
        "curves-arm",
        curve_title(found),
        CAPTION,
        figure=survival(_colored(found, colors), frame.palette),
        table=curves_table(found, caption="Retention by group and month since launch"),
        findings=found,
    )


def generation_curves(frame: Frame) -> None:
    """Draw one curve a generation."""
    found = frame.release.curves("generation", frame.where)
    chart(
        "curves-generation",
        breakdown_title(measure(NAME).label, frame.release.breakdown(NAME, "generation", frame.where)),
        CAPTION,
        figure=survival(_colored(found, frame.palette.groups), frame.palette),
        table=curves_table(found, caption="Retention by generation and month since launch"),
        findings=found,
    )


def difference_dots(frame: Frame) -> None:
    """Draw pilot minus comparison after twelve months, for everyone and by generation."""
    whole = frame.release.compare(NAME, frame.where, label="All")
    found = (whole, *frame.release.compare_by(NAME, "generation", frame.where))
    chart(
        "difference-retention",
        difference_title(whole),
        "Pilot minus comparison in percentage points after 12 months. "
        "Intervals of the rows below the first are corrected for their number.",
        figure=differences(found, frame.palette),
        table=differences_table(
            found, caption="12-month retention, pilot minus comparison", rows="Generation", is_full=True
        ),
        findings=found,
    )


def generation_dots(frame: Frame) -> None:
    """Draw what remains after twelve months by generation, pilot and comparison."""
    name = measure(NAME)
    series = both(frame.where, frame.palette, lambda side, _: frame.release.breakdown(NAME, "generation", side))
    findings, labels = by_category(series)
    chart(
        "dots-retention",
        f"{name.label} by generation",
        f"Kaplan-Meier share in percent with its 95 % interval. {colors_say(series)}",
        figure=dots(series, frame.palette, possible=(name.low, name.high)),
        table=estimates_table(
            findings, caption="12-month retention by generation and group", rows="Generation", labels=labels
        ),
        findings=findings,
    )


def horizons(frame: Frame) -> None:
    """Draw retention after 3, 6, 12 and 24 months as a table."""
    generations = frame.where.get("generation", frame.release.categories(NAME, "generation"))
    groups = [*sides(frame.where), *((one, {**frame.where, "generation": (one,)}) for one in generations)]
    rows = [
        (label, [frame.release.retained(months, where, label=label) for months in MONTHS]) for label, where in groups
    ]
    with card(
        "horizons",
        "Who is still here after 3, 6, 12 and 24 months",
        "Kaplan-Meier share in percent of those under observation since launch, with its 95 % interval.",
    ):
        st.html(retention_table(rows, MONTHS).html())
        explain([finding for _, findings in rows for finding in findings], key="horizons")


def _colored(found: Sequence[Finding[Curve]], colors: Sequence[str]) -> list[tuple[Curve, str]]:
    return [(curve, color) for finding, color in zip(found, colors, strict=False) for curve in released([finding])]
