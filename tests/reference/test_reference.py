"""R's numbers, case by case: data -> engine -> integers -> statistic."""

from __future__ import annotations

import pytest

from tests.conftest import reference_file
from tests.reference.cases import Case, cases, mismatches
from tests.reference.families import FAMILIES

CASES = cases(reference_file())


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.method}-{case.id}") for case in CASES])
def test_answer_is_that_of_r(case: Case) -> None:
    assert case.method in FAMILIES, f"Nobody has implemented {case.method}."
    faults = mismatches(case.expected, FAMILIES[case.method](case), case.tolerance)
    assert not faults, "\n".join(faults)
