"""What an analyst would write with pandas, SciPy and lifelines for one view of a dashboard, and a faster way.

`view` is the usual code: filter the rows, group them, call SciPy for every interval and test, fit lifelines for every
curve. `fast_view` is what somebody writes who has measured it: one grouping gives all moments, intervals and tests
follow from them in NumPy, and curves come from counts by day. Both give every figure of `tests.bench.view.figures`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import special, stats

from tests.bench.rows import COMPARISON, PILOT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from tests.bench.rows import Rows

SCORES = ("engagement", "satisfaction", "enps")
YEAR = 365
BANDS = (-0.1, 50, 75, 100.1)
_LEVEL = 0.95


def view(rows: Rows, where: Mapping[str, str]) -> dict[str, Any]:
    """Every figure of the view as usual code gives it.

    Args:
        rows: The program's rows.
        where: One category by dimension.
    """
    everybody, staff = _chosen(rows.answers, where), _chosen(_eligible(rows.staff), where)
    answers = _eligible(everybody)
    newest = _newest(answers)
    return {
        "means": {name: _mean(_newest(everybody)[name]) for name in SCORES},
        "differences": {name: _welch(newest, name) for name in SCORES},
        "trend": {key: _mean(group["engagement"]) for key, group in answers.groupby(["arm", "wave"], observed=True)},
        "groups": {
            key: _mean(group["engagement"]) for key, group in newest.groupby(["arm", "generation"], observed=True)
        },
        "by_generation": {
            key: _welch(group, "engagement") for key, group in newest.groupby("generation", observed=True)
        },
        "bands": {
            key: pd.cut(group["engagement"], BANDS).value_counts(normalize=True)
            for key, group in newest.groupby("generation", observed=True)
        },
        "curves": {
            (by, key): _curve(group) for by in ("arm", "generation") for key, group in staff.groupby(by, observed=True)
        },
    }


def _eligible(frame: pd.DataFrame) -> pd.DataFrame:
    found: pd.DataFrame = frame[frame["is_eligible"].fillna(value=False)]
    return found


def _newest(answers: pd.DataFrame) -> pd.DataFrame:
    found: pd.DataFrame = answers[answers["wave"] == max(answers["wave"].cat.categories)]
    return found


def _chosen(frame: pd.DataFrame, where: Mapping[str, str]) -> pd.DataFrame:
    for name, category in where.items():
        frame = frame[frame[name] == category]
    return frame


def _mean(values: pd.Series) -> tuple[float, float, float]:
    found = values.dropna()
    low, high = stats.t.interval(_LEVEL, len(found) - 1, loc=found.mean(), scale=stats.sem(found))
    return found.mean(), low, high


def _welch(frame: pd.DataFrame, name: str) -> tuple[float, float, float, float]:
    sides = [frame.loc[frame["arm"] == arm, name].dropna() for arm in (PILOT, COMPARISON)]
    found = stats.ttest_ind(*sides, equal_var=False)
    interval = found.confidence_interval(_LEVEL)
    return sides[0].mean() - sides[1].mean(), interval.low, interval.high, found.pvalue


def _curve(staff: pd.DataFrame) -> pd.DataFrame:
    from lifelines import KaplanMeierFitter

    seen = staff[staff["days"] > staff["entry"]]
    fitted = KaplanMeierFitter().fit(seen["days"], seen["left"], entry=seen["entry"])
    found: pd.DataFrame = fitted.survival_function_.join(fitted.confidence_interval_)
    return found


def fast_view(rows: Rows, where: Mapping[str, str]) -> dict[str, Any]:
    """The same figures by one grouping of the answers, one of the newest wave's, and counts by day.

    Args:
        rows: The program's rows.
        where: One category by dimension.
    """
    everybody, staff = _chosen(rows.answers, where), _chosen(_eligible(rows.staff), where)
    answers = _eligible(everybody)
    grouped = answers.groupby(["wave", "arm", "generation"], observed=True)[list(SCORES)]
    sums: Any = pd.concat({"n": grouped.count(), "total": grouped.sum(), "squares": _squares(answers)}, axis=1)
    newest: Any = sums.xs(max(answers["wave"].cat.categories), level="wave")
    by_arm = newest.groupby(level="arm", observed=True).sum()
    engagement = newest.xs("engagement", axis=1, level=1)
    last, all_last = _newest(answers), _newest(everybody)[list(SCORES)]
    alone = pd.DataFrame({"n": all_last.count(), "total": all_last.sum(), "squares": (all_last**2).sum()})
    cut = np.digitize(last["engagement"], BANDS[1:3])
    return {
        "means": intervals(alone),
        "differences": {name: welch(_side(by_arm, name, PILOT), _side(by_arm, name, COMPARISON)) for name in SCORES},
        "trend": intervals(sums.groupby(level=["arm", "wave"], observed=True).sum().xs("engagement", axis=1, level=1)),
        "groups": intervals(engagement),
        "by_generation": welch(engagement.xs(PILOT, level="arm"), engagement.xs(COMPARISON, level="arm")),
        "bands": pd.crosstab(last["generation"], cut, normalize="index"),
        "curves": {
            (by, key): survival(group["entry"], group["days"], group["left"])
            for by in ("arm", "generation")
            for key, group in staff.groupby(by, observed=True)
        },
        "retention": {
            key: survival(group["entry"], group["days"], group["left"])
            for key, group in staff.groupby(["arm", "generation"], observed=True)
        },
    }


def _squares(answers: pd.DataFrame) -> pd.DataFrame:
    squared = answers[list(SCORES)] ** 2
    return squared.groupby([answers["wave"], answers["arm"], answers["generation"]], observed=True).sum()


def _side(sums: Any, name: str, arm: str) -> pd.DataFrame:  # noqa: ANN401 - two levels of columns, which no stub knows
    found: pd.DataFrame = sums.xs(name, axis=1, level=1).loc[[arm]].reset_index(drop=True)
    return found


def intervals(sums: pd.DataFrame) -> pd.DataFrame:
    """Means with 95 % intervals from `n`, `total` and `squares`, one row a group.

    Args:
        sums: The three columns.
    """
    n, mean = sums["n"], sums["total"] / sums["n"]
    half = special.stdtrit(n - 1, (1 + _LEVEL) / 2) * np.sqrt(_variance(sums) / n)
    return pd.DataFrame({"mean": mean, "low": mean - half, "high": mean + half})


def welch(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Differences of means by Welch's t from the sums of both sides, one row a group.

    Args:
        one: `n`, `total` and `squares` of one side.
        other: The same of the other side.
    """
    first, second = _variance(one) / one["n"], _variance(other) / other["n"]
    difference = one["total"] / one["n"] - other["total"] / other["n"]
    error = np.sqrt(first + second)
    freedom = (first + second) ** 2 / (first**2 / (one["n"] - 1) + second**2 / (other["n"] - 1))
    half = special.stdtrit(freedom, (1 + _LEVEL) / 2) * error
    p = 2 * special.stdtr(freedom, -np.abs(difference / error))
    return pd.DataFrame({"difference": difference, "low": difference - half, "high": difference + half, "p": p})


def _variance(sums: pd.DataFrame) -> pd.Series:
    return (sums["squares"] - sums["total"] ** 2 / sums["n"]) / (sums["n"] - 1)


def survival(entry: pd.Series, days: pd.Series, left: pd.Series) -> NDArray[np.float64]:
    """Kaplan-Meier with delayed entry from counts by day: rows of day, share and Greenwood's sum.

    Args:
        entry: First day seen.
        days: Last day seen.
        left: Whether the last day is a departure.
    """
    seen = (days > entry).to_numpy()
    first, last = entry.to_numpy()[seen], days.to_numpy()[seen]
    size = int(last.max(initial=0)) + 2
    entries, exits = np.bincount(first, minlength=size), np.bincount(last, minlength=size)
    gone = np.bincount(last[left.to_numpy()[seen]], minlength=size)
    at_risk = np.cumsum(entries) - entries - (np.cumsum(exits) - exits)
    day = np.flatnonzero(gone)
    share = np.cumprod(1 - gone[day] / at_risk[day])
    with np.errstate(divide="ignore"):
        greenwood = np.cumsum(gone[day] / (at_risk[day] * (at_risk[day] - gone[day])))
    return np.column_stack([day, share, greenwood])
