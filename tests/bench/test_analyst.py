"""The other side of the publishing line computes the figures that a release publishes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from analytics.comparison.cohort import cohort_people
from analytics.comparison.design import Design
from analytics.datasets import shipped
from analytics.engine import DUCKDB, open_engine
from analytics.measures.finding import Released
from analytics.program import Program
from analytics.release.files import read_findings
from analytics.release.read import Release
from analytics.simulate import scenario_from
from analytics.stats.competing import competing_table, cumulative_incidence
from analytics.stats.doubly_robust import doubly_robust
from analytics.stats.moments import Sums
from analytics.stats.patterns import ArmPattern
from analytics.stats.regression import adjusted_difference
from analytics.stats.weighting import propensity, weighted_difference
from tests.bench import programs
from tests.bench.analyst import weighted
from tests.bench.analyst.cells import scores
from tests.bench.analyst.cohorts import cohort
from tests.bench.analyst.curves import incidence
from tests.bench.analyst.exchange import exchange
from tests.bench.analyst.scales import alpha, scales
from tests.bench.publishing import answered, published
from tests.bench.rows import Rows, rows
from tests.bench.timing import Cost

if TYPE_CHECKING:
    from analytics.stats.weighting import Estimand


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> programs.Made:
    folder = tmp_path_factory.mktemp("company")
    demo = scenario_from(shipped("demo") / "scenario.toml")
    programs.imported(replace(demo.sized(people=700, pairs=90), seed=11, waves=demo.waves[:2]), folder)
    made = programs.Made(
        size="", store=folder / "store", published=folder / "published", cost=Cost(wall=0, processor=0)
    )
    made.publish(made.published)
    return made


@pytest.fixture(scope="module")
def held(program: programs.Made) -> Rows:
    return rows(program.version)


def test_means_and_intervals_are_those_of_the_release(program: programs.Made, held: Rows) -> None:
    release, n = Release.latest(program.published), 0
    found = scores(held.answers, ("wave", "gender"))
    for wave, gender in found.index:
        for name in ("engagement", "satisfaction", "bridging"):
            outcome = release.estimate(name, {"gender": (gender,)}, wave).outcome
            if isinstance(outcome, Released) and outcome.value.interval:
                one, n = found.loc[(wave, gender), name], n + 1
                assert outcome.value.n == one["count"]
                limits = (outcome.value.interval.low, outcome.value.interval.high)
                assert (one["mean"], one["low"], one["high"]) == pytest.approx((outcome.value.value, *limits))
    assert n >= 6


def test_reliability_is_that_of_the_release(program: programs.Made, held: Rows) -> None:
    document = read_findings(next(program.published.iterdir()))
    known = {(one["wave"], one["scale"]): one["alpha"] for one in document["reliability"] if one["alpha"]}
    found = scales(held)["reliability"]
    assert known
    assert {key: found[key]["alpha"] for key in known} == pytest.approx(known, abs=0.0051)


def test_the_compared_are_the_same_people_with_the_same_scores(program: programs.Made, held: Rows) -> None:
    with open_engine(program.version.files, Program.read(program.store).scheme, DUCKDB) as engine:
        theirs = cohort_people(engine, Design(name="Juniors", role="Junior mentor")).rows
    ours = cohort(held, "junior")
    names = ("level", "tenure_band", "gender", "cohort")
    assert Counter(ours["arm"]) == {
        arm: sum(int(str(row["n_people"])) for row in theirs if row["arm"] == arm) for arm in ("Pilot", "Comparison")
    }
    assert Counter(map(tuple, ours[["arm", "gender", "cohort"]].astype(str).to_numpy().tolist())) == sum(
        (
            Counter({(str(row["arm"]), str(row["gender"]), str(row["cohort"])): int(str(row["n_people"]))})
            for row in theirs
        ),
        Counter(),
    )
    for name in ("engagement", "engagement_before"):
        assert ours[name].notna().sum() == sum(int(str(row["n_people"])) for row in theirs if row[name] is not None)
    assert set(names) <= set(ours)


def test_every_figure_of_a_release_is_asked_for(program: programs.Made) -> None:
    folder = next(program.published.iterdir())
    assert answered(folder) > 500
    assert published(program) > 0


def test_sessions_are_counted_once(held: Rows) -> None:
    found = exchange(held)
    assert found["calendar"]["sessions"].sum() == (held.sessions["status"] == "held").sum()
    assert found["matrix"].to_numpy().sum() == len(held.pairs) == found["flow"]["enrolled"]


@pytest.fixture(scope="module")
def people() -> pd.DataFrame:
    chance = np.random.default_rng(3)
    x = chance.integers(0, 2, (400, 2))
    is_pilot = chance.random(400) < 0.2 + 0.3 * x[:, 0] + 0.2 * x[:, 1]
    y = np.round(50 + 10 * x[:, 0] - 5 * x[:, 1] + 4 * is_pilot + chance.normal(0, 12, 400))
    return pd.DataFrame({"one": x[:, 0], "two": x[:, 1], "is_pilot": is_pilot, "y": y})


def patterns(people: pd.DataFrame) -> list[ArmPattern]:
    def sums(values: pd.Series) -> Sums:
        return Sums(n=len(values), total=int(values.sum()), squares=int((values**2).sum()))

    return [
        ArmPattern(
            covariates=tuple(float(str(one)) for one in key),
            pilot=sums(group.loc[group["is_pilot"], "y"]),
            comparison=sums(group.loc[~group["is_pilot"], "y"]),
        )
        for key, group in people.groupby(["one", "two"])
    ]


@pytest.mark.parametrize("estimand", ["overlap", "participants", "everybody"])
def test_weighted_differences_and_their_errors_are_the_products(people: pd.DataFrame, estimand: Estimand) -> None:
    expected = weighted_difference(propensity(patterns(people)), estimand)
    found = weighted.weighted(weighted.sides(people, ("one", "two"), "y"), estimand)
    assert found == pytest.approx((expected.difference, expected.standard_error), rel=2e-3)


def test_doubly_robust_and_regression_are_the_products(people: pd.DataFrame) -> None:
    sides = weighted.sides(people, ("one", "two"), "y")
    robust, plain = doubly_robust(patterns(people)), adjusted_difference(patterns(people))
    assert weighted.doubly_robust(sides)[0] == pytest.approx(robust.difference, rel=1e-4)
    assert weighted.regression(sides)[0] == pytest.approx(plain.difference)


def test_departures_are_aalen_and_johansens() -> None:
    group = pd.DataFrame({"entry": 0, "days": [5, 5, 9, 9, 14, 20, 30, 30], "left": [True] * 6 + [False] * 2})
    cause = pd.Series([True, False, True, True, False, True, False, False])
    own, other = ({5: 1, 9: 2, 20: 1}, {5: 1, 14: 1})
    table = competing_table({0: 8}, {5: 2, 9: 2, 14: 1, 20: 1, 30: 2}, {"a": own, "b": other})
    expected, found = cumulative_incidence(table, "a"), incidence(group, cause)
    for day in (5, 9, 20):
        assert found.loc[day, "share"] == pytest.approx(expected.at(day).incidence)


def test_alpha_of_items_that_are_alike_is_one() -> None:
    item = pd.Series([1.0, 2.0, 4.0, 5.0])
    assert alpha(pd.DataFrame({"a": item, "b": item, "c": item})) == pytest.approx(1.0)
