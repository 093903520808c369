from __future__ import annotations

import random
from dataclasses import replace

from analytics.imports.question import Question
from analytics.imports.reverse import with_reversed
from tests.imports.made_up import export, understood


def item(position: int, text: str = "I like it") -> Question:
    return Question(id=f"q{position}", columns=(position,), text=text, kind="numeric", scale_min=1, scale_max=5)


def battery(n_people: int, signs: list[int]) -> list[list[str]]:
    """Answers of people with an attitude, to items that run with it or against it."""
    chance = random.Random(1)  # noqa: S311 - a seed for a test
    rows = []
    for _ in range(n_people):
        attitude = chance.choice([-1, 0, 1])
        rows.append([str(max(1, min(5, 3 + sign * attitude + chance.choice([-1, 0, 1])))) for sign in signs])
    return rows


def reversed_ids(questions: list[Question], rows: list[list[str]]) -> list[str]:
    return [question.id for question in with_reversed(questions, rows) if question.is_reverse]


def test_an_item_against_the_rest_is_found() -> None:
    items = [item(position) for position in range(5)]
    assert reversed_ids(items, battery(200, [1, 1, -1, 1, 1])) == ["q2"]


def test_items_that_agree_are_left_alone() -> None:
    assert reversed_ids([item(position) for position in range(4)], battery(200, [1, 1, 1, 1])) == []


def test_unrelated_items_are_left_alone() -> None:
    assert reversed_ids([item(position) for position in range(4)], battery(200, [0, 0, 0, 0])) == []


def test_a_guess_is_to_be_confirmed() -> None:
    found = with_reversed([item(position) for position in range(5)], battery(200, [1, 1, -1, 1, 1]))[2]
    assert found.confidence <= 0.6
    assert "against the other items" in found.reason


def test_few_answers_are_no_evidence() -> None:
    assert reversed_ids([item(position) for position in range(5)], battery(20, [1, 1, -1, 1, 1])) == []


def test_ranks_run_against_each_other_by_nature() -> None:
    chance = random.Random(2)  # noqa: S311 - a seed for a test
    rows = [[str(rank) for rank in chance.sample(range(1, 5), 4)] for _ in range(100)]
    assert reversed_ids([item(position) for position in range(4)], rows) == []


def test_a_text_that_says_so_is_believed() -> None:
    assert reversed_ids([item(0, "I may leave soon. (R)")], [["1"], ["5"]]) == ["q0"]


def test_a_constant_item_is_no_failure() -> None:
    rows = [[*row[:2], "3"] for row in battery(60, [1, 1, 1])]
    assert reversed_ids([item(position) for position in range(3)], rows) == []


def test_a_text_that_says_no_among_few_answers_is_a_question() -> None:
    texts = ["I feel safe here.", "I can say what I think.", "I do not trust my manager.", "I am treated well."]
    found = {
        one.text: one
        for one in understood(export(["id", *texts], *[[n, *[1 + n % 5] * 4] for n in range(12)])).questions
    }
    doubted = found["I do not trust my manager."]
    assert (doubted.is_reverse, doubted.confidence) == (False, 0.65)
    assert "confirm" in doubted.reason
    assert all(found[text].confidence > 0.7 for text in texts if text != doubted.text)


def test_enough_answers_settle_what_a_text_says() -> None:
    texts = ["I feel safe here.", "I can say what I think.", "I do not trust my manager.", "I am treated well."]
    rows = [[n, *[1 + n % 5] * 2, 5 - n % 5, 1 + (n + n // 7 % 2) % 5] for n in range(60)]
    found = {one.text: one for one in understood(export(["id", *texts], *rows)).questions}
    assert found["I do not trust my manager."].is_reverse
    assert "correlation -0." in found["I do not trust my manager."].reason


def test_a_weak_correlation_among_few_people_is_chance() -> None:
    """Among 40 people -0.4 is one of the things that happen; among 400 it is an item asked the other way round."""
    few, many = battery(40, [1, 1, -1, 1, 1]), battery(400, [1, 1, -1, 1, 1])
    noisy = [[*row[:2], str(random.Random(position).randint(1, 5)), *row[3:]] for position, row in enumerate(few)]  # noqa: S311 - a seed for a test
    assert reversed_ids([item(position) for position in range(5)], noisy) == []
    assert reversed_ids([item(position) for position in range(5)], many) == ["q2"]


def test_items_of_two_names_are_two_batteries() -> None:
    """Stress runs against mastery by its nature: neither is the other asked the other way round."""
    rows = battery(300, [1, 1, 1, 1, -1, -1, -1])
    names = ["mastery1", "mastery2", "mastery3", "mastery4", "stress1", "stress2", "stress3"]
    items = [replace(item(position), id=name, text=name) for position, name in enumerate(names)]
    assert reversed_ids(items, rows) == []
    assert reversed_ids([item(position) for position in range(7)], rows) == ["q4", "q5", "q6"]
