"""Words into themes: weighted TF-IDF and non-negative factors, as many as come back from parts of the comments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Floats = NDArray[np.float64]

FEWEST, MOST = 2, 10
TERMS_EACH = 3
"""With hardly more terms than themes, each term would be a theme of its own, and come back every time."""
PARTS = 5
PART = 0.8
AS_STABLE = 0.02
STEPS = 2_000
TOLERANCE = 1e-4
SEED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeModel:
    """Themes and which one each comment belongs to most.

    Args:
        terms: The terms of each theme, the most telling first.
        theme: The theme of each comment; -1 where it has none of the terms.
        stability: How well the themes come back from parts of the comments, from 0 to 1.
    """

    terms: tuple[tuple[str, ...], ...]
    theme: tuple[int, ...]
    stability: float


def theme_model(terms: Sequence[Sequence[str]], people: Sequence[int], known: Sequence[str]) -> ThemeModel:
    """The themes of comments, the same ones however comments are counted together and on any number of threads.

    Each comment is a row of TF-IDF weights of length 1; a row that several people wrote counts as often, by the root of
    their number, which leaves the squared error of the factors as it is with one row a person. The number of themes is
    the largest whose themes come back best from parts of the comments (mean cosine of matched themes).

    Args:
        terms: The terms of each comment.
        people: How many people wrote it.
        known: The terms that count, in order.

    Reference:
        Lee & Seung (1999), Nature 401, 788-791; Boutsidis & Gallopoulos (2008), Pattern Recognition 41, 1350-1362, for
        the start; Greene, O'Callaghan & Cunningham (2014), How Many Topics? Stability Analysis for Topic Models.
    Checked against:
        scikit-learn `TfidfVectorizer` and `NMF` on one row a person.
    """
    with threadpool_limits(limits=1):  # the same themes however many cores
        weighted = weighted_terms(terms, people, known)
        ranked = [(_stability(weighted, rank), rank) for rank in _ranks(weighted)]
        best = max(stability for stability, _ in ranked)
        stability, rank = max((one for one in ranked if one[0] >= best - AS_STABLE), key=lambda one: one[1])
        rows, columns = _factors(weighted, rank)
    strength = rows * np.linalg.norm(columns, axis=1)
    theme = np.where(strength.max(axis=1) > 0, strength.argmax(axis=1), -1)
    order = [_by_weight(of, known) for of in columns]
    named = tuple(tuple(known[at] for at in places if of[at] > 0) for places, of in zip(order, columns, strict=True))
    return ThemeModel(terms=named, theme=tuple(theme.tolist()), stability=float(stability))


def _by_weight(weights: NDArray[np.float64], known: Sequence[str]) -> list[int]:
    """The places of the terms, the heaviest first, equals by name."""
    return sorted(range(len(known)), key=lambda at: (-weights[at], known[at]))


def weighted_terms(terms: Sequence[Sequence[str]], people: Sequence[int], known: Sequence[str]) -> csr_matrix:
    """The TF-IDF weights of every comment, each row times the root of its people, shape (comments, terms).

    Args:
        terms: The terms of each comment.
        people: How many people wrote it.
        known: The terms that count, in order.
    """
    from scipy.sparse import csr_matrix

    column = {term: at for at, term in enumerate(known)}
    places = [(row, column[term]) for row, found in enumerate(terms) for term in found if term in column]
    rows, columns = (np.array([place[axis] for place in places], dtype=np.int64) for axis in (0, 1))
    n = np.array(people, dtype=np.float64)
    rarity = np.log((1 + n.sum()) / (1 + np.bincount(columns, weights=n[rows], minlength=len(known)))) + 1
    weights = rarity[columns]
    lengths = np.sqrt(np.bincount(rows, weights=weights**2, minlength=len(n)))
    return csr_matrix((weights / lengths[rows] * np.sqrt(n[rows]), (rows, columns)), shape=(len(n), len(known)))


def _ranks(weighted: csr_matrix) -> range:
    used = int((weighted.getnnz(axis=1) > 0).sum())
    return range(FEWEST, max(FEWEST, min(MOST, weighted.shape[1] // TERMS_EACH, used)) + 1)


def _factors(weighted: csr_matrix, rank: int) -> tuple[Floats, Floats]:
    from sklearn.decomposition import NMF

    model = NMF(n_components=rank, init="nndsvda", random_state=SEED, max_iter=STEPS, tol=TOLERANCE)
    with np.errstate(invalid="ignore"):  # an error of nothing, reported as the root of a number just below zero
        rows: Floats = model.fit_transform(weighted)
    return rows, model.components_


def _stability(weighted: csr_matrix, rank: int) -> float:
    """The mean cosine of the themes of all comments and of parts of them, matched with each other."""
    from scipy.optimize import linear_sum_assignment

    whole = _unit(_factors(weighted, rank)[1])
    random = np.random.default_rng(SEED)
    n = weighted.shape[0]
    found = []
    for _ in range(PARTS):
        part = np.sort(random.permutation(n)[: max(int(PART * n), min(n, rank))])
        cosine = whole @ _unit(_factors(weighted[part], rank)[1]).T
        found.append(cosine[linear_sum_assignment(-cosine)].mean())
    return float(np.mean(found))


def _unit(columns: Floats) -> Floats:
    length = np.linalg.norm(columns, axis=1, keepdims=True)
    found: Floats = columns / np.where(length > 0, length, 1.0)
    return found
