"""Which pairs need somebody this week, by rules whose record on earlier pairs is counted.

A rule raises a flag on a pair. What happened to the pairs that had the flag before says how much it tells: how many
stopped within 60 days, how many had stopped anyway without it, and how long before the flag went up.
Only pairs, their sessions and their goals are asked about, never a person and never an answer.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low
from typing import TYPE_CHECKING

from analytics.engine.rows import count
from analytics.query import Query

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from analytics.engine.rows import Row, Rows

HORIZON = 60
"""Days after a flag within which a stop counts as announced by it, and days without a session that are a stop."""
QUIET_DAYS = 45
OVERDUE_DAYS = 14
NEWEST = 6
UNEVEN, SUPPORT = 5, 4
MONTH = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule, in words.

    Args:
        name: Its name in `sql/aggregates/pair_flags.sql`.
        label: Words on screen.
        says: When it raises a flag, with its threshold.
        action: What a coordinator can do about it.
    """

    name: str
    label: str
    says: str
    action: str


RULES = (
    Rule(
        name="quiet",
        label="Quiet",
        says="No session for longer than one and a half times the agreed interval: 22 days where two sessions a month "
        "are agreed, 45 days where one is. A pair that agreed on nothing counts as one a month.",
        action="Ask both what stands in the way, and agree on the next date.",
    ),
    Rule(
        name="stalled",
        label="Goal stalled",
        says=f"A goal is still open more than {OVERDUE_DAYS} days after its due day.",
        action="Ask whether the goal still counts: a new date, a smaller goal, or drop it.",
    ),
    Rule(
        name="uneven",
        label="Uneven",
        says=f"Of the newest {NEWEST} sessions that worked on a goal, {UNEVEN} or more worked on goals of the same "
        "side only.",
        action="Ask the other side what it wants from the next session.",
    ),
    Rule(
        name="support",
        label="Help desk",
        says=f"Of the newest {NEWEST} sessions whose topic is known, {SUPPORT} or more were one-way help with tools.",
        action="Point tool questions to the help desk, and offer a topic for the next session.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One pair from its start to its end, or to the last day known. Days are counted from its start.

    Args:
        key: The pair's pseudonym.
        program: Its program.
        cohort: Its cohort.
        started_on: Its first day.
        agreed_per_month: Sessions agreed on for a month, or None.
        n_days: Days it was seen.
        is_over: Whether it has ended.
        closed_day: Day of a closure that was not planned, or None.
        silent_day: Day on which it had not met for 60 days for the first time, or None.
        met_day: Day of its newest session; 0 where it never met.
        n_held: Sessions held.
    """

    key: int
    program: str
    cohort: str
    started_on: date
    agreed_per_month: int | None
    n_days: int
    is_over: bool
    closed_day: int | None
    silent_day: int | None
    met_day: int
    n_held: int

    @property
    def stopped_day(self) -> int | None:
        """The day on which it closed or had fallen silent, whichever came first; None where it did neither."""
        return min((day for day in (self.closed_day, self.silent_day) if day is not None), default=None)

    @property
    def quiet_days(self) -> int:
        """Days since its newest session."""
        return self.n_days - self.met_day

    def day(self, number: int) -> date:
        """The date of one of its days."""
        return self.started_on + timedelta(days=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A flag on a pair.

    Args:
        rule: Name of the rule.
        raised: The day it went up, since the pair's start.
        lowered: The day it came down, or None where it is still up.
    """

    rule: str
    raised: int
    lowered: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What became of pairs after the flags of one rule, as far as 60 days are known.

    Args:
        rule: Name of the rule.
        n_raised: Flags.
        n_pairs: Pairs they were raised on.
        n_followed: Flags after which the pair stopped within 60 days.
        n_closed: Of these, flags after which it was closed within 60 days.
        n_stopped: Pairs that stopped.
        n_announced: Of these, pairs on which the flag was up at some time in the 60 days before.
        lead_days: Median of the days from the flag to the stop, of the pairs announced; None without any.
        n_calm: Pairs looked at every 30 days while the flag was down.
        n_calm_stopped: Of these, times when the pair stopped within 60 days all the same.
    """

    rule: str
    n_raised: int
    n_pairs: int
    n_followed: int
    n_closed: int
    n_stopped: int
    n_announced: int
    lead_days: int | None
    n_calm: int
    n_calm_stopped: int

    @property
    def share_followed(self) -> float:
        """Share of the flags that a stop followed, from 0 to 1; 0 without flags."""
        return self.n_followed / self.n_raised if self.n_raised else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """A pair that needs somebody.

    Args:
        course: The pair.
        flags: The flags that are up, at most one of each rule, in the order of the rules.
    """

    course: Course
    flags: tuple[Flag, ...]

    @property
    def is_silent(self) -> bool:
        """Whether it has not met for so long that it counts as stopped."""
        return self.course.quiet_days >= HORIZON

    @property
    def newest_days(self) -> int:
        """Days since the newest of its flags went up."""
        return self.course.n_days - max(flag.raised for flag in self.flags)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairHealth:
    """What a coordinator sees.

    Args:
        seen_to: Day of the newest session, which is the day of the list; None where no session was held.
        n_going: Pairs that are going on that day.
        concerns: Those of them that need somebody, the most urgent first.
        records: What is known of each rule.
    """

    seen_to: date | None
    n_going: int
    concerns: tuple[Concern, ...]
    records: tuple[Record, ...]


def courses_question() -> Query:
    """What to ask the engine for the course of every pair."""
    return Query(aggregate="pair_courses", values={"silent_days": HORIZON})


def flags_question() -> Query:
    """What to ask the engine for every flag there ever was."""
    values = {"quiet_days": QUIET_DAYS, "overdue_days": OVERDUE_DAYS, "n_uneven": UNEVEN, "n_support": SUPPORT}
    return Query(aggregate="pair_flags", values=values)


def pair_health(courses: Rows, flags: Rows) -> PairHealth:
    """What a coordinator sees, from the answers to both questions.

    Args:
        courses: Answer to `courses_question`.
        flags: Answer to `flags_question`.
    """
    pairs = [_course(row) for row in courses]
    raised: dict[int, list[Flag]] = defaultdict(list)
    for row in flags:
        raised[count(row, "pair_key")].append(
            Flag(rule=str(row["rule"]), raised=count(row, "raised"), lowered=_whole(row["lowered"]))
        )
    spells = {(key, rule.name): joined(found, rule.name) for key, found in raised.items() for rule in RULES}
    records = tuple(record(rule.name, pairs, spells) for rule in RULES)
    seen = max((date.fromisoformat(str(row["seen_to"])) for row in courses), default=None)
    return PairHealth(
        seen_to=seen,
        n_going=sum(not pair.is_over for pair in pairs),
        concerns=concerns(pairs, spells, records),
        records=records,
    )


def joined(flags: Iterable[Flag], rule: str) -> tuple[Flag, ...]:
    """The flags of one rule with those that overlap made one, the earliest first.

    >>> two = (Flag(rule="stalled", raised=5, lowered=None), Flag(rule="stalled", raised=3, lowered=9))
    >>> joined(two, "stalled")
    (Flag(rule='stalled', raised=3, lowered=None),)
    """
    found: list[Flag] = []
    for flag in sorted((one for one in flags if one.rule == rule), key=lambda one: one.raised):
        last = found[-1] if found else None
        if last is None or (last.lowered is not None and last.lowered < flag.raised):
            found.append(flag)
        elif last.lowered is not None:
            lowered = None if flag.lowered is None else max(last.lowered, flag.lowered)
            found[-1] = Flag(rule=rule, raised=last.raised, lowered=lowered)
    return tuple(found)


def record(rule: str, pairs: Sequence[Course], spells: Mapping[tuple[int, str], Sequence[Flag]]) -> Record:
    """What became of pairs after the flags of one rule.

    Flags after a stop are not counted, nor those with fewer than 60 days known after them, unless the pair stopped or
    ended before.

    Args:
        rule: Name of the rule.
        pairs: The pairs.
        spells: Their flags by pair and rule, none overlapping.
    """
    known: list[tuple[Course, Flag]] = []
    leads: list[int] = []
    calm: list[bool] = []
    n_stopped = 0
    for pair in pairs:
        flags = spells.get((pair.key, rule), ())
        known += [(pair, flag) for flag in flags if _is_known(pair, flag.raised)]
        calm += [_stops_after(pair, day) for day in _calm_days(pair, flags)]
        if (stopped := pair.stopped_day) is not None:
            n_stopped += 1
            leads += _lead(stopped, flags)
    return Record(
        rule=rule,
        n_raised=len(known),
        n_pairs=len({pair.key for pair, _ in known}),
        n_followed=sum(_stops_after(pair, flag.raised) for pair, flag in known),
        n_closed=sum(_is_within(pair.closed_day, flag.raised) for pair, flag in known),
        n_stopped=n_stopped,
        n_announced=len(leads),
        lead_days=median_low(leads) if leads else None,
        n_calm=len(calm),
        n_calm_stopped=sum(calm),
    )


def concerns(
    pairs: Iterable[Course], spells: Mapping[tuple[int, str], Sequence[Flag]], records: Iterable[Record]
) -> tuple[Concern, ...]:
    """The pairs that are going and have a flag up, the most urgent first.

    First those that can still be kept from stopping, then those already silent; among them by the share of such flags
    that a stop followed, by the number of flags, and by how lately the newest went up.

    Args:
        pairs: The pairs.
        spells: Their flags by pair and rule, none overlapping.
        records: What is known of each rule.
    """
    chance = {one.rule: one.share_followed for one in records}
    found = []
    for pair in pairs:
        up = [flag for rule in RULES for flag in spells.get((pair.key, rule.name), ()) if flag.lowered is None]
        if up and not pair.is_over:
            found.append(Concern(course=pair, flags=tuple(up)))

    def urgency(one: Concern) -> tuple[bool, float, int, int, int]:
        highest = max(chance[flag.rule] for flag in one.flags)
        return one.is_silent, -highest, -len(one.flags), one.newest_days, one.course.key

    return tuple(sorted(found, key=urgency))


def _is_within(day: int | None, after: int) -> bool:
    return day is not None and after <= day <= after + HORIZON


def _stops_after(pair: Course, day: int) -> bool:
    return _is_within(pair.stopped_day, day)


def _is_known(pair: Course, day: int) -> bool:
    """Whether the pair had not stopped before a day, and what it did in the 60 days from then is known."""
    stopped = pair.stopped_day
    if stopped is not None and stopped < day:
        return False
    return pair.is_over or _stops_after(pair, day) or pair.n_days >= day + HORIZON


def _calm_days(pair: Course, flags: Sequence[Flag]) -> list[int]:
    days = range(MONTH, pair.n_days, MONTH)
    return [day for day in days if _is_known(pair, day) and not any(_is_up(flag, day) for flag in flags)]


def _is_up(flag: Flag, day: int) -> bool:
    return flag.raised <= day and (flag.lowered is None or day < flag.lowered)


def _lead(stopped: int, flags: Sequence[Flag]) -> list[int]:
    """Days from the first flag that was up in the 60 days before a stop to that stop; nothing without one."""
    up = [
        flag.raised
        for flag in flags
        if flag.raised < stopped and (flag.lowered is None or flag.lowered > stopped - HORIZON)
    ]
    return [stopped - up[0]] if up else []


def _course(row: Row) -> Course:
    return Course(
        key=count(row, "pair_key"),
        program=str(row["program"]),
        cohort=str(row["cohort"]),
        started_on=date.fromisoformat(str(row["started_on"])),
        agreed_per_month=_whole(row["agreed_per_month"]),
        n_days=count(row, "n_days"),
        is_over=row["is_over"] == 1,
        closed_day=_whole(row["closed_day"]),
        silent_day=_whole(row["silent_day"]),
        met_day=count(row, "met_day"),
        n_held=count(row, "n_held"),
    )


def _whole(value: object) -> int | None:
    return None if value is None else int(str(value))
