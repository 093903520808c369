"""What changed for the same people by the generations of both sides of their pair, corrected for how many cells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analytics.catalog import measure as catalog_measure
from analytics.errors import UndefinedStatisticError
from analytics.measures import changes
from analytics.measures.finding import Estimate, Interval
from analytics.stats.distributions import t_p, t_quantile
from analytics.stats.intervals import mean
from analytics.stats.moments import Sums
from analytics.stats.multiplicity import holm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.query import Query

MEASURE = "bridging"
ALPHA = 0.05
PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PairChange:
    """The change of one score for the people of one side, whose pairs are of the same two generations.

    Args:
        role: The side that answered: `Junior mentor` or `Senior mentee`.
        junior_generation: Generation of the junior mentors, or several joined.
        senior_generation: Generation of the senior mentees, or several joined.
        earlier: The earlier wave.
        change: Mean of the later score minus the earlier one, person by person, in points.
    """

    role: str
    junior_generation: str
    senior_generation: str
    earlier: str
    change: Estimate


def question(measure: str, waves: tuple[str, str], denominators: tuple[int, int]) -> Query:
    """What to ask the engine for the changes by both generations.

    Args:
        measure: Name of a scale.
        waves: The earlier and the later wave.
        denominators: Integer steps that make a score of 1 in each.
    """
    return replace(changes.question(measure, waves, denominators), aggregate="pair_changes")


def change_of(measure: str, sums: tuple[int, int, int], wave: str, steps: int) -> Estimate | None:
    """The mean change of a group to a tenth of a point with its paired interval, or None where nobody differs.

    Args:
        measure: Name of a scale.
        sums: People, the sum of their changes and the sum of the squares, in steps.
        wave: The later wave.
        steps: Integer steps that make a score of 1.

    Reference:
        Student (1908), The probable error of a mean, Biometrika 6, 1-25: the test of paired differences.
    Checked against:
        R: `t.test(later, earlier, paired = TRUE)`.

    >>> found = change_of("bridging", (10, 20, 130), "2025-06", 100)
    >>> found.value, found.interval.low, found.interval.high
    (2.0, -0.3, 4.3)
    """
    n, total, squares = sums
    scaled = Sums(n=n, total=PERCENT * total, squares=PERCENT * PERCENT * squares, denominator=steps)
    try:
        found = mean(scaled.moments())
    except UndefinedStatisticError:
        return None
    return Estimate(
        label="",
        n=n,
        value=round(found.mean, 1),
        interval=Interval(low=round(found.interval.low, 1), high=round(found.interval.high, 1)),
        unit=catalog_measure(measure).unit,
        wave=wave,
        standard_error=max(round(found.standard_error, 2), 0.01),
    )


def corrected(found: Sequence[PairChange]) -> tuple[Interval, ...]:
    """The interval of each change, corrected for how many there are: without zero where Holm's p is below 0.05.

    Args:
        found: The changes that are looked at together.

    Reference:
        Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6,
        65-70; each interval has the level at which its cell is tested.
    Checked against:
        R: `p.adjust(p, "holm")`.
    """
    plain = [_p(one.change) for one in found]
    factors = [adjusted / p if p > 0 else len(found) for p, adjusted in zip(plain, holm(plain), strict=True)]
    return tuple(_interval(one.change, 1 - ALPHA / factor) for one, factor in zip(found, factors, strict=True))


def _p(change: Estimate) -> float:
    return t_p(change.value / (change.standard_error or 1.0), change.n - 1.0)


def _interval(change: Estimate, level: float) -> Interval:
    reach = t_quantile(level, change.n - 1.0) * (change.standard_error or 0.0)
    return Interval(low=change.value - reach, high=change.value + reach, level=level)
