"""The same people in two waves: their change, and who was lost; nobody is told apart by a small count."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from analytics.measures.changes import Change, changes, question
from tests.given import PAIR, PERSON, engine

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.engine import DuckDBEngine

WAVES = ("2023-11", "2024-12")
DAYS = {"2023-11": dt.date(2023, 11, 6), "2024-12": dt.date(2024, 12, 2)}
STEPS = (100, 50)


def answer(person: int, wave: str, score: int | None) -> dict[str, Any]:
    return {"respondent_key": person, "person_key": person, "wave": wave, "wave_on": DAYS[wave], "engagement": score}


def asked(folder: Path, *, silent: int, left: int) -> tuple[Change, ...]:
    """Sixty people of whom ten enrolled between the waves; all rise by 10 points, those lost had 20 points less."""
    people = [{**PERSON, "person_key": key, "exited_on": None} for key in range(60)]
    lost = range(20, 20 + silent + left)
    for key in lost[silent:]:
        people[key]["exited_on"] = dt.date(2024, 6, 1)
    pairs = [{**PAIR, "pair_key": key, "junior_key": key, "senior_key": key + 10} for key in range(10)]
    earlier = [answer(key, WAVES[0], 30 + key % 7 if key in lost else 50 + key % 7) for key in range(60)]
    later = [answer(key, WAVES[1], 30 + (key % 7) // 2) for key in range(60) if key not in lost]
    scales = [
        {"wave": wave, "scale": "engagement", "denominator": denominator}
        for wave, denominator in zip(WAVES, STEPS, strict=True)
    ]
    with engine(folder, people=people, pairs=pairs, person_wave=earlier + later, wave_scales=scales) as one:
        return found(one)


def found(one: DuckDBEngine) -> tuple[Change, ...]:
    return changes("engagement", one.rows(question("engagement", WAVES, STEPS)), WAVES, STEPS)


def test_the_change_is_the_mean_of_the_differences_of_the_same_people(tmp_path: Path) -> None:
    pilot, comparison = asked(tmp_path, silent=12, left=10)
    own = [2 * (30 + (key % 7) // 2) - (50 + key % 7) for key in range(20)]
    assert pilot.change.label == "Pilot"
    assert pilot.change.n == 20
    assert pilot.change.value == pytest.approx(sum(own) / 20, abs=0.05)
    assert (pilot.silent, pilot.left, pilot.mean_of_lost) == (0, 0, None)
    assert comparison.change.n == 18


def test_the_people_lost_are_counted_by_what_became_of_them_with_their_earlier_score(tmp_path: Path) -> None:
    _, comparison = asked(tmp_path, silent=12, left=10)
    lost = [30 + key % 7 for key in range(20, 42)]
    both = [50 + key % 7 for key in range(42, 60)]
    assert (comparison.silent, comparison.left) == (12, 10)
    assert comparison.mean_of_lost == pytest.approx(sum(lost) / len(lost), abs=0.05)
    assert comparison.mean_of_both == pytest.approx(sum(both) / len(both), abs=0.05)


@pytest.mark.parametrize(("silent", "left"), [(3, 2), (9, 0), (0, 1)])
def test_fewer_than_ten_people_lost_are_not_told(tmp_path: Path, silent: int, left: int) -> None:
    _, comparison = asked(tmp_path, silent=silent, left=left)
    told = (comparison.silent, comparison.left, comparison.mean_of_lost, comparison.mean_of_both)
    assert told == (None, None, None, None)


def test_a_small_part_of_the_people_lost_is_not_told_by_the_other_part(tmp_path: Path) -> None:
    _, comparison = asked(tmp_path, silent=15, left=4)
    assert (comparison.silent, comparison.left) == (None, None)
    assert comparison.mean_of_lost is not None


def test_an_arm_in_which_fewer_than_ten_answered_twice_has_no_change(tmp_path: Path) -> None:
    (pilot,) = asked(tmp_path, silent=31, left=0)
    assert pilot.change.label == "Pilot"
