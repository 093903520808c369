"""How a cell of a release is named: whom it counts, and what it measures of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analytics.query import Where

Categories: TypeAlias = "frozenset[tuple[str, str]]"
EVERYONE: Categories = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CellKey:
    """The name of a cell.

    Args:
        population: `survey:<wave>`, `eligible` or `pairs`.
        categories: Dimension and category of each filter, at most two.
        measure: Name of the measure, or `question:<id>`.
    """

    population: str
    categories: Categories
    measure: str


def combinations(where: Where) -> Iterable[Categories]:
    """One set of categories for every combination of the chosen ones.

    >>> sorted(sorted(one) for one in combinations({"gender": ("Woman", "Man")}))
    [[('gender', 'Man')], [('gender', 'Woman')]]
    """
    pairs = ([(name, category) for category in dict.fromkeys(chosen)] for name, chosen in where.items())
    return (frozenset(combination) for combination in product(*pairs))


def one_each(where: Where) -> Categories | None:
    """The categories of filters that choose one category each, or None where one chooses several or none.

    >>> sorted(one_each({"gender": ("Woman",)})), one_each({"gender": ("Woman", "Man")})
    ([('gender', 'Woman')], None)
    """
    if any(len(chosen) != 1 for chosen in where.values()):
        return None
    return frozenset((name, chosen[0]) for name, chosen in where.items())
