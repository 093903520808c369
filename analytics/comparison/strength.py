"""How strongly what was measured goes with taking part and with the outcome: the yardstick for the rest."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from operator import mul
from typing import TYPE_CHECKING

import numpy as np

from analytics.comparison.known import FEWEST, SCORES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from analytics.comparison.asked import Compared
    from analytics.stats.patterns import Floats, Integers

LOG_RATIO = 0.91
"""Log risk ratio that stands for one standard deviation of a score."""

THIRDS = 3


def bounding_factor(with_taking_part: float, with_outcome: float) -> float:
    """The largest risk ratio that a cause of this strength can make out of no difference.

    Args:
        with_taking_part: Risk ratio with taking part, 1 or more.
        with_outcome: Risk ratio with the outcome, 1 or more.

    Reference:
        Ding & VanderWeele (2016), Epidemiology 27, 368-377: RR_EU RR_UD / (RR_EU + RR_UD - 1).

    >>> bounding_factor(2.0, 3.0)
    1.5
    """
    return with_taking_part * with_outcome / (with_taking_part + with_outcome - 1)


def strongest(compared: Compared, *, is_higher: bool) -> tuple[str, float]:
    """The covariate that could have made the largest difference in one direction, and its strength as an E-value.

    Everybody is put in one of two halves of each covariate: its categories (or thirds of a number) in which the
    comparison does better than on average, and the others. The strength is the E-value of the bounding factor of the
    two risk ratios, with taking part and with the outcome, and 1 where the covariate pushes the other way.

    Args:
        compared: The people.
        is_higher: Whether the difference to be explained is above zero.

    Reference:
        Ding & VanderWeele (2016), Epidemiology 27, 368-377; D'Agostino McGowan & Greevy (2020), arXiv:2011.07030.
    """
    everybody = _Everybody(compared=compared)
    found = {name: _factor(everybody, name, is_higher=is_higher) for name in compared.asked.covariates}
    name = max(found, key=lambda one: found[one], default="")
    if not name or found[name] <= 1.0:
        return "", 1.0
    factor = found[name]
    return name, factor + math.sqrt(factor * (factor - 1))


@dataclass(frozen=True, kw_only=True)
class _Everybody:
    """The people as columns, one value for each row."""

    compared: Compared

    @cached_property
    def n(self) -> Integers:
        """How many people each row stands for."""
        return np.array([one.n for one in self.compared.people.alike], dtype=np.int64)

    @cached_property
    def is_pilot(self) -> NDArray[np.bool_]:
        """Whether they are in the pilot."""
        return np.array([one.is_pilot for one in self.compared.people.alike], dtype=np.bool_)

    @cached_property
    def known(self) -> Integers:
        """How many of them have a known outcome at the end."""
        if self.compared.asked.is_surveyed:
            return self.n
        end = self.compared.asked.end
        is_known = [one.steps[1] or one.steps[0] >= end for one in self.compared.people.alike]
        return np.where(is_known, self.n, 0)

    @cached_property
    def well(self) -> Floats:
        """How well they did, all together: their scores added up, or how many are still there or were promoted."""
        asked, people = self.compared.asked, self.compared.people
        if asked.is_surveyed:
            return np.array([one.n * one.steps[0] / people.denominators[0] for one in people.alike], dtype=np.float64)
        is_well = [
            (bool(one.steps[1]) and one.steps[0] <= asked.end) is (asked.measure == "promotions")
            for one in people.alike
        ]
        return np.where(is_well, self.known, 0).astype(np.float64)

    @cached_property
    def spread(self) -> float:
        """Standard deviation of the score in the comparison."""
        people = self.compared.people
        return math.sqrt(people.sums(one for one in people.alike if not one.is_pilot).moments().variance)

    def size(self, rows: Integers, *, arm: bool) -> int:
        """People of one group among these rows."""
        return int(self.n[rows[self.is_pilot[rows] == arm]].sum())

    def mean(self, rows: Integers) -> float:
        """How well the comparison among these rows did on average: added up one after the other, in their order."""
        others = rows[~self.is_pilot[rows]]
        n = int(self.known[others].sum())
        return float(np.cumsum(self.well[others])[-1]) / n if n else 0.0

    def groups(self, name: str) -> list[Integers]:
        """The rows of each category of a characteristic, or of each third of a number."""
        values: list[object] = [row[name] for row in self.compared.rows]
        if name in SCORES:
            place = _thirds(self.compared, name)
            values = [place[value] if isinstance(value, int) else None for value in values]
        numbers: dict[object, int] = {}
        found = np.array([numbers.setdefault(value, len(numbers)) for value in values], dtype=np.int64)
        return [
            np.flatnonzero(found == number)
            for value, number in numbers.items()
            if not (value is None and name in SCORES)
        ]


def _factor(everybody: _Everybody, name: str, *, is_higher: bool) -> float:
    """The bounding factor of one covariate; 1 where it cannot have made a difference in this direction."""
    arms = (True, False)
    large = [rows for rows in everybody.groups(name) if min(everybody.size(rows, arm=arm) for arm in arms) >= FEWEST]
    if len(large) < 2:  # noqa: PLR2004 - one group alone cannot differ from others
        return 1.0
    goodness = [everybody.mean(rows) for rows in large]
    n = [everybody.size(rows, arm=False) for rows in large]
    average = math.fsum(map(mul, n, goodness)) / sum(n)
    is_better = [one > average for one in goodness]
    if all(is_better) or not any(is_better):
        return 1.0
    halves = [np.concatenate([*compress(large, [one is side for one in is_better])]) for side in arms]
    shares = [
        everybody.size(halves[0], arm=arm) / sum(everybody.size(half, arm=arm) for half in halves) for arm in arms
    ]
    if (shares[0] > shares[1]) is not is_higher or shares[0] == shares[1]:
        return 1.0
    pairs = ((shares[0], shares[1]), (1 - shares[0], 1 - shares[1]))
    taking_part = max(max(first, second) / max(min(first, second), 1e-9) for first, second in pairs)
    return bounding_factor(taking_part, _outcome_ratio(everybody, halves))


def _outcome_ratio(everybody: _Everybody, halves: list[Integers]) -> float:
    """The risk ratio of the outcome between the two halves of the comparison, 1 or more."""
    asked = everybody.compared.asked
    better, worse = (everybody.mean(half) for half in halves)
    if not asked.is_surveyed:
        risks = sorted((1 - better, 1 - worse) if asked.measure == "retention" else (better, worse))
        return risks[1] / risks[0] if risks[0] > 0 else 1.0
    return math.exp(LOG_RATIO * abs(better - worse) / everybody.spread)


def _thirds(compared: Compared, name: str) -> Mapping[int, int]:
    """The third of everybody into which each value of a number falls."""
    counts: defaultdict[int, int] = defaultdict(int)
    for row, one in zip(compared.rows, compared.people.alike, strict=True):
        value = row[name]
        if isinstance(value, int):
            counts[value] += one.n
    reached, whole, place = 0, sum(counts.values()), {}
    for value in sorted(counts):
        place[value] = min(THIRDS - 1, THIRDS * reached // max(whole, 1))
        reached += counts[value]
    return place
