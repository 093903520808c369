from __future__ import annotations

from collections import Counter

import pytest

from analytics.imports.scales import Numbers, Range, ranges


def numbers(text: str, counts: dict[int, int], *, stem: str = "", low: bool = False, high: bool = False) -> Numbers:
    """A question with how often each number was answered."""
    return Numbers(text=text, stem=stem or text, counts=Counter(counts), has_low=low, has_high=high)


def the_range(*questions: Numbers) -> Range:
    """The scale of the first of neighboring questions."""
    found = ranges(questions)[0]
    assert found is not None
    return found


FIVE = {2: 2, 3: 5, 4: 20, 5: 97}
SEVEN = {1: 3, 2: 8, 3: 10, 4: 20, 5: 30, 6: 20, 7: 15}


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Do you agree? 10 - strongly agree, 1 - strongly disagree", (1, 10)),
        ("Efficiency: where 5 is work was completed on time and 1 is delayed", (1, 5)),
        ("How satisfied are you (1-7)?", (1, 7)),
        ("On a scale of 1 to 5, how was it?", (1, 5)),
        ("Auf einer Skala von 0 bis 10?", (0, 10)),
        ("Sur une échelle de 1 à 5 ?", (1, 5)),
        ("How was it, out of 10?", (1, 10)),
        ("Rate from -3 to 3", (-3, 3)),
    ],
)
def test_a_question_that_states_its_scale_is_believed(text: str, ends: tuple[int, int]) -> None:
    found = the_range(numbers(text, {2: 10, 3: 10}))
    assert (found.low, found.high) == ends
    assert found.confidence > 0.9


def test_numbers_in_a_text_that_the_answers_contradict_are_no_scale() -> None:
    found = the_range(numbers("In the last 1 to 3 weeks, how was it?", SEVEN))
    assert (found.low, found.high) == (1, 7)


@pytest.mark.parametrize(
    ("counts", "ends"),
    [
        (FIVE, (1, 5)),
        (SEVEN, (1, 7)),
        ({1: 200, 2: 300, 3: 400, 4: 500}, (1, 4)),
        ({1: 3, 5: 8, 7: 20, 8: 40, 9: 30, 10: 50}, (1, 10)),
        ({0: 5, 3: 8, 7: 20, 8: 40, 9: 30, 10: 50}, (0, 10)),
        ({0: 40, 1: 60}, (0, 1)),
        ({-2: 10, -1: 20, 0: 30, 1: 20, 2: 20}, (-2, 2)),
        ({0: 30, 1: 20, 2: 30, 3: 20}, (0, 3)),
    ],
)
def test_the_least_surprising_scale_is_taken(counts: dict[int, int], ends: tuple[int, int]) -> None:
    found = the_range(numbers("How was it?", counts))
    assert (found.low, found.high, found.outside) == (*ends, ())


def test_recommending_is_asked_from_0_to_10() -> None:
    asked = numbers("How likely are you to recommend us to a friend?", {6: 5, 7: 10, 8: 20, 9: 30, 10: 30})
    assert (the_range(asked).low, the_range(asked).high) == (0, 10)


@pytest.mark.parametrize("code", [-99, -9, 9, 99, 8])
def test_a_usual_code_beside_a_scale_is_not_on_it(code: int) -> None:
    found = the_range(numbers("How was it?", {1: 10, 2: 20, 3: 30, 4: 30, 5: 25, code: 12}))
    assert (found.low, found.high, found.outside) == (1, 5, (code,))


def test_a_six_beside_items_that_end_at_five_is_a_code() -> None:
    neighbors = [numbers(f"item {n}", FIVE) for n in range(3)]
    found = the_range(numbers("with six", {1: 2, 3: 38, 4: 18, 5: 9, 6: 53}), *neighbors)
    assert (found.low, found.high, found.outside) == (1, 5, (6,))
    assert found.confidence < 0.7


def test_a_battery_that_reaches_six_is_a_scale_of_six() -> None:
    rows = [numbers(f"item {n}", {1: 5, 2: 10, 3: 20, 4: 30, 5: 30, 6: 25}, stem="battery") for n in range(4)]
    found = the_range(*rows)
    assert (found.low, found.high, found.outside) == (1, 6, ())


def test_a_rare_zero_beside_items_from_one_is_a_code() -> None:
    neighbors = [numbers(f"item {n}", FIVE) for n in range(3)]
    found = the_range(numbers("with zero", {0: 1, 2: 2, 3: 8, 4: 20, 5: 93}), *neighbors)
    assert (found.low, found.high, found.outside) == (1, 5, (0,))


def test_the_rows_of_a_grid_are_on_one_scale() -> None:
    rows = [numbers(f"rank {n}", {rank: 3 + 9 * (rank == n) for rank in range(1, 9)}, stem="Rank") for n in range(1, 8)]
    assert {(found.low, found.high) for found in ranges(rows) if found} == {(1, 8)}


@pytest.mark.parametrize(("counts", "ends"), [({2: 5, 5: 9, 9: 20}, (1, 10)), ({2: 5, 3: 9, 4: 20}, (1, 5))])
def test_words_at_the_ends_leave_room_for_themselves(counts: dict[int, int], ends: tuple[int, int]) -> None:
    found = the_range(numbers("How was it?", counts, low=True, high=True))
    assert (found.low, found.high) == ends


def test_amounts_are_on_no_scale() -> None:
    assert ranges([numbers("How far?", {12: 3, 40: 2, 250: 7})]) == [None]


def test_zeros_beside_a_stated_scale_from_one_are_asked_about() -> None:
    found = ranges([Numbers(text="How sure, 1 to 10?", stem="a", counts=Counter({0: 20, 1: 10, 5: 40, 10: 30}))])[0]
    assert found is not None
    assert (found.low, found.high, found.outside, found.confidence < 0.7) == (1, 10, (0,), True)
    assert "20% answered 0" in found.reason


def test_a_difference_in_a_text_is_no_scale() -> None:
    """ "multiply by 10 - 1 stands for 10 %" says nothing of the ends."""
    text = "Share of shares (multiply by 10 - 1 stands for 10 %)"
    counts = Counter(dict.fromkeys(range(11), 40))
    found = ranges([Numbers(text=text, stem="a", counts=counts)])[0]
    assert found is not None
    assert (found.low, found.high, found.is_stated) == (0, 10, False)
