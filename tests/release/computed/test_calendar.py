"""How often pairs met by month: what is counted, what is too few, and that it draws on an allowance."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from analytics.release.audit.budget import Budget
from analytics.release.computed.calendar import OUTCOME, calendar, read_month
from tests.given import PAIR, engine

if TYPE_CHECKING:
    from pathlib import Path


def program(n_pairs: int) -> dict[str, list[dict[str, Any]]]:
    """Pairs since January; all meet in January and March, the first nine in February, half end in February."""
    half = n_pairs // 2
    ended = {"ended_on": dt.date(2024, 2, 20)}
    pairs = [{**PAIR, "pair_key": key, **(ended if key < half else {})} for key in range(n_pairs)]
    days = [(key, dt.date(2024, 1, 20)) for key in range(n_pairs)]
    days += [(key, dt.date(2024, 2, 5)) for key in range(9)]
    days += [(key, dt.date(2024, 3, 5)) for key in range(n_pairs)]
    sessions = [
        {"session_key": number, "pair_key": key, "held_on": on, "status": "held"}
        for number, (key, on) in enumerate(days)
    ]
    return {"pairs": pairs, "sessions": [*sessions, {**sessions[0], "session_key": -1, "status": "cancelled"}]}


def test_months_in_which_ten_pairs_met_are_published_to_the_nearest_five(tmp_path: Path) -> None:
    budget = Budget(())
    with engine(tmp_path, **program(44)) as opened:
        found = calendar(opened, budget)
    assert found == [
        {"year": 2024, "month": 1, "held": 45, "going": 45},
        {"year": 2024, "month": 3, "held": 20, "going": 20},
    ]
    assert [read_month(one).per_pair for one in found] == [1, 1]
    (drawn,) = budget.outcomes()
    assert (drawn.outcome, [draw.numbers for draw in drawn.draws]) == (OUTCOME, [2])


def test_a_program_with_too_few_pairs_for_its_months_has_no_calendar(tmp_path: Path) -> None:
    tables = program(10)
    tables["pairs"] = [{**one, "ended_on": None} for one in tables["pairs"]]
    more = [
        {**one, "session_key": 1000 + number, "held_on": dt.date(2024, 4, 5)}
        for number, one in enumerate(tables["sessions"][:10])
    ]
    tables["sessions"] += more
    budget = Budget(())
    with engine(tmp_path, **tables) as opened:
        assert calendar(opened, budget) == []
    assert [draw.is_published for one in budget.outcomes() for draw in one.draws] == [False]


def test_without_sessions_there_is_no_calendar(tmp_path: Path) -> None:
    with engine(tmp_path, pairs=[{**PAIR, "pair_key": 1}]) as opened:
        assert calendar(opened, Budget(())) == []
