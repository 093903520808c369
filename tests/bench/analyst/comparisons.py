"""Pilot and comparison in five outcomes for juniors and seniors: raw, adjusted, and what could overturn it."""

from __future__ import annotations

import math
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import stats

from analytics.catalog import generation_scheme
from tests.bench.analyst import weighted as by
from tests.bench.analyst.cohorts import cohort

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.analyst.weighted import Estimate
    from tests.bench.rows import Rows

OUTCOMES = ("retention", "engagement", "satisfaction", "enps", "promotions")
EVENTS = {"retention": "stayed", "promotions": "promoted_points"}
COVARIATES = (
    "level", "tenure_band", "business_unit", "generation", "gender", "engagement_before", "satisfaction_before",
)  # fmt: skip
GROUPED = ("generation", "gender", "level", "cohort")
FEWEST, YEAR = 10, 365
LEVEL = 0.95
TWO_SIDED = stats.norm.ppf((1 + LEVEL) / 2)


def comparisons(held: Rows) -> dict[tuple[str, str], Any]:
    """Everything about every outcome of both designs.

    Args:
        held: The program's rows.
    """
    found = {}
    for role in ("junior", "senior"):
        people, started = (_outcomes(cohort(held, role, clock)) for clock in ("enrolled_on", "started_on"))
        for name in OUTCOMES:
            found[role, name] = evidence(people, started, name)
    return found


def _outcomes(people: pd.DataFrame) -> pd.DataFrame:
    is_known = people["left"] | (people["days"] >= YEAR)
    return people.assign(
        stayed=(100.0 * ~people["left"]).where(is_known),
        promoted_points=(100.0 * people["promoted"]).where(is_known | people["promoted"]),
    )


def evidence(people: pd.DataFrame, started: pd.DataFrame, measure: str) -> dict[str, Any]:
    """Everything about one outcome.

    Args:
        people: One row a person, from the day the pair enrolled.
        started: The same from the day it started.
        measure: One of `OUTCOMES`.
    """
    outcome = EVENTS.get(measure, measure)
    is_score = measure not in EVENTS
    held_equal = (*COVARIATES, "enps_before") if measure == "enps" else COVARIATES
    asked = people.dropna(subset=[f"{measure}_before"]) if is_score else people
    headline = _headline(measure, held_equal)
    known = by.sides(asked, held_equal, outcome)
    found: dict[str, Any] = {
        "raw": _raw(asked, measure, outcome),
        "estimates": _estimates(asked, known, held_equal, outcome),
    }
    main = headline(asked)
    found["estimates"]["headline"] = main
    found["balance"] = [_balance(known, weight) for weight in (None, by.weights(known, "overlap"))]
    before = people if is_score else people.dropna(subset=["engagement_before"])
    found["others"] = {
        "otherwise": _try(headline, before),
        "as_started": _try(headline, started),
        "by_team": by.by_team(asked, outcome),
        "changes": _changes(asked, measure) if is_score else None,
    }
    found["groups"] = {name: _within(asked, name, headline) for name in GROUPED}
    found["e_values"] = _e_values(asked, main, held_equal, outcome)
    found["placebo"] = _placebo(people, held_equal, measure)
    found["one_unit_out"] = {
        unit: _try(headline, asked[asked["business_unit"] != unit]) for unit in asked["business_unit"].unique()
    }
    found["other_scheme"] = _within(asked.assign(generation=_by(asked["birth_year"])), "generation", headline)
    found["without_teammates"] = _try(headline, asked[~asked["is_teammate"]])
    if measure == "retention":
        found["cohorts"] = {name: _curves(group) for name, group in asked.groupby("cohort")}
    return found


def _headline(measure: str, covariates: tuple[str, ...]) -> Callable[[pd.DataFrame], Estimate]:
    outcome = EVENTS.get(measure, measure)

    def of(people: pd.DataFrame) -> Estimate:
        if measure == "retention":
            return _weighted_stay(people, covariates)
        return by.weighted(by.sides(people, covariates, outcome), "overlap")

    return of


def _try(headline: Callable[[pd.DataFrame], Estimate], people: pd.DataFrame) -> Estimate | None:
    is_enough = people["is_pilot"].sum() >= FEWEST and (~people["is_pilot"]).sum() >= FEWEST
    return headline(people) if is_enough else None


def _weighted_stay(people: pd.DataFrame, covariates: tuple[str, ...], estimand: str = "overlap") -> Estimate:
    """The difference of weighted Kaplan-Meier shares after a year, errors by Greenwood with weights."""
    from lifelines import KaplanMeierFitter

    x, kept = by.design(people, covariates)
    inside = people.loc[kept]
    is_pilot = inside["is_pilot"].to_numpy(dtype=bool)
    sides = by.Sides(x=x, is_pilot=is_pilot, y=np.zeros(len(x)), chance=by.chances(x, is_pilot))
    weight = by.weights(sides, estimand)
    shares, errors = [], []
    for arm in (is_pilot, ~is_pilot):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # lifelines tells that weights are no counts
            own = weight[arm] * arm.sum() / weight[arm].sum()
            fitted = KaplanMeierFitter().fit(inside.loc[arm, "days"], inside.loc[arm, "left"], weights=own)
        share = float(fitted.predict(YEAR))
        worth = own.sum() ** 2 / (own**2).sum()
        shares.append(share)
        errors.append(math.sqrt(share * (1 - share) / worth))
    return 100 * (shares[0] - shares[1]), 100 * math.hypot(*errors)


def _raw(people: pd.DataFrame, measure: str, outcome: str) -> dict[str, Any]:
    if measure == "retention":
        return _curves(people)
    sides = [people.loc[arm, outcome].dropna() for arm in (people["is_pilot"], ~people["is_pilot"])]
    found = stats.ttest_ind(*sides, equal_var=False)
    interval = found.confidence_interval(LEVEL)
    return {
        "difference": sides[0].mean() - sides[1].mean(),
        "p": found.pvalue,
        "low": interval.low,
        "high": interval.high,
    }


def _curves(people: pd.DataFrame) -> dict[str, Any]:
    """Both curves with limits and numbers at risk, the mean time stayed, and the log-rank test."""
    from lifelines import KaplanMeierFitter
    from lifelines.statistics import logrank_test
    from lifelines.utils import restricted_mean_survival_time

    fits = [
        KaplanMeierFitter().fit(side["days"], side["left"])
        for side in (people[people["is_pilot"]], people[~people["is_pilot"]])
    ]
    means = [restricted_mean_survival_time(fit, t=YEAR, return_variance=True) for fit in fits]
    pilot, other = people[people["is_pilot"]], people[~people["is_pilot"]]
    test = logrank_test(pilot["days"], other["days"], pilot["left"], other["left"])
    tables = [fit.survival_function_.join(fit.confidence_interval_).join(fit.event_table["at_risk"]) for fit in fits]
    return {"curves": tables, "rmst": means, "logrank": (test.test_statistic, test.p_value)}


def _estimates(people: pd.DataFrame, known: by.Sides, covariates: tuple[str, ...], outcome: str) -> dict[str, Estimate]:
    if outcome == EVENTS["retention"]:
        weighted = {name: _weighted_stay(people, covariates, name) for name in ("overlap", "participants")}
    else:
        weighted = {name: by.weighted(known, name) for name in ("overlap", "participants", "everybody")}
    return {
        **weighted,
        "doubly_robust": by.doubly_robust(known),
        "doubly_robust_cross_fitted": by.doubly_robust(known, is_cross_fitted=True),
        "matching": by.matched(people, covariates, outcome),
        "regression": by.regression(known),
        "regression_interacted": by.regression(known, is_interacted=True),
    }


def _balance(known: by.Sides, weight: Any) -> list[float]:  # noqa: ANN401 - an array or nothing
    arms = known.is_pilot, ~known.is_pilot
    means = [np.average(known.x[arm], axis=0, weights=None if weight is None else weight[arm]) for arm in arms]
    spread = np.sqrt(sum(known.x[arm].var(axis=0, ddof=1) for arm in arms) / 2)
    found: list[float] = ((means[0] - means[1]) / np.where(spread > 0, spread, np.nan)).tolist()
    return found


def _within(
    people: pd.DataFrame, name: str, headline: Callable[[pd.DataFrame], Estimate]
) -> tuple[dict[str, Estimate | None], float | None]:
    """The headline in each group, and Cochran's test of whether it differs."""
    found = {str(key): _try(headline, group) for key, group in people.groupby(name, observed=True)}
    shown = [one for one in found.values() if one and one[1] > 0]
    if len(shown) < 2:
        return found, None
    difference, error = np.array(shown).T
    q = float((((difference - np.average(difference, weights=error**-2)) / error) ** 2).sum())
    return found, float(stats.chi2.sf(q, len(shown) - 1))


def _changes(people: pd.DataFrame, measure: str) -> tuple[float, float]:
    change = people[measure] - people[f"{measure}_before"]
    sides = [change[arm].dropna() for arm in (people["is_pilot"], ~people["is_pilot"])]
    found = stats.ttest_ind(*sides, equal_var=False)
    return float(sides[0].mean() - sides[1].mean()), float(found.pvalue)


def _e_values(people: pd.DataFrame, main: Estimate, covariates: tuple[str, ...], outcome: str) -> dict[str, Any]:
    """E-values of the estimate and its nearer limit, and of the strongest covariate: the one that moves it most."""
    spread = float(people[outcome].std())
    near = main[0] - math.copysign(TWO_SIDED * main[1], main[0])
    limits = (main[0], near if near * main[0] > 0 else 0.0)
    strengths = {}
    for left_out in covariates:
        rest = tuple(name for name in covariates if name != left_out)
        without = by.weighted(by.sides(people, rest, outcome), "overlap")
        strengths[left_out] = _e_value((without[0] - main[0]) / spread)
    return {
        "of": [_e_value(one / spread) for one in limits],
        "strongest": max(strengths.items(), key=lambda one: one[1]),
    }


def _e_value(deviations: float) -> float:
    ratio = math.exp(0.91 * abs(deviations))
    return ratio + math.sqrt(ratio * (ratio - 1))


def _placebo(people: pd.DataFrame, covariates: tuple[str, ...], measure: str) -> Estimate:
    """The method on something from before, which the program cannot have changed."""
    name = "promoted_before" if measure == "promotions" else f"{measure if measure not in EVENTS else 'enps'}_before"
    rest = tuple(one for one in covariates if one != name)
    return by.weighted(by.sides(people, rest, name), "overlap")


def _by(years: pd.Series) -> pd.Series:
    labels = pd.Series("Undisclosed", index=years.index)
    for one in generation_scheme("founding-text").generations:
        labels = labels.mask(years.between(one.first, one.last), one.label)
    return labels
