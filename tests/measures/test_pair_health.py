"""Flags on pairs: each day counted by hand, what became of pairs after them, and which pairs come first."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Any

import pytest

from analytics.measures.pair_health import (
    HORIZON,
    OVERDUE_DAYS,
    QUIET_DAYS,
    Course,
    Flag,
    PairHealth,
    courses_question,
    flags_question,
    joined,
    pair_health,
    record,
)
from tests.given import PAIR, engine

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.engine.rows import Rows

START = dt.date(2024, 1, 10)


def day(number: int) -> dt.date:
    return START + dt.timedelta(days=number)


def session(key: int, pair: int, on: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any column
    return {"session_key": key, "pair_key": pair, "held_on": day(on), "status": "held", **more}


def program(seed: int) -> dict[str, list[dict[str, Any]]]:
    chance = random.Random(seed)  # noqa: S311 - made-up pairs
    pairs: list[dict[str, Any]] = []
    sessions: list[dict[str, Any]] = []
    goals: list[dict[str, Any]] = []
    for key in range(1, 13):
        end = chance.choice([None, None, chance.randrange(60, 400)])
        reason = chance.choice(["stopped", "completed"]) if end else None
        pairs.append(
            {
                **PAIR,
                "pair_key": key,
                "agreed_per_month": chance.choice([None, 0, 1, 2, 4]),
                "ended_on": day(end) if end else None,
                "end_reason": reason,
            }
        )
        on = 0
        while (on := on + chance.choice([3, 10, 20, 40, 70])) < 420:
            status = chance.choice(["held", "held", "held", "cancelled"])
            sides = {name: chance.choice([True, False, False, None]) for name in ("has_junior_goal", "has_senior_goal")}
            support = chance.choice([True, True, False, None])
            sessions.append(session(len(sessions), key, on, is_support=support, **sides) | {"status": status})
        for _ in range(3):
            due, is_open = chance.randrange(-20, 300), chance.random() < 0.5
            goals.append(
                {
                    "goal_key": len(goals),
                    "pair_key": key,
                    "due_on": day(due),
                    "status": "open" if is_open else "met",
                    "closed_on": None if is_open else day(max(0, due + chance.randrange(-30, 90))),
                }
            )
    return {"pairs": pairs, "sessions": sessions, "goals": goals}


def asked(tmp_path: Path, **tables: list[dict[str, Any]]) -> tuple[Rows, Rows]:
    with engine(tmp_path, **tables) as opened:
        return opened.rows(courses_question()), opened.rows(flags_question())


def is_up(rule: str, pair: dict[str, Any], on: int, tables: dict[str, list[dict[str, Any]]]) -> bool:
    """Whether a flag is up on one day, from that day's sessions and goals alone."""
    held = [
        one
        for one in sorted(tables["sessions"], key=lambda one: (one["held_on"], one["session_key"]))
        if one["pair_key"] == pair["pair_key"] and one["status"] == "held" and one["held_on"] <= day(on)
    ]
    if rule == "quiet":
        last = max((one["held_on"] for one in held), default=START)
        return bool((day(on) - last).days * (pair["agreed_per_month"] or 1) > QUIET_DAYS)
    if rule == "stalled":
        return any(
            (day(on) - one["due_on"]).days > OVERDUE_DAYS and (one["closed_on"] is None or one["closed_on"] > day(on))
            for one in tables["goals"]
            if one["pair_key"] == pair["pair_key"]
        )
    if rule == "support":
        known = [one["is_support"] for one in held if one["is_support"] is not None][-6:]
        return len(known) == 6 and sum(known) >= 4
    worked = [(one["has_junior_goal"], one["has_senior_goal"]) for one in held]
    worked = [one for one in worked if True in one][-6:]
    sides = (sum(1 for one in worked if one == side) for side in ((True, False), (False, True)))
    return len(worked) == 6 and max(sides) >= 5


@pytest.mark.parametrize("seed", range(4))
def test_a_flag_is_up_on_exactly_the_days_on_which_its_rule_holds(tmp_path: Path, seed: int) -> None:
    tables = program(seed)
    courses, flags = asked(tmp_path, **tables)
    for pair in tables["pairs"]:
        course = next(row for row in courses if row["pair_key"] == pair["pair_key"])
        days = range(int(str(course["n_days"])) + 1)
        for rule in ("quiet", "stalled", "uneven", "support"):
            found = [
                Flag(rule=rule, raised=int(str(row["raised"])), lowered=row["lowered"])  # type: ignore[arg-type]
                for row in flags
                if row["pair_key"] == pair["pair_key"] and row["rule"] == rule
            ]
            spells = joined(found, rule)
            up = {on for on in days for one in spells if one.raised <= on and (one.lowered is None or on < one.lowered)}
            assert up == {on for on in days if is_up(rule, pair, on, tables)}, (rule, pair)


def test_a_pair_stops_when_it_closes_early_or_has_not_met_for_sixty_days(tmp_path: Path) -> None:
    ended = {"ended_on": day(40), "end_reason": "stopped"}
    pairs = [
        {**PAIR, "pair_key": 1, **ended},
        {**PAIR, "pair_key": 2},
        {**PAIR, "pair_key": 3, **ended, "end_reason": "completed"},
    ]
    courses, _ = asked(tmp_path, pairs=pairs, sessions=[session(1, 2, 10), session(2, 2, 80), session(3, 1, 35)])
    stopped = {row["pair_key"]: (row["closed_day"], row["silent_day"], row["is_over"]) for row in courses}
    assert stopped == {1: (40, None, 1), 2: (None, 70, 0), 3: (None, None, 1)}


def course(**changes: Any) -> Course:  # noqa: ANN401 - any field
    known = {"key": 1, "program": "P", "cohort": "Spring", "started_on": START, "agreed_per_month": 1, "n_days": 300}
    plain = {"is_over": False, "closed_day": None, "silent_day": None, "met_day": 290, "n_held": 9}
    return Course(**{**known, **plain, **changes})


def test_the_record_counts_flags_whose_sixty_days_are_known() -> None:
    pairs = [
        course(key=1, n_days=100, is_over=True, closed_day=100),
        course(key=2),
        course(key=3, n_days=200, is_over=True),
        course(key=4),
    ]
    spells = {
        (1, "quiet"): (Flag(rule="quiet", raised=70, lowered=None),),
        (2, "quiet"): (Flag(rule="quiet", raised=50, lowered=60), Flag(rule="quiet", raised=250, lowered=None)),
        (3, "quiet"): (Flag(rule="quiet", raised=190, lowered=None),),
    }
    found = record("quiet", pairs, spells)
    assert (found.n_raised, found.n_pairs, found.n_followed, found.n_closed) == (3, 3, 1, 1)
    assert (found.n_stopped, found.n_announced, found.lead_days) == (1, 1, 30)
    calm = {1: [30, 60], 2: [30, 60, 90, 120, 150, 180, 210, 240], 3: [30, 60, 90, 120, 150, 180]}
    calm[4] = [30, 60, 90, 120, 150, 180, 210, 240]
    assert found.n_calm == sum(map(len, calm.values()))
    assert found.n_calm_stopped == 1


def test_a_flag_after_the_stop_announces_nothing() -> None:
    pair = course(silent_day=100)
    found = record("quiet", [pair], {(1, "quiet"): (Flag(rule="quiet", raised=150, lowered=None),)})
    assert (found.n_raised, found.n_announced, found.lead_days) == (0, 0, None)


def test_pairs_that_still_meet_come_before_those_long_silent_and_pairs_that_are_over_do_not_come(
    tmp_path: Path,
) -> None:
    pairs = [{**PAIR, "pair_key": key} for key in (1, 2, 3)] + [{**PAIR, "pair_key": 4, "ended_on": day(90)}]
    sessions = [session(1, 1, 20), session(2, 2, 150), session(3, 3, 200), session(4, 4, 10)]
    health = pair_health(*asked(tmp_path, pairs=pairs, sessions=sessions))
    assert [(one.course.key, one.is_silent) for one in health.concerns] == [(2, False), (1, True)]
    assert (health.seen_to, health.n_going) == (day(200), 3)


def test_without_a_session_there_is_no_list(tmp_path: Path) -> None:
    found = pair_health(*asked(tmp_path, pairs=[{**PAIR, "pair_key": 1}]))
    assert found == PairHealth(seen_to=None, n_going=0, concerns=(), records=found.records)
    assert all(one.n_raised == 0 and one.share_followed == 0.0 for one in found.records)
    assert HORIZON == 60
