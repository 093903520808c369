"""What the rows of an import are to the rows already there, through real files and a real store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.imports.arrivals import Arrivals, arrivals
from analytics.imports.run import Context, Request, commit, prepare
from analytics.store import Store

if TYPE_CHECKING:
    from pathlib import Path

ROSTER = "person_id,hired_on,location\n01,2020-01-31,Lyon\n02,2020-01-31,Turin\n"
PAIRS = "pair_id,cohort,junior_id,senior_id,started_on\nP1,Autumn,01,02,2024-01-15\n"
ASKED = "Overall, I am satisfied with my job."


def survey(*answers: tuple[str, str]) -> str:
    rows = "".join(f"{person},2026-06-01,{answer}\n" for person, answer in answers)
    return f'Employee ID,Completed on,"{ASKED}"\n{rows}'


WORDS = ("Disagree", "Agree", "Strongly agree", "Strongly disagree", "Neutral")
ANSWERS = [(f"{n:02d}", WORDS[n % 5]) for n in range(20)]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "store")


def arrived(store: Store, kind: str, text: str, name: str = "2026-06.csv") -> Arrivals:
    """What a file adds; it is committed afterwards."""
    (one,) = prepare(Context.of(store, "test"), [Request(path=text.encode(), kind=kind, file_name=name)])
    found = arrivals(store.version(), one)
    commit(store, [one])
    return found


def test_without_a_store_everything_is_new(store: Store) -> None:
    (one,) = prepare(Context.without_store("test", store.now()), [Request(path=ROSTER.encode(), file_name="p.csv")])
    assert arrivals(None, one) == Arrivals(added=2, changed=0, same=0)


@pytest.mark.parametrize(
    ("kind", "text", "n"), [("people", ROSTER, 2), ("pairs", PAIRS, 1), ("survey", survey(*ANSWERS), 20)]
)
def test_a_first_file_of_its_kind_is_new(store: Store, kind: str, text: str, n: int) -> None:
    assert arrived(store, kind, text).plain() == {"added": n, "changed": 0, "same": 0}


def test_people_are_new_changed_or_the_same(store: Store) -> None:
    arrived(store, "people", ROSTER)
    again = ROSTER.replace("Turin", "Lyon") + "03,2021-02-28,Lyon\n"
    assert arrived(store, "people", again) == Arrivals(added=1, changed=1, same=1)


def test_a_blank_that_was_told_before_is_a_change(store: Store) -> None:
    arrived(store, "pairs", PAIRS.replace("started_on", "started_on,ended_on").replace("15\n", "15,2024-09-15\n"))
    assert arrived(store, "pairs", PAIRS) == Arrivals(added=0, changed=1, same=0)


def test_the_day_that_a_roster_covers_is_no_change_of_its_people(store: Store) -> None:
    arrived(store, "people", ROSTER)
    later = ROSTER + "03,2026-05-31,Lyon\n"
    assert arrived(store, "people", later) == Arrivals(added=1, changed=0, same=2)


def test_of_an_earlier_row_that_came_twice_the_newest_is_compared(store: Store) -> None:
    arrived(store, "people", ROSTER)
    arrived(store, "people", ROSTER.replace("Turin", "Lyon"))
    assert arrived(store, "people", ROSTER.replace("Turin", "Lyon") + "\n") == Arrivals(added=0, changed=0, same=2)


def test_responses_are_compared_by_their_scores(store: Store) -> None:
    arrived(store, "survey", survey(*ANSWERS))
    others = [(person, "Agree") if person == "00" else (person, answer) for person, answer in ANSWERS]
    assert arrived(store, "survey", survey(*others, ("20", "Agree"))) == Arrivals(added=1, changed=1, same=19)


def test_a_survey_too_long_to_be_held_is_compared_too(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analytics.imports.survey.MOST_HELD", 5)
    monkeypatch.setattr("analytics.store.rows.MOST_HELD", 5)
    assert arrived(store, "survey", survey(*ANSWERS)) == Arrivals(added=20, changed=0, same=0)
    again = survey(*ANSWERS[1:], ("77", "Agree"))
    assert arrived(store, "survey", again).plain() == {"added": 1, "changed": 0, "same": 19}


def test_another_wave_has_other_responses(store: Store) -> None:
    arrived(store, "survey", survey(*ANSWERS))
    assert arrived(store, "survey", survey(*ANSWERS[1:]), "2026-12.csv").plain()["added"] == 19
