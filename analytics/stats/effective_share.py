"""A share of answers when each person gives several: the answers of one person count for less than strangers'."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from analytics.errors import UndefinedStatisticError
from analytics.stats.distributions import normal_quantile
from analytics.stats.outcome import Interval
from analytics.stats.ratio import ratio_of_sums

if TYPE_CHECKING:
    from analytics.stats.ratio import RatioSums


def effective_size(sums: RatioSums) -> float:
    """How many independent answers the answers of these people are worth: p (1 - p) / SE^2, people as units.

    Args:
        sums: Integer sums over people: of their favorable answers, of all their answers, and the products.

    Raises:
        UndefinedStatisticError: Fewer than two people, no answers, or everybody answered alike.

    Reference:
        Korn & Graubard (1998), Confidence intervals for proportions with small expected number of positive counts
        estimated from survey data, Survey Methodology 24, 193-201; SE of Cochran (1977), section 6.3.
    Checked against:
        R: `p * (1 - p) / SE(survey::svyratio(~y, ~x, svydesign(~1, data = d, weights = rep(1, n))))^2`.

    >>> from analytics.stats.ratio import RatioSums
    >>> one_answer_each = RatioSums(n=100, total=40, squares=40, base=100, base_squares=100, product=40)
    >>> round(effective_size(one_answer_each), 9)
    99.0
    """
    found = ratio_of_sums(sums)
    if found.standard_error == 0.0:
        raise UndefinedStatisticError("Everybody answered alike, so nothing says how sure the share is.")
    return found.value * (1.0 - found.value) / found.standard_error**2


def effective_wilson(share: float, size: float, *, level: float = 0.95) -> Interval:
    """Wilson's interval of a share that is worth `size` independent answers; size need not be whole.

    Args:
        share: The share, 0 to 1.
        size: Effective number of answers, above 0.
        level: Confidence level, a share.

    Raises:
        UndefinedStatisticError: There are no answers.

    Reference:
        Wilson (1927), JASA 22, 209-212, with the effective size in place of n (Korn & Graubard 1998).
    Checked against:
        R: `prop.test(share * size, size, correct = FALSE)$conf.int`.

    >>> found = effective_wilson(0.9, 20)
    >>> print(f"{found.low:.1%} to {found.high:.1%}")
    69.9% to 97.2%
    """
    if not size > 0:
        raise UndefinedStatisticError("A share needs at least one answer; here there is none.")
    z = normal_quantile(level)
    center = (share * size + z * z / 2.0) / (size + z * z)
    reach = z * math.sqrt(share * (1.0 - share) * size + z * z / 4.0) / (size + z * z)
    return Interval(low=max(center - reach, 0.0), high=min(center + reach, 1.0), level=level)
