"""The findings of a release as an analyst computes them with pandas, SciPy, scikit-learn and lifelines.

Per table of the settings: n, mean and variance of every score for each cell and survey, favorable shares, Welch's test
of the pilot against the comparison in each cell, and a Kaplan-Meier curve for each group. For everyone: reliability of
each scale, a logistic regression of leaving, and the pilot comparison weighted by a propensity score for each outcome.

It leaves out what makes a release fit to be shown and more than a first look, all of which the product does in its
time: joining small categories, auditing every cell and spending an allowance on every number; placebo tests,
sensitivity to what was not measured, teams, doubly robust estimates, and what happens without the most weighty people;
regressions over person-months instead of people; pairs, sessions and goals; and writing the release.
"""

from __future__ import annotations

import warnings
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import stats

from analytics.program import DEFAULT_TABLES
from tests.bench.rows import ATTRIBUTES, COMPARISON, PILOT, SCALES, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.store import Version
    from tests.bench.rows import Rows

FEWEST = 10
FAVORABLE = 75
COMPARED = ("engagement", "satisfaction", "enps", "bridging")
TABLES = (*((name,) for name in (*ATTRIBUTES, "arm", "role", "cohort")), *DEFAULT_TABLES)


def findings(version: Version) -> dict[str, Any]:
    """Every finding, from reading the store's files on.

    Args:
        version: The version of the store.
    """
    held = rows(version)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return {
            "cells": {table: _cells(held.answers, table) for table in TABLES},
            "favorable": {table: _favorable(held.answers, table) for table in TABLES},
            "tests": {table: dict(_tests(held.answers, table)) for table in TABLES if "arm" not in table},
            "curves": {table: dict(_curves(held.staff, table)) for table in TABLES},
            "reliability": [_alpha(frame) for frame in held.items],
            "leaving": _leaving(held.staff),
            "weighted": dict(_weighted(held)),
        }


def _cells(answers: pd.DataFrame, table: tuple[str, ...]) -> pd.DataFrame:
    found: pd.DataFrame = answers.groupby(["wave", *table], observed=True)[list(SCALES)].agg(["count", "mean", "var"])
    return found


def _favorable(answers: pd.DataFrame, table: tuple[str, ...]) -> pd.DataFrame:
    is_high = (answers[list(SCALES)] >= FAVORABLE).where(answers[list(SCALES)].notna())
    keys = [answers[name] for name in ("wave", *table)]
    found: pd.DataFrame = is_high.astype(float).groupby(keys, observed=True).mean()
    return found


def _tests(answers: pd.DataFrame, table: tuple[str, ...]) -> Iterator[tuple[Any, tuple[float, float, float]]]:
    for key, group in answers.groupby(["wave", *table], observed=True):
        is_pilot = group["arm"] == PILOT
        for name in COMPARED:
            sides = [group.loc[chosen, name].dropna() for chosen in (is_pilot, ~is_pilot)]
            if min(map(len, sides)) >= FEWEST:
                found = stats.ttest_ind(*sides, equal_var=False)
                interval = found.confidence_interval()
                yield (key, name), (found.pvalue, interval.low, interval.high)


def _curves(staff: pd.DataFrame, table: tuple[str, ...]) -> Iterator[tuple[Any, pd.DataFrame]]:
    from lifelines import KaplanMeierFitter

    seen = staff[staff["days"] > staff["entry"]]
    for key, group in seen.groupby(list(table), observed=True):
        if len(group) >= FEWEST:
            fitted = KaplanMeierFitter().fit(group["days"], group["left"], entry=group["entry"])
            yield key, fitted.survival_function_.join(fitted.confidence_interval_)


def _alpha(items: pd.DataFrame) -> float:
    questions = items.filter(regex=r"^q\d+$").dropna(axis=1, how="all")
    answered = questions.loc[:, questions.notna().mean() > 0.5].dropna()
    k = answered.shape[1]
    return float(k / (k - 1) * (1 - answered.var().sum() / answered.sum(axis=1).var()))


def _leaving(staff: pd.DataFrame) -> Any:  # noqa: ANN401 - scikit-learn publishes no types
    from sklearn.linear_model import LogisticRegression

    known = pd.get_dummies(staff[[*ATTRIBUTES, "arm"]], drop_first=True).astype(float)
    return LogisticRegression(C=np.inf, solver="newton-cholesky", max_iter=200).fit(known, staff["left"]).coef_


def _weighted(held: Rows) -> Iterator[tuple[str, dict[str, float]]]:
    from lifelines import KaplanMeierFitter
    from sklearn.linear_model import LogisticRegression

    staff = held.staff[held.staff["is_eligible"].fillna(value=False)]
    first = held.answers[held.answers["wave"] == held.answers["wave"].cat.categories[0]]
    before = first.drop_duplicates("person_key").set_index("person_key")[list(COMPARED)]
    known = pd.get_dummies(staff[list(ATTRIBUTES)], drop_first=True).astype(float).join(before)
    known = known.join(before.isna().astype(float).add_suffix("_missing")).fillna(0.0).fillna(before.mean())
    is_pilot = staff["arm"] == PILOT
    model = LogisticRegression(C=np.inf, solver="newton-cholesky", max_iter=200).fit(known, is_pilot)
    share = model.predict_proba(known)[:, 1]
    weight = pd.Series(np.where(is_pilot, 1.0, share / (1 - share)), index=staff.index)
    balance = _balance(known, is_pilot, weight)
    newest = held.answers[held.answers["wave"] == max(held.answers["wave"].cat.categories)]
    for name in COMPARED:
        answered = newest.dropna(subset=[name]).drop_duplicates("person_key").set_index("person_key")
        answered = answered[answered.index.isin(staff.index)]
        yield name, {"balance": balance, **_difference(answered[name], answered["arm"] == PILOT, weight)}
    seen = staff[staff["days"] > staff["entry"]]
    for arm in (PILOT, COMPARISON):
        side = seen[seen["arm"] == arm]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fitted = KaplanMeierFitter().fit(
                side["days"], side["left"], entry=side["entry"], weights=weight[side.index]
            )
        yield f"retention {arm}", {"year": float(fitted.predict(365))}


def _balance(known: pd.DataFrame, is_pilot: pd.Series, weight: pd.Series) -> float:
    pilot, other = known[is_pilot], known[~is_pilot]
    mean = np.average(other, axis=0, weights=weight[~is_pilot])
    return float(np.nanmax(np.abs((pilot.mean() - mean) / pilot.std().replace(0, np.nan))))


def _difference(score: pd.Series, is_pilot: pd.Series, weight: pd.Series) -> dict[str, float]:
    sides = []
    for chosen in (is_pilot, ~is_pilot):
        values, weights = score[chosen], weight[score[chosen].index]
        mean = np.average(values, weights=weights)
        sides.append((mean, np.sum((weights * (values - mean)) ** 2) / weights.sum() ** 2))
    (one, first), (other, second) = sides
    half = stats.norm.ppf(0.975) * np.sqrt(first + second)
    return dict(
        zip(("difference", "low", "high"), chain([one - other], (one - other + np.array([-half, half]))), strict=True)
    )
