"""R's numbers, case by case: data -> engine -> integers -> statistic."""

from __future__ import annotations

from typing import Any

import pytest

from analytics.errors import UndefinedStatisticError
from tests.conftest import reference_file
from tests.reference.cases import Case, cases, has_numbers, mismatches
from tests.reference.families import FAMILIES

CASES = cases(reference_file())


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.method}-{case.id}") for case in CASES])
def test_answer_is_that_of_r(case: Case) -> None:
    assert case.method in FAMILIES, f"Nobody has implemented {case.method}."
    faults = mismatches(case.expected, answer(case), case.tolerance)
    assert not faults, "\n".join(faults)


def answer(case: Case) -> dict[str, Any] | None:
    """The answer; none where we refuse and R has no number either."""
    try:
        return FAMILIES[case.method](case)
    except UndefinedStatisticError:
        if has_numbers(case.expected):
            raise
        return None
