"""Spells: the same columns whatever the order, and the same risk table as the histograms."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import UndefinedStatisticError
from analytics.stats.spells import Spell, spells
from tests.stats.rows import Stay, stays, table_of

PEOPLE = st.lists(stays(), min_size=1, max_size=20)


def counted(people: list[Stay]) -> list[Spell]:
    return [
        Spell(entry=person.entry, exit=person.exit, event="left" if person.event else "", n=n)
        for person, n in Counter(people).items()
    ]


@given(PEOPLE)
def test_they_know_the_risk_table(people: list[Stay]) -> None:
    mine, expected = spells(counted(people)).table(), table_of(people)
    for column in ("times", "at_risk", "entered", "events", "left"):
        assert getattr(mine, column).tolist() == getattr(expected, column).tolist()


@given(PEOPLE, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(people: list[Stay], random: object) -> None:
    rows = counted(people)
    shuffled = sorted(rows, key=lambda _: random.random())  # type: ignore[attr-defined] # Hypothesis's Random
    one, other = spells(rows), spells(shuffled)
    assert one.entry.tolist() == other.entry.tolist()
    assert one.n.tolist() == other.n.tolist()


def test_people_there_from_the_beginning_are_at_risk_at_once() -> None:
    found = spells([Spell(exit=4, event="left", n=2, weight=0.5), Spell(exit=9, event="", n=3)])
    assert found.weight_at_risk(np.array([1, 4, 5])).tolist() == [4.0, 4.0, 3.0]
    assert found.weight_of_events(np.array([4])).tolist() == [1.0]
    assert found.table().at_risk.tolist() == [5, 3]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [Spell(exit=4, event="", n=0)],
        [Spell(entry=4, exit=4, event="", n=1)],
        [Spell(exit=4, event="", n=1, weight=-1.0)],
    ],
)
def test_refusals(rows: list[Spell]) -> None:
    with pytest.raises(UndefinedStatisticError):
        spells(rows)
