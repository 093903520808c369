"""Pilots that chance or a waiting list chose: everybody as assigned, whoever took part in the end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analytics.comparison.by_group import p_of
from analytics.comparison.cohort import COMPARED, FIRST_SURVEY_DAY, Engine, last_day
from analytics.comparison.effects import AssignedEffect, Counts, Effect
from analytics.comparison.estimates import Estimate
from analytics.comparison.evidence import Assignment, Caution
from analytics.comparison.followed import scores_twice
from analytics.comparison.known import FEWEST
from analytics.comparison.means import from_before, of_welch
from analytics.comparison.request import Request
from analytics.comparison.stays import table_of_arm
from analytics.engine.rows import count
from analytics.errors import UndefinedStatisticError
from analytics.numerals import percent
from analytics.query import sql_text
from analytics.stats.compare import welch
from analytics.stats.proportions import binomial_p
from analytics.stats.survival import survival_curve

if TYPE_CHECKING:
    from analytics.comparison.asked import Asked, Compared
    from analytics.comparison.design import Design
    from analytics.engine.rows import Row

PERCENT = 100
ALARM = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """The people whom chance or a waiting list assigned.

    Args:
        assignment: How many, and how many of them took part.
        rows: Those employed and observed on the day the program started.
    """

    assignment: Assignment
    rows: tuple[Row, ...]


def assigned_people(engine: Engine, design: Design) -> Assigned | None:
    """The people of a pilot that chance or a waiting list chose; None where no assignment to this role is on record.

    An assignment is one to a role where at least half of those who were assigned to the pilot, and enrolled, have it.

    Args:
        engine: The engine over one version of the store.
        design: What was declared.
    """
    engine.read(sql_text("marts/compare_assigned"))
    found = {
        str(row["arm"]): row for row in engine.read(sql_text("aggregates/compare_taken_up"), {"role": design.role})
    }
    if set(found) != {"Pilot", "Comparison"}:
        return None
    pilot, comparison = found["Pilot"], found["Comparison"]
    n = Counts(pilot=count(pilot, "n_people"), comparison=count(comparison, "n_people"))
    if min(n.pilot, n.comparison) < FEWEST or 2 * count(pilot, "n_in_role") < max(1, count(pilot, "n_enrolled")):
        return None
    engine.read(sql_text("marts/compare_people"), dict.fromkeys(_MATCHES, False))
    engine.read(sql_text("marts/compare_before"))
    engine.read(sql_text("marts/compare_after"), {"first_day": FIRST_SURVEY_DAY, "last_day": last_day(design)})
    rows = [row for row in engine.read(sql_text("aggregates/compare_people")) if row["stage"] == COMPARED]
    return Assigned(
        assignment=Assignment(
            assigned=n,
            planned_share=design.pilot_share,
            took_part=Counts(
                pilot=round(PERCENT * count(pilot, "n_enrolled") / n.pilot),
                comparison=round(PERCENT * count(comparison, "n_enrolled") / n.comparison),
            ),
            p=binomial_p(n.pilot, n.pilot + n.comparison, design.pilot_share),
        ),
        rows=tuple(sorted(rows, key=lambda row: [(value is not None, value or 0) for value in row.values()])),
    )


def ratio_caution(assignment: Assignment) -> list[Caution]:
    """Whether the sizes of the groups are what the plan makes them.

    Args:
        assignment: How the groups came about.

    Reference:
        Fabijan et al. (2019), KDD '19, 2156-2164 (sample ratio mismatch, p < 0.001).
    """
    if assignment.p >= ALARM:
        return []
    message = (
        f"{assignment.assigned.pilot} people were assigned to the pilot and {assignment.assigned.comparison} to wait "
        f"or stay outside, where {percent(assignment.planned_share)} were planned for the pilot. Chance does that less "
        "than once in 1,000 times: people are missing, or the design has to state another pilot_share."
    )
    return [Caution(code="arm_ratio", message=message)]


def assigned_effect(found: Assigned, asked: Asked) -> AssignedEffect | None:
    """The effect of being assigned to the pilot on one outcome; None where too few people's outcome is known.

    Scores by Welch, shares by the difference of two Kaplan-Meier curves; with the earlier score as a covariate (CUPED)
    where it is known.

    Args:
        found: The people.
        asked: The outcome.

    Reference:
        Hernan & Robins (2017), New England Journal of Medicine 377, 1391-1398 (intention to treat); Deng, Xu, Kohavi &
        Walker (2013), WSDM '13, 123-132 (CUPED).
    """
    plain, sharper = _estimates(found, asked)
    if plain is None:
        return None
    return AssignedEffect(intention_to_treat=_effect(plain), cuped=_effect(sharper) if sharper else None)


def assigned_estimate(found: Assigned, asked: Asked) -> Estimate | None:
    """The estimate that decides where chance chose: the one that knows the earlier score, or else the plain one.

    Args:
        found: The people.
        asked: The outcome.
    """
    plain, sharper = _estimates(found, asked)
    return sharper or plain


def _estimates(found: Assigned, asked: Asked) -> tuple[Estimate | None, Estimate | None]:
    """The effect of being assigned, plain and with the earlier score as a covariate, as far as they are defined."""
    compared = replace(asked, covariates=()).of(found.rows)
    if min(compared.people.n) < FEWEST:
        return None, None
    try:
        return _means(compared) if asked.is_surveyed else _shares(compared), _cuped(compared)
    except UndefinedStatisticError:  # nobody left, or nothing varies: there is no such estimate
        return None, None


_MATCHES = ("by_level", "by_business_unit", "by_location", "by_tenure_band")


def _effect(one: Estimate) -> Effect:
    return Effect(difference=one.difference, interval=one.interval(), p=p_of(one))


def _means(compared: Compared) -> Estimate:
    people = compared.people
    arms = (people.sums(one for one in people.alike if one.is_pilot is arm).moments() for arm in (True, False))
    return of_welch("intention_to_treat", welch(*arms))


def _shares(compared: Compared) -> Estimate:
    first, second = (
        survival_curve(table_of_arm(compared.people, is_pilot=arm)).at(compared.asked.end) for arm in (True, False)
    )
    if first.standard_error is None or second.standard_error is None or min(first.at_risk, second.at_risk) < FEWEST:
        raise UndefinedStatisticError("Too few people of one of the groups are followed so long.")
    error = (first.standard_error**2 + second.standard_error**2) ** 0.5
    if error == 0:
        raise UndefinedStatisticError("Nothing happened to anybody in either group.")
    return compared.asked.of_stays(
        Estimate(
            method="intention_to_treat",
            estimand="ATE",
            difference=first.survival - second.survival,
            standard_error=error,
        )
    )


def _cuped(compared: Compared) -> Estimate | None:
    if not compared.asked.is_surveyed:
        return None
    twice = scores_twice(compared.rows, compared.asked.measure)
    if min(twice.n) < FEWEST:
        return None
    found = from_before(Request(arm="arm", outcomes=("after",), pre="before"), twice)
    return next((one for one in found if one.method == "cuped"), None)
