"""What followed the index date, as people whose outcome is known: stays, promotions and scores."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.comparison.known import known_before
from analytics.comparison.people import Alike, People
from analytics.engine.rows import count

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from analytics.comparison.known import Known
    from analytics.engine.rows import Row

SURVEYED = ("engagement", "satisfaction", "enps", "bridging")
"""Outcomes that a survey measures."""

PERCENT = 100


def retention_of(rows: Sequence[Row], covariates: Sequence[str], last: int) -> People:
    """People followed until they left or the follow-up ended; their steps are days and whether they left.

    Args:
        rows: The people.
        covariates: What is held equal.
        last: Last day of the follow-up, counted from the index date.
    """

    def steps(row: Row) -> tuple[int, ...]:
        days = count(row, "days")
        return (days, int(bool(row["has_left"]))) if days <= last else (last, 0)

    return people_with(rows, known_before(rows, covariates), steps, (1,))


def promotions_of(rows: Sequence[Row], covariates: Sequence[str], last: int) -> People:
    """People followed until their first promotion; their steps are days and whether they were promoted.

    Who leaves is not promoted any more and counts as such until the end of the follow-up: the share promoted is that of
    everybody compared, not of those who stayed.

    Args:
        rows: The people.
        covariates: What is held equal.
        last: Last day of the follow-up, counted from the index date.

    Reference:
        Fine & Gray (1999), JASA 94, 496-509 (the risk set of a subdistribution, complete as the end is known).
    """

    def steps(row: Row) -> tuple[int, ...]:
        watched = min(count(row, "days_watched"), last)
        promoted = row["promotion_day"]
        return (promoted, 1) if isinstance(promoted, int) and promoted <= watched else (watched, 0)

    return people_with(rows, known_before(rows, covariates), steps, (1,))


def scores_of(rows: Sequence[Row], covariates: Sequence[str], measure: str) -> People:
    """People with a score after the index date; their steps are exact parts of a point.

    Args:
        rows: The people.
        covariates: What is held equal.
        measure: One of `SURVEYED`.
    """
    answered = [row for row in rows if row[measure] is not None]
    whole = math.lcm(*(count(row, f"{measure}_steps") for row in answered))
    return people_with(
        answered,
        known_before(answered, covariates),
        lambda row: (PERCENT * count(row, measure) * (whole // count(row, f"{measure}_steps")),),
        (whole,),
    )


def scores_twice(rows: Sequence[Row], measure: str) -> People:
    """People with a score after the index date and one before; their steps are the two, in this order.

    Args:
        rows: The people.
        measure: One of `SURVEYED`.
    """
    twice = [row for row in rows if row[measure] is not None and row[f"{measure}_before"] is not None]
    whole = math.lcm(*(count(row, f"{measure}_steps") for row in twice))
    return people_with(
        twice,
        known_before(twice, ()),
        lambda row: (
            PERCENT * count(row, measure) * (whole // count(row, f"{measure}_steps")),
            count(row, f"{measure}_before"),
        ),
        (whole, 1),
    )


def scores_before(rows: Sequence[Row], covariates: Sequence[str], name: str) -> People:
    """People with something measured before the index date as if it were the outcome.

    Args:
        rows: The people.
        covariates: What is held equal.
        name: What was measured, such as `enps_before`.
    """
    measured = [row for row in rows if row[name] is not None]
    return people_with(measured, known_before(measured, covariates), lambda row: (count(row, name),), (1,))


def known_at(followed: People, end: int) -> People:
    """People of whom it is known whether the event happened by a day; their step is 1 if it did.

    Args:
        followed: People whose steps are days and whether the event ended them.
        end: The day.
    """
    return replace(
        followed,
        alike=tuple(
            Alike(
                is_pilot=one.is_pilot,
                steps=(int(bool(one.steps[1]) and one.steps[0] <= end),),
                covariates=one.covariates,
                team=one.team,
                fold=one.fold,
                n=one.n,
            )
            for one in followed.alike
            if one.steps[1] or one.steps[0] >= end
        ),
    )


def people_with(
    rows: Sequence[Row], known: Known, steps: Callable[[Row], tuple[int, ...]], denominators: tuple[int, ...]
) -> People:
    """The people of rows with their outcome.

    Args:
        rows: The people.
        known: What was known about them before.
        steps: Integer steps of what is compared.
        denominators: Integer steps that make 1, for each thing compared.
    """
    return People(
        alike=tuple(
            Alike(
                is_pilot=row["arm"] == "Pilot",
                steps=steps(row),
                covariates=values,
                team=None if row["team"] is None else str(row["team"]),
                fold=count(row, "fold"),
                n=count(row, "n_people"),
            )
            for row, values in zip(rows, known.values, strict=True)
        ),
        terms=known.terms,
        denominators=denominators,
        left_out={},
        incomplete={},
        n_incomplete=0,
    )
