"""Every adjusted estimate of a difference, on rows: one frame of covariates, an arm and an outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

FOLDS = 5
SCORES = ("engagement_before", "satisfaction_before", "enps_before", "bridging_before")
Estimate = tuple[float, float]
"""A difference and its standard error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The people of one outcome.

    Args:
        x: What is held equal, standardized, one row a person.
        is_pilot: The arm.
        y: The outcome.
        chance: Chance of being in the pilot.
    """

    x: NDArray[np.float64]
    is_pilot: NDArray[np.bool_]
    y: NDArray[np.float64]
    chance: NDArray[np.float64]


def sides(people: pd.DataFrame, covariates: tuple[str, ...], outcome: str) -> Sides:
    """The people with the outcome, their covariates and their chance of being in the pilot.

    Args:
        people: One row a person.
        covariates: Columns that are held equal.
        outcome: Column that is compared.
    """
    known = people.dropna(subset=[outcome])
    x, kept = design(known, covariates)
    is_pilot = known.loc[kept, "is_pilot"].to_numpy(dtype=bool)
    y = known.loc[kept, outcome].to_numpy(dtype=float)
    return Sides(x=x, is_pilot=is_pilot, y=y, chance=chances(x, is_pilot))


def design(known: pd.DataFrame, covariates: tuple[str, ...]) -> tuple[NDArray[np.float64], pd.Index]:
    """Covariates as standardized columns, and the people whose categories occur in both arms.

    Args:
        known: One row a person.
        covariates: Columns that are held equal.
    """
    categories = [name for name in covariates if name not in SCORES]
    scores = [name for name in covariates if name in SCORES]
    for name in categories:
        shared = known.groupby(name, observed=True)["is_pilot"].transform("nunique") > 1
        known = known[shared]
    columns = pd.get_dummies(known[categories].astype(str), drop_first=True).astype(float)
    has_answered = known[scores].notna().all(axis=1)
    for name in scores:
        columns[name] = known[name].where(has_answered).fillna(known.loc[has_answered, name].mean())
    columns["silent"] = 1.0 - has_answered
    columns = columns.loc[:, columns.std() > 0]
    return ((columns - columns.mean()) / columns.std()).to_numpy(), known.index


def chances(x: NDArray[np.float64], is_pilot: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The chance of being in the pilot by a logistic regression.

    Args:
        x: Covariates.
        is_pilot: The arm.
    """
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=np.inf, solver="newton-cholesky", max_iter=100, tol=1e-8).fit(x, is_pilot)
    found: NDArray[np.float64] = model.predict_proba(x)[:, 1]
    return found


def weights(of: Sides, estimand: str) -> NDArray[np.float64]:
    """The weight of each person.

    Args:
        of: The people.
        estimand: "overlap", "participants" or "everybody".
    """
    e, is_pilot = of.chance, of.is_pilot
    match estimand:
        case "overlap":
            return np.where(is_pilot, 1 - e, e)
        case "participants":
            return np.where(is_pilot, 1.0, e / (1 - e))
        case _:
            return np.where(is_pilot, 1 / e, 1 / (1 - e))


def weighted(of: Sides, estimand: str) -> Estimate:
    """The difference of weighted means, its error from influence functions that know the chances are estimated.

    Args:
        of: The people.
        estimand: Whom it is about.

    Reference:
        Lunceford & Davidian (2004), Statistics in Medicine 23; Li, Morgan & Zaslavsky (2018), JASA 113.
    """
    weight = weights(of, estimand)
    t = of.is_pilot.astype(float)
    means = [np.average(of.y[arm], weights=weight[arm]) for arm in (of.is_pilot, ~of.is_pilot)]
    off = np.where(of.is_pilot, of.y - means[0], of.y - means[1])
    shares = [weight[arm].sum() for arm in (of.is_pilot, ~of.is_pilot)]
    psi = len(t) * weight * off * np.where(of.is_pilot, 1 / shares[0], -1 / shares[1])
    slope = {"overlap": -off * of.chance * (1 - of.chance), "participants": weight * off * (1 - t)}.get(
        estimand, weight * off * np.where(of.is_pilot, -(1 - of.chance), of.chance)
    )
    x = np.column_stack([np.ones(len(t)), of.x])
    signed = np.where(of.is_pilot, 1 / shares[0], -1 / shares[1])
    if estimand == "overlap":
        slope = np.where(of.is_pilot, slope, -slope)
    gradient = x.T @ (slope * signed)
    information = x.T @ (x * (of.chance * (1 - of.chance))[:, None])
    score = x * (t - of.chance)[:, None]
    influence = psi / len(t) + score @ np.linalg.solve(information, gradient)
    return float(means[0] - means[1]), float(np.sqrt((influence**2).sum()))


def doubly_robust(of: Sides, *, is_cross_fitted: bool = False, seed: int = 1) -> Estimate:
    """Augmented inverse-probability weighting, with models of the other folds if asked for.

    Args:
        of: The people.
        is_cross_fitted: Whether to fit each fold's models on the others.
        seed: What the folds depend on.
    """
    parts = list(_parts(len(of.y), seed)) if is_cross_fitted else [np.arange(len(of.y))]
    values = np.zeros(len(of.y))
    x = np.column_stack([np.ones(len(of.y)), of.x])
    for part in parts:
        rest = np.setdiff1d(np.arange(len(of.y)), part) if is_cross_fitted else part
        e = _chances_of(of.x, of.is_pilot, rest, part) if is_cross_fitted else of.chance
        fits = [np.linalg.lstsq(x[rest][arm], of.y[rest][arm])[0] for arm in _both(of.is_pilot[rest])]
        one, other = (x[part] @ fit for fit in fits)
        t, y = of.is_pilot[part], of.y[part]
        values[part] = one - other + t * (y - one) / e - ~t * (y - other) / (1 - e)
    return float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values)))


def _chances_of(
    x: NDArray[np.float64], is_pilot: NDArray[np.bool_], rest: NDArray[np.int64], part: NDArray[np.int64]
) -> NDArray[np.float64]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=np.inf, solver="newton-cholesky", max_iter=100).fit(x[rest], is_pilot[rest])
    found: NDArray[np.float64] = model.predict_proba(x[part])[:, 1]
    return np.clip(found, 1e-6, 1 - 1e-6)


def _parts(n: int, seed: int) -> Iterator[NDArray[np.int64]]:
    yield from np.array_split(np.random.default_rng(seed).permutation(n), FOLDS)


def _both(is_pilot: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    return is_pilot, ~is_pilot


def regression(of: Sides, *, is_interacted: bool = False) -> Estimate:
    """Least squares with HC3 errors; interacted, every covariate has a slope of its own in each arm.

    Args:
        of: The people.
        is_interacted: Whether to interact.
    """
    t = of.is_pilot.astype(float)[:, None]
    x = np.column_stack([np.ones(len(t)), t, of.x, *([t * of.x] if is_interacted else [])])
    inverse = np.linalg.pinv(x.T @ x)
    fit = inverse @ (x.T @ of.y)
    lever = np.einsum("ij,jk,ik->i", x, inverse, x)
    off = (of.y - x @ fit) / np.maximum(1 - lever, 1e-9)
    errors = inverse @ (x.T @ (x * (off**2)[:, None])) @ inverse
    return float(fit[1]), float(np.sqrt(errors[1, 1]))


def matched(people: pd.DataFrame, covariates: tuple[str, ...], outcome: str) -> Estimate:
    """Coarsened exact matching: scores in fifths, everything else as it is, participants' weights.

    Args:
        people: One row a person.
        covariates: Columns that are held equal.
        outcome: Column that is compared.
    """
    known = people.dropna(subset=[outcome]).copy()
    for name in covariates:
        if name in SCORES:
            known[name] = pd.qcut(known[name], 5, labels=False, duplicates="drop").fillna(-1)
    strata = known.pivot_table(
        index=list(covariates), columns="is_pilot", values=outcome, aggfunc=["size", "mean", "var"], observed=True
    )
    both = strata.dropna(subset=[("size", True), ("size", False)])
    n = both["size", True]
    difference = np.average(both["mean", True] - both["mean", False], weights=n)
    spread = both["var"].fillna(0.0) / both["size"]
    error = np.sqrt(((n / n.sum()) ** 2 * (spread[True] + spread[False])).sum())
    return float(difference), float(error)


def by_team(people: pd.DataFrame, outcome: str) -> Estimate:
    """The plain difference with errors by team.

    Args:
        people: One row a person.
        outcome: Column that is compared.
    """
    known = people.dropna(subset=[outcome, "team_key"])
    is_pilot, y = known["is_pilot"].to_numpy(), known[outcome].to_numpy(dtype=float)
    means = y[is_pilot].mean(), y[~is_pilot].mean()
    off = np.where(is_pilot, (y - means[0]) / is_pilot.sum(), -(y - means[1]) / (~is_pilot).sum())
    teams = pd.Series(off).groupby(known["team_key"].to_numpy()).sum()
    return float(means[0] - means[1]), float(np.sqrt(len(teams) / (len(teams) - 1) * (teams**2).sum()))
