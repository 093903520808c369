"""Findings as parts of a page: lines, rows, headline figures and cells, each with its interval and n, or its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, assert_never

from analytics.catalog import COMPARISON, ENROLLED_ONLY, PILOT, measure
from analytics.narrative import difference_unit as unit_of_difference
from analytics.release.read import Released, Undefined, Withheld, shown
from analytics.report.board_pack.pages import DotChart, Headline, Line, LineChart, Note, Notes, Point, Row, Tick
from analytics.report.digits import THIN, count, difference_unit, interval, number, short_unit, signed, with_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from analytics.release.read import Curve, Difference, Estimate, Finding, Release, Where
    from analytics.report.board_pack.pages import Color

T = TypeVar("T")

MONTH = 365 / 12
NOTHING = "The release holds no figure for this."
ROOM = 0.15
LEAST_SHARE = 0.3
"""Share of the possible values that an axis shows at least, so that it does not enlarge noise."""


def reason_of(finding: Finding[T]) -> str:
    """Why a finding has no value; empty where it has one."""
    match finding.outcome:
        case Released():
            return ""
        case Withheld(reason=reason) | Undefined(reason=reason):
            return reason
        case _:
            assert_never(finding.outcome)


def together(reasons: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """One sentence for every reason, with the labels of all that it stands for.

    >>> together([("A", "No data."), ("B", "Hidden."), ("C", "No data.")])
    ('A, C: No data.', 'B: Hidden.')
    """
    labels: dict[str, list[str]] = {}
    for label, reason in reasons:
        labels.setdefault(reason, []).append(label)
    return tuple(f"{', '.join(dict.fromkeys(found))}: {reason}" for reason, found in labels.items())


def shown_or_told(chart: LineChart | DotChart) -> LineChart | DotChart | Notes:
    """A chart, or why nothing of it can be drawn."""
    drawn = chart.rows if isinstance(chart, DotChart) else chart.lines
    if len(chart.reasons) < len(drawn):
        return chart
    told = together(chart.reasons) or (NOTHING,)
    return Notes(
        title=chart.title, notes=tuple(Note(title="Not shown", text=one) for one in told), missing=chart.reasons
    )


def sides(where: Where) -> tuple[tuple[str, Where], tuple[str, Where]]:
    """The filters of the pilot and of the comparison; a cohort or a role is held against everyone else.

    >>> sides({"cohort": ("Winter 2024",)})[1]
    ('Comparison', {'arm': ('Comparison',)})
    """
    shared = {name: chosen for name, chosen in where.items() if name not in ENROLLED_ONLY}
    return (PILOT, {**where, "arm": (PILOT,)}), (COMPARISON, {**shared, "arm": (COMPARISON,)})


def groups_drawn(release: Release, name: str, where: Where) -> tuple[tuple[str, Where], ...]:
    """Pilot and comparison where they can be told apart, else the chosen people beside everyone.

    Args:
        release: The release.
        name: Name of the measure that is drawn.
        where: Chosen categories.
    """
    apart = sides(where)
    if any(isinstance(release.estimate(name, side).outcome, Released) for _, side in apart):
        return apart
    return (("Chosen", where), ("Everyone", {})) if where else (("Everyone", {}),)


def value_words(value: Estimate) -> str:
    """A value with its unit: "90.7 %", "77.3 pts"."""
    if value.unit == "%":
        return with_unit(value.value, value.unit)
    return f"{number(value.value, value.unit)} {short_unit(value.unit)}"


def estimate_words(value: Estimate) -> str:
    """A value, its unit and its interval: "90.7 % (87.3 to 93.3)"."""
    return f"{value_words(value)} ({interval(value.interval, value.unit)})"


def difference_words(value: Difference) -> str:
    """A difference, its interval and its unit: "+4.5 pp (0.9 to 7.1)"."""
    unit = value.pilot.unit
    return f"{signed(value.difference, unit)} {short_unit(difference_unit(unit))} ({interval(value.interval, unit)})"


def headline(finding: Finding[Estimate], difference: Finding[Difference] | None, group: str) -> Headline:
    """A headline figure: the pilot beside the comparison where there is one, else the figure itself.

    Args:
        finding: The figure of everyone.
        difference: Pilot minus comparison; None for a measure that is not compared.
        group: Whom the figure is about where it is not the pilot's.
    """
    compared = shown(difference) if difference else None
    value = compared.pilot if compared else shown(finding)
    label = measure(finding.measure).label
    if value is None:
        return Headline(label=label, group=group, value=reason_of(finding), is_missing=True)
    change = f"Comparison: {reason_of(difference)}" if difference and not compared else ""
    return Headline(
        label=label,
        group="Pilot" if compared else group,
        value=value_words(value),
        support=f"95{THIN}% interval {interval(value.interval, value.unit)} · n {count(value.n)}",
        change=_change(compared) if compared else change,
    )


def _change(value: Difference) -> str:
    if not value.interval.excludes(0.0):
        return f"No detectable difference from comparison: {difference_words(value)}"
    return f"{difference_words(value)} against comparison, {value_words(value.comparison)}; not adjusted"


def trend_line(label: str, color: Color, findings: Sequence[Finding[Estimate]], waves: Sequence[str]) -> Line:
    """A line over survey waves.

    Args:
        label: The group.
        color: Its color.
        findings: One a wave, some of them without a value.
        waves: Names of all waves on the axis.
    """
    points = tuple(
        Point(
            x=float(waves.index(value.wave)),
            y=value.value,
            low=value.interval.low if value.interval else None,
            high=value.interval.high if value.interval else None,
            text=f"{value.wave}: {estimate_words(value)}, n {count(value.n)}",
        )
        for finding in findings
        if (value := shown(finding)) is not None and value.wave in waves
    )
    return Line(label=label, color=color, points=points, reason="" if points else _first_reason(findings))


def curve_line(finding: Finding[Curve], color: Color) -> Line:
    """A retention curve in months since launch, or the reason why there is none."""
    curve = shown(finding)
    points = tuple(
        Point(
            x=float(months(one.day)),
            y=one.survival,
            low=one.low,
            high=one.high,
            text=f"{months(one.day)} months: {with_unit(one.survival, '%')} ({number(one.low, '%')} to "
            f"{number(one.high, '%')}), {count(one.at_risk)} at risk",
        )
        for one in (curve.points if curve else ())
    )
    return Line(label=finding.label, color=color, points=points, reason=reason_of(finding))


def at_risk(curve: Curve, ticks: Iterable[Tick]) -> tuple[Tick, ...]:
    """The people at risk in the months of an axis, as marks."""
    known = {months(point.day): point.at_risk for point in curve.points}
    return tuple(Tick(at=tick.at, text=count(known[int(tick.at)])) for tick in ticks if int(tick.at) in known)


def difference_row(finding: Finding[Difference], label: str = "", *, is_strong: bool = False) -> Row:
    """A row with pilot minus comparison; a color only where the corrected interval leaves zero out."""
    value, name = shown(finding), label or finding.label
    if value is None:
        return Row(label=name, text=reason_of(finding), is_strong=is_strong)
    return Row(
        label=name,
        detail=f"n {count(value.pilot.n)} against {count(value.comparison.n)}",
        value=value.difference,
        low=value.interval.low,
        high=value.interval.high,
        text=difference_words(value),
        color="pilot" if value.interval.excludes(0.0) else "comparison",
        is_strong=is_strong,
    )


def estimate_row(finding: Finding[Estimate], color: Color, label: str = "") -> Row:
    """A row with one value."""
    value, name = shown(finding), label or finding.label
    if value is None:
        return Row(label=name, text=reason_of(finding))
    return Row(
        label=name,
        detail=f"n {count(value.n)}",
        value=value.value,
        low=value.interval.low if value.interval else None,
        high=value.interval.high if value.interval else None,
        text=estimate_words(value),
        color=color,
    )


def estimate_cells(label: str, finding: Finding[Estimate]) -> tuple[str, ...]:
    """A row of a table: value, interval and n, or the label and the reason."""
    value = shown(finding)
    if value is None:
        return (label, reason_of(finding))
    return (label, value_words(value), interval(value.interval, value.unit), count(value.n))


def axis(values: Iterable[float], lowest: float, highest: float) -> tuple[float, float]:
    """The ends of an axis that holds all values and does not enlarge noise, on round numbers.

    >>> axis([71.0, 74.0], 0.0, 100.0)
    (55.0, 90.0)
    """
    known = list(values) or [lowest, highest]
    middle = (min(known) + max(known)) / 2
    half = max((max(known) - min(known)) * (0.5 + ROOM), (highest - lowest) * LEAST_SHARE / 2)
    step = spacing(2 * half)
    low = max(lowest, step * ((middle - half) // step))
    high = min(highest, -step * (-(middle + half) // step))
    return (low, high) if high > low else (lowest, highest)


def around_zero(values: Iterable[float], least: float) -> tuple[float, float]:
    """The ends of an axis around zero that holds all values, on round numbers.

    >>> around_zero([-1.0, 7.1], 5.0)
    (-10.0, 10.0)
    """
    reach = max([least, *(abs(value) * (1 + ROOM / 2) for value in values)])
    step = spacing(2 * reach)
    reach = -step * (-reach // step)
    return (-reach, reach)


def ticks(low: float, high: float, unit: str = "") -> tuple[Tick, ...]:
    """Round marks of an axis, with their unit."""
    step = spacing(high - low)
    first = -int(-low // step)
    behind = f"{THIN}%" if unit == "%" else ""
    found = (step * number_of for number_of in range(first, int(high // step) + 1))
    return tuple(Tick(at=at, text=f"{at:g}".replace("-", "−") + behind) for at in found)


def spacing(span: float) -> float:
    """A round distance between the marks of an axis, of which there are four to eight."""
    for step in (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0):
        if span / step <= 6:  # noqa: PLR2004 - more marks than that are not read
            return step
    return 100.0


def months(day: int) -> int:
    """The month that ends on a day.

    >>> months(365)
    12
    """
    return round(day / MONTH)


def limits_of(rows: Iterable[Row | Point]) -> list[float]:
    """Every number that an axis must have room for."""
    return [
        number_of
        for row in rows
        for number_of in (row.low, row.high, row.value if isinstance(row, Row) else row.y)
        if number_of is not None
    ]


def difference_caption(name: str) -> str:
    """The unit of a difference and what it is, as a caption."""
    return f"Pilot minus comparison in {unit_of_difference(name)}, with 95{THIN}% intervals."


def _first_reason(findings: Sequence[Finding[Estimate]]) -> str:
    return next((reason for finding in findings if (reason := reason_of(finding))), "No survey asks for it.")
