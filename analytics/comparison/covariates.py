"""What was known beforehand as columns of numbers: numbers stay numbers, categories become yes/no terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.comparison.coding import Categories, Coding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from analytics.stats.patterns import Floats, Integers

DEPENDENT = 1e-7
"""Share of a term that the terms before it must leave unexplained."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One column of numbers made of a covariate.

    Args:
        name: Name on every list: the column, and its category where it has categories.
        covariate: The column of the table.
        is_binary: Whether it only says yes (1) or no (0).
    """

    name: str
    covariate: str
    is_binary: bool


def terms(codings: Mapping[str, Coding]) -> tuple[Term, ...]:
    """The terms of the covariates: one for a column of numbers, one for every category but the first.

    Args:
        codings: What the texts of each covariate mean.
    """
    found: list[Term] = []
    for name, coded in codings.items():
        if isinstance(coded, Categories):
            found += [Term(name=f"{name}: {level}", covariate=name, is_binary=True) for level in coded.levels[1:]]
        else:
            is_binary = set(coded.steps.values()) <= {0, coded.denominator}
            found.append(Term(name=name, covariate=name, is_binary=is_binary))
    return tuple(found)


def values(codings: Iterable[Coding], texts: Iterable[str | None]) -> tuple[float, ...]:
    """The values of the terms for people with these texts.

    Args:
        codings: What the texts of each covariate mean, in order.
        texts: Their texts, all of which have a meaning.
    """
    found: list[float] = []
    for coded, text in zip(codings, texts, strict=True):
        if isinstance(coded, Categories):
            place = coded.places[text or ""]
            found += [float(place == number) for number in range(1, len(coded.levels))]
        else:
            found.append(coded.steps[text or ""] / coded.denominator)
    return tuple(found)


def independent(x: Floats, n: Floats) -> list[int]:
    """The columns that vary and do not follow from the columns before them.

    Args:
        x: Values of the terms, shape (patterns, terms).
        n: People in each pattern, shape (patterns,).

    >>> independent(np.array([[0.0, 1.0, 1.0], [1.0, 1.0, 0.0], [2.0, 1.0, -1.0]]), np.ones(3))
    [0]
    """
    kept: list[int] = []
    basis = np.sqrt(n)[:, None] / np.sqrt(n.sum())
    for place in range(x.shape[1]):
        column = np.sqrt(n) * (x[:, place] - n @ x[:, place] / n.sum())
        length = float(np.linalg.norm(column))
        if length <= DEPENDENT * float(np.linalg.norm(np.sqrt(n) * x[:, place])) * DEPENDENT:
            continue
        rest = column - basis @ (basis.T @ column)
        rest -= basis @ (basis.T @ rest)
        left = float(np.linalg.norm(rest))
        if left > DEPENDENT * length:
            kept.append(place)
            basis = np.column_stack([basis, rest / left])
    return kept


def standardized(x: Floats, n: Floats) -> Floats:
    """The columns in standard deviations from their mean, so that units do not matter to any model.

    Args:
        x: Values of the terms, each of which varies, shape (patterns, terms).
        n: People in each pattern, shape (patterns,).
    """
    mean = n @ x / n.sum()
    scaled: Floats = (x - mean) / np.sqrt(n @ (x - mean) ** 2 / n.sum())
    return scaled


def answers(x: Floats, known: Sequence[Term]) -> list[Floats]:
    """For every covariate with categories, or with yes and no, the number of each pattern's answer.

    Args:
        x: Values of the terms, shape (patterns, terms).
        known: The terms.

    >>> unit = [Term(name=f"unit: {one}", covariate="unit", is_binary=True) for one in "BC"]
    >>> [one.tolist() for one in answers(np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]), unit)]
    [[0.0, 1.0, 2.0]]
    """
    found: list[Floats] = []
    for covariate in dict.fromkeys(term.covariate for term in known if term.is_binary):
        places = [place for place, term in enumerate(known) if term.covariate == covariate and term.is_binary]
        found.append(x[:, places] @ np.arange(1.0, len(places) + 1))
    return found


def has_counterpart(
    answered: Sequence[Floats], pilot: Floats | Integers, comparison: Floats | Integers
) -> NDArray[np.bool_]:
    """Which patterns are left when an answer that occurs in one arm only is left out, again and again.

    Args:
        answered: Number of the answer to each question, each of shape (patterns,).
        pilot: People of the pilot in each pattern.
        comparison: People of the comparison in each pattern.

    >>> unit = np.array([0.0, 0.0, 1.0, 2.0])
    >>> has_counterpart([unit], np.array([1.0, 0, 1, 0]), np.array([0.0, 1, 0, 1])).tolist()
    [True, True, False, False]
    """
    is_kept = np.ones(pilot.size, dtype=np.bool_)
    is_stable = False
    while not is_stable:
        is_stable = True
        for answer in answered:
            sides = [set(answer[is_kept & (people > 0)].tolist()) for people in (pilot, comparison)]
            lonely = is_kept & ~np.isin(answer, sorted(sides[0] & sides[1]))
            is_kept &= ~lonely
            is_stable &= not lonely.any()
    return is_kept
