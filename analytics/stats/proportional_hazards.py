"""Does a hazard ratio stay the same over time? The score test for the central assumption of a Cox model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.errors import UndefinedStatisticError
from analytics.stats.cox import ChiSquare, chi_square, fitted
from analytics.stats.cox_likelihood import RiskPattern, Ties, in_order, likelihood
from analytics.stats.information import SMALLEST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.stats.survival import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class ProportionalHazards:
    """Tests that hazard ratios do not change with time.

    Args:
        by_covariate: Name of each covariate -> its test, one degree of freedom each.
        overall: All covariates at once.
    """

    by_covariate: Mapping[str, ChiSquare]
    overall: ChiSquare


def proportional_hazards(
    patterns: Sequence[RiskPattern], names: Sequence[str], *, ties: Ties = "efron"
) -> ProportionalHazards:
    """Score tests of adding covariate times time to a Cox model.

    A small p-value says that the hazard ratio of the covariate changes over the period, so that one number for the
    whole period describes it badly: look at the curves instead.

    Args:
        patterns: People by covariates, each with its risk table.
        names: Names of the covariates, in the order of the values.
        ties: Rule for events at the same time.

    Raises:
        UndefinedStatisticError: The model cannot be fitted, or too few people left at different times to see a change.

    Reference:
        Grambsch & Therneau (1994), Biometrika 81, 515-526, as the exact score test of R's survival 3.0 and later.
    Checked against:
        R: `cox.zph(coxph(...), transform = "identity", terms = FALSE)`.
    """
    model = likelihood(in_order(patterns), ties)
    if model.times.size == 1:
        raise UndefinedStatisticError(
            "Everybody who left did so at the same time, so no change over time can be seen.",
            next_step="Wait for leavers at other times.",
        )
    _, fit = fitted(model)
    clock = (model.times - model.times.mean()) / model.times.std()
    slope = model.score(fit, clock)
    plain, mixed, squared = (model.information(fit, clock**power) for power in (0, 1, 2))
    curvature = squared - mixed @ np.linalg.solve(plain, mixed)
    _require_change(curvature, squared)
    return ProportionalHazards(
        by_covariate={name: _alone(plain, mixed, squared, slope, place) for place, name in enumerate(names)},
        overall=chi_square(float(slope @ np.linalg.solve(curvature, slope)), len(names)),
    )


def _require_change(curvature: Floats, squared: Floats) -> None:
    """Refuse where some change over time would leave everything seen as likely as before."""
    spread = np.sqrt(np.diag(squared))
    if (spread > 0).all():
        smallest = float(np.linalg.eigvalsh(curvature / np.outer(spread, spread))[0])
        if smallest > SMALLEST:
            return
    raise UndefinedStatisticError(
        "Too few people left at different times to see whether a hazard ratio changes.",
        next_step="Wait for more leavers, or leave a covariate out.",
    )


def _alone(plain: Floats, mixed: Floats, squared: Floats, slope: Floats, place: int) -> ChiSquare:
    """The test of one covariate, the change of all others held at 0."""
    lean = mixed[place]
    curvature = squared[place, place] - lean @ np.linalg.solve(plain, lean)
    return chi_square(float(slope[place] ** 2 / curvature), 1)
