from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.comparison.comparable import comparable
from analytics.comparison.people import people
from analytics.comparison.request import Request
from analytics.engine.plain_table import PlainTable
from analytics.errors import SettingsError, UndefinedStatisticError, UnknownNameError
from tests.comparison.files import written

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.comparison.people import People


def read(folder: Path, request: Request, **columns: list[object]) -> People:
    return people(PlainTable(written(folder / "table.csv", columns)), request, request.outcomes)


def test_people_alike_are_counted_together(tmp_path: Path) -> None:
    request = Request(arm="arm", outcomes=("y",), covariates=("unit",))
    arm: list[object] = [1, 1, 0, 0, 0, 0, 0]
    found = read(tmp_path, request, arm=arm, y=[1, 1, 2, 2, 2, 2, 2], unit=["b", "b", "a", "a", "a", "a", "a"])
    assert found.n == (2, 5)
    assert sum(one.n for one in found.alike) == 7
    assert [term.name for term in found.terms] == ["unit: b"]
    assert found.sums(found.alike).total == 12


def test_who_lacks_something_is_counted_and_never_invented(tmp_path: Path) -> None:
    request = Request(arm="arm", outcomes=("y",), covariates=("age", "unit"), cluster="team")
    found = read(
        tmp_path,
        request,
        arm=[1, 0, 1, 0, "", 0],
        y=[1.5, 2, "NA", 3, 4, 5],
        age=[30, "", 40, "NA", 50, 60],
        unit=["a", "b", "a", "", "b", "b"],
        team=["t1", "t2", "t3", "t4", "t5", " "],
    )
    assert found.left_out == {"y": 1, "arm": 1}
    assert found.incomplete == {"age": 2, "unit": 1, "team": 1}
    assert found.n_incomplete == 3
    assert found.n == (1, 3)
    assert sum(one.n for one in found.alike if one.covariates is None) == 3


def test_constants_copies_and_sums_of_others_are_dropped(tmp_path: Path) -> None:
    request = Request(arm="arm", outcomes=("y",), covariates=("one", "a", "copy", "b", "both"))
    a, b = [1, 2, 3, 4, 5, 6], [2, 1, 5, 3, 3, 9]
    both = [first + second for first, second in zip(a, b, strict=True)]
    found = comparable(
        read(
            tmp_path,
            request,
            arm=[0, 1] * 3,
            y=[1, 2, 3, 4, 5, 7],
            one=[7] * 6,
            a=[*a],
            copy=[2.5 * value for value in a],
            b=[*b],
            both=[*both],
        )
    )
    assert [term.name for term in found.terms] == ["a", "b"]
    assert found.dropped == ("one", "copy", "both")


def test_answers_of_one_arm_only_have_no_counterpart(tmp_path: Path) -> None:
    request = Request(arm="arm", outcomes=("y",), covariates=("unit", "age"))
    found = comparable(
        read(
            tmp_path,
            request,
            arm=[1, 0, 1, 0, 0, 1],
            y=[1, 2, 3, 4, 5, 6],
            unit=["a", "a", "a", "a", "lab", "plant"],
            age=[1, 2, 3, 4, 5, 6],
        )
    )
    assert found.n == (2, 2)
    assert found.n_without_counterpart == (1, 1)
    assert [term.name for term in found.terms] == ["age"]


def test_the_first_category_can_lack_a_counterpart_too(tmp_path: Path) -> None:
    request = Request(arm="arm", outcomes=("y",), covariates=("unit",))
    found = comparable(
        read(tmp_path, request, arm=[1, 0, 1, 0, 0, 0], y=[1, 2, 3, 4, 5, 6], unit=["b", "b", "c", "c", "a", "a"])
    )
    assert found.n == (2, 2)
    assert found.n_without_counterpart == (0, 2)
    assert [term.name for term in found.terms] == ["unit: b"]


def test_nobody_with_a_counterpart_is_refused(tmp_path: Path) -> None:
    request = Request(arm="arm", outcomes=("y",), covariates=("unit",))
    everybody = read(tmp_path, request, arm=[1, 1, 0, 0], y=[1, 2, 3, 4], unit=["a", "a", "b", "b"])
    with pytest.raises(UndefinedStatisticError, match="counterpart"):
        comparable(everybody)


def test_a_column_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match=r"Unknown column 'z'\. Choose one of: arm, y"):
        read(tmp_path, Request(arm="arm", outcomes=("z",)), arm=[0, 1], y=[1, 2])


def test_capitals_of_a_column_do_not_matter(tmp_path: Path) -> None:
    assert read(tmp_path, Request(arm="ARM", outcomes=("Y",)), arm=[0, 1], y=[1, 2]).n == (1, 1)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({}, "nothing to compare"),
        ({"time": "t"}, "both --time and --event"),
        ({"outcomes": ("y",), "entry": "e"}, "both --time and --event"),
        ({"outcomes": ("y",), "covariates": ("y",)}, "y is named as arm or outcome"),
        ({"outcomes": ("y",), "covariates": ("arm",)}, "arm is named as arm or outcome"),
        ({"outcomes": ("y",), "margin": 0.0}, "margin"),
        ({"outcomes": ("y",), "pilot_share": 1.0}, "planned share"),
        ({"time": "t", "event": "e", "pre": "p"}, "--pre"),
    ],
)
def test_a_request_that_cannot_be_answered_is_refused(parts: dict[str, object], words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        Request(arm="arm", **parts)  # type: ignore[arg-type]
