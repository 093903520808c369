"""What was known about the compared people on their index dates, as categories that are large enough and as terms."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from analytics import catalog
from analytics.comparison.coding import Categories
from analytics.comparison.covariates import Term, terms, values
from analytics.engine.rows import category, count

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from analytics.engine.rows import Row

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
    named = {name: _categories(rows, name) for name in covariates if name not in SCORES}
    coded = {name: {level: values([one], [level]) for level in one.levels} for name, one in named.items()}
    scores = [name for name in covariates if name in SCORES]
    means = _means([row for row in rows if _has_answered(row, scores)], scores)
    found = [*terms(named), *(Term(name=name, covariate=name, is_binary=False) for name in scores)]
    if scores:
        found.append(Term(name="survey before: not answered", covariate="survey before", is_binary=True))
    return Known(
        terms=tuple(found),
        values=tuple(
            tuple(
                chain(*(of_level[category(row, name) or ""] for name, of_level in coded.items()), _scores(row, means))
            )
            for row in rows
        ),
    )


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
    arms, n = [row["arm"] == "Pilot" for row in rows], [count(row, "n_people") for row in rows]
    joined: dict[str, dict[str, str]] = {}
    for name in names:
        counts: Counter[tuple[str, bool]] = Counter()
        for row, arm, people in zip(rows, arms, n, strict=True):
            counts[category(row, name) or "", arm] += people
        found = _labels(counts, name, scheme)
        joined[name] = {one: label for one, label in found.items() if one != label}
    moved = {name: labels for name, labels in joined.items() if labels}
    if not moved:
        return tuple(rows)
    return tuple(
        {**row, **{name: labels.get(category(row, name) or "", row[name]) for name, labels in moved.items()}}
        for row in rows
    )


def _labels(counts: Mapping[tuple[str, bool], int], name: str, scheme: Sequence[str]) -> dict[str, str]:
    """The category that each category becomes part of."""
    sizes = {one: (counts[one, True], counts[one, False]) for one, _ in counts}
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


def _categories(rows: Sequence[Row], name: str) -> Categories:
    levels = tuple(sorted({category(row, name) or "" for row in rows}))
    return Categories(levels=levels, places={level: place for place, level in enumerate(levels)})


def _has_answered(row: Row, scores: Sequence[str]) -> bool:
    """Whether these people have every score of the survey before."""
    return all(row[name] is not None for name in scores)


def _means(answered: Sequence[Row], scores: Sequence[str]) -> dict[str, float]:
    """Mean of every score over who answered; who did not gets it, and is told apart by a term of their own."""
    n = sum(count(row, "n_people") for row in answered)
    return {name: sum(count(row, name) * count(row, "n_people") for row in answered) / max(1, n) for name in scores}


def _scores(row: Row, means: Mapping[str, float]) -> tuple[float, ...]:
    if not means:
        return ()
    if _has_answered(row, tuple(means)):
        return (*(float(count(row, name)) for name in means), 0.0)
    return (*means.values(), 1.0)
