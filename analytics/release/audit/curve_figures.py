"""The curves of a release as figures: each with few steps first, and with more of them as far as these fit.

A curve in months is more numbers about leaving than a small program may publish. Read on fewer days it is as true
there, and tells nothing in between. So each is offered five times: after twelve months alone, on the days of the table
of 3, 6, 12 and 24 months, each half-year, each quarter, each month.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeAlias

from analytics.catalog import COMPARISON, PILOT
from analytics.measures.departures import REASONS
from analytics.measures.retention import month_of
from analytics.measures.steps import AT_ONE, MONTHLY, OF_TABLE, finenesses
from analytics.release.audit.budget import LEAVING, Figure
from analytics.release.audit.candidate import (
    ARM,
    AT_ONCE,
    OF_DETAILS,
    OF_ONE,
    OF_PARTS,
    OF_TABLES,
    OF_TWO,
    Candidate,
    Group,
    named,
)
from analytics.release.audit.plan import PAIR_SURVIVAL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from analytics.measures.retention import Clock
    from analytics.release.audit.candidate import Documents, Wanted

Categories: TypeAlias = "tuple[tuple[str, str], ...]"

CLOCKS = {"program": "retention since launch", "tenure": "retention by tenure", "pair": "how long pairs last"}
DEPARTURES = "departures"
GENERATION = "generation"
TELLING = 5
"""Steps from which on two curves that are alike in everything are of the same people."""

LEAVERS_OF_CURVE, LEAVERS_OF_DEPARTURES = 6, 5
"""Where the number of leavers stands in a point."""


def curves_of(documents: Documents, wanted: Wanted) -> Iterator[Candidate]:
    """Every curve of retention and of pairs, as fine as it can be offered.

    Args:
        documents: The curves as plain data.
        wanted: What decides the order among figures of one kind.
    """
    beginnings = _beginnings(documents)
    for place, one in enumerate(documents):
        clock, categories, points = one["clock"], _categories(one), one["points"]
        is_telling = _numbers([points], LEAVERS_OF_CURVE) >= TELLING
        for fineness, days in _days(points, clock, beginnings.get((clock, categories), ())):
            yield Candidate(
                order=(_place(clock, categories, fineness), fineness, wanted.table(categories), -one["people"]),
                section="curves",
                place=place,
                figure=Figure(
                    what=named(CLOCKS[clock], categories),
                    draws={
                        PAIR_SURVIVAL if clock == "pair" else LEAVING: _numbers([points], LEAVERS_OF_CURVE, on=days)
                    },
                    people=one["people"],
                    steps_of=repr((clock, categories)),
                ),
                group=Group(
                    clock=clock,
                    categories=categories,
                    people=one["people"],
                    points=repr(points) if is_telling else "",
                    days=days,
                ),
            )


def departures_of(documents: Documents, wanted: Wanted) -> Iterator[Candidate]:
    """The departures by reason of every group, as fine as they can be offered.

    Args:
        documents: The departures as plain data.
        wanted: What decides the order among figures of one kind.
    """
    for place, one in enumerate(documents):
        categories, (voluntary, other) = _categories(one), (one["points"][name] for name in REASONS)
        for fineness, days in _days(voluntary, "program"):
            yield Candidate(
                order=(_place(DEPARTURES, categories, fineness), fineness, wanted.table(categories), -one["people"]),
                section=DEPARTURES,
                place=place,
                figure=Figure(
                    what=named("departures by reason", categories),
                    draws={LEAVING: _numbers([voluntary, other], LEAVERS_OF_DEPARTURES, on=days)},
                    people=one["people"],
                    steps_of=repr((DEPARTURES, categories)),
                ),
                group=Group(
                    clock=DEPARTURES,
                    categories=categories,
                    people=one["people"],
                    points="",
                    days=days,
                    of_voluntary=_numbers([voluntary], LEAVERS_OF_DEPARTURES, on=days),
                ),
            )


def _place(clock: str, categories: Categories, fineness: int) -> int:
    """The place of a curve in the order of `spending`."""
    is_of_arms = all(name == ARM for name, _ in categories)
    if clock == "program":
        return _place_since_launch(categories, fineness, is_of_arms=is_of_arms)
    if clock == "pair":
        places = (OF_PARTS, OF_PARTS) if categories else (OF_ONE,) * MONTHLY
    elif clock == DEPARTURES:
        places = (OF_ONE, OF_TABLES, OF_PARTS, OF_PARTS) if is_of_arms else ()
    else:
        places = (OF_PARTS,) * MONTHLY if is_of_arms else ()
    return places[fineness] if fineness < len(places) else OF_DETAILS


def _place_since_launch(categories: Categories, fineness: int, *, is_of_arms: bool) -> int:
    names = {name for name, _ in categories}
    if is_of_arms:
        return (AT_ONCE, AT_ONCE, OF_TABLES, OF_TABLES, OF_PARTS)[fineness]
    if len(names) == 1:
        fine = OF_TABLES if names == {GENERATION} else OF_PARTS
        return (OF_ONE, OF_TABLES, fine, fine, OF_DETAILS)[fineness]
    if fineness == AT_ONE:
        return OF_TABLES if names == {ARM, GENERATION} else OF_TWO
    return OF_TWO if fineness == OF_TABLE else OF_DETAILS


def _beginnings(documents: Documents) -> Mapping[tuple[str, Categories], set[int]]:
    """The months in which the curves begin that each is held against: of pilot and comparison within a group."""
    found: defaultdict[tuple[str, Categories], set[int]] = defaultdict(set)
    groups = {(one["clock"], _categories(one)): month_of(one["points"][0][0]) for one in documents}
    for (clock, categories), month in groups.items():
        for arm in (PILOT, COMPARISON):
            found[clock, tuple((name, arm if name == ARM else one) for name, one in categories)].add(month)
    return found


def _categories(one: Mapping[str, Any]) -> Categories:
    return tuple((name, category) for name, category in one["categories"])


def _days(
    points: Sequence[Sequence[Any]], clock: Clock, origins: Iterable[int] = ()
) -> Iterator[tuple[int, frozenset[int]]]:
    """How fine a curve may be shown, and the days on which it then is."""
    days = {month_of(point[0]): point[0] for point in points}
    for fineness, months in finenesses(list(days), clock, origins):
        yield fineness, frozenset(days[month] for month in months)


def _numbers(curves: Iterable[Sequence[Sequence[Any]]], leavers: int, on: Collection[int] | None = None) -> int:
    """How many different numbers of leavers curves show besides none; that nobody leaves is a number as well."""
    shown = ({point[leavers] for point in points if on is None or point[0] in on} for points in curves)
    return sum(max(len(one - {0}), 1) for one in shown)
