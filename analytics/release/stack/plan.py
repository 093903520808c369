"""How categories are merged once a population was shown: as they were then, with a place for new ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.catalog import UNDISCLOSED
from analytics.release.audit.merge import EVERYONE, OTHER, OTHER_OR_UNDISCLOSED, merge_plan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.release.stack.record import Plan


def lasting_plan(
    counts: Mapping[str, int],
    fixed: Mapping[str, str],
    *,
    order: Sequence[str] | None = None,
    minimum: int = 10,
    may_grow: bool = False,
) -> dict[str, str]:
    """The published category of every category of one dimension, where earlier releases have settled some of them.

    A category that nobody had before goes to its neighbor where there is an order, else to "Other"; where the
    population lives on, as a roster does, one that is large enough stands for itself.

    Args:
        counts: People in each category.
        fixed: The published categories settled before; none for a population that was never shown.
        order: The categories of an ordered dimension from low to high.
        minimum: People that a published category needs.
        may_grow: Whether large new categories stand for themselves.

    >>> lasting_plan({"Lyon": 40, "Oslo": 9}, {"Lyon": "Lyon", "Bonn": "Other", "Kiel": "Other"})
    {'Lyon': 'Lyon', 'Oslo': 'Other'}
    """
    if not fixed:
        return merge_plan(counts, order=order, minimum=minimum)
    if set(fixed.values()) == {EVERYONE}:
        return dict.fromkeys(counts, EVERYONE)
    return {
        category: fixed.get(category) or _new(category, n >= minimum and may_grow, fixed, order or ())
        for category, n in counts.items()
    }


def rows_of(plan: Plan) -> list[tuple[str, str, str, str]]:
    """The rows of population, dimension, category and published category that differ, as the engine takes them."""
    return [
        (population, dimension, original, published)
        for population, dimensions in plan.items()
        for dimension, merged in dimensions.items()
        for original, published in merged.items()
        if original != published
    ]


def _new(category: str, stands_alone: bool, fixed: Mapping[str, str], order: Sequence[str]) -> str:  # noqa: FBT001 - one caller
    if stands_alone:
        return category
    known = [one for one in order if one in fixed]
    if category in order and known:
        place = order.index(category)
        return fixed[min(known, key=lambda one: (abs(order.index(one) - place), order.index(one)))]
    others = [one for one in (OTHER, OTHER_OR_UNDISCLOSED) if one in fixed.values()]
    return others[0] if others else (OTHER_OR_UNDISCLOSED if category == UNDISCLOSED else OTHER)
