"""How often people leave or move up: events per person-year or by headcount, with exact limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.catalog import measure as catalog_measure
from analytics.engine.rows import count
from analytics.errors import UndefinedStatisticError
from analytics.measures.cell import Cell
from analytics.measures.finding import Estimate, Interval, Outcome, Released, Undefined
from analytics.measures.threes import ROUNDING, SLACK, has_both_sides, in_threes
from analytics.stats.rates import poisson_rate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.engine.rows import Row
    from analytics.measures.finding import Curve

EVENTS: Mapping[str, str] = {"turnover": "leavers", "regretted_turnover": "voluntary", "promotions": "promotions"}
"""Column of `risk_people` that counts the events of each rate."""

YEAR = 365.25
DAYS_STEP = 3 * 365
"""Days at risk are published in multiples of this: one person who leaves seldom takes as much from them."""
PERCENT = 100
BY_HEADCOUNT = "turnover_by_headcount"
HALF_STEP = 1
"""How far a headcount that was rounded up to a multiple of three is, on average, above the true one."""

WIDEST = 2
"""How far a headcount in the middle of that step can be from the true one, leavers in threes as well."""

EACH_ITS_OWN_TIME = "Each group has its own time of turnover by headcount; compare turnover per person-year."
NO_SECOND_DAY = "The headcount of this group is known at the end of fewer than two months."


def rate_cell(measure: str, row: Row) -> Cell | None:
    """The cell of one rate in a group, or None where fewer than three people have had the event or have not.

    Args:
        measure: Name of a rate.
        row: A row of `risk_people`.
    """
    people, events = count(row, "people"), count(row, EVENTS[measure])
    if not has_both_sides(events, people):
        return None
    return Cell(people=people, n=people, total=in_threes(events), squares=0, base=in_steps(count(row, "days")))


def in_steps(days: int) -> int:
    """Days at risk to the nearest three years of one person, and never none.

    To the day, the difference of two groups would tell whether anybody of the rest has left, and when.

    >>> in_steps(36525), in_steps(36525 - 200), in_steps(90)
    (36135, 36135, 1095)
    """
    return max((2 * days + DAYS_STEP) // (2 * DAYS_STEP), 1) * DAYS_STEP


def estimate(measure: str, cell: Cell, *, label: str, cells: int = 1, level: float = 0.95) -> Outcome[Estimate]:
    """Events per 100 person-years of one group.

    The limits are those of the smallest and of the largest count that the published one, in threes, can stand for, over
    the longest and the shortest time.

    Args:
        measure: Name of a rate.
        cell: Events in threes (total) and days at risk in steps of three years (base).
        label: The group.
        cells: Published cells that were added up for it.
        level: Confidence level, a share.
    """
    years = cell.base / YEAR
    slack, time = SLACK * cells, cells * DAYS_STEP / 2 / YEAR
    try:
        found = poisson_rate(cell.total, years, level=level)
        low = poisson_rate(max(cell.total - slack, 0), years + time, level=level).interval.low
        high = poisson_rate(cell.total + slack, years - time, level=level).interval.high
    except UndefinedStatisticError as undefined:
        return Undefined(reason=undefined.what)
    value = Estimate(
        label=label,
        n=cell.people,
        value=PERCENT * found.rate,
        interval=Interval(low=PERCENT * low, high=PERCENT * high, level=level),
        unit=catalog_measure(measure).unit,
        standard_error=PERCENT * (cell.total + cells * ROUNDING) ** 0.5 / years,
    )
    return Released(value=value, n=cell.people)


def by_headcount(curve: Curve, *, level: float = 0.95) -> Outcome[Estimate]:
    """Leavers per hundred of the mean headcount of one group, over all the time of its published curve.

    Everything follows from the curve: the leavers between its first and its last day, and the headcount at the end of
    each of its months, rounded up to threes there and so less one here. A headcount of a curve with fewer days than one
    a month stands for the time since the day before it. The limits are those of the smallest and of the largest counts
    that the published ones can stand for.

    Args:
        curve: A published curve of retention.
        level: Confidence level, a share.

    Reference:
        Garwood (1936), Fiducial limits for the Poisson distribution, Biometrika 28. The headcount is taken as known.
    Checked against:
        R: `poisson.test(leavers, headcount)$conf.int`.
    """
    first, *later = curve.points
    if not later:
        return Undefined(reason=NO_SECOND_DAY)
    days = [point.day - before.day for before, point in zip(curve.points, later, strict=False)]
    head = sum(one * point.at_risk for one, point in zip(days, later, strict=True)) / sum(days) - HALF_STEP
    leavers, slack = later[-1].leavers - first.leavers, SLACK * (2 if first.leavers else 1)
    value = Estimate(
        label=curve.label,
        n=curve.people,
        value=PERCENT * leavers / head,
        interval=Interval(
            low=PERCENT * poisson_rate(max(leavers - slack, 0), head + WIDEST, level=level).interval.low,
            high=PERCENT * poisson_rate(leavers + slack, head - WIDEST, level=level).interval.high,
            level=level,
        ),
        unit=catalog_measure(BY_HEADCOUNT).unit,
        standard_error=PERCENT * (leavers + slack * ROUNDING) ** 0.5 / head,
    )
    return Released(value=value, n=curve.people)
