"""Small categories are joined only where the adjustment is undefined without that, and the reader is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analytics.comparison.means import mean_comparison
from analytics.comparison.people import people
from analytics.comparison.request import Request
from analytics.comparison.small_categories import joined_small
from analytics.comparison.stays import stay_comparison
from analytics.engine.plain_table import PlainTable
from tests.comparison.files import written

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.comparison.means import MeanComparison

N = 400
REQUEST = Request(arm="arm", outcomes=("score",), covariates=("unit", "age"), cluster="team")


def schools(folder: Path) -> Path:
    """A file whose category `rare` has one person of the pilot: without that person's team nobody of it is left."""
    random = np.random.default_rng(5)
    arm, age = random.integers(0, 2, N), random.integers(20, 60, N)
    unit = random.choice(["big", "large", "wide"], N).astype(object)
    rare = [np.flatnonzero(arm == 1)[0], *np.flatnonzero(arm == 0)[:3]]
    unit[rare] = "rare"
    columns = {
        "arm": arm.tolist(),
        "age": age.tolist(),
        "unit": unit.tolist(),
        "team": [f"t{one}" for one in random.integers(0, 20, N)],
        "score": np.round(50 + 2 * arm + random.normal(0, 3, N), 2).tolist(),
        "days": random.integers(30, 400, N).tolist(),
        "left": random.integers(0, 2, N).tolist(),
    }
    return written(folder / "schools.csv", columns)


def compared(folder: Path, request: Request) -> MeanComparison:
    return mean_comparison(PlainTable(schools(folder)), request, "score")


def codes(found: MeanComparison) -> set[str]:
    return {one.code for one in found.cautions}


def test_errors_by_team_stay_defined_when_one_person_stands_for_a_category(tmp_path: Path) -> None:
    found = compared(tmp_path, REQUEST)
    assert found.headline is not None
    assert found.headline.interval().low < 2 < found.headline.interval().high
    assert "categories_joined" in codes(found)
    assert "not_estimated" not in codes(found)


def test_nothing_is_joined_where_the_headline_is_defined_as_given(tmp_path: Path) -> None:
    found = compared(tmp_path, Request(arm="arm", outcomes=("score",), covariates=("unit", "age")))
    assert "categories_joined" not in codes(found)
    assert "unit: rare" in {one.covariate for one in found.balance}


def test_retention_by_team_is_treated_alike(tmp_path: Path) -> None:
    request = Request(arm="arm", time="days", event="left", covariates=("unit", "age"), cluster="team")
    found = stay_comparison(PlainTable(schools(tmp_path)), request, horizon=180)
    assert "overlap_weights" in {one.method for one in found.adjusted}
    assert "categories_joined" in {one.code for one in found.cautions}


def test_joining_keeps_everybody_and_every_other_term(tmp_path: Path) -> None:
    everybody = people(PlainTable(schools(tmp_path)), REQUEST, ("score",))
    fewer, names = joined_small(everybody)
    assert names == ("unit",)
    assert fewer.n == everybody.n
    assert [term.name for term in fewer.terms] == ["unit: large", "unit: wide", "age"]


def test_several_small_categories_are_one_category_together(tmp_path: Path) -> None:
    arm = [number % 2 for number in range(120)]
    unit = [f"small {number // 2 % 4}" if number < 30 else "any" for number in range(120)]
    columns = {"arm": arm, "score": [*range(120)], "unit": unit}
    request = Request(arm="arm", outcomes=("score",), covariates=("unit",))
    fewer, _ = joined_small(people(PlainTable(written(tmp_path / "small.csv", columns)), request, ("score",)))
    assert [term.name for term in fewer.terms] == ["unit: Other"]
    assert sum(one.n for one in fewer.alike if one.covariates == (1.0,)) == 30


def test_large_categories_are_left_alone(tmp_path: Path) -> None:
    request = Request(arm="arm", outcomes=("score",), covariates=("age",))
    everybody = people(PlainTable(schools(tmp_path)), request, ("score",))
    assert joined_small(everybody) == (everybody, ())


def test_a_column_that_never_differs_can_hold_nothing_equal(tmp_path: Path) -> None:
    columns = {"arm": [0, 1] * 20, "score": [*range(40)], "same": ["x"] * 40}
    request = Request(arm="arm", outcomes=("score",), covariates=("same",))
    found = mean_comparison(PlainTable(written(tmp_path / "same.csv", columns)), request, "score")
    assert "no_covariates" in codes(found)
    assert "no_overlap" not in codes(found)
    assert found.verdict == "not_enough"
