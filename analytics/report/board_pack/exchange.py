"""The pages about the pairs and about who takes part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.catalog import ENROLLED_ONLY, JUNIOR, SENIOR, dimension, measure
from analytics.narrative import parity_title
from analytics.release.read import shown
from analytics.report.board_pack.findings import (
    axis,
    estimate_cells,
    estimate_row,
    estimate_words,
    limits_of,
    reason_of,
    shown_or_told,
    ticks,
)
from analytics.report.board_pack.pages import DotChart, Page, Row, Table, Tick
from analytics.report.digits import THIN, count, probability, ratio, with_unit
from analytics.report.holdings import has_pilot, has_sessions, holds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.release.read import Finding, GroupParity, Release, Where
    from analytics.report.board_pack.pages import Block, Color

SKILLS = "skills_gained"
OF_PAIRS = (
    "exchange_balance",
    "support_share",
    "cadence",
    "at_agreed_cadence",
    "session_completion",
    "goal_attainment",
    "pair_survival",
    "activity",
)
ROLE_COLORS: tuple[tuple[str, Color], ...] = ((JUNIOR, "first"), (SENIOR, "third"))
OF_THE_PROGRAM = ("arm", *ENROLLED_ONLY)
PARITY_BY = ("generation", "gender")
FOUR_FIFTHS = 0.8
REFERENCE = "The dotted line is four fifths of everybody's rate: a rule of thumb for reference, not a test."
SUPPORT = "One-way tool support is how reverse mentoring fails"


def exchange(release: Release, where: Where, wave: str | None) -> Page | None:
    """The page about what moves between the two people of a pair; None where nothing is known of pairs."""
    if not any(holds(release, name) for name in (SKILLS, *OF_PAIRS)):
        return None
    blocks: list[Block] = []
    if holds(release, SKILLS):
        blocks.append(shown_or_told(_skills(release, where)))
    rows = tuple(
        estimate_cells(measure(name).label, release.estimate(name, where, wave if _is_asked(name) else None))
        for name in OF_PAIRS
        if holds(release, name)
    )
    if rows:
        header = ("Measure", "Value", f"95{THIN}% interval", "n")
        blocks.append(Table(title="How pairs work", header=header, rows=rows, widths=(2.2, 1.6, 1.3, 0.7)))
    return Page(
        key="exchange",
        section="Exchange",
        title=_gained(release, where, wave),
        lead=_support(release, where),
        blocks=tuple(blocks),
        notes=(f"{measure('cadence').label}: {measure('cadence').definition} n counts pairs, or people for scores.",),
    )


def participation(release: Release, where: Where) -> Page | None:
    """The page about who takes part against who could have; None where nobody is enrolled."""
    if not has_pilot(release):
        return None
    asked = {name: chosen for name, chosen in where.items() if name not in OF_THE_PROGRAM}
    known = {one.name for one in release.dimensions}
    found = {
        by: release.parity(by, {name: chosen for name, chosen in asked.items() if name != by})
        for by in PARITY_BY
        if by in known
    }
    whole = release.estimate("participation", asked)
    value = shown(whole)
    rate = f"{estimate_words(value)} of {count(value.n)} eligible people." if value else reason_of(whole)
    return Page(
        key="participation",
        section="Participation",
        title="; ".join(parity_title(dimension(by).label, one) for by, one in found.items()) or "Who takes part",
        lead=f"Take part: {rate} {_corrected(found)}",
        blocks=tuple(shown_or_told(_parity(dimension(by).label, one)) for by, one in found.items()),
        notes=(REFERENCE, *_resting(where)),
    )


def _is_asked(name: str) -> bool:
    return measure(name).population == "survey"


def _skills(release: Release, where: Where) -> DotChart:
    rows: list[Row] = []
    for role, color in ROLE_COLORS:
        found = release.trend(SKILLS, {**where, "role": (role,)}, label=role)
        waves = release.waves_of(SKILLS)
        rows += [estimate_row(one, color, f"{role}s, {wave.label}") for wave, one in zip(waves, found, strict=True)]
    catalog = measure(SKILLS)
    low, high = axis([0.0, *limits_of(rows)], catalog.low, catalog.high)
    return DotChart(
        title="Skills gained by both sides, survey by survey",
        caption=f"Skill now minus skill before, both asked in the same survey, with 95{THIN}% intervals.",
        unit=catalog.unit,
        rows=tuple(rows),
        ticks=ticks(low, high),
        low=low,
        high=high,
    )


def _gained(release: Release, where: Where, wave: str | None) -> str:
    """The claim: what both sides gained."""
    if not holds(release, SKILLS):
        return "How pairs work; no survey says what they learn"
    found = [shown(release.estimate(SKILLS, {**where, "role": (role,)}, wave)) for role in (JUNIOR, SENIOR)]
    junior, senior = found
    if junior is None or senior is None:
        return "What both sides learn cannot be shown for these people"
    return (
        f"Junior mentors gain {with_unit(junior.value, junior.unit)} of skill, senior mentees "
        f"{with_unit(senior.value, senior.unit)}"
    )


def _support(release: Release, where: Where) -> str:
    if not has_sessions(release):
        return ""
    finding = release.estimate("support_share", where)
    value = shown(finding)
    share = f"{estimate_words(value)} of held sessions, {count(value.n)} pairs." if value else reason_of(finding)
    return f"{SUPPORT}: {share}"


def _parity(label: str, found: tuple[Finding[GroupParity], ...]) -> DotChart:
    rows = tuple(_parity_row(one) for one in found)
    reach = max([2.0, *(max(value, 1 / value) for value in limits_of(rows) if value > 0)])
    most = 2.0 if reach <= 2 else 4.0 if reach <= 4 else 8.0  # noqa: PLR2004 - the next power of two
    marks = [at for at in (0.125, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0) if 1 / most <= at <= most]
    return DotChart(
        title=f"By {label.lower()}: times everybody's participation rate",
        caption="Rate of each group divided by that of everybody eligible, exact intervals.",
        unit="times",
        rows=rows,
        ticks=tuple(Tick(at=at, text=f"{at:g}\N{MULTIPLICATION SIGN}") for at in marks),
        low=1 / most,
        high=most,
        reference=1.0,
        second=FOUR_FIFTHS,
        ends=("less often", "more often"),
        is_ratio=True,
    )


def _parity_row(finding: Finding[GroupParity]) -> Row:
    value = shown(finding)
    if value is None:
        return Row(label=finding.label, text=reason_of(finding))
    colors: dict[str, Color] = {"over": "pilot", "under": "second", "even": "comparison"}
    return Row(
        label=value.label,
        detail=f"{count(value.enrolled)} of {count(value.eligible)}, p {probability(value.p)}",
        value=value.ratio,
        low=value.interval.low,
        high=value.interval.high,
        text=f"{ratio(value.ratio)} ({ratio(value.interval.low)} to {ratio(value.interval.high)})",
        color=colors[value.representation],
    )


def _corrected(found: dict[str, tuple[Finding[GroupParity], ...]]) -> str:
    return "Intervals and p are corrected for the number of groups of each figure." if any(found.values()) else ""


def _resting(where: Where) -> Iterator[str]:
    if any(name in OF_THE_PROGRAM for name in where):
        yield "Filters on cohort, role and group rest on this page: everybody eligible has none."
