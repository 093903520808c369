"""Scales: how reliable they are, what the whole company would answer, and what changed for the same people."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import stats

from tests.bench.rows import ATTRIBUTES, PILOT, SCALES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.rows import Rows

FEWEST = 30
LEVEL = 0.95
RAKED = ("generation", "gender", "business_unit", "level", "location")
STEPS, SETTLED = 200, 1e-9


def scales(held: Rows) -> dict[str, Any]:
    """Reliability of every scale of every survey, raked means, and changes.

    Args:
        held: The program's rows.
    """
    return {
        "reliability": dict(_reliabilities(held)),
        "raked": {wave: _raked(held, wave) for wave in held.answers["wave"].cat.categories},
        "changes": dict(_changes(held)),
        "pair_changes": dict(_pair_changes(held)),
    }


def _reliabilities(held: Rows) -> Iterator[tuple[Any, dict[str, Any]]]:
    by_columns = {frozenset(frame.filter(regex=r"^q\d+$")): frame for frame in held.items}
    waves = {frame["wave"].iloc[0]: frame for frame in by_columns.values()} if by_columns else {}
    waves |= {frame["wave"].iloc[0]: frame for frame in held.items}
    for (wave, scale), asked in held.questions.dropna(subset=["scale"]).groupby(["wave", "scale"]):
        if len(asked) > 1 and wave in waves:
            answers = waves[wave][asked["column_name"].tolist()].astype(float)
            turned = asked["is_reverse"].to_numpy(dtype=bool)
            ends = (asked["scale_max"] + asked["scale_min"]).to_numpy(dtype=float)
            known = pd.DataFrame(np.where(turned, ends - answers, answers), columns=answers.columns).dropna()
            if len(known) >= FEWEST:
                yield (wave, scale), reliability(known)


def reliability(known: pd.DataFrame) -> dict[str, Any]:
    """Alpha with Feldt's limits, omega from one factor, and for each item its correlation and alpha without it.

    Args:
        known: One row a person, one column an item; nothing missing.
    """
    from sklearn.decomposition import FactorAnalysis

    n, k = known.shape
    found = alpha(known)
    degrees = (n - 1, (n - 1) * (k - 1))
    low, high = (1 - (1 - found) * stats.f.ppf(share, *degrees) for share in ((1 + LEVEL) / 2, (1 - LEVEL) / 2))
    factor = FactorAnalysis(n_components=1).fit(known)
    loading = abs(float(factor.components_.sum()))
    omega = loading**2 / (loading**2 + factor.noise_variance_.sum())
    rest = {name: known.drop(columns=name) for name in known}
    items = {name: (known[name].corr(other.sum(axis=1)), alpha(other)) for name, other in rest.items()}
    return {"alpha": found, "interval": (low, high), "omega": omega, "items": items}


def alpha(known: pd.DataFrame) -> float:
    """Cronbach's alpha.

    Args:
        known: One row a person, one column an item; nothing missing.
    """
    k = known.shape[1]
    return float(k / max(k - 1, 1) * (1 - known.var().sum() / known.sum(axis=1).var()))


def _raked(held: Rows, wave: str) -> dict[str, tuple[float, float]]:
    """Means of everybody employed, by weights that fit the margins, with the error of a weighted mean."""
    opened = held.opened[wave]
    employed = held.staff[(held.staff["hired"] <= opened) & ~(held.staff["exited"] <= opened)]
    answers = held.answers[held.answers["wave"] == wave].dropna(subset=[*RAKED])
    weight = pd.Series(1.0, index=answers.index)
    margins = {name: employed[name].value_counts(normalize=True) for name in RAKED}
    for _ in range(STEPS):
        before = weight.copy()
        for name in RAKED:
            have = weight.groupby(answers[name], observed=True).sum() / weight.sum()
            weight *= (margins[name] / have).reindex(answers[name]).fillna(1.0).to_numpy(dtype=float)
        if float((weight - before).abs().max()) < SETTLED:
            break
    found = {}
    for name in SCALES:
        known = answers[name].notna()
        if known.sum() >= FEWEST:
            mean = float(np.average(answers.loc[known, name], weights=weight[known]))
            off = weight[known] * (answers.loc[known, name] - mean)
            found[name] = (mean, float(np.sqrt((off**2).sum()) / weight[known].sum()))
    return found


def _changes(held: Rows) -> Iterator[tuple[Any, Any]]:
    """Paired changes by arm, from the first survey to the last and between the last two."""
    waves = list(held.opened.sort_values().index)
    for name in ("engagement", "satisfaction", "enps", "bridging"):
        wide = held.answers.pivot_table(index=["person_key", "arm"], columns="wave", values=name, observed=True)
        for before, after in dict.fromkeys(((waves[0], waves[-1]), *list(pairwise(waves))[-1:])):
            both = wide[[before, after]].dropna()
            for arm, group in both.groupby(level="arm", observed=True):
                if len(group) >= FEWEST:
                    yield (name, before, after, arm), _paired(group[after] - group[before])


def _pair_changes(held: Rows) -> Iterator[tuple[Any, Any]]:
    """What changed for juniors and seniors by the generations of both, from the first survey to the last."""
    waves = list(held.opened.sort_values().index)
    pilot = held.answers[held.answers["arm"] == PILOT]
    senior = held.staff["generation"]
    both = held.pairs.assign(senior_generation=senior.reindex(held.pairs["senior_key"]).to_numpy())
    for name in ("engagement", "bridging"):
        wide = pilot.pivot_table(index="person_key", columns="wave", values=name, observed=True)
        if not {waves[0], waves[-1]} <= set(wide):
            continue
        change = (wide[waves[-1]] - wide[waves[0]]).dropna()
        for side in ("junior", "senior"):
            known = both.assign(change=change.reindex(both[f"{side}_key"]).to_numpy()).dropna(subset=["change"])
            for key, group in known.groupby(["generation", "senior_generation"], observed=True):
                if len(group) > 1:
                    yield (name, side, key), _paired(group["change"])


def _paired(change: pd.Series) -> tuple[float, float, float]:
    limits = stats.t.interval(LEVEL, len(change) - 1, loc=change.mean(), scale=stats.sem(change))
    return float(change.mean()), float(limits[0]), float(limits[1])


def parity(held: Rows) -> dict[str, Any]:
    """Whether groups take part alike: the exact odds ratio of each category against all others.

    Args:
        held: The program's rows.
    """
    eligible = held.staff[held.staff["is_eligible"].fillna(value=False)]
    found: dict[str, Any] = {}
    for name in ATTRIBUTES:
        table = pd.crosstab(eligible[name], eligible["is_enrolled"])
        for category in table.index:
            both = [table.loc[category].tolist(), table.drop(index=category).sum().tolist()]
            exact = stats.contingency.odds_ratio(both) if min(map(min, both)) > 0 else None
            found[f"{name} {category}"] = exact and (exact.statistic, *exact.confidence_interval(LEVEL))
    return found
