"""What a comparison of two means or two shares can see: power, smallest detectable difference, people needed."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy import special

from analytics.errors import UndefinedStatisticError
from analytics.stats import noncentral_t
from analytics.stats.distributions import both_sides, normal_quantile, t_quantile
from analytics.stats.quadrature import root

ALPHA = 0.05
TARGET = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """One group of a planned or finished comparison.

    Args:
        n: Number of people; after division by a design effect not always whole. At least 2.
        deviation: Standard deviation of the outcome, in the unit of the measure, 0 or more.
    """

    n: float
    deviation: float

    def clustered(self, effect: float) -> Arm:
        """The same group counted in independent people.

        Args:
            effect: Design effect, see `design_effect`.

        >>> Arm(n=60, deviation=1.0).clustered(2.0)
        Arm(n=30.0, deviation=1.0)
        """
        return Arm(n=self.n / effect, deviation=self.deviation)


def design_effect(size: float, correlation: float) -> float:
    """How many times more people a comparison needs because members of a team answer alike.

    Args:
        size: Mean number of people of one team in the comparison, at least 1.
        correlation: Intraclass correlation of the outcome within teams, usually 0 to 0.2.

    Reference:
        Kish (1965), Survey Sampling: 1 + (m - 1) ICC.

    >>> round(design_effect(8, 0.15), 2)
    2.05
    """
    return max(1.0, 1.0 + (size - 1.0) * correlation)


def power(difference: float, first: Arm, second: Arm, *, alpha: float = ALPHA) -> float:
    """The chance that Welch's test finds a true difference of this size.

    Both tails count: a finding in the wrong direction is a finding too, if a rare one.

    Args:
        difference: The true difference, in the unit of the measure.
        first: The first group.
        second: The second group.
        alpha: Two-sided false-alarm rate, a share.

    Raises:
        UndefinedStatisticError: A group has fewer than two people, or neither has any spread.

    Reference:
        Noncentral t with Satterthwaite's degrees of freedom: Moser, Stevens and Watts (1989), The two-sample t test
        versus Satterthwaite's approximate F test, Communications in Statistics 18, 3963-3975.
    Checked against:
        R: `power.t.test(n, delta, sd, strict = TRUE)` for equal groups, `pt(tc, df, ncp)` for unequal ones.

    >>> round(power(0.5, Arm(n=64, deviation=1.0), Arm(n=64, deviation=1.0)), 4)
    0.8015
    """
    error, df = _error(first, second)
    critical = t_quantile(1.0 - alpha, df)
    shift = difference / error
    return min(1.0, noncentral_t.below(-critical, df, shift) + noncentral_t.above(critical, df, shift))


def detectable(first: Arm, second: Arm, *, target: float = TARGET, alpha: float = ALPHA) -> float:
    """The smallest true difference that Welch's test finds with this power.

    Args:
        first: The first group.
        second: The second group.
        target: Power, a share above alpha and below 1.
        alpha: Two-sided false-alarm rate, a share.

    Raises:
        UndefinedStatisticError: A group has fewer than two people, neither has any spread, or the target is out of
            range.

    Reference:
        The difference at which `power` equals the target.
    Checked against:
        R: `uniroot(function(d) power(d) - target, ...)`.

    >>> round(detectable(Arm(n=40, deviation=0.8), Arm(n=120, deviation=1.1)), 4)
    0.4573
    """
    _require_target(target, alpha)
    error, df = _error(first, second)
    guess = t_quantile(1.0 - alpha, df) + float(special.ndtri(target))
    return root(lambda shift: power(shift * error, first, second, alpha=alpha) - target, 0.0, 2.0 * guess) * error


def people_needed(
    difference: float, first: float, second: float, *, ratio: float = 1.0, target: float = TARGET, alpha: float = ALPHA
) -> tuple[int, int]:
    """The smallest two groups in which Welch's test finds a true difference with this power.

    Args:
        difference: The true difference, in the unit of the measure, not 0.
        first: Standard deviation of the outcome in the first group, above 0.
        second: The same of the second group.
        ratio: People of the second group for each of the first.
        target: Power, a share above alpha and below 1.
        alpha: Two-sided false-alarm rate, a share.

    Raises:
        UndefinedStatisticError: No difference to find, or the target is out of range.

    Checked against:
        R: `power.t.test(delta, sd, power = target, strict = TRUE)$n`, rounded up.

    >>> people_needed(0.5, 1.0, 1.0)
    (64, 64)
    """
    _require_target(target, alpha)
    if difference == 0.0:
        raise UndefinedStatisticError("No number of people is enough to find a difference of 0.")

    def found(n: int) -> float:
        return power(
            difference, Arm(n=n, deviation=first), Arm(n=max(2, math.ceil(n * ratio)), deviation=second), alpha=alpha
        )

    enough = 2
    while found(enough) < target:
        enough *= 2
    short = enough // 2
    while enough - short > 1:
        middle = (short + enough) // 2
        short, enough = (short, middle) if found(middle) >= target else (middle, enough)
    return enough, max(2, math.ceil(enough * ratio))


def share_power(first: float, second: float, n_first: float, n_second: float, *, alpha: float = ALPHA) -> float:
    """The chance that a comparison finds a true difference of two shares, such as retention.

    Args:
        first: True share of the first group, from 0 to 1.
        second: True share of the second group.
        n_first: People in the first group.
        n_second: People in the second group.
        alpha: Two-sided false-alarm rate, a share.

    Raises:
        UndefinedStatisticError: A share is not between 0 and 1, a group is empty, or both shares are 0 or both are 1.

    Reference:
        Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, chapter 4, without continuity
        correction; both tails count.
    Checked against:
        R: `power.prop.test(n, p1, p2, strict = TRUE)` for equal groups.

    >>> round(share_power(0.75, 0.50, 50, 50), 4)
    0.7402
    """
    pooled = (n_first * first + n_second * second) / (n_first + n_second) if min(n_first, n_second) >= 1 else 0.0
    if not (0.0 < pooled < 1.0 and 0.0 <= min(first, second) <= max(first, second) <= 1.0):
        raise UndefinedStatisticError("Two shares to compare lie between 0 and 1, in groups of at least one person.")
    chance = normal_quantile(1.0 - alpha) * math.sqrt(pooled * (1.0 - pooled) * (1.0 / n_first + 1.0 / n_second))
    error = math.sqrt(first * (1.0 - first) / n_first + second * (1.0 - second) / n_second)
    if error == 0.0:
        return 1.0 if abs(first - second) > chance else 0.0
    return sum(float(special.ndtr((side * (first - second) - chance) / error)) for side in (1.0, -1.0))


def detectable_share(
    second: float, n_first: float, n_second: float, *, target: float = TARGET, alpha: float = ALPHA
) -> tuple[float | None, float | None]:
    """The nearest lower and higher share of the first group that a comparison finds with this power.

    Args:
        second: True share of the second group, strictly between 0 and 1.
        n_first: People in the first group.
        n_second: People in the second group.
        target: Power, a share above alpha and below 1.
        alpha: Two-sided false-alarm rate, a share.

    Returns:
        The two shares; None where not even 0 or 1 would be found.

    Raises:
        UndefinedStatisticError: The share is not between 0 and 1, a group is empty, or the target is out of range.

    Reference:
        The shares at which `share_power` equals the target.
    Checked against:
        R: `power.prop.test(n, p1 = second, power = target, strict = TRUE)$p2`.

    >>> lower, higher = detectable_share(0.80, 100, 400)
    >>> print(f"{lower:.3f}, {higher:.3f}")
    0.665, 0.913
    """
    _require_target(target, alpha)

    def missing(first: float) -> float:
        return share_power(first, second, n_first, n_second, alpha=alpha) - target

    lower, higher = (root(missing, end, second) if missing(end) >= 0.0 else None for end in (0.0, 1.0))
    return lower, higher


def _error(first: Arm, second: Arm) -> tuple[float, float]:
    """Standard error of the difference and Satterthwaite's degrees of freedom."""
    if min(first.n, second.n) < 2:  # noqa: PLR2004 - the definition of a sample variance
        raise UndefinedStatisticError("Two means can only be compared with at least two people in each group.")
    a, b = first.deviation**2 / first.n, second.deviation**2 / second.n
    if a + b == 0.0:
        raise UndefinedStatisticError("Without any spread in either group there is no chance to speak of.")
    return math.sqrt(a + b), (a + b) ** 2 / (a * a / (first.n - 1) + b * b / (second.n - 1))


def _require_target(target: float, alpha: float) -> None:
    both_sides(1.0 - alpha)
    if not alpha < target < 1.0:
        raise UndefinedStatisticError(
            f"A power of {target:g} cannot be planned for at a false-alarm rate of {alpha:g}.",
            allowed="The power lies above the false-alarm rate and below 1, such as 0.8.",
        )
