"""Words into themes: weights equal to scikit-learn's on one row a person, planted themes found, the same every time."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfVectorizer
from threadpoolctl import threadpool_limits

from analytics.measures.theme_model import theme_model, weighted_terms

PLANTED = (("pay", "bonus", "salary"), ("meeting", "calendar", "agenda"), ("laptop", "printer", "screen"))
KNOWN = tuple(sorted(term for theme in PLANTED for term in theme))


def comments(n: int = 120, seed: int = 1) -> tuple[list[tuple[str, ...]], list[int], list[int]]:
    """Comments of two words from one of three planted themes: terms, people, theme."""
    random = np.random.default_rng(seed)
    themes = random.integers(0, 3, n)
    terms = [tuple(random.choice(PLANTED[theme], 2, replace=False)) for theme in themes]
    return terms, random.integers(1, 6, n).tolist(), themes.tolist()


def test_weights_are_those_of_one_row_a_person() -> None:
    terms, people, _ = comments(30)
    everyone = [" ".join(found) for found, n in zip(terms, people, strict=True) for _ in range(n)]
    theirs = TfidfVectorizer(vocabulary=list(KNOWN)).fit(everyone).transform([" ".join(found) for found in terms])
    mine = weighted_terms(terms, people, KNOWN).toarray() / np.sqrt(people)[:, None]
    assert mine == pytest.approx(theirs.toarray(), abs=1e-12)


def test_a_counted_row_and_rows_of_people_have_the_same_error() -> None:
    terms, people, _ = comments(30)
    counted = weighted_terms(terms, people, KNOWN)
    everyone = [found for found, n in zip(terms, people, strict=True) for _ in range(n)]
    plain = weighted_terms(everyone, [1] * len(everyone), KNOWN)
    model = NMF(n_components=3, init="nndsvda", random_state=1, max_iter=2_000, tol=1e-5).fit(counted)
    errors = []
    for matrix in (counted, plain):
        rows = model.transform(matrix)
        errors.append(((matrix.toarray() - rows @ model.components_) ** 2).sum())
    assert errors[0] == pytest.approx(errors[1], rel=1e-4)


def test_planted_themes_are_found_and_their_number_too() -> None:
    terms, people, themes = comments()
    model = theme_model(terms, people, KNOWN)
    assert {frozenset(found[:3]) for found in model.terms} == {frozenset(theme) for theme in PLANTED}
    together = {(mine, planted) for mine, planted in zip(model.theme, themes, strict=True)}
    assert len(together) == 3
    assert model.stability > 0.9


def test_a_comment_without_a_known_word_has_no_theme() -> None:
    terms, people, _ = comments()
    model = theme_model([*terms, ("unheard",)], [*people, 5], KNOWN)
    assert model.theme[-1] == -1


def test_the_same_themes_every_time_and_on_one_thread() -> None:
    terms, people, _ = comments()
    once = theme_model(terms, people, KNOWN)
    with threadpool_limits(limits=1):
        assert theme_model(terms, people, KNOWN) == once
