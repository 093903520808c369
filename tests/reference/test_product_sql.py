"""The SQL of the product gives the integers from which R's numbers follow, the same as the SQL of these tests."""

from __future__ import annotations

from importlib.resources import files

import pytest

from analytics.stats.moments import Sums
from tests.conftest import reference_file
from tests.reference.cases import Case, cases, whole

SCORES = files("analytics").joinpath("sql/aggregates/scores.sql").read_text(encoding="utf-8")
METHODS = frozenset({"welch_t", "tost", "hedges_g"})
LARGEST_SCORE = 2**31


def is_like_a_score(case: Case) -> bool:
    """Whether the numbers, made whole, are no larger than scores in the store can be."""
    return max(abs(value) for value in whole([*case.written["x"], *case.written["y"]])[0]) < LARGEST_SCORE


CASES = [case for case in cases(reference_file()) if case.method in METHODS and is_like_a_score(case)]


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.method}-{case.id}") for case in CASES])
def test_scores_of_two_groups_are_summed_by_the_product(case: Case) -> None:
    table = case.stacked("x", "y")
    steps = table.denominators["value"]
    table.connection.execute("create view survey_member as select 'all' as wave, sample, value from observations")
    text = SCORES.format(dims="sample", measure="value", where="true")
    rows = {
        sample: Sums(n=n, total=total, squares=squares, denominator=steps)
        for _, sample, _, n, total, squares in table.connection.execute(text).fetchall()
    }
    ours = {
        row["label"]: Sums(n=row["n"], total=row["total"], squares=row["squares"], denominator=steps)
        for row in table.ask("moments", slots={"group": "sample", "value": "value"})
    }
    assert rows == ours | {None: ours["x"] + ours["y"]}
