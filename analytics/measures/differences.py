"""Pilot minus comparison: how far apart, how sure, and what may be said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from analytics.errors import UndefinedStatisticError
from analytics.measures import survey
from analytics.measures.finding import Difference, Estimate, Interval, Outcome, Released, Undefined, Verdict, Withheld
from analytics.measures.retention import MONTHS, retained
from analytics.stats.compare import welch
from analytics.stats.distributions import normal_p, normal_quantile, t_quantile

if TYPE_CHECKING:
    from collections.abc import Callable

    from analytics.measures.cell import Cell
    from analytics.measures.finding import Curve

Both: TypeAlias = "tuple[Outcome[Estimate], Outcome[Estimate]]"

FOUR_IN_FIVE = 0.6
"""Two-sided level whose quantile is passed in four of five cases (one-sided 80 %)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around a comparison.

    Args:
        label: The group within which pilot and comparison are compared.
        margin: The largest difference that still counts as none, in the measure's unit.
        family: Number of comparisons made together; intervals and p-values are corrected for it (Bonferroni).
        level: Confidence level of a single comparison, a share.
    """

    label: str
    margin: float
    family: int = 1
    level: float = 0.95

    @property
    def corrected_level(self) -> float:
        """The confidence level that keeps the whole family at `level`."""
        return 1 - (1 - self.level) / self.family

    @property
    def equivalence_level(self) -> float:
        """The level of the interval that must lie within the margin: two one-sided tests, corrected as well.

        >>> round(Frame(label="All", margin=3.0, family=4).equivalence_level, 4)
        0.975
        """
        return 1 - 2 * (1 - self.level) / self.family


def means(
    pilot: tuple[Estimate, Cell], comparison: tuple[Estimate, Cell], denominator: int, frame: Frame
) -> Outcome[Difference]:
    """The Welch difference of two mean scores.

    Args:
        pilot: The pilot's estimate and sums.
        comparison: The comparison's estimate and sums.
        denominator: Integer steps that make a score of 1.
        frame: Label, margin and family.
    """
    try:
        first, second = survey.moments(pilot[1], denominator), survey.moments(comparison[1], denominator)
        found = welch(first, second, level=frame.corrected_level)
        narrow = welch(first, second, level=frame.equivalence_level)
    except UndefinedStatisticError as undefined:
        return Undefined(reason=undefined.what)
    difference = Difference(
        label=frame.label,
        pilot=pilot[0],
        comparison=comparison[0],
        difference=found.difference,
        interval=found.interval,
        p=min(1.0, found.p * frame.family),
        t=found.t,
        df=found.df,
        smallest_detectable=(t_quantile(frame.corrected_level, found.df) + t_quantile(FOUR_IN_FIVE, found.df))
        * found.standard_error,
        verdict=verdict(found.interval, narrow.interval, frame.margin),
        margin=frame.margin,
        family=frame.family,
        narrow=narrow.interval,
    )
    return Released(value=difference, n=first.n + second.n)


def retentions(pilot: Curve, comparison: Curve, frame: Frame) -> Outcome[Difference]:
    """The difference in 12-month retention from the day both groups are under observation.

    A cohort that enrolled later is held against the comparison from its own first day on, never against earlier months.

    Reference:
        Zou & Donner (2008), Statistics in Medicine 27, 1693-1702 (method of variance estimates recovery).
    """
    since = max(pilot.points[0].day, comparison.points[0].day)

    def both(level: float) -> Both:
        return retained(pilot, MONTHS, since=since, level=level), retained(comparison, MONTHS, since=since, level=level)

    found = from_limits(both, frame)
    if isinstance(found, Withheld) and any(isinstance(one, Withheld) for one in both(0.95)):
        return found
    if isinstance(found, Withheld):
        return Undefined(reason=f"Pilot and comparison have not been under observation together for {MONTHS} months.")
    return found


def from_limits(both: Callable[[float], Both], frame: Frame) -> Outcome[Difference]:
    """The difference of two estimates from the limits of each, for measures that have no variance of their own.

    Args:
        both: The pilot's and the comparison's estimate at a confidence level.
        frame: Label, margin and family.

    Returns:
        The difference; withheld where one of the two is not released.

    Reference:
        Zou & Donner (2008), Statistics in Medicine 27, 1693-1702 (method of variance estimates recovery).
    """
    found = [both(level) for level in (frame.level, frame.corrected_level, frame.equivalence_level)]
    pairs = [
        (first.value, second.value)
        for first, second in found
        if isinstance(first, Released) and isinstance(second, Released)
    ]
    if len(pairs) < len(found):
        return Withheld()
    return _recovered_difference(pairs[0], pairs[1], pairs[2], frame)


def as_estimate(found: Difference, unit: str, wave: str | None) -> Estimate:
    """A difference as one number with its interval."""
    return Estimate(
        label=found.label,
        n=found.pilot.n + found.comparison.n,
        value=found.difference,
        interval=found.interval,
        unit=unit,
        wave=wave,
        standard_error=abs(found.difference / found.t) if found.t else None,
    )


def verdict(interval: Interval, narrow: Interval, margin: float) -> Verdict:
    """What may be said of a difference.

    Args:
        interval: Corrected interval of the difference.
        narrow: Its interval for two one-sided tests, 90 % for a single comparison, which decides equivalence.
        margin: The largest difference that still counts as none.

    >>> verdict(Interval(low=0.4, high=2.0), Interval(low=0.5, high=1.9), 3.0)
    'higher'
    >>> verdict(Interval(low=-4.0, high=9.0), Interval(low=-3.0, high=8.0), 3.0)
    'not_enough'
    """
    if interval.excludes(0.0):
        return "higher" if interval.low > 0 else "lower"
    return "no_difference" if -margin < narrow.low and narrow.high < margin else "not_enough"


def _recovered_difference(
    shown: tuple[Estimate, Estimate], wide: tuple[Estimate, Estimate], narrow: tuple[Estimate, Estimate], frame: Frame
) -> Outcome[Difference]:
    pilot, comparison = shown
    error = ((pilot.standard_error or 0.0) ** 2 + (comparison.standard_error or 0.0) ** 2) ** 0.5
    if error == 0.0:
        return Undefined(
            reason="In each of the two groups everybody fared the same, so nothing says how sure their difference is."
        )
    interval, tested = recovered(*wide), recovered(*narrow)
    z = (pilot.value - comparison.value) / error
    value = Difference(
        label=frame.label,
        pilot=pilot,
        comparison=comparison,
        difference=pilot.value - comparison.value,
        interval=interval,
        p=min(1.0, normal_p(z) * frame.family),
        t=z,
        df=None,
        smallest_detectable=_detectable(interval, error),
        verdict=verdict(interval, tested, frame.margin),
        margin=frame.margin,
        family=frame.family,
        narrow=tested,
    )
    return Released(value=value, n=pilot.n + comparison.n)


def _detectable(interval: Interval, error: float) -> float:
    """The difference seen in four of five cases, by the wider of the standard error and half the interval."""
    reach = normal_quantile(interval.level)
    return (reach + normal_quantile(FOUR_IN_FIVE)) * max(error, (interval.high - interval.low) / (2 * reach))


def recovered(pilot: Estimate, comparison: Estimate) -> Interval:
    """The interval of a difference from the intervals of both sides (square-and-add)."""
    first, second = pilot.interval, comparison.interval
    if first is None or second is None:
        msg = "Both sides need an interval."
        raise UndefinedStatisticError(msg)
    difference = pilot.value - comparison.value
    below = ((pilot.value - first.low) ** 2 + (second.high - comparison.value) ** 2) ** 0.5
    above = ((first.high - pilot.value) ** 2 + (comparison.value - second.low) ** 2) ** 0.5
    return Interval(low=difference - below, high=difference + above, level=first.level)
