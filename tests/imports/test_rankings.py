from __future__ import annotations

from itertools import permutations

from tests.imports.made_up import export, reported, understood

STEM = "Put these in order"
TASKS = ("Plan", "Write", "Test", "Review")


def ranking(*rows: tuple[object, ...]) -> bytes:
    headings = [f"{STEM} [{task}]" for task in TASKS]
    return export(["id", *headings, "How was it?"], *[[n, *row, 1 + n % 5] for n, row in enumerate(rows)])


def test_places_are_no_points_of_a_scale() -> None:
    content = ranking(*permutations([1, 2, 3, 4]))
    ranked = [one for one in understood(content).questions if STEM in one.text]
    assert [(one.kind, one.scale_min, one.is_coded) for one in ranked] == [("numeric", None, False)] * 4
    assert "order" in ranked[0].reason
    assert reported(content, "Plan")["mean"] == 2.5
    assert reported(content, "How was it?")["scale"] == {"min": 1, "max": 5}


def test_ratings_of_several_things_are_points() -> None:
    content = ranking(*[(1 + n % 4, 1 + n // 2 % 4, 1 + n // 3 % 4, 4) for n in range(24)])
    assert all(one.is_coded for one in understood(content).questions if STEM in one.text)


def test_rows_with_a_blank_place_do_not_hide_a_ranking() -> None:
    content = ranking(*permutations([1, 2, 3, 4]), (1, 2, "", ""), (1, "", "", ""))
    assert not any(one.is_coded for one in understood(content).questions if STEM in one.text)
