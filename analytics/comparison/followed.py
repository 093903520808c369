"""What followed the index date, as people whose outcome is known: stays, promotions and scores."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.comparison.known import known_before
from analytics.comparison.people import Alike, People
from analytics.engine.rows import counts

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    has_left = [int(bool(row["has_left"])) for row in rows]
    seen = zip(counts(rows, "days"), has_left, strict=True)
    steps = [(days, left) if days <= last else (last, 0) for days, left in seen]
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
    promoted = [row["promotion_day"] for row in rows]
    watched = [min(days, last) for days in counts(rows, "days_watched")]
    steps = [
        (day, 1) if isinstance(day, int) and day <= until else (until, 0)
        for day, until in zip(promoted, watched, strict=True)
    ]
    return people_with(rows, known_before(rows, covariates), steps, (1,))


def scores_of(rows: Sequence[Row], covariates: Sequence[str], measure: str) -> People:
    """People with a score after the index date; their steps are exact parts of a point.

    Args:
        rows: The people.
        covariates: What is held equal.
        measure: One of `SURVEYED`.
    """
    answered = [row for row in rows if row[measure] is not None]
    scores, whole = _scores(answered, measure)
    return people_with(answered, known_before(answered, covariates), [(score,) for score in scores], (whole,))


def scores_twice(rows: Sequence[Row], measure: str) -> People:
    """People with a score after the index date and one before; their steps are the two, in this order.

    Args:
        rows: The people.
        measure: One of `SURVEYED`.
    """
    twice = [row for row in rows if row[measure] is not None and row[f"{measure}_before"] is not None]
    scores, whole = _scores(twice, measure)
    steps = list(zip(scores, counts(twice, f"{measure}_before"), strict=True))
    return people_with(twice, known_before(twice, ()), steps, (whole, 1))


def scores_before(rows: Sequence[Row], covariates: Sequence[str], name: str) -> People:
    """People with something measured before the index date as if it were the outcome.

    Args:
        rows: The people.
        covariates: What is held equal.
        name: What was measured, such as `enps_before`.
    """
    measured = [row for row in rows if row[name] is not None]
    return people_with(measured, known_before(measured, covariates), [(one,) for one in counts(measured, name)], (1,))


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
    rows: Sequence[Row], known: Known, steps: Sequence[tuple[int, ...]], denominators: tuple[int, ...]
) -> People:
    """The people of rows with their outcome.

    Args:
        rows: The people.
        known: What was known about them before.
        steps: Integer steps of what is compared, one for each row.
        denominators: Integer steps that make 1, for each thing compared.
    """
    teams = [None if row["team"] is None else str(row["team"]) for row in rows]
    is_pilot = [row["arm"] == "Pilot" for row in rows]
    columns = (is_pilot, steps, known.values, teams, counts(rows, "fold"), counts(rows, "n_people"))
    return People(
        alike=tuple(
            Alike(is_pilot=arm, steps=step, covariates=values, team=team, fold=fold, n=n)
            for arm, step, values, team, fold, n in zip(*columns, strict=True)
        ),
        terms=known.terms,
        denominators=denominators,
        left_out={},
        incomplete={},
        n_incomplete=0,
    )


def _scores(rows: Sequence[Row], measure: str) -> tuple[list[int], int]:
    """The score of each row in exact parts of a point, and how many parts make a point."""
    steps = counts(rows, f"{measure}_steps")
    whole = math.lcm(*steps)
    scored = zip(counts(rows, measure), steps, strict=True)
    return [PERCENT * score * (whole // step) for score, step in scored], whole
