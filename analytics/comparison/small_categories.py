"""Categories of a plain table with very few people of either group, joined where the adjustment needs it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.comparison.covariates import Term
from analytics.comparison.known import FEWEST, OTHER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.comparison.people import People


def joined_small(everybody: People) -> tuple[People, tuple[str, ...]]:
    """The people with small categories of every covariate joined, and the names of those covariates.

    Small are categories with one to nine people of either group: one of them can be enough to tell both groups apart
    completely. Together they are one category; where that is still small, they join the first category, to which all
    others are held.

    Args:
        everybody: Everybody, with what was known beforehand.
    """
    sizes = _sizes(everybody)
    small = _small(everybody, sizes)
    names = tuple(small)
    if not names:
        return everybody, ()
    gone = {place for places in small.values() for place in places}
    kept = [place for place in range(len(everybody.terms)) if place not in gone]
    large = {
        name: places
        for name, places in small.items()
        if min(sum(sizes[place, arm] for place in places) for arm in (True, False)) >= FEWEST
    }
    others = (Term(name=f"{name}: {OTHER}", covariate=name, is_binary=True) for name in large)
    alike = tuple(
        one if one.covariates is None else replace(one, covariates=_joined(one.covariates, kept, [*large.values()]))
        for one in everybody.alike
    )
    return replace(everybody, alike=alike, terms=(*(everybody.terms[place] for place in kept), *others)), names


def _sizes(everybody: People) -> Counter[tuple[int, bool]]:
    """People of each group by term of which they are."""
    sizes: Counter[tuple[int, bool]] = Counter()
    for one in everybody.alike:
        for place, value in enumerate(one.covariates or ()):
            sizes[place, one.is_pilot] += one.n * (value == 1)
    return sizes


def _small(everybody: People, sizes: Mapping[tuple[int, bool], int]) -> dict[str, list[int]]:
    """Places of the terms of small categories, by covariate; covariates with more than two categories only."""
    parts = Counter(term.covariate for term in everybody.terms)
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, term in enumerate(everybody.terms):
        if parts[term.covariate] > 1 and 0 < min(sizes[place, True], sizes[place, False]) < FEWEST:
            found[term.covariate].append(place)
    return dict(found)


def _joined(values: Sequence[float], kept: Sequence[int], together: Sequence[Sequence[int]]) -> tuple[float, ...]:
    return (*(values[place] for place in kept), *(sum(values[place] for place in places) for places in together))
