"""Probabilities and quantiles of the usual distributions, without the slow import of `scipy.stats`."""

from __future__ import annotations

from scipy import special

from analytics.errors import UndefinedStatisticError


def both_sides(level: float) -> float:
    """The probability left in the upper tail by a two-sided interval of this confidence level.

    Args:
        level: Confidence level, a share strictly between 0 and 1.

    Raises:
        UndefinedStatisticError: The level is not such a share.

    >>> round(both_sides(0.95), 6)
    0.025
    """
    if not 0.0 < level < 1.0:
        raise UndefinedStatisticError(
            f"There is no interval at a confidence level of {level:g}.",
            allowed="A confidence level lies between 0 and 1, such as 0.95.",
        )
    return (1.0 - level) / 2.0


def normal_quantile(level: float) -> float:
    """The number of standard errors on either side of a normal interval, never rounded to 1.96.

    Args:
        level: Confidence level, a share.

    Checked against:
        R: `qnorm(1 - (1 - level) / 2)`.

    >>> round(normal_quantile(0.95), 10)
    1.9599639845
    """
    return -float(special.ndtri(both_sides(level)))


def normal_p(z: float) -> float:
    """Two-sided p-value of a standard normal statistic.

    Checked against:
        R: `2 * pnorm(-abs(z))`.

    >>> round(normal_p(1.0), 6)
    0.317311
    """
    return 2.0 * float(special.ndtr(-abs(z)))


def t_quantile(level: float, df: float) -> float:
    """The number of standard errors on either side of a Student interval.

    Args:
        level: Confidence level, a share.
        df: Degrees of freedom, above 0, whole or not.

    Checked against:
        R: `qt(1 - (1 - level) / 2, df)`.

    >>> round(t_quantile(0.95, 10), 6)
    2.228139
    """
    return -float(special.stdtrit(df, both_sides(level)))


def t_upper(t: float, df: float) -> float:
    """Probability of a Student statistic above `t`.

    Checked against:
        R: `pt(t, df, lower.tail = FALSE)`.

    >>> round(t_upper(2.0, 10), 6)
    0.036694
    """
    return float(special.stdtr(df, -t))


def t_p(t: float, df: float) -> float:
    """Two-sided p-value of a Student statistic.

    Checked against:
        R: `2 * pt(-abs(t), df)`.

    >>> round(t_p(-2.0, 10), 6)
    0.073388
    """
    return 2.0 * t_upper(abs(t), df)


def chi_square_p(statistic: float, df: float) -> float:
    """Probability of a chi-square statistic at least this large, from the upper tail and so never rounded to 0 early.

    Checked against:
        R: `pchisq(statistic, df, lower.tail = FALSE)`.

    >>> round(chi_square_p(3.84, 1), 6)
    0.050044
    """
    return float(special.chdtrc(df, statistic))


def f_p(statistic: float, df1: float, df2: float) -> float:
    """Probability of an F statistic at least this large.

    Checked against:
        R: `pf(statistic, df1, df2, lower.tail = FALSE)`.

    >>> round(f_p(4.0, 2, 20), 6)
    0.034572
    """
    return float(special.fdtrc(df1, df2, statistic))


def f_quantile(probability: float, df1: float, df2: float) -> float:
    """The F statistic below which this probability lies.

    Checked against:
        R: `qf(probability, df1, df2)`.

    >>> round(f_quantile(0.975, 4, 30), 6)
    3.249925
    """
    return float(special.fdtri(df1, df2, probability))
