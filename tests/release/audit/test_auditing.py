"""Pairs that count in one measure only are audited among themselves."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from analytics.program import Program
from analytics.release.audit.auditing import audited
from analytics.release.audit.plan import Population
from analytics.release.gather import Patterns
from analytics.release.publish import publish
from analytics.release.read import Release, Released
from tests.given import PAIR, PERSON, given

if TYPE_CHECKING:
    from pathlib import Path


def test_one_pair_with_goals_does_not_follow_from_two_published_groups(tmp_path: Path) -> None:
    """Of the Spring pairs, every woman's pair and one man's have set goals."""
    people, pairs, goals, sessions = [], [], [], []
    for number in range(120):
        gender, cohort = ("Woman" if number % 2 else "Man"), ("Spring" if number < 60 else "Autumn")
        people += [{**PERSON, "person_key": 1000 + number, "gender": gender}, {**PERSON, "person_key": 5000 + number}]
        pairs.append(
            {**PAIR, "pair_key": number, "junior_key": 1000 + number, "senior_key": 5000 + number, "cohort": cohort}
        )
        sessions.append({"session_key": number, "pair_key": number, "held_on": dt.date(2024, 3, 1), "status": "held"})
        if cohort == "Autumn" or gender == "Woman" or number == 0:
            goals.append({"goal_key": number, "pair_key": number, "owner": "both", "status": "met"})
    source = given(tmp_path, people=people, pairs=pairs, goals=goals, sessions=sessions)
    release = Release.load(publish(source, Program(), tmp_path / "published", at="2025-01-01"))
    spring = release.estimate("goal_attainment", {"cohort": ("Spring",)}).outcome
    women = release.estimate("goal_attainment", {"cohort": ("Spring",), "gender": ("Woman",)}).outcome
    assert isinstance(spring, Released)
    assert not isinstance(women, Released)
    cadence = release.estimate("cadence", {"cohort": ("Spring",), "gender": ("Woman",)}).outcome
    assert isinstance(cadence, Released)


def test_small_cells_of_the_most_wanted_tables_come_before_large_ones_of_others() -> None:
    """One person in ten takes part, so that a pilot cell of a wanted table is smaller than any of an unwanted one."""
    names = ("arm", "gender", "level", "location", "unit", "role", "cohort")
    found = Patterns(
        dimensions=names,
        combinations=tuple(
            (arm, *(f"{name} {code}" for name in names[1:])) for arm in ("Pilot", "Other") for code in "ab"
        ),
        people=(12, 12, 100, 100),
    )
    categories = {name: tuple(found.counts(name)) for name in names}
    tables = [("arm", name) for name in names[1:]]
    order = audited(found, Population(name="all", dimensions=names, categories=categories), tables)
    places = {order.named(one.cell): place for place, one in enumerate(order.audit.verdicts)}
    small = places[frozenset({("arm", "Pilot"), ("gender", "gender a")})]
    large = places[frozenset({("arm", "Other"), ("cohort", "cohort a")})]
    small_and_unwanted = places[frozenset({("arm", "Pilot"), ("cohort", "cohort a")})]
    assert small < large < small_and_unwanted
    assert max(place for cell, place in places.items() if len(cell) < 2) < small
