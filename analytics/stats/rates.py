"""Rates of leaving: events per person-time with exact limits, their ratio, and hazards in discrete time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import gammainccinv, gammaincinv

from analytics.errors import UndefinedStatisticError
from analytics.stats.binomial_regression import Link, binomial_regression
from analytics.stats.distributions import both_sides
from analytics.stats.outcome import Interval
from analytics.stats.proportions import binomial_p, exact
from analytics.stats.wald import wald_interval, wald_p

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Events per person-time.

    Args:
        rate: Events divided by person-time.
        interval: Exact Poisson interval.
        events: Events.
        person_time: Time under observation summed over people, in years for a yearly rate.
    """

    rate: float
    interval: Interval
    events: int
    person_time: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRatio:
    """One rate divided by another.

    Args:
        ratio: First rate over second.
        interval: Exact conditional interval.
        p: Exact two-sided p-value of equal rates.
        first: The first rate.
        second: The second rate.
    """

    ratio: float
    interval: Interval
    p: float
    first: Rate
    second: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardCell:
    """People at risk in one period of time, alike in everything else.

    Args:
        levels: Name of each factor (the period is one of them) -> level.
        at_risk: People at risk at the start of the period.
        events: Those of them with the event in it.
    """

    levels: Mapping[str, str]
    at_risk: int
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardCoefficient:
    """One term of a discrete-time hazard model.

    Args:
        term: Factor and level; None for the intercept.
        estimate: On the scale of the link.
        standard_error: Its standard error.
        p: Two-sided p-value.
        ratio: Exponential of the estimate: odds ratio (logit) or hazard ratio (cloglog).
        interval: Interval of the ratio.
    """

    term: tuple[str, str] | None
    estimate: float
    standard_error: float
    p: float
    ratio: float
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscreteHazard:
    """A fitted discrete-time hazard model.

    Args:
        coefficients: Intercept first, then the terms in their order.
        deviance: Residual deviance.
        df: Cells less terms.
        n_events: Events.
    """

    coefficients: tuple[HazardCoefficient, ...]
    deviance: float
    df: int
    n_events: int


def poisson_rate(events: int, person_time: float, *, level: float = 0.95) -> Rate:
    """Events per person-time, with the exact (Garwood) interval.

    Args:
        events: Number of events, people who left for example.
        person_time: Time under observation summed over people, above 0.
        level: Confidence level, a share.

    Raises:
        UndefinedStatisticError: Nobody was under observation.

    Reference:
        Garwood (1936), Biometrika 28, 437-442; Ulm (1990), American Journal of Epidemiology 131, 373-375.
    Checked against:
        R: `poisson.test(events, person_time, conf.level = level)`.

    >>> found = poisson_rate(7, 83.2)
    >>> print(f"{found.rate:.4f}, {found.interval.low:.4f} to {found.interval.high:.4f} a year")
    0.0841, 0.0338 to 0.1733 a year
    """
    if not person_time > 0 or events < 0:
        raise UndefinedStatisticError(
            "A rate needs time under observation; here there is none.", next_step="Widen the group or the period."
        )
    tail = both_sides(level)
    low = float(gammaincinv(events, tail)) / person_time if events else 0.0
    high = float(gammainccinv(events + 1, tail)) / person_time
    return Rate(
        rate=events / person_time,
        interval=Interval(low=low, high=high, level=level),
        events=events,
        person_time=person_time,
    )


def rate_ratio(first: Rate, second: Rate) -> RateRatio:
    """The ratio of two rates with exact limits, by the binomial distribution of the events given their sum.

    Args:
        first: The first rate (the pilot group's).
        second: The rate it is compared with.

    Raises:
        UndefinedStatisticError: There are no events in the second group.

    Reference:
        Przyborowski & Wilenski (1940), Biometrika 31, 313-323; Clopper & Pearson (1934), Biometrika 26, 404-413.
    Checked against:
        R: `poisson.test(c(x1, x2), c(t1, t2), conf.level = level)`.

    >>> found = rate_ratio(poisson_rate(7, 83.2), poisson_rate(34, 301.7))
    >>> print(f"{found.ratio:.3f}, {found.interval.low:.3f} to {found.interval.high:.3f}, p {found.p:.3f}")
    0.747, 0.279 to 1.711, p 0.573
    """
    if second.events == 0:
        raise UndefinedStatisticError(
            "Nobody in the comparison group left, so the ratio of the rates has no upper limit.",
            next_step="Compare the two rates and their intervals.",
        )
    every = first.events + second.events
    share = exact(first.events, every, level=first.interval.level).interval
    scale = second.person_time / first.person_time
    return RateRatio(
        ratio=first.rate / second.rate,
        interval=Interval(
            low=share.low / (1 - share.low) * scale, high=share.high / (1 - share.high) * scale, level=share.level
        ),
        p=binomial_p(first.events, every, first.person_time / (first.person_time + second.person_time)),
        first=first,
        second=second,
    )


def discrete_hazard(
    cells: Sequence[HazardCell], terms: Sequence[tuple[str, str]], *, link: Link = "logit", level: float = 0.95
) -> DiscreteHazard:
    """The chance of leaving within each period, as a regression on factors, from grouped counts.

    Args:
        cells: People at risk and events, by period and other factors.
        terms: Factor and level of each indicator; a level not named is the reference of its factor.
        link: "logit" (odds), or "cloglog" (hazard ratios as in a Cox model).
        level: Confidence level, a share.

    Raises:
        UndefinedStatisticError: Nobody or everybody leaves (also within a level), or the terms are not determined.

    Reference:
        Prentice & Gloeckler (1978), Biometrics 34, 57-67; Allison (1982), Sociological Methodology 13, 61-98.
    Checked against:
        R: `glm(cbind(left, at_risk - left) ~ factor(tenure) + group, family = binomial("cloglog"))`.

    >>> cells = [
    ...     HazardCell(levels={"year": "1", "arm": "pilot"}, at_risk=90, events=4),
    ...     HazardCell(levels={"year": "2", "arm": "pilot"}, at_risk=85, events=4),
    ...     HazardCell(levels={"year": "1", "arm": "comparison"}, at_risk=400, events=38),
    ...     HazardCell(levels={"year": "2", "arm": "comparison"}, at_risk=350, events=30),
    ... ]
    >>> model = discrete_hazard(cells, [("year", "2"), ("arm", "pilot")], link="cloglog")
    >>> round(model.coefficients[2].ratio, 4)
    0.4931
    """
    cells = sorted(cells, key=lambda cell: (sorted(cell.levels.items()), cell.at_risk, cell.events))
    x = np.array([[1.0, *(float(cell.levels[name] == own) for name, own in terms)] for cell in cells])
    events, at_risk = (np.array([float(getattr(cell, name)) for cell in cells]) for name in ("events", "at_risk"))
    fit = binomial_regression(x, events, at_risk, link=link)
    rows = zip((None, *terms), fit.coefficients.tolist(), fit.standard_errors.tolist(), strict=True)
    return DiscreteHazard(
        coefficients=tuple(_coefficient(term, estimate, error, level) for term, estimate, error in rows),
        deviance=fit.deviance,
        df=len(cells) - len(terms) - 1,
        n_events=sum(cell.events for cell in cells),
    )


def _coefficient(term: tuple[str, str] | None, estimate: float, error: float, level: float) -> HazardCoefficient:
    """The term with its ratio and limits."""
    limits = wald_interval(estimate, error, level=level)
    return HazardCoefficient(
        term=term,
        estimate=estimate,
        standard_error=error,
        p=wald_p(estimate, error),
        ratio=math.exp(estimate),
        interval=Interval(low=math.exp(limits.low), high=math.exp(limits.high), level=level),
    )
