"""Categories of a few people are joined, and who did not answer is told apart."""

from __future__ import annotations

from typing import Any

from analytics.comparison.known import joined_categories, known_before


def rows(name: str, sizes: dict[str, tuple[int, int]], **parts: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - cells
    return [
        {name: label, "arm": arm, "n_people": n, **parts}
        for label, both in sizes.items()
        for arm, n in zip(("Pilot", "Comparison"), both, strict=True)
        if n
    ]


def labels(name: str, sizes: dict[str, tuple[int, int]], scheme: tuple[str, ...] = ()) -> dict[str, str]:
    before = rows(name, sizes)
    after = joined_categories(before, (name,), scheme)
    return {str(one[name]): str(other[name]) for one, other in zip(before, after, strict=True)}


def test_a_small_level_is_joined_with_its_neighbor() -> None:
    sizes = {"L1": (40, 90), "L2": (4, 80), "L3": (30, 70), "L4": (9, 60)}
    assert labels("level", sizes) == {
        "L1": "L1",
        "L2": "L2 or L3 or L4",
        "L3": "L2 or L3 or L4",
        "L4": "L2 or L3 or L4",
    }


def test_neighbors_of_generations_are_those_of_the_scheme() -> None:
    sizes = {"Gen Z": (30, 70), "Millennial": (4, 80), "Boomer": (25, 60)}
    found = labels("generation", sizes, ("Boomer", "Millennial", "Gen Z"))
    assert found == {"Boomer": "Boomer", "Millennial": "Millennial or Gen Z", "Gen Z": "Millennial or Gen Z"}


def test_small_categories_without_an_order_become_one() -> None:
    sizes = {"Sales": (40, 90), "IT": (6, 80), "Law": (7, 70)}
    assert labels("business_unit", sizes) == {"Sales": "Sales", "IT": "Other", "Law": "Other"}


def test_one_small_category_alone_is_joined_with_the_largest() -> None:
    sizes = {"Man": (60, 90), "Woman": (40, 80), "Non-binary": (3, 30)}
    assert labels("gender", sizes) == {"Man": "Man or other", "Woman": "Woman", "Non-binary": "Man or other"}


def test_a_category_that_one_group_lacks_stays_as_it_is() -> None:
    sizes = {"L1": (40, 90), "L6": (0, 80)}
    assert labels("level", sizes) == {"L1": "L1", "L6": "L6"}


def test_who_did_not_answer_has_the_mean_and_a_term_of_their_own() -> None:
    answered = rows("level", {"L1": (1, 1)}, engagement_before=60)
    silent = rows("level", {"L2": (1, 0)}, engagement_before=None)
    found = known_before([*answered, *silent], ("level", "engagement_before"))
    assert [term.name for term in found.terms] == ["level: L2", "engagement_before", "survey before: not answered"]
    assert found.values == ((0.0, 60.0, 0.0), (0.0, 60.0, 0.0), (1.0, 60.0, 1.0))
