"""What a planned pilot would see: the sentence, the curves, and what the pilots so far could have detected."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from analytics.report.planning import (
    WELCH_PAIRS,
    detected,
    pairs_for_retention,
    pairs_for_score,
    sight,
    sight_curve,
    sight_over_time,
    welch_sentence,
)
from dashboard.components.charts import written_card
from dashboard.components.downloads import foot, table_html
from dashboard.components.evidence_chart import evidence_chart, explained_html, said
from dashboard.components.tables import Table
from dashboard.figures.sight import Mark, sight_line
from dashboard.theme import THIN, count, number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from analytics.release.read import Release
    from analytics.report.planning import Detected, Plan, Sight
    from dashboard.components.planner_inputs import Asked
    from dashboard.theme import Palette

SIZES = (20, 24, 28, 33, 40, 50, 60, 75, 90, 110, 135, 165, 200, 250, 300, 370, 450, 500, 600, 750, 1000, 1400, 2000)
SIZE_TICKS = (20, 50, 100, 200, 500, 1000, 2000)
SHOWN_SIZES = (25, 50, 100, 200, 500, 1000)
MONTHS = tuple(range(2, 37, 2))
MONTH_TICKS = (0, 6, 12, 18, 24, 30, 36)
PERCENT = 100.0
NONE = "none, however large"
NO_PILOT = '<p class="tw-note">No release holds a pilot yet. As soon as one does, it is listed here.</p>'
CHANCES = "Found in four of five such pilots (power 80 %), with a false alarm in one of twenty (two-sided 5 %)."
TEAMS = (
    "The people of each group are divided by 1 + (members of one team in the group - 1) x likeness (Kish's design "
    "effect), because members of a team resemble each other. Both groups come from the same teams."
)
SHARES = (
    ("What", "The smallest true difference that would be found."),
    ("Chances", CHANCES),
    ("Method", "Two shares, normal approximation (Fleiss, Levin and Paik 2003); checked against R's power.prop.test."),
    ("Teams", TEAMS),
    ("Without the program", "Comparable people leave at an even pace that gives the 12-month retention entered above."),
)  # fmt: skip
SCORES = (
    *SHARES[:2],
    ("Method", "Welch's t with Satterthwaite's degrees of freedom, noncentral t; checked against R's power.t.test."),
    ("Teams", TEAMS),
    ("Answers", "Only people who answer the survey count."),
)


def answer(asked: Asked) -> None:
    """Draw what the pilot would see and how many pairs it takes, in sentences."""
    plan = asked.plan
    small = " ".join((needed(asked), welch_sentence(plan)))
    verdict = f'<p class="tw-verdict">{escape(seen(plan))}<small>{escape(small)}</small></p>'
    how = foot(explained_html("answer", SHARES))
    st.html(f'<section class="tw-card st-key-card-answer">{verdict}{how}</section>')


def seen(plan: Plan) -> str:
    """What the pilot would see, in one sentence."""
    found = sight(plan)
    who = f"{count(plan.pairs)} pairs and {plan.months:g} months would show"
    if found.higher is None:
        rise = "no rise of retention, however large"
    else:
        rise = f"a rise of retention of {number(found.higher, '%')} percentage points or more"
    score = "no difference of a score" if found.score is None else f"a score {number(found.score)} points away"
    return f"{who} {rise}, or {score}."


def needed(asked: Asked) -> str:
    """How many pairs the differences to find take, in one sentence."""
    points, score = asked.find["find_retention"], asked.find["find_score"]
    is_possible = asked.plan.base_rate + points / PERCENT <= 1
    first = pairs_for_retention(asked.plan, points) if is_possible else None
    second = pairs_for_score(asked.plan, score)
    return (
        f"To find {points:g} points of retention takes {_pairs(first)}; "
        f"to find {score:g} points of a score, {_pairs(second)}."
    )


def retention_by_size(plan: Plan, palette: Palette) -> None:
    """Draw the smallest rise of retention that is found, by number of pairs."""
    mine = sight(plan).higher
    sees = f"{count(plan.pairs)} pairs see {number(mine or 0.0, '%')} points of retention"
    _by_size(
        plan,
        palette,
        pick=lambda one: one.higher,
        name="retention",
        title=f"{count(plan.pairs)} pairs would see no rise of retention" if mine is None else sees,
        caption=f"Smallest rise of retention after {plan.months:g} months that is found, in points, by pairs.",
    )


def score_by_size(plan: Plan, palette: Palette) -> None:
    """Draw the smallest difference of a score that is found, by number of pairs."""
    mine = sight(plan).score
    sees = f"{count(plan.pairs)} pairs see {number(mine or 0.0)} points of a score"
    _by_size(
        plan,
        palette,
        pick=lambda one: one.score,
        name="score",
        title="Too few answers to compare any score" if mine is None else sees,
        caption="Smallest difference of a score from 0 to 100 that is found, in points, by pairs.",
    )


def prevented_by_months(plan: Plan, palette: Palette) -> None:
    """Draw the share of departures that has to be prevented, by months of follow-up."""
    found = sight_over_time(plan, MONTHS)
    mine = sight(plan).prevented
    marks = [] if mine is None else [Mark(x=plan.months, y=mine, text=f"this plan: {mine:.0f}{THIN}%", is_ours=True)]
    title = "However long: no effect of this pilot would show" if mine is None else (
        f"After {plan.months:g} months it shows if {mine:.0f}{THIN}% of departures are prevented"
    )  # fmt: skip
    evidence_chart(
        "months",
        title,
        f"Share of all departures that {count(plan.pairs)} pairs have to prevent to be seen, by months of follow-up.",
        figure=sight_line(
            [(month, one.prevented) for month, one in zip(MONTHS, found, strict=True) if one.prevented is not None],
            marks,
            palette,
            ticks=MONTH_TICKS,
            axis="months",
            unit="%",
        ),
        table=_months_table(found),
        how=(*SHARES, ("Prevented", "The rise divided by the share that would have left without the program.")),
    ).draw()


def so_far(release: Release | None, plan: Plan) -> None:
    """Draw what each pilot of the release could have detected."""
    found = detected(release, plan) if release else ()
    title = _detected_title(found)
    caption = (
        "The smallest differences found in four of five cases, with this plan's other numbers; what a comparison "
        "that was made could really have seen stands on its own page."
    )
    table = _sights_table([(one.label, one.sight) for one in found], "Pilots so far", "Pilot")
    pilots = table_html(table, key="detected", about=said(SHARES)) + foot(explained_html("detected", SHARES))
    written_card("detected", title, caption, pilots if found else NO_PILOT).draw()


def _detected_title(found: Sequence[Detected]) -> str:
    """The title of what the pilots so far could have detected: the largest of them."""
    seen_by_all = found[-1].sight.higher if found else None
    if seen_by_all is None:
        return "What the pilots so far could have detected"
    return f"{found[-1].label} could have seen {number(seen_by_all, '%')} points of retention"


def _by_size(
    plan: Plan,
    palette: Palette,
    *,
    pick: Callable[[Sight], float | None],
    name: str,
    title: str,
    caption: str,
) -> None:
    named = {WELCH_PAIRS: "Welch's 500", plan.pairs: "this plan"}
    marks = [
        Mark(x=pairs, y=value, text=f"{text}: {number(value)}", is_ours=pairs == plan.pairs)
        for pairs, text in named.items()
        if (value := pick(sight(replace(plan, pairs=pairs)))) is not None and SIZES[0] <= pairs <= SIZES[-1]
    ]
    rows = sight_curve(plan, sorted({*SHOWN_SIZES, plan.pairs}))
    evidence_chart(
        f"size-{name}",
        title,
        caption,
        figure=sight_line(
            [(one.pairs, y) for one in sight_curve(plan, SIZES) if (y := pick(one)) is not None],
            marks,
            palette,
            ticks=SIZE_TICKS,
            axis="pairs",
            unit="percentage points" if name == "retention" else "points",
            is_log=True,
        ),
        table=_sights_table([("This plan" if one.pairs == plan.pairs else "", one) for one in rows], caption, "Pilot"),
        how=SHARES if name == "retention" else SCORES,
    ).draw()


def _sights_table(rows: Sequence[tuple[str, Sight]], caption: str, first: str) -> Table:
    header = (
        first,
        "Pairs",
        "Rise of retention (pp)",
        "Departures prevented (%)",
        "Drop of retention (pp)",
        "Score (points)",
    )
    body = tuple(
        (label, count(one.pairs), _cell(one.higher), _cell(one.prevented), _cell(one.lower), _cell(one.score))
        for label, one in rows
    )
    return Table(caption=caption, header=header, rows=body)


def _months_table(found: Sequence[Sight]) -> Table:
    header = ("Months", "Departures prevented (%)", "Rise of retention (pp)")
    rows = tuple(
        (f"{month}", _cell(one.prevented), _cell(one.higher))
        for month, one in zip(MONTHS, found, strict=True)
        if month % 6 == 0
    )
    return Table(caption="Departures that have to be prevented", header=header, rows=rows)


def _cell(value: float | None) -> str:
    return NONE if value is None else number(value)


def _pairs(found: int | None) -> str:
    return "more people than there are" if found is None else f"{count(found)} pairs"
