"""Goals."""

from __future__ import annotations

from datetime import date

from analytics.imports.canonical.options import ProgramOptions
from tests.imports.canonical.examples import KEY, codes, faults, read

GOALS = """
    goal_id,pair_id,owner,set_on,due_on,closed_on,status
    G1,P1,junior,2024-02-01,2024-06-30,2024-06-01,Achieved
    G2,P1,both,2024-02-01,,,open
"""


def test_goals_are_read() -> None:
    first, second = read("goals", GOALS).tables["goals"].to_pylist()
    assert first == {
        "goal_key": KEY.hashed("goal", "G1"),
        "pair_key": KEY.hashed("pair", "P1"),
        "owner": "junior",
        "set_on": date(2024, 2, 1),
        "due_on": date(2024, 6, 30),
        "closed_on": date(2024, 6, 1),
        "status": "met",
    }
    assert (second["owner"], second["status"], second["due_on"]) == ("both", "open", None)


def test_mentor_and_mentee_are_owners_only_when_it_is_said_who_is_the_junior() -> None:
    text = GOALS.replace("junior", "Mentor")
    (sentence,) = faults("goals", text)
    assert sentence == "It says mentor and mentee. In reverse mentoring either may be the junior person."
    owners = [
        read("goals", text, options=ProgramOptions(junior=side)).tables["goals"]["owner"][0].as_py()
        for side in ("mentor", "mentee")
    ]
    assert owners == ["junior", "senior"]


def test_goals_without_ids_are_told_apart_by_order() -> None:
    found = read("goals", "pair_id,owner,set_on,status\nP1,both,2024-02-01,open\nP1,both,2024-02-01,open")
    assert len(set(found.tables["goals"]["goal_key"].to_pylist())) == 2


def test_a_goal_closed_before_it_was_set_is_a_fault() -> None:
    (sentence,) = faults("goals", GOALS.replace("2024-06-01", "2024-01-01"))
    assert sentence.startswith("`closed_on`: 1 of 2 rows are before `set_on` (row 2).")


def test_progress_tells_what_became_of_a_goal() -> None:
    text = "pair_id,Created,Completion (%)\nP1,2024-02-01,100%\nP1,2024-02-02,80\nP1,2024-02-03,"
    found = read("goals", text)
    assert found.tables["goals"]["status"].to_pylist() == ["met", "open", "open"]
    assert found.tables["goals"]["owner"].to_pylist() == ["both"] * 3
    assert "all_of_both" in codes(found)


def test_shares_of_one_are_asked_for() -> None:
    (sentence,) = faults("goals", "pair_id,Created,Progress\nP1,2024-02-01,1\nP1,2024-02-02,0.5")
    assert sentence.startswith("`progress`: 2 of 2 rows may be shares of 1 or percentages (rows 2, 3).")
