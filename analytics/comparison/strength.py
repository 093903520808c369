"""How strongly what was measured goes with taking part and with the outcome: the yardstick for the rest."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from analytics.comparison.known import FEWEST, SCORES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from analytics.comparison.asked import Compared
    from analytics.comparison.people import Alike

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
    found = {name: _factor(compared, name, is_higher=is_higher) for name in compared.asked.covariates}
    name = max(found, key=lambda one: found[one], default="")
    if not name or found[name] <= 1.0:
        return "", 1.0
    factor = found[name]
    return name, factor + math.sqrt(factor * (factor - 1))


def _factor(compared: Compared, name: str, *, is_higher: bool) -> float:
    """The bounding factor of one covariate; 1 where it cannot have made a difference in this direction."""
    groups: defaultdict[object, list[Alike]] = defaultdict(list)
    place = _thirds(compared, name) if name in SCORES else None
    for row, one in zip(compared.rows, compared.people.alike, strict=True):
        value = row[name]
        if place is None:
            groups[value].append(one)
        elif isinstance(value, int):
            groups[place[value]].append(one)
    large = {key: ones for key, ones in groups.items() if min(_size(ones, arm=arm) for arm in (True, False)) >= FEWEST}
    if len(large) < 2:  # noqa: PLR2004 - one group alone cannot differ from others
        return 1.0
    goodness = {key: _mean(compared, (one for one in ones if not one.is_pilot)) for key, ones in large.items()}
    n = {key: _size(ones, arm=False) for key, ones in large.items()}
    average = math.fsum(n[key] * goodness[key] for key in large) / sum(n.values())
    better = {key for key in large if goodness[key] > average}
    if not better or len(better) == len(large):
        return 1.0
    halves = [[one for key, ones in large.items() if (key in better) is side for one in ones] for side in (True, False)]
    shares = [_size(halves[0], arm=arm) / sum(_size(half, arm=arm) for half in halves) for arm in (True, False)]
    if (shares[0] > shares[1]) is not is_higher or shares[0] == shares[1]:
        return 1.0
    pairs = ((shares[0], shares[1]), (1 - shares[0], 1 - shares[1]))
    taking_part = max(max(first, second) / max(min(first, second), 1e-9) for first, second in pairs)
    return bounding_factor(taking_part, _outcome_ratio(compared, halves))


def _outcome_ratio(compared: Compared, halves: list[list[Alike]]) -> float:
    """The risk ratio of the outcome between the two halves of the comparison, 1 or more."""
    better, worse = (_mean(compared, (one for one in half if not one.is_pilot)) for half in halves)
    if not compared.asked.is_surveyed:
        risks = sorted((1 - better, 1 - worse) if compared.asked.measure == "retention" else (better, worse))
        return risks[1] / risks[0] if risks[0] > 0 else 1.0
    known = compared.people
    spread = math.sqrt(known.sums(one for one in known.alike if not one.is_pilot).moments().variance)
    return math.exp(LOG_RATIO * abs(better - worse) / spread)


def _mean(compared: Compared, ones: Iterable[Alike]) -> float:
    """How well people did: their mean score, or the share still there or promoted, of those known at the end."""
    asked, total, n = compared.asked, 0.0, 0
    for one in ones:
        if asked.is_surveyed:
            total += one.n * one.steps[0] / compared.people.denominators[0]
            n += one.n
        elif one.steps[1] or one.steps[0] >= asked.end:
            has_event = bool(one.steps[1]) and one.steps[0] <= asked.end
            total += one.n * (has_event is (asked.measure == "promotions"))
            n += one.n
    return total / n if n else 0.0


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


def _size(ones: Iterable[Alike], *, arm: bool) -> int:
    return sum(one.n for one in ones if one.is_pilot is arm)
