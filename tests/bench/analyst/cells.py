"""Every cell of every table: scores, shares, rates and ratios with their intervals, and Welch's tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import stats

from tests.bench.rows import ATTRIBUTES, PILOT, SCALES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.bench.rows import Rows

FEWEST = 10
FAVORABLE = 75
LEVEL = 0.95
BANDS = (-0.1, 50, 75, 100.1)
COMPARED = ("engagement", "satisfaction", "enps", "bridging")
SKILLS = "skills_gained"
PAIR_TABLES: tuple[tuple[str, ...], ...] = (("cohort",), *((name,) for name in ATTRIBUTES))
YEAR = 365.25

Table = tuple[str, ...]


def cells(held: Rows, tables: Sequence[Table]) -> dict[str, Any]:
    """Every cell that ten people stand behind.

    Args:
        held: The program's rows.
        tables: Combinations of dimensions.
    """
    answers = held.answers
    eligible = held.staff[held.staff["is_eligible"].fillna(value=False)]
    every = [(), *tables]
    return {
        "scores": {table: scores(answers, ("wave", *table)) for table in every},
        "favorable": {table: dict(_favorable(answers, ("wave", *table))) for table in every},
        "bands": {table: _bands(answers, ("wave", *table)) for table in every},
        "tests": {table: dict(_tests(answers, ("wave", *table))) for table in every if "arm" not in table},
        "participation": {table: dict(_shares(eligible, table, "is_enrolled")) for table in every},
        "response": {wave: dict(_response(held, wave)) for wave in answers["wave"].cat.categories},
        "rates": {table: dict(_rates(eligible, table)) for table in every},
        "pairs": {name: {table: ratios(held.pairs, table, *of) for table in ((), *PAIR_TABLES)} for name, of in RATIOS},
        "questions": [dict(_questions(frame)) for frame in held.items],
    }


RATIOS = (
    ("session_completion", ("held", "planned")),
    ("cadence", ("held", "days")),
    ("support", ("support", "held")),
    ("goals", ("met", "closed")),
    *((channel, (channel, "held")) for channel in ("in_person", "video", "chat", "phone", "informal")),
)
"""Ratios over pairs by numerator and denominator."""


def scores(answers: pd.DataFrame, keys: Table) -> pd.DataFrame:
    """n, mean, variance and interval of every score of every group.

    Args:
        answers: One row a response.
        keys: What divides them.
    """
    found: Any = answers.groupby(list(keys), observed=True)[[*SCALES, SKILLS]].agg(["count", "mean", "var"])
    for name in (*SCALES, SKILLS):
        n, mean, error = found[name, "count"], found[name, "mean"], np.sqrt(found[name, "var"] / found[name, "count"])
        with np.errstate(invalid="ignore"):  # groups of one person have no interval
            low, high = stats.t.interval(LEVEL, n - 1, loc=mean, scale=error)
        found[name, "low"], found[name, "high"] = low, high
        found.loc[n < FEWEST, name] = np.nan
    whole: pd.DataFrame = found
    return whole


def _groups(frame: pd.DataFrame, keys: Sequence[str]) -> Iterator[tuple[Any, pd.DataFrame]]:
    if not keys:
        yield (), frame
        return
    for key, group in frame.groupby(list(keys), observed=True):
        if len(group) >= FEWEST:
            yield key, group


def _favorable(answers: pd.DataFrame, keys: Table) -> Iterator[tuple[Any, Any]]:
    for key, group in _groups(answers, keys):
        for name in COMPARED:
            known = group[name].dropna()
            if len(known) >= FEWEST:
                yield (key, name), _share(int((known >= FAVORABLE).sum()), len(known))


def _share(events: int, n: int) -> tuple[float, float, float]:
    limits = stats.binomtest(events, n).proportion_ci(LEVEL, method="wilson")
    return events / n, limits.low, limits.high


def _bands(answers: pd.DataFrame, keys: Table) -> dict[str, pd.DataFrame]:
    return {
        name: pd.crosstab([answers[key] for key in keys], pd.cut(answers[name], BANDS), normalize="index")
        for name in COMPARED
    }


def _tests(answers: pd.DataFrame, keys: Table) -> Iterator[tuple[Any, tuple[float, ...]]]:
    eligible = answers[answers["is_eligible"].fillna(value=False)]
    for key, group in _groups(eligible, keys):
        is_pilot = group["arm"] == PILOT
        for name in COMPARED:
            sides = [group.loc[chosen, name].dropna() for chosen in (is_pilot, ~is_pilot)]
            if min(map(len, sides)) >= FEWEST:
                found = stats.ttest_ind(*sides, equal_var=False)
                interval = found.confidence_interval(LEVEL)
                yield (key, name), (sides[0].mean() - sides[1].mean(), interval.low, interval.high, found.pvalue)


def _shares(people: pd.DataFrame, keys: Table, what: str) -> Iterator[tuple[Any, tuple[float, ...]]]:
    for key, group in _groups(people, keys):
        yield key, _share(int(group[what].sum()), len(group))


def _response(held: Rows, wave: str) -> Iterator[tuple[Any, Any]]:
    opened = held.opened[wave]
    employed = held.staff[(held.staff["hired"] <= opened) & ~(held.staff["exited"] <= opened)]
    answered = employed.index.isin(held.answers.loc[held.answers["wave"] == wave, "person_key"])
    asked = employed.assign(has_answered=answered)
    for keys in ((), ("arm",), *((name,) for name in ATTRIBUTES)):
        yield keys, dict(_shares(asked, keys, "has_answered"))


def _rates(people: pd.DataFrame, keys: Table) -> Iterator[tuple[Any, Any]]:
    """Events per 100 person-years with exact Poisson limits."""
    seen = people[people["days"] > people["entry"]]
    for key, group in _groups(seen, keys):
        years = float((group["days"] - group["entry"]).sum()) / YEAR
        for name in ("left", "left_voluntarily", "promotions"):
            events = int(group[name].sum())
            low = stats.chi2.ppf((1 - LEVEL) / 2, 2 * events) / 2 if events else 0.0
            high = stats.chi2.ppf((1 + LEVEL) / 2, 2 * events + 2) / 2
            yield (key, name), tuple(100 * one / years for one in (events, low, high))


def ratios(pairs: pd.DataFrame, keys: Table, above: str, below: str) -> dict[Any, tuple[float, float, float]]:
    """A ratio of sums over pairs in every group, with the limits that its linearization gives.

    Args:
        pairs: One row a pair.
        keys: What divides them.
        above: Column of the numerator.
        below: Column of the denominator.
    """
    known = pairs[pairs[below] > 0]
    found: dict[Any, tuple[float, float, float]] = {}
    for key, group in _groups(known, keys):
        ratio, n = group[above].sum() / group[below].sum(), len(group)
        error = np.sqrt((group[above] - ratio * group[below]).var() / n) / group[below].mean()
        half = stats.t.ppf((1 + LEVEL) / 2, n - 1) * error
        found[key] = (ratio, ratio - half, ratio + half)
    return found


def _questions(frame: pd.DataFrame) -> Iterator[tuple[Any, Any]]:
    for name in frame.filter(regex=r"^q\d+$"):
        known = frame[name].dropna()
        if len(known) >= FEWEST:
            yield (
                name,
                (known.mean(), *stats.t.interval(LEVEL, len(known) - 1, loc=known.mean(), scale=stats.sem(known))),
            )
