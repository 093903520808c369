"""What was known about the compared people on their index dates, as categories that are large enough and as terms."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import compress
from operator import mul
from typing import TYPE_CHECKING

import numpy as np

from analytics import catalog
from analytics.comparison.coding import Categories
from analytics.comparison.covariates import Term, terms
from analytics.engine.rows import categories, counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from analytics.engine.rows import Row
    from analytics.stats.patterns import Floats

FEWEST = 10
"""People of either group in a category that is told apart."""

OTHER = "Other"
SCORES = ("engagement_before", "satisfaction_before", "enps_before", "bridging_before")
"""Scores of the last survey up to the index date."""

TENURE = ("under 1 year", "1 to 3 years", "3 to 6 years", "over 6 years")
ORDERED = frozenset({"level", "generation", "tenure_band"})
"""Characteristics whose small categories are joined with a neighbor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What was known on the index date, ready for every estimate.

    Args:
        terms: Columns of numbers, one for each category but the first and for each score.
        values: The values of the terms, one row of them for each row of people.
    """

    terms: tuple[Term, ...]
    values: tuple[tuple[float, ...], ...]


def known_before(rows: Sequence[Row], covariates: Sequence[str]) -> Known:
    """The covariates of people as terms; who has no score before has its mean and a term of their own.

    Args:
        rows: The people.
        covariates: What is held equal.
    """
    texts = {name: categories(rows, name) for name in covariates if name not in SCORES}
    named = {name: _categories(of) for name, of in texts.items()}
    scores = [name for name in covariates if name in SCORES]
    found = [*terms(named), *(Term(name=name, covariate=name, is_binary=False) for name in scores)]
    if scores:
        found.append(Term(name="survey before: not answered", covariate="survey before", is_binary=True))
    columns = [*(_places(texts[name], one) for name, one in named.items()), *_scores(rows, scores)]
    values = np.column_stack([np.zeros((len(rows), 0)), *columns])
    return Known(terms=tuple(found), values=tuple(map(tuple, values.tolist())))


def joined_categories(rows: Sequence[Row], covariates: Iterable[str], scheme: Sequence[str] = ()) -> tuple[Row, ...]:
    """The people with every category that holds one to nine of either group joined with another.

    A category that nobody of one group is in stays as it is: its people have no counterpart and are left out of every
    adjusted difference.

    Args:
        rows: The people.
        covariates: The characteristics whose categories are joined, scores among them are left alone.
        scheme: Labels of the generations, the oldest first.
    """
    names = [name for name in covariates if name not in SCORES]
    arms, n = [row["arm"] == "Pilot" for row in rows], counts(rows, "n_people")
    moved: dict[str, dict[str, str]] = {}
    for name in names:
        people: Counter[tuple[str, bool]] = Counter()
        for (one, arm, each), times in Counter(zip(categories(rows, name), arms, n, strict=True)).items():
            people[one, arm] += each * times
        labels = {one: label for one, label in _labels(people, name, scheme).items() if one != label}
        if labels:
            moved[name] = labels
    if not moved:
        return tuple(rows)
    return tuple(_moved(row, moved) for row in rows)


def _moved(row: Row, moved: Mapping[str, Mapping[str, str]]) -> Row:
    """The row with the categories that others became part of."""
    changed = {name: labels[one] for name, labels in moved.items() if (one := str(row[name] or "")) in labels}
    return {**row, **changed} if changed else row


def _labels(people: Mapping[tuple[str, bool], int], name: str, scheme: Sequence[str]) -> dict[str, str]:
    """The category that each category becomes part of."""
    sizes = {one: (people[one, True], people[one, False]) for one, _ in people}
    shared = {one: size for one, size in sizes.items() if min(size)}
    if name in ORDERED and (order := _order(name, shared, scheme)):
        groups = _neighbors([(one, shared[one]) for one in order])
        return {one: group[0] if len(group) == 1 else " or ".join(group) for group in groups for one in group}
    small = {one for one, size in shared.items() if min(size) < FEWEST}
    group = _enlarged(small, shared)
    largest = sorted(group - small)
    return dict.fromkeys(group, f"{largest[0]} or other" if largest else OTHER)


def _order(name: str, shared: Iterable[str], scheme: Sequence[str]) -> list[str]:
    """The categories in their own order, or nothing where it is unknown."""
    whole = list(shared)
    orders = {"tenure_band": TENURE, "generation": tuple(scheme), "level": tuple(catalog.level_order(whole))}
    ordered = [one for one in orders[name] if one in whole]
    return [*ordered, *sorted(set(whole) - set(ordered))] if ordered else []


def _neighbors(sizes: list[tuple[str, tuple[int, int]]]) -> list[list[str]]:
    """Runs of neighboring categories, each with enough people of both groups."""
    groups: list[list[str]] = []
    reached = (0, 0)
    for one, size in sizes:
        if groups and min(reached) < FEWEST:
            groups[-1].append(one)
            reached = (reached[0] + size[0], reached[1] + size[1])
        else:
            groups.append([one])
            reached = size
    if len(groups) > 1 and min(reached) < FEWEST:
        groups[-2:] = [[*groups[-2], *groups[-1]]]
    return groups


def _enlarged(small: set[str], shared: Mapping[str, tuple[int, int]]) -> set[str]:
    """The small categories; with the largest other one where all of them together are still too few."""
    rest = [one for one in shared if one not in small]
    is_enough = min(sum(shared[one][arm] for one in small) for arm in (0, 1)) >= FEWEST
    if not small or not rest or is_enough:
        return small
    return {*small, max(rest, key=lambda one: (min(shared[one]), one))}


def _categories(texts: Sequence[str]) -> Categories:
    levels = tuple(sorted(set(texts)))
    return Categories(levels=levels, places={level: place for place, level in enumerate(levels)})


def _places(texts: Sequence[str], known: Categories) -> Floats:
    """A column for each category but the first: 1 for who is in it, shape (people, columns)."""
    place = np.array([known.places[text] for text in texts], dtype=np.int64)
    return np.asarray(place[:, None] == np.arange(1, len(known.levels)), dtype=np.float64)


def _scores(rows: Sequence[Row], names: Sequence[str]) -> list[Floats]:
    """The scores, their means for who did not answer, and a column that tells these apart."""
    if not names:
        return []
    has_answered = [all(row[name] is not None for name in names) for row in rows]
    answered = list(compress(rows, has_answered))
    n = counts(answered, "n_people")
    found: list[Floats] = []
    for name in names:
        own = counts(answered, name)
        mean = sum(map(mul, own, n)) / max(1, sum(n))
        column = np.full(len(rows), mean)
        column[has_answered] = own
        found.append(column)
    return [*found, 1.0 - np.array(has_answered, dtype=np.float64)]
