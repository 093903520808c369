"""Interval and p-value of an estimate that is close to normal."""

from __future__ import annotations

from analytics.errors import UndefinedStatisticError
from analytics.stats.distributions import normal_p, normal_quantile
from analytics.stats.outcome import Interval

NO_SPREAD = "Everybody has the same outcome, so nothing says how sure the difference is."


def wald_interval(estimate: float, standard_error: float, *, level: float = 0.95) -> Interval:
    """Estimate plus and minus the normal quantile times its standard error.

    Args:
        estimate: The estimate.
        standard_error: Its standard error, in the same unit.
        level: Confidence level, a share.

    >>> wald_interval(2.0, 0.5).excludes(1.0)
    True
    """
    reach = normal_quantile(level) * standard_error
    return Interval(low=estimate - reach, high=estimate + reach, level=level)


def wald_p(estimate: float, standard_error: float) -> float:
    """Two-sided p-value of an estimate against 0.

    Args:
        estimate: The estimate.
        standard_error: Its standard error, in the same unit.

    Raises:
        UndefinedStatisticError: The standard error is 0: the data show no variation.

    >>> round(wald_p(2.0, 0.5), 6)
    6.3e-05
    """
    if standard_error == 0:
        raise UndefinedStatisticError(NO_SPREAD, next_step="Report the outcome itself, with the number of people.")
    return normal_p(estimate / standard_error)
