"""R's numbers, case by case: data -> engine -> integers -> statistic."""

from __future__ import annotations

import os

import pytest

from tests.reference.cases import Case, cases, mismatches, reference_file
from tests.reference.families import FAMILIES

PATH = reference_file()
if not PATH.is_file() and "TWOWAY_REFERENCE" not in os.environ:
    pytest.skip(
        f"NO REFERENCE VALUES: {PATH} is not there, so no method was compared with R. Set TWOWAY_REFERENCE to a file.",
        allow_module_level=True,
    )


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.method}-{case.id}") for case in cases(PATH)])
def test_answer_is_that_of_r(case: Case) -> None:
    assert case.method in FAMILIES, f"Nobody has implemented {case.method}."
    faults = mismatches(case.expected, FAMILIES[case.method](case), case.tolerance)
    assert not faults, "\n".join(faults)
