"""What changed for the same people between two waves, and who of the earlier wave was lost on the way."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.catalog import COMPARISON, PILOT
from analytics.catalog import measure as catalog_measure
from analytics.engine.rows import count
from analytics.errors import UndefinedStatisticError
from analytics.measures.finding import Estimate, Interval
from analytics.query import Query
from analytics.stats.intervals import mean
from analytics.stats.moments import Sums

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.engine.rows import Row
    from analytics.query import Value

MEASURES = ("engagement", "satisfaction", "bridging")
FATES = ("both", "silent", "left")
MINIMUM = 10
PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The change of one score for the people of one arm who answered in both of two waves.

    Args:
        earlier: The earlier wave.
        change: Mean of the later score minus the earlier one, person by person, in points; `label` is the arm.
        silent: People with a score in the earlier wave and none in the later; None where they are fewer than ten.
        left: People of the earlier wave who left the company in between; None where they are fewer than ten.
        mean_of_both: Mean earlier score of those who answered in both, in points.
        mean_of_lost: Mean earlier score of everybody lost; None where they are fewer than ten.
    """

    earlier: str
    change: Estimate
    silent: int | None
    left: int | None
    mean_of_both: float | None
    mean_of_lost: float | None


def question(measure: str, waves: tuple[str, str], denominators: tuple[int, int]) -> Query:
    """What to ask the engine for the changes between two waves.

    Args:
        measure: Name of a scale.
        waves: The earlier and the later wave.
        denominators: Integer steps that make a score of 1 in each.
    """
    common = math.lcm(*denominators)
    values: dict[str, Value] = {
        "earlier": waves[0],
        "later": waves[1],
        "earlier_steps": common // denominators[0],
        "later_steps": common // denominators[1],
    }
    return Query(aggregate="changes", column=measure, values=values)


def changes(
    measure: str, rows: Sequence[Row], waves: tuple[str, str], denominators: tuple[int, int]
) -> tuple[Change, ...]:
    """The change of each arm in which at least ten people answered in both waves, to a tenth of a point.

    Args:
        measure: Name of a scale.
        rows: Rows of `changes`.
        waves: The earlier and the later wave.
        denominators: Integer steps that make a score of 1 in each.
    """
    of_arm: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in rows:
        of_arm[str(row["arm"])][str(row["fate"])] = row
    steps = math.lcm(*denominators)
    found = (_change(measure, arm, of_arm[arm], waves, steps) for arm in (PILOT, COMPARISON) if arm in of_arm)
    return tuple(one for one in found if one is not None)


def _change(measure: str, arm: str, fates: Mapping[str, Row], waves: tuple[str, str], steps: int) -> Change | None:
    both = fates.get("both")
    n = _people(both)
    if both is None or n < MINIMUM:
        return None
    sums = Sums(n=n, total=_sum(both, "change"), squares=_sum(both, "change_squares", 2), denominator=steps)
    try:
        found = mean(sums.moments())
    except UndefinedStatisticError:
        return None
    silent, left = _people(fates.get("silent")), _people(fates.get("left"))
    told = silent + left >= MINIMUM or silent + left == 0
    return Change(
        earlier=waves[0],
        change=Estimate(
            label=arm,
            n=n,
            value=round(found.mean, 1),
            interval=Interval(low=round(found.interval.low, 1), high=round(found.interval.high, 1)),
            unit=catalog_measure(measure).unit,
            wave=waves[1],
            standard_error=round(found.standard_error, 2),
        ),
        silent=_told(silent) if told and _told(left) is not None else None,
        left=_told(left) if told and _told(silent) is not None else None,
        mean_of_both=_mean_before([both], steps) if told else None,
        mean_of_lost=_mean_before([fates[fate] for fate in FATES[1:] if fate in fates], steps) if told else None,
    )


def _told(people: int) -> int | None:
    """A count that may be told: nobody, or at least ten."""
    return people if people == 0 or people >= MINIMUM else None


def _mean_before(rows: Sequence[Row], steps: int) -> float | None:
    people = sum(_people(row) for row in rows)
    return round(sum(_sum(row, "earlier") for row in rows) / (people * steps), 1) if people else None


def _people(row: Row | None) -> int:
    return 0 if row is None else count(row, "people")


def _sum(row: Row, name: str, power: int = 1) -> int:
    return count(row, name) * PERCENT * (PERCENT if power > 1 else 1)
