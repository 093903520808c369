"""The runner itself: exact integers in, nothing but integers out, and a comparison that can fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.reference.cases import mismatches, tabulate, whole

if TYPE_CHECKING:
    from pathlib import Path

TOLERANCE = {"rel": 1e-9, "abs": 1e-12, "by_key": {"rough": 1e-2}}


def test_decimals_become_integers_exactly() -> None:
    assert whole(["0.1", "-2.25", "3"]) == ([10, -225, 300], 100)
    assert whole(["1e-3", "2E2"]) == ([1, 200_000], 1000)
    assert whole([400, 0, -3]) == ([400, 0, -3], 1)


def test_a_column_with_words_holds_labels_wherever_it_stands() -> None:
    table = tabulate({"note": ["1", "n/a"], "account": [10**20, 7], "time": [5, 2]})
    assert table.denominators == {"time": 1}
    assert table.connection.execute("select note, account from observations order by row_number").fetchall() == [
        ("1", str(10**20)),
        ("n/a", "7"),
    ]


def test_no_integer_is_longer_than_a_double_can_hold() -> None:
    values, denominator = whole(["123456.000000000000001", "0.333333333333333333333"])
    assert denominator == 10**10
    assert values == [1_234_560_000_000_000, 3_333_333_333]


def test_labels_stay_text_and_rows_keep_their_order() -> None:
    table = tabulate({"group": ["1", "TRUE", "07"], "time": [5, 2, 9]})
    assert table.connection.execute('select "group", time from observations order by row_number').fetchall() == [
        ("1", 5),
        ("TRUE", 2),
        ("07", 9),
    ]


@pytest.mark.parametrize(
    ("want", "got"),
    [
        ({"t": 1.0}, {}),
        ({"t": 1.0}, {"t": 1.0 + 1e-8}),
        ({"t": 1.0}, {"t": float("nan")}),
        ({"t": 1.0}, {"t": None}),
        ({"t": [1.0, 2.0]}, {"t": [1.0]}),
        ({"t": [1.0, 2.0]}, {"t": [1.0, 2.1]}),
        ({"t": {"u": 1.0}}, {"t": {"u": 2.0}}),
        ({"t": {"u": 1.0}}, {"t": 1.0}),
        ({"t": True}, {"t": 1.0}),
        ({"t": 1}, {"t": True}),
        ({"t": "A"}, {"t": "B"}),
        ({"rough": 1.0}, {"rough": 1.02}),
    ],
)
def test_a_wrong_answer_is_a_mismatch(want: dict[str, object], got: dict[str, object]) -> None:
    assert mismatches(want, got, TOLERANCE)


@pytest.mark.parametrize(
    ("want", "got"),
    [
        ({"t": None}, {}),
        ({"t": [None, 2.0]}, {"t": (7.0, 2.0)}),
        ({"t": [None, None], "u": {"low": None}}, {}),
        ({"t": 1.0}, {"t": 1.0 + 1e-10, "more": 3}),
        ({"rough": [1.0]}, {"rough": [1.005]}),
        ({"t": True, "u": "A", "n": 3}, {"t": True, "u": "A", "n": 3}),
    ],
)
def test_a_right_answer_is_none(want: dict[str, object], got: dict[str, object]) -> None:
    assert mismatches(want, got, TOLERANCE) == []


def test_floating_point_sums_may_not_leave_the_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.reference.cases.QUESTIONS", tmp_path)
    (tmp_path / "mean.sql").write_text("select avg(value) as mean from observations")
    with pytest.raises(TypeError, match="mean leave the engine as float"):
        tabulate({"value": [1, 2]}).ask("mean")
