"""The difference: as the groups are, adjusted in several ways, by group, and cohort by cohort."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

import streamlit as st

from analytics.catalog import dimension, measure
from analytics.narrative import chance_sentence, stayed_title
from analytics.release.read import Released, Undefined, Withheld
from analytics.report.evidence import RawMeans, RawRetention, RawShares
from dashboard.components.evidence_chart import evidence_chart, evidence_words
from dashboard.components.kept import kept
from dashboard.components.notices import missing_html
from dashboard.components.tables import Table
from dashboard.figures.effects import EffectRow, effects, two_values
from dashboard.figures.survival import at_risk, months, survival
from dashboard.theme import THIN, count, fixed, interval, local_text, number, probability, signed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.release.read import Curve
    from analytics.report.evidence import Effect, GroupEffect, Groups, OutcomeEvidence, Specification
    from dashboard.components.charts import Card
    from dashboard.components.comparison import Shown

RAW, ADJUSTED, GROUPS = "4 · As the groups are", "5 · Adjusted", "5 · Adjusted, by group"
AS_THEY_ARE = "raw"
"""What the names of methods begin with that adjust nothing."""
QUARTER = 3
RAW_WARNING = "Not adjusted: whoever volunteers may have stayed or scored higher anyway."
DECIDES = "declared in advance as the one that decides"
CHOSEN = "evidence-groups"
LEVEL = 0.05


@kept
def raw(shown: Shown) -> Iterator[Card]:
    """Draw the comparison as the groups are."""
    found = shown.outcome.raw
    match found:
        case RawRetention():
            yield _raw_retention(shown, found)
        case RawMeans():
            yield _raw_means(shown, found)
        case RawShares():
            yield _raw_shares(shown, found)
        case None:
            yield evidence_words("raw", RAW, RAW_WARNING, missing_html([Withheld().reason]))
        case _:
            assert_never(found)


@kept
def adjusted(shown: Shown) -> Iterator[Card]:
    """Draw every estimate on one axis, the one that decides marked."""
    outcome = shown.outcome
    rows = specification_rows(outcome)
    margin = "" if outcome.margin is None else f" The gray band is what would not matter (±{number(outcome.margin)})."
    yield evidence_chart(
        "adjusted",
        adjusted_title(outcome),
        f"Pilot minus comparison in {outcome.unit} with 95 % intervals; the diamond was {DECIDES}.{margin}",
        figure=effects(rows, shown.palette, unit=outcome.unit, margin=outcome.margin, is_forbidden=shown.is_forbidden),
        table=_specification_table(outcome),
        how=shown.how(*((one.label, f"about {one.about}.") for one in outcome.specifications)),
        note=RAW_WARNING if not outcome.specifications else "",
        step=ADJUSTED,
    )


def by_group(shown: Shown) -> None:
    """Draw the difference within every group of a dimension."""
    offered = [one for one in shown.outcome.groups if one.effects]
    if not offered:
        evidence_words(
            "groups", "No group is large enough to look at alone", "", missing_html([Withheld().reason]), step=GROUPS
        ).draw()
        return
    _by_group(shown, _chosen(offered).dimension)


@kept
def _by_group(shown: Shown, by: str) -> Iterator[Card]:
    offered = [one for one in shown.outcome.groups if one.effects]
    chosen = next(one for one in offered if one.dimension == by)
    drawn = [
        EffectRow(label=one.label, effect=one.outcome.value)
        for one in chosen.effects
        if isinstance(one.outcome, Released)
    ]
    yield evidence_chart(
        "groups",
        groups_title(chosen),
        f"Pilot minus comparison in {shown.outcome.unit} by {dimension(chosen.dimension).label.lower()}, adjusted. "
        f"{chance_sentence(chosen.family)}",
        figure=effects(drawn, shown.palette, unit=shown.outcome.unit, is_forbidden=shown.is_forbidden),
        table=_groups_table(chosen),
        how=shown.how(
            ("Within groups", "The method that decides, applied within each group."),
            ("Difference between groups", "Cochran's Q" + _q(chosen)),
        ),
        note=local_text(chosen.interaction.sentence) if chosen.interaction else "",
        step=GROUPS,
        control=(lambda: _offer(offered)) if len(offered) > 1 else None,
    )


def cohorts(shown: Shown) -> None:
    """Draw the retention of every cohort by months since its own start."""
    if any(isinstance(one.pilot, Released) for one in shown.outcome.cohort_curves):
        with st.expander("Cohorts side by side", key="evidence-cohorts", type="compact"):
            _cohorts(shown)


@kept
def _cohorts(shown: Shown) -> Iterator[Card]:
    found = shown.outcome.cohort_curves
    curves = [one.pilot.value for one in found if isinstance(one.pilot, Released)]
    others = [
        replace(one.comparison.value, label=f"{one.cohort}, comparison")
        for one in found
        if isinstance(one.comparison, Released)
    ]
    hidden = [f"{one.cohort}: {one.pilot.reason}" for one in found if isinstance(one.pilot, Withheld | Undefined)]
    colors = [shown.palette.groups[at % len(shown.palette.groups)] for at in range(len(curves))]
    drawn = [*zip(curves, colors, strict=True), *((one, shown.palette.comparison) for one in _everybody(shown.outcome))]
    yield evidence_chart(
        "cohorts",
        cohorts_title(curves),
        "Share still employed by months since each cohort's own start, Kaplan-Meier with 95 % bands.",
        figure=survival(drawn, shown.palette),
        table=_curves_table([*curves, *others]),
        how=shown.how(("Aligned", "By months since the index date of each person, not by calendar.")),
        note=" ".join(hidden),
    )


def cohorts_title(curves: Sequence[Curve]) -> str:
    """The title of the cohorts' curves: how many of each were still there at the last month they all have."""
    last = min(months(curve.points[-1].day) for curve in curves)
    stayed = [(curve.label, point.survival) for curve in curves for point in curve.points if months(point.day) == last]
    return stayed_title(last, stayed)


def specification_rows(outcome: OutcomeEvidence) -> list[EffectRow]:
    """The rows of the specification picture: raw, assigned, then every adjusted estimate, the headline first."""
    ordered = sorted(outcome.specifications, key=lambda one: not one.is_headline)
    rows = [
        EffectRow(label=one.label, effect=one.effect, decides=one.is_headline) for one in ordered if _is_adjusted(one)
    ]
    assigned = outcome.assigned
    if assigned:
        rows.append(EffectRow(label="As assigned", effect=assigned.intention_to_treat))
        if assigned.cuped:
            rows.append(EffectRow(label="As assigned, sharper", effect=assigned.cuped))
    raw_ones = [EffectRow(label=one.label, effect=one.effect, is_raw=True) for one in ordered if not _is_adjusted(one)]
    welch = [EffectRow(label="Not adjusted", effect=outcome.raw.effect, is_raw=True)] if outcome.raw else []
    return [*rows, *welch, *raw_ones]


def adjusted_title(outcome: OutcomeEvidence) -> str:
    """The title of the specification picture: whether the estimates agree with the one that decides."""
    decides = outcome.headline
    if decides is None:
        return "No adjusted difference can be given"
    others = [one for one in outcome.specifications if not one.is_headline and _is_adjusted(one)]
    size = f"{signed(decides.effect.difference)} {outcome.unit}"
    agreeing = [one for one in others if _says(one) == _says(decides)]
    if not others:
        return f"Adjusted: {size}"
    if len(agreeing) == len(others):
        return f"Adjusted: {size}; all {len(others)} other ways agree"
    return f"Adjusted: {size}; {len(agreeing)} of {len(others)} other ways agree"


def groups_title(found: Groups) -> str:
    """The title of effects by group: whether the difference depends on the group."""
    label = dimension(found.dimension).label.lower()
    if found.interaction is None:
        return f"Too few groups to compare by {label}"
    is_apart = found.interaction.p < LEVEL
    return f"The difference depends on {label}" if is_apart else f"No clear sign that the difference depends on {label}"


def _is_adjusted(one: Specification) -> bool:
    return not one.method.startswith(AS_THEY_ARE)


def _says(one: Specification) -> int:
    """Which verdict an estimate gives: above zero, below, or neither."""
    limits = one.effect.interval
    return 1 if limits.low > 0 else -1 if limits.high < 0 else 0


def _raw_retention(shown: Shown, found: RawRetention) -> Card:
    unit = shown.outcome.unit
    tests = [f"{signed(found.effect.difference)} {unit} ({interval(found.effect.interval)})"]
    if found.mean_days:
        days = found.mean_days
        tests.append(f"{signed(days.difference)} days employed ({interval(days.interval)})")
    if found.logrank:
        tests.append(f"log-rank p {probability(found.logrank.p)}")
    return evidence_chart(
        "raw",
        f"{number(found.pilot_share, '%')}{THIN}% of the pilot and {number(found.comparison_share, '%')}{THIN}% of the "
        f"comparison stayed {found.months} months",
        f"Still employed by months since the index date, Kaplan-Meier, 95 % band. {'; '.join(tests)}.",
        figure=survival(
            [(found.pilot, shown.palette.pilot), (found.comparison, shown.palette.comparison)], shown.palette
        ),
        table=_curves_table([found.pilot, found.comparison]),
        how=shown.how(
            ("At risk", "Numbers at risk are rounded up to a multiple of three, those who left to the nearest."),
            ("Retention", "Kaplan-Meier with Greenwood's error, log-log limits; difference by the MOVER rule."),
            ("Days employed", "Difference of the restricted mean survival times within the follow-up."),
            ("Whole curve", "Log-rank test" + (_chi(found) if found.logrank else ": undefined, nobody left.")),
        ),
        note=RAW_WARNING,
        step=RAW,
    )


def _raw_means(shown: Shown, found: RawMeans) -> Card:
    known = measure(shown.outcome.measure)
    effect, label = found.effect, shown.outcome.label
    return _raw_values(
        shown,
        found,
        known.unit,
        (known.low, known.high),
        f"{label}: {number(found.pilot)} in the pilot, {number(found.comparison)} in the comparison",
        f"Mean score. Difference {_effect(effect)} points, Welch's t = {fixed(found.t, 2)}, df = {fixed(found.df, 1)}.",
    )


def _raw_shares(shown: Shown, found: RawShares) -> Card:
    label = shown.outcome.label
    return _raw_values(
        shown,
        found,
        "%",
        (0.0, 100.0),
        f"{label}: {number(found.pilot)}{THIN}% of the pilot, {number(found.comparison)}{THIN}% of the comparison",
        f"Share within {found.months} months. Difference {_effect(found.effect)} percentage points. Per 100 "
        f"person-years: {number(found.pilot_rate)} and {number(found.comparison_rate)}.",
    )


def _raw_values(
    shown: Shown, found: RawMeans | RawShares, unit: str, possible: tuple[float, float], *words: str
) -> Card:
    title, caption = words
    values = (found.pilot, found.comparison)
    n = shown.outcome.basis.n
    return evidence_chart(
        "raw",
        title,
        caption,
        figure=two_values(*values, shown.palette, unit=unit, possible=possible),
        table=Table(
            caption=title,
            header=("Group", f"Value ({unit})", "n"),
            rows=(
                ("Pilot", number(values[0]), count(n.pilot)),
                ("Comparison", number(values[1]), count(n.comparison)),
            ),
            note=f"Pilot minus comparison: {_effect(found.effect)} {shown.outcome.unit}.",
        ),
        how=shown.how(("Method", caption)),
        note=RAW_WARNING,
        step=RAW,
    )


def _chosen(offered: Sequence[Groups]) -> Groups:
    """The dimension that this session looks at; the first one until another is chosen."""
    known = {one.dimension: one for one in offered}
    return known.get(st.session_state.get(CHOSEN, ""), offered[0])


def _offer(offered: Sequence[Groups]) -> None:
    st.segmented_control(
        "Groups",
        [one.dimension for one in offered],
        default=offered[0].dimension,
        format_func=lambda name: dimension(name).label,
        required=True,
        key=CHOSEN,
        label_visibility="collapsed",
    )


def _everybody(outcome: OutcomeEvidence) -> list[Curve]:
    return [outcome.raw.comparison] if isinstance(outcome.raw, RawRetention) else []


def _specification_table(outcome: OutcomeEvidence) -> Table:
    about = {one.label: one.about for one in outcome.specifications}
    return Table(
        caption="Every estimate of the difference",
        header=("Way", "About whom", f"Difference ({outcome.unit})", "95 % interval", "p"),
        rows=tuple(
            (
                f"{row.label} (decides)" if row.decides else row.label,
                about.get(row.label, "the groups as they are"),
                signed(row.effect.difference),
                interval(row.effect.interval),
                _p(row.effect),
            )
            for row in specification_rows(outcome)
        ),
        words=(1,),
    )


def _groups_table(found: Groups) -> Table:
    header = ("Group", "Pilot n", "Comparison n", "Difference", "Corrected interval", "p")
    return Table(caption="Differences by group", header=header, rows=tuple(_group(one) for one in found.effects))


def _group(one: GroupEffect) -> tuple[str, ...]:
    n = (count(one.n.pilot), count(one.n.comparison)) if one.n else ("", "")
    match one.outcome:
        case Released(value=effect):
            return (one.label, *n, signed(effect.difference), interval(effect.interval), _p(effect))
        case Withheld():
            return (one.label, *n, "Not published", "", "")
        case Undefined(reason=reason):
            return (one.label, *n, reason, "", "")
        case _:
            assert_never(one.outcome)


def _curves_table(curves: Sequence[Curve]) -> Table:
    return Table(
        caption="Share still employed by months since the index date",
        header=("Group", "Month", "Still employed (%)", "95 % interval", "At risk", "Left so far"),
        rows=tuple(
            (curve.label, f"{months(point.day)}", number(point.survival, "%"),
             f"{number(point.low, '%')} to {number(point.high, '%')}",
             count(at_risk(curve, point)), count(point.leavers))
            for curve in curves
            for point in curve.points
            if months(point.day) % QUARTER == 0
        ),
    )  # fmt: skip


def _effect(effect: Effect) -> str:
    return f"{signed(effect.difference)} ({interval(effect.interval)})"


def _p(effect: Effect) -> str:
    return "" if effect.p is None else probability(effect.p)


def _q(found: Groups) -> str:
    test = found.interaction
    return f" = {fixed(test.q, 2)}, df = {test.df}, p {probability(test.p)}." if test else " needs two groups."


def _chi(found: RawRetention) -> str:
    test = found.logrank
    return f": chi-square = {fixed(test.chi_square, 2)}, df = {test.df}, p {probability(test.p)}." if test else "."
