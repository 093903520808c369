"""How strong something unmeasured would have to be to explain a finding away."""

from __future__ import annotations

import math
from dataclasses import dataclass

from analytics.errors import UndefinedStatisticError

PER_STANDARD_DEVIATION = 0.91
"""Log risk ratio that stands for one standard deviation of difference."""

LIMIT_PER_STANDARD_ERROR = 1.78
"""The same times 1.96: what the limits of a 95 percent interval add."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """What it takes to overturn a standardized difference.

    Args:
        risk_ratio: The difference as an approximate risk ratio.
        low: Lower 95 percent limit of that ratio.
        high: Upper 95 percent limit of it.
        e_value: Risk ratio that an unmeasured cause would need with both taking part and outcome to explain it away.
        e_value_of_limit: The same for the limit nearest to no effect; 1 when the interval holds no effect.
    """

    risk_ratio: float
    low: float
    high: float
    e_value: float
    e_value_of_limit: float


def e_value(risk_ratio: float) -> float:
    """The strength, as a risk ratio, that an unmeasured cause would need to explain a risk ratio away.

    Args:
        risk_ratio: The estimate, above 0. Below 1 it is inverted.

    Raises:
        UndefinedStatisticError: The risk ratio is not above 0.

    Reference:
        VanderWeele and Ding (2017), Sensitivity analysis in observational research: introducing the E-value, Annals of
        Internal Medicine 167, 268-274.
    Checked against:
        R: `EValue::evalues.RR` by its formula, `rr + sqrt(rr * (rr - 1))`.

    >>> round(e_value(3.9), 2)  # infants fed with formula, the example of the paper
    7.26
    """
    if not 0.0 < risk_ratio < math.inf:
        raise UndefinedStatisticError("An E-value needs a risk ratio above 0.")
    ratio = max(risk_ratio, 1.0 / risk_ratio)
    return ratio + math.sqrt(ratio * (ratio - 1.0))


def e_value_of_limit(low: float, high: float) -> float:
    """The E-value of the limit nearest to no effect, 1 when the interval holds no effect.

    Args:
        low: Lower limit of a risk ratio, above 0.
        high: Upper limit of it.

    Raises:
        UndefinedStatisticError: A limit is not above 0.

    Reference:
        VanderWeele and Ding (2017), table 1.

    >>> e_value_of_limit(0.8, 1.4)
    1.0
    >>> round(e_value_of_limit(1.8, 8.7), 2)
    3.0
    """
    if low <= 1.0 <= high:
        return 1.0
    return e_value(low if low > 1.0 else high)


def risk_ratio_of_hazard_ratio(hazard_ratio: float) -> float:
    """The risk ratio that a hazard ratio stands for when the outcome is common (more than 15 in 100 by the end).

    Args:
        hazard_ratio: The estimate, above 0.

    Raises:
        UndefinedStatisticError: The hazard ratio is not above 0.

    Reference:
        VanderWeele and Ding (2017), table 2: (1 - 0.5^sqrt(HR)) / (1 - 0.5^sqrt(1/HR)); derived in VanderWeele (2020),
        Optimal approximate conversions of odds ratios and hazard ratios to risk ratios, Biometrics 76, 746-752.

    >>> round(risk_ratio_of_hazard_ratio(1.4), 6)
    1.262282
    """
    if not 0.0 < hazard_ratio < math.inf:
        raise UndefinedStatisticError("A risk ratio needs a hazard ratio above 0.")
    return math.expm1(-math.log(2.0) * math.sqrt(hazard_ratio)) / math.expm1(-math.log(2.0) / math.sqrt(hazard_ratio))


def of_standardized_difference(difference: float, standard_error: float) -> Sensitivity:
    """What it takes to overturn a difference of means, from its standardized form.

    Args:
        difference: Standardized difference, in standard deviations.
        standard_error: Its standard error, in standard deviations, 0 or more.

    Reference:
        VanderWeele and Ding (2017), table 2: RR = exp(0.91 d), limits exp(0.91 d - 1.78 se) and exp(0.91 d + 1.78 se).

    >>> found = of_standardized_difference(0.35, 0.12)
    >>> print(f"{found.e_value:.2f}, {found.e_value_of_limit:.2f} for the limit")
    2.09, 1.46 for the limit
    """
    center, reach = PER_STANDARD_DEVIATION * difference, LIMIT_PER_STANDARD_ERROR * standard_error
    nearest = max(0.0, abs(center) - reach)
    return Sensitivity(
        risk_ratio=math.exp(center),
        low=math.exp(center - reach),
        high=math.exp(center + reach),
        e_value=e_value(math.exp(abs(center))),
        e_value_of_limit=e_value(math.exp(nearest)),
    )
