"""Each answer is one unknown, whoever gives it and however often it is shown."""

from __future__ import annotations

import numpy as np

from analytics.release.stack.columns import History, identities
from analytics.release.stack.members import EMPLOYMENT, PEOPLE, Members

ALL: frozenset[tuple[str, str]] = frozenset()
LYON = frozenset({("location", "Lyon")})


def members(people: dict[int, tuple[str, int]], *, aliases: list[int] | None = None, table: str = PEOPLE) -> Members:
    """People by key, with a place and an answer (0: none)."""
    places = ("Lyon", "Oslo")
    return Members(
        population="survey:A",
        table=table,
        dimensions=("location",),
        categories={"location": places},
        combinations=np.array([[0], [1]]),
        places=np.array([places.index(place) for place, _ in people.values()]),
        keys=np.array(list(people), dtype=np.uint64),
        aliases=np.array(aliases or [0] * len(people), dtype=np.uint64),
        answers={"engagement": np.array([answer for _, answer in people.values()], dtype=np.uint64)},
    )


FIRST = {1: ("Lyon", 7), 2: ("Lyon", 7), 3: ("Oslo", 8)}


def test_the_same_answers_are_the_same_unknowns() -> None:
    found = History([members(FIRST)], members(FIRST)).columns("engagement", [[ALL, LYON]])
    assert found.people.tolist() == [2, 1]
    assert found.already.tolist() == [[True, True], [True, False]]
    assert found.present.all()


def test_who_joined_stands_behind_no_earlier_figure() -> None:
    now = members({**FIRST, 4: ("Lyon", 7)})
    found = History([members(FIRST)], now).columns("engagement", [[LYON]])
    assert sorted(zip(found.people.tolist(), found.already[0].tolist(), strict=True)) == [
        (1, False),
        (1, False),
        (2, True),
    ]
    assert found.present.all()


def test_who_is_gone_is_an_unknown_of_the_past() -> None:
    found = History([members(FIRST)], members({2: FIRST[2], 3: FIRST[3]})).columns("engagement", [[LYON]])
    assert found.people[~found.present].tolist() == [1]
    assert found.already[0][~found.present].tolist() == [True]
    assert found.patterns[~found.present].tolist() == [[0]], "with the category of then"


def test_a_changed_answer_is_another_unknown_or_the_old_one_and_a_change() -> None:
    history = History([members(FIRST)], members({**FIRST, 1: ("Lyon", 9)}))
    answers = history.columns("engagement", [[ALL]])
    assert answers.people.sum() == 4
    assert answers.people[~answers.present].tolist() == [1]
    changes = history.columns("engagement", [[ALL]], by_change=True)
    assert changes.people.sum() == 4
    assert changes.present.all()
    assert changes.people[~changes.already[0]].tolist() == [1], "the change itself was not shown before"


def test_an_answer_that_is_taken_back_is_the_old_unknown() -> None:
    other = members({**FIRST, 1: ("Lyon", 9)})
    found = History([members(FIRST), other], members(FIRST)).columns("engagement", [[ALL], [ALL]])
    assert found.people.sum() == 4
    assert len(found.already) == 2


def test_who_moves_stays_the_same_unknown_in_another_group() -> None:
    found = History([members(FIRST)], members({**FIRST, 1: ("Oslo", 7)})).columns("engagement", [[LYON]])
    assert found.people.sum() == 3
    moved = found.already[0] & (found.patterns[:, 0] == 1)
    assert found.people[moved].tolist() == [1]


def test_the_same_figure_twice_is_one() -> None:
    found = History([members(FIRST)] * 3, members(FIRST)).columns("engagement", [[ALL, LYON]] * 3)
    assert len(found.already) == 2


def test_a_response_that_is_linked_later_is_its_persons_from_the_beginning() -> None:
    before = members({0: ("Lyon", 7)}, aliases=[77])
    now = members({5: ("Lyon", 7)}, aliases=[77])
    first, second = identities([before, now])
    assert first.tolist() == second.tolist()


def test_two_stretches_of_work_of_one_person_are_two() -> None:
    work = members({5: ("Lyon", 7), 6: ("Lyon", 7)}, aliases=[0, 1], table=EMPLOYMENT)
    again = Members(
        **{**{name: getattr(work, name) for name in Members.__slots__}, "keys": np.array([5, 5], np.uint64)}
    )
    assert len(set(identities([again])[0].tolist())) == 2


def test_who_has_changed_is_named_once() -> None:
    now = members({1: ("Oslo", 7), 2: ("Lyon", 9), 4: ("Lyon", 7)})
    changed = History([members(FIRST)], now).changed(["engagement"])
    assert sorted(changed.tolist()) == [1, 2, 3, 4]
    assert History([members(FIRST)], members(FIRST)).changed(["engagement"]).tolist() == []
