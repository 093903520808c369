"""The difference within every group, with one honest test of whether it differs between groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.comparison.effects import Counts, Effect, GroupEffect, Groups, Interaction
from analytics.comparison.known import FEWEST
from analytics.engine.rows import categories
from analytics.errors import UndefinedStatisticError
from analytics.stats.distributions import chi_square_p, normal_p, t_p
from analytics.stats.multiplicity import Family, holm
from analytics.stats.outcome import Released, Undefined, Withheld

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.comparison.asked import Compared
    from analytics.comparison.estimates import Estimate
    from analytics.stats.outcome import Outcome

CLEAR = 0.05
FEWEST_GROUPS = 2
TINY = 0.001


def by_group(compared: Compared, dimension: str, order: Sequence[str] = ()) -> Groups:
    """The headline's method within every group of a dimension.

    Intervals are corrected for the number of groups with an estimate (Bonferroni), p-values step by step (Holm).

    Args:
        compared: The people.
        dimension: A characteristic of theirs on the index date.
        order: Its categories in display order.

    Reference:
        Holm (1979), Scandinavian Journal of Statistics 6, 65-70; Dunn (1961), JASA 56, 52-64.
    """
    labels = set(categories(compared.rows, dimension))
    place = {one: number for number, one in enumerate(order)}
    ordered = sorted(labels, key=lambda one: (place.get(one.split(" or ")[0], len(place)), one))
    found = [(label, *_effect(compared.of_category(dimension, label))) for label in ordered]
    estimates = [one for *_, one in found if not isinstance(one, Undefined | Withheld)]
    p_values = iter(holm([p_of(one) for one in estimates]))
    level = Family(comparisons=len(estimates)).level

    def shown(one: Estimate | Undefined | Withheld, n: Counts | None) -> Outcome[Effect]:
        if isinstance(one, Undefined | Withheld) or n is None:
            return one if isinstance(one, Undefined | Withheld) else Withheld()
        effect = Effect(difference=one.difference, interval=one.interval(level), p=next(p_values))
        return Released(value=effect, n=n.pilot + n.comparison)

    return Groups(
        dimension=dimension,
        effects=tuple(GroupEffect(label=label, n=n, outcome=shown(one, n)) for label, n, one in found),
        family=max(1, len(estimates)),
        interaction=interaction(estimates),
    )


def interaction(estimates: Sequence[Estimate]) -> Interaction | None:
    """The test of equal differences in groups that share nobody; None with fewer than two of them.

    Q = sum of w (d - mean)^2 with w = 1 / standard error^2 and the mean weighted by w, chi-square with one degree of
    freedom less than there are groups.

    Args:
        estimates: The differences.

    Reference:
        Cochran (1954), Biometrics 10, 101-129.
    Checked against:
        R: `metafor::rma(d, sei = se, method = "FE")$QE`.

    >>> from analytics.comparison.estimates import Estimate
    >>> two = [Estimate(method="", estimand="", difference=d, standard_error=1.0) for d in (1.0, 5.0)]
    >>> found = interaction(two)
    >>> found.q, found.df, round(found.p, 4)
    (8.0, 1, 0.0047)
    """
    if len(estimates) < FEWEST_GROUPS:
        return None
    weight = [1 / one.standard_error**2 for one in estimates]
    mean = sum(w * one.difference for w, one in zip(weight, estimates, strict=True)) / sum(weight)
    q = sum(w * (one.difference - mean) ** 2 for w, one in zip(weight, estimates, strict=True))
    p = chi_square_p(q, len(estimates) - 1)
    says = "differ more than chance explains" if p < CLEAR else "vary no more than chance explains"
    chance = "p < 0.001" if p < TINY else f"p = {p:.2g}"
    return Interaction(
        q=q, df=len(estimates) - 1, p=p, sentence=f"The differences between these groups {says} ({chance})."
    )


def p_of(one: Estimate) -> float:
    """The two-sided p-value of an estimate against no difference.

    Args:
        one: The estimate.
    """
    z = one.difference / one.standard_error
    return normal_p(z) if one.df is None else t_p(z, one.df)


def _effect(inside: Compared) -> tuple[Counts | None, Estimate | Undefined | Withheld]:
    pilot, comparison = inside.people.n
    if min(pilot, comparison) < FEWEST:
        return None, Withheld()
    n = Counts(pilot=pilot, comparison=comparison)
    try:
        return n, inside.headline()
    except UndefinedStatisticError as reason:
        return n, Undefined(reason=reason.what)
