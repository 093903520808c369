from __future__ import annotations

from collections import Counter

import pytest

from analytics.imports.options_in_cells import joined
from analytics.imports.profile import Profile
from analytics.imports.table import Column

COLUMN = Column(index=0, key="q001", name="Which?", stem="Which?")


def profile(cells: dict[str, int]) -> Profile:
    return Profile(column=COLUMN, counts=Counter(cells))


@pytest.mark.parametrize("mark", [", ", ";", " / ", "|"])
def test_options_are_told_apart(mark: str) -> None:
    cells = {"Mail": 9, "Chat": 5, f"Mail{mark}Chat": 7, f"Mail{mark}Phone": 4, f"Chat{mark}Phone": 3, "Phone": 2}
    found = joined(profile(cells))
    assert found is not None
    assert found.separator == mark
    assert set(found.options) == {"Mail", "Chat", "Phone"}


def test_a_trailing_mark_is_no_option() -> None:
    found = joined(profile({"Mail;": 9, "Mail;Chat;": 7, "Chat;": 4, "Mail;Phone;": 2}))
    assert found is not None
    assert set(found.options) == {"Mail", "Chat", "Phone"} - ({"Phone"} if found.n_joined < 9 else set())


def test_a_comma_inside_parentheses_is_part_of_an_option() -> None:
    cells = {"Reports (daily, weekly)": 5, "Mail": 4, "Mail, Reports (daily, weekly)": 6, "Mail, Chat": 3, "Chat": 2}
    found = joined(profile(cells))
    assert found is not None
    assert set(found.options) == {"Reports (daily, weekly)", "Mail", "Chat"}


def test_an_option_with_the_mark_inside_stays_whole() -> None:
    cells = {
        "Mail": 5,
        "Chat": 4,
        "Bars, pubs and clubs": 4,
        "Mail, Bars, pubs and clubs": 6,
        "Mail, Chat": 5,
        "Chat, Bars, pubs and clubs": 2,
    }
    found = joined(profile(cells))
    assert found is not None
    assert set(found.options) == {"Mail", "Chat", "Bars, pubs and clubs"}


@pytest.mark.parametrize(
    "cells",
    [
        {"Yes, and it helped": 60, "Yes, but it did not help": 4, "No": 5, "Other (please specify)": 6},
        {"$0 - $24,999": 138, "$25,000 - $49,999": 186, "$50,000 - $99,999": 298, "$100,000 - $149,999": 141},
        {"Every year": 69, "Every semester / quarter": 24, "Once": 3, "Now and then": 2},
        {
            "Apr 2-3, 2018 (East)": 21,
            "Oct 10-11, 2018 (East)": 20,
            "May 22-23, 2018 (West)": 21,
            "Jun 1-2, 2018 (West)": 4,
        },
        {"a": 1, "b": 2},
    ],
)
def test_single_choices_with_commas_are_not_joined(cells: dict[str, int]) -> None:
    assert joined(profile(cells)) is None


def test_a_mark_behind_every_cell_stands_between_options_even_where_an_option_has_another() -> None:
    cells = {
        "Insurance / billing;Filing;": 5,
        "Insurance / billing;": 3,
        "Insurance / billing;Orders;": 4,
        "Filing;": 1,
    }
    found = joined(profile(cells | {"Insurance / billing;Filing;Orders;": 6}))
    assert found is not None
    assert found.separator == ";"
    assert set(found.options) == {"Insurance / billing", "Filing", "Orders"}


def test_options_always_in_the_order_of_the_form_are_told_apart() -> None:
    cells = {"Online,In person,Hybrid": 12, "Online,In person": 7, "Online,Outdoors,Hybrid": 4, "In person,Outdoors": 4}
    found = joined(profile(cells | {"Online,In person,Outdoors,Hybrid": 3, "Online,Hybrid": 1}))
    assert found is not None
    assert set(found.options) == {"Online", "In person", "Outdoors", "Hybrid"}


def test_sentences_with_a_comma_are_one_option() -> None:
    assert joined(profile({"Yes, always": 9, "Yes, sometimes": 8, "No, never": 7, "No, not yet": 3})) is None
