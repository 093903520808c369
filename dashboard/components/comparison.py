"""The raw comparison of pilot and comparison: every outcome on one axis, its test, and what speaks against it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from analytics.catalog import NOT_ENROLLED, measure
from analytics.narrative import verdict_sentence
from dashboard.components.attention import wave_before_launch
from dashboard.components.charts import card, chart
from dashboard.components.provenance import explain
from dashboard.components.tables import differences_table, estimates_table
from dashboard.figures.differences import differences
from dashboard.figures.dots import dots
from dashboard.figures.series import Series, released

if TYPE_CHECKING:
    from analytics.release.read import Difference, Estimate, Finding
    from dashboard.components.frame import Frame

OUTCOMES = ("retention", "engagement", "satisfaction", "enps", "bridging")
RAW = "Raw comparison: not adjusted for who volunteered"
WHY = (
    "People chose to take part. Whoever volunteers may have been more engaged, more satisfied and less likely to leave "
    "before the program began; a raw difference counts that as an effect of the program."
)


def outcomes(frame: Frame) -> tuple[Finding[Difference], ...]:
    """Pilot minus comparison for every outcome that can be compared."""
    return tuple(
        frame.release.compare(name, frame.where, frame.wave, label=measure(name).label)
        for name in OUTCOMES
        if measure(name).population != "survey" or frame.release.waves_of(name)
    )


def verdicts(found: tuple[Finding[Difference], ...]) -> None:
    """Draw one sentence an outcome."""
    with card(
        "verdicts",
        "What the raw figures say",
        "One sentence an outcome: the difference, its 95 % interval, and what could have been seen.",
    ):
        items = "".join(f"<li>{escape(verdict_sentence(finding))}</li>" for finding in found)
        st.html(f'<ul class="tw-list">{items}</ul>')
        explain(found[:1], key="verdicts")


def one_axis(frame: Frame, found: tuple[Finding[Difference], ...]) -> None:
    """Draw every outcome on one axis."""
    known = released(found)
    beyond = [value for value in known if value.interval.excludes(0.0)]
    title = f"{len(beyond)} of {len(known)} outcomes differ beyond chance, before any adjustment"
    chart(
        "outcomes",
        title if known else "No outcome is published for this view",
        "Pilot minus comparison with 95 % intervals: percentage points for retention, scale points for the scores.",
        figure=differences(found, frame.palette),
        table=differences_table(found, caption="Pilot minus comparison by outcome", rows="Outcome"),
        findings=found,
    )


def full_table(found: tuple[Finding[Difference], ...]) -> None:
    """Draw the test behind every outcome."""
    with card(
        "tests",
        "The test behind each outcome",
        "Welch's t for scores, a normal approximation for retention. "
        "Smallest detectable: what four of five pilots of this size would have shown.",
    ):
        table = differences_table(found, caption="Tests by outcome", rows="Outcome", is_full=True)
        st.html(table.html())
        explain(found, key="tests")


def before_launch(frame: Frame) -> None:
    """Draw how future participants scored before the program began, beside everybody else."""
    wave = wave_before_launch(frame.release, "engagement")
    if wave is None:
        with card(
            "baseline",
            "No survey was held before the program began",
            "A survey before launch would show how different volunteers were from the start.",
        ):
            return
    found = [_before(frame, name, wave) for name in ("engagement", "satisfaction")]
    colors = (frame.palette.pilot, frame.palette.comparison)
    series = [
        Series(label=label, color=color, findings=tuple(pair[side] for pair in found))
        for side, (label, color) in enumerate(zip(("Enrolled later", "Never enrolled"), colors, strict=True))
    ]
    every = [finding for pair in found for finding in pair]
    labels = [
        f"{finding.label}, {who}"
        for finding, who in zip(every, ("enrolled later", "never enrolled") * len(found), strict=True)
    ]
    chart(
        "baseline",
        "Who was ahead before the program began",
        f"Mean score in the survey of {wave}, before anybody took part. "
        "Teal is people who enrolled later, gray everybody else.",
        figure=dots(series, frame.palette, possible=(0.0, 100.0)),
        table=estimates_table(every, caption=f"Scores in the survey of {wave}", rows="Score", labels=labels),
        findings=every,
    )


def _before(frame: Frame, name: str, wave: str) -> tuple[Finding[Estimate], Finding[Estimate]]:
    label = measure(name).label
    later = tuple(one for one in frame.release.categories(name, "cohort", wave) if one != NOT_ENROLLED)
    shared = {dimension: chosen for dimension, chosen in frame.where.items() if dimension not in ("cohort", "role")}
    return (
        frame.release.estimate(name, {**shared, "cohort": frame.where.get("cohort", later)}, wave, label=label),
        frame.release.estimate(name, {**shared, "cohort": (NOT_ENROLLED,)}, wave, label=label),
    )
