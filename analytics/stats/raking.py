"""Raking: weight those who answered so that their head-counts equal those of everybody, margin by margin."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.errors import UndefinedStatisticError
from analytics.stats.patterns import Cells, cells
from analytics.stats.wald import wald_interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.stats.moments import Sums
    from analytics.stats.outcome import Interval
    from analytics.stats.patterns import Floats

SWEEPS = 10_000
MET = 1e-13


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondents:
    """Respondents alike in every margin, and in their weight before raking.

    Args:
        levels: Their level in each margin, in the order of the margins.
        outcome: Sums of their outcome.
        weight: Base weight of each of them.
    """

    levels: tuple[str, ...]
    outcome: Sums
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RakedMean:
    """A mean weighted to known head-counts.

    Args:
        mean: Weighted mean, in the unit of the outcome.
        standard_error: Standard error that knows that the head-counts are met.
        interval: Normal interval with it.
        weighted_standard_error: Standard error as if the weights had simply been given.
        unweighted_mean: Plain mean, to show beside it.
        weights: Weight of one person, in the order of the respondents given.
        effective_size: Kish's effective sample size, (sum of weights)^2 / sum of squared weights.
        design_effect: Respondents divided by the effective sample size: the price of unequal weights.
        n: Respondents.
    """

    mean: float
    standard_error: float
    interval: Interval
    weighted_standard_error: float
    unweighted_mean: float
    weights: tuple[float, ...]
    effective_size: float
    design_effect: float
    n: int


def raked_mean(
    respondents: Sequence[Respondents], margins: Mapping[str, Mapping[str, float]], *, level: float = 0.95
) -> RakedMean:
    """The mean after raking, with a linearized standard error.

    Weights are scaled to one margin after the other until all are met to 1e-13. The standard error uses the residual
    of the outcome from the margins (least squares over respondents, each counted once, as R's survey does): what the
    head-counts explain is no longer uncertain.

    Args:
        respondents: Respondents by level of every margin.
        margins: Name of each margin -> level -> head-count of everybody.
        level: Confidence level, a share.

    Raises:
        UndefinedStatisticError: A level without respondents, head-counts that disagree in total, or margins that no
            weights can meet.

    Reference:
        Deming & Stephan (1940), Annals of Mathematical Statistics 11, 427-444; Deville & Särndal (1992), JASA 87,
        376-382 (variance by residuals); Kish (1965), Survey Sampling, for the effective size.
    Checked against:
        R: `survey::svymean(~y, survey::rake(design, list(~a, ~b), margins))`, residuals of `lm(y ~ a + b)`.

    >>> from analytics.stats.moments import Sums
    >>> answered = [
    ...     Respondents(levels=("women",), outcome=Sums(n=30, total=120, squares=500)),
    ...     Respondents(levels=("men",), outcome=Sums(n=10, total=30, squares=100)),
    ... ]
    >>> found = raked_mean(answered, {"gender": {"women": 50, "men": 50}})
    >>> found.mean, round(found.standard_error, 4), round(found.effective_size, 4)
    (3.5, 0.177, 30.0)
    """
    order = sorted(range(len(respondents)), key=lambda place: _place(respondents[place]))
    respondents = [respondents[place] for place in order]  # so that the order given changes no bit
    columns = cells([one.outcome for one in respondents])
    if columns.size < 2:  # noqa: PLR2004 - the definition of a variance
        raise UndefinedStatisticError("A mean with its uncertainty needs at least two respondents.")
    places = _places(respondents, margins)
    base = np.array([one.weight for one in respondents])
    weights = _raked(base, columns.n, places, [np.array(list(totals.values()), float) for totals in margins.values()])
    total = float(columns.n @ weights)
    mean = float((columns.n * weights) @ columns.mean) / total
    scaled = weights / total
    standard_error = _error(columns, scaled, _explained(columns, places))
    size = total**2 / float(columns.n @ weights**2)
    return RakedMean(
        mean=mean,
        standard_error=standard_error,
        interval=wald_interval(mean, standard_error, level=level),
        weighted_standard_error=_error(columns, scaled, np.full(scaled.size, mean)),
        unweighted_mean=float(columns.n @ columns.mean) / columns.size,
        weights=tuple(weight for _, weight in sorted(zip(order, weights.tolist(), strict=True))),
        effective_size=size,
        design_effect=columns.size / size,
        n=int(columns.size),
    )


def _place(one: Respondents) -> tuple[object, ...]:
    """Where respondents stand among the others, whatever order they came in."""
    return one.levels, one.weight, one.outcome.n, one.outcome.total, one.outcome.squares


def _places(respondents: Sequence[Respondents], margins: Mapping[str, Mapping[str, float]]) -> list[Floats]:
    """For each margin, whether a row of respondents has a level, shape (rows, levels); refuses what does not fit."""
    totals = [math.fsum(margin.values()) for margin in margins.values()]
    if max(totals) - min(totals) > 1e-9 * max(totals):
        raise UndefinedStatisticError(
            "The head-counts of the margins do not add up to the same number of people.",
            next_step="Count everybody in every margin.",
        )
    places = []
    for place, (name, margin) in enumerate(margins.items()):
        given = [one.levels[place] for one in respondents]
        is_level = np.array([[level == own for level in margin] for own in given], dtype=np.float64)
        people = np.array([one.outcome.n for one in respondents], dtype=np.float64)
        if not is_level.any(axis=1).all():
            raise UndefinedStatisticError(
                f"Somebody answered whose level of {name} has no head-count.", next_step="Add the head-count."
            )
        if ((people @ is_level == 0) & (np.array(list(margin.values())) > 0)).any():
            raise UndefinedStatisticError(
                f"Nobody answered in one of the levels of {name}, so no weight can stand for them.",
                next_step="Join this level with another.",
            )
        places.append(is_level)
    return places


def _raked(weights: Floats, n: Floats, places: Sequence[Floats], totals: Sequence[Floats]) -> Floats:
    """Weights that meet every margin."""
    for _ in range(SWEEPS):
        for is_level, wanted in zip(places, totals, strict=True):
            sums = (n * weights) @ is_level
            weights = weights * (is_level @ np.divide(wanted, sums, out=np.zeros_like(sums), where=sums > 0))
        met = (np.abs((n * weights) @ is_level - wanted) for is_level, wanted in zip(places, totals, strict=True))
        if all((off <= MET * np.maximum(wanted, 1)).all() for off, wanted in zip(met, totals, strict=True)):
            return weights
    raise UndefinedStatisticError(
        "No weights meet all margins: some combinations of levels have no respondents.",
        next_step="Join small levels, or use fewer margins.",
    )


def _explained(columns: Cells, places: Sequence[Floats]) -> Floats:
    """Outcome fitted by the margins alone (main effects), for each row."""
    x = np.column_stack([np.ones(columns.n.size), *places])
    root = np.sqrt(columns.n)
    coefficients = np.linalg.lstsq(x * root[:, None], columns.mean * root)[0]
    fitted: Floats = x @ coefficients
    return fitted


def _error(columns: Cells, scaled: Floats, fitted: Floats) -> float:
    """Standard error of a sum of weight times (outcome - fitted) over people drawn one by one."""
    n = columns.size
    total = float((columns.n * scaled) @ (columns.mean - fitted))
    squares = float(scaled**2 @ columns.squares_about(fitted))
    return math.sqrt(max(squares - total**2 / n, 0.0) * n / (n - 1))
