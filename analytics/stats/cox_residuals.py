"""Score residuals of a Cox model: what each pattern adds to the slope of the likelihood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from analytics.stats.cox_likelihood import Evaluation, Likelihood, Moves
    from analytics.stats.survival import Floats


def score_residuals(model: Likelihood, fit: Evaluation) -> Floats:
    """Contribution of each pattern to the score: covariates of its events less those expected of its time at risk.

    With Efron's rule somebody who has the event counts in each tied factor only for the share not yet gone.

    Args:
        model: The likelihood.
        fit: Its evaluation at the estimates.

    Returns:
        Sums over the people of each pattern, shape (patterns, covariates).

    Reference:
        Therneau & Grambsch (2000), Modeling Survival Data, chapter 4; Lin & Wei (1989), JASA 84, 1074-1078.
    Checked against:
        R: `residuals(coxph(...), type = "score")`, summed by pattern.
    """
    hazard = fit.multiplicity / fit.total
    passed = _by_time(model, fit, hazard).cumsum(axis=0)
    passed = np.vstack([np.zeros(passed.shape[1]), passed])
    residuals = np.zeros_like(model.x)
    for moves, sign in ((model.exits, -1.0), (model.entries, 1.0)):
        place = np.searchsorted(model.times, moves.time, side="right")
        np.add.at(residuals, moves.pattern, sign * _expected(model, fit, moves, passed[place]))
    place = np.searchsorted(model.times, model.events.time)
    spared = _by_time(model, fit, hazard * fit.share)
    means = _by_time(model, fit, fit.multiplicity)[:, 1:] / model.deaths[:, None]
    observed = model.events.people[:, None] * (model.x[model.events.pattern] - means[place])
    np.add.at(residuals, model.events.pattern, observed + _expected(model, fit, model.events, spared[place]))
    return residuals


def _by_time(model: Likelihood, fit: Evaluation, weight: Floats) -> Floats:
    """Sums over the factors of each event time of the weight, and of the weight times the mean covariates."""
    amounts = weight[:, None] * np.column_stack([np.ones(weight.size), fit.mean])
    sums = np.zeros((model.times.size, amounts.shape[1]))
    np.add.at(sums, fit.rows, amounts)
    return sums


def _expected(model: Likelihood, fit: Evaluation, moves: Moves, hazard: Floats) -> Floats:
    """People times risk times (x hazard - mean hazard), a row for each move."""
    weight = moves.people * fit.risk[moves.pattern]
    expected: Floats = weight[:, None] * (model.x[moves.pattern] * hazard[:, :1] - hazard[:, 1:])
    return expected
