"""The same figures to the last bit, in whatever order the engine returns the rows."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import pytest

from analytics.stats.clustered import Team, clustered_difference, intraclass_correlation
from analytics.stats.cox import cox
from analytics.stats.cox_likelihood import RiskPattern
from analytics.stats.doubly_robust import doubly_robust
from analytics.stats.logrank import stratified_logrank
from analytics.stats.matching import StratumPair, matched_difference
from analytics.stats.proportional_hazards import proportional_hazards
from analytics.stats.raking import Respondents, raked_mean
from analytics.stats.rates import HazardCell, discrete_hazard
from analytics.stats.regression import adjusted_difference, cuped
from analytics.stats.weighting import propensity, weighted_difference
from tests.stats.answers import sums_of
from tests.stats.people import people
from tests.stats.rows import Stay, table_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from analytics.stats.patterns import ArmPattern

Row = TypeVar("Row")


def shuffled(rows: Sequence[Row]) -> list[list[Row]]:
    """Some other orders of the rows."""
    random = np.random.default_rng(4)
    return [[rows[place] for place in random.permutation(len(rows))] for _ in range(8)]


@pytest.mark.parametrize(
    "statistic",
    [
        adjusted_difference,
        lambda patterns: adjusted_difference(patterns, is_interacted=True),
        cuped,
        doubly_robust,
        lambda patterns: doubly_robust(patterns, is_cross_fitted=True),
        lambda patterns: weighted_difference(propensity(patterns), "participants"),
    ],
)
def test_of_patterns(statistic: Callable[[Sequence[ArmPattern]], object]) -> None:
    patterns = people(8).patterns()
    assert {statistic(order) for order in shuffled(patterns)} == {statistic(patterns)}


def stays(seed: int, size: int) -> list[Stay]:
    random = np.random.default_rng(seed)
    entries, lengths, events = random.integers(0, 5, size), random.integers(1, 20, size), random.integers(0, 2, size)
    rows = zip(entries.tolist(), lengths.tolist(), events.tolist(), strict=True)
    return [Stay(entry, entry + length, event) for entry, length, event in rows]


def test_of_risk_patterns() -> None:
    random = np.random.default_rng(6)
    patterns = [
        RiskPattern(covariates=(place / 7, random.normal()), table=table_of(stays(place, 9)), cluster=str(place % 5))
        for place in range(30)
    ]
    names = ["one", "other"]
    assert {cox(order, names) for order in shuffled(patterns)} == {cox(patterns, names)}
    overall = proportional_hazards(patterns, names).overall
    assert {proportional_hazards(order, names).overall for order in shuffled(patterns)} == {overall}


def test_of_strata() -> None:
    strata = [
        {group: table_of(stays(10 * place + len(group), 9)) for group in ("a", "bb", "ccc")} for place in range(9)
    ]
    assert {stratified_logrank(order) for order in shuffled(strata)} == {stratified_logrank(strata)}


def test_of_teams() -> None:
    random = np.random.default_rng(3)
    answers = [random.integers(1, 6, random.integers(2, 9)).tolist() for _ in range(20)]
    teams = [
        Team(pilot=sums_of(own, 60)) if place % 2 else Team(comparison=sums_of(own, 60))
        for place, own in enumerate(answers)
    ]
    assert {clustered_difference(order) for order in shuffled(teams)} == {clustered_difference(teams)}
    sums = [sums_of(own, 60) for own in answers]
    assert {intraclass_correlation(order) for order in shuffled(sums)} == {intraclass_correlation(sums)}


def test_of_matched_strata() -> None:
    rows = people(5)
    cells: dict[tuple[float, ...], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for covariates, arm, steps in zip(rows.covariates.tolist(), rows.arm, rows.steps.tolist(), strict=True):
        cells[tuple(covariates)][1 - int(arm)].append(steps)
    strata = {key: StratumPair(pilot=sums_of(own), comparison=sums_of(other)) for key, (own, other) in cells.items()}
    plain = matched_difference(strata)
    for order in shuffled(list(strata.items())):
        assert matched_difference(dict(order)) == plain


def test_of_respondents() -> None:
    random = np.random.default_rng(9)
    rows = [
        Respondents(levels=(a, b), outcome=sums_of(random.integers(1, 6, 7).tolist(), 60), weight=weight)
        for a in "XYZ"
        for b in "FM"
        for weight in (1.0, 1.3)
    ]
    margins = {"generation": {"X": 40.0, "Y": 50.0, "Z": 30.0}, "gender": {"F": 54.0, "M": 66.0}}
    plain = raked_mean(rows, margins)
    for order in shuffled(rows):
        found = raked_mean(order, margins)
        assert (found.mean, found.standard_error, found.effective_size) == (
            plain.mean,
            plain.standard_error,
            plain.effective_size,
        )
        assert [found.weights[order.index(row)] for row in rows] == list(plain.weights)


def test_of_hazard_cells() -> None:
    cells = [
        HazardCell(levels={"year": year, "arm": arm}, at_risk=100 + 7 * place, events=9 + place)
        for place, (year, arm) in enumerate((year, arm) for year in "123" for arm in "ab")
    ]
    terms = [("year", "2"), ("year", "3"), ("arm", "b")]
    assert {discrete_hazard(order, terms) for order in shuffled(cells)} == {discrete_hazard(cells, terms)}
