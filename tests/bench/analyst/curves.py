"""How long people and pairs stay: a curve with intervals and numbers at risk for each group, departures by reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from tests.bench.rows import ATTRIBUTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.bench.rows import Rows

FEWEST = 10
DAYS_PER_MONTH = 365 / 12
PARTS: tuple[tuple[str, ...], ...] = ((), ("arm",), ("role",), ("cohort",), *((name,) for name in ATTRIBUTES))


def curves(held: Rows, tables: Sequence[tuple[str, ...]]) -> dict[str, Any]:
    """Every curve.

    Args:
        held: The program's rows.
        tables: Combinations of dimensions.
    """
    staff = held.staff[held.staff["is_eligible"].fillna(value=False)]
    return {
        "program": {table: dict(_curves(staff, table, ("entry", "days", "left"))) for table in ((), *tables)},
        "tenure": {table: dict(_curves(staff, table, ("tenure_entry", "tenure", "left"))) for table in PARTS},
        "pairs": {table: dict(_curves(held.pairs, table, ("entry", "lasted", "ended"))) for table in PAIRS},
        "departures": {table: dict(_departures(staff, table)) for table in PARTS},
    }


PAIRS: tuple[tuple[str, ...], ...] = ((), ("cohort",), *((name,) for name in ATTRIBUTES))


def curve(group: pd.DataFrame, columns: tuple[str, str, str]) -> pd.DataFrame:
    """Survival, its limits and the number at risk at month ends.

    Args:
        group: The people.
        columns: First day seen, last day seen, and whether that is a departure.
    """
    from lifelines import KaplanMeierFitter

    entry, end, event = columns
    fitted = KaplanMeierFitter().fit(group[end], group[event], entry=group[entry])
    months = [round(DAYS_PER_MONTH * month) for month in range(int(group[end].max() / DAYS_PER_MONTH) + 1)]
    whole = fitted.survival_function_.join(fitted.confidence_interval_).join(fitted.event_table["at_risk"])
    found: pd.DataFrame = whole.reindex(months, method="ffill")
    return found


def _curves(
    people: pd.DataFrame, table: tuple[str, ...], columns: tuple[str, str, str]
) -> Iterator[tuple[Any, pd.DataFrame]]:
    entry, end, _ = columns
    for key, group in _groups(people[people[end] > people[entry]], table):
        yield key, curve(group, columns)


def _departures(people: pd.DataFrame, table: tuple[str, ...]) -> Iterator[tuple[Any, list[pd.DataFrame]]]:
    seen = people[people["days"] > people["entry"]]
    for key, group in _groups(seen, table):
        voluntary = group["left_voluntarily"]
        yield key, [incidence(group, cause) for cause in (voluntary, group["left"] & ~voluntary)]


def incidence(group: pd.DataFrame, cause: pd.Series) -> pd.DataFrame:
    """The Aalen-Johansen share gone for one cause, with its standard error, by day.

    `AalenJohansenFitter` of lifelines moves ties apart and computes its errors in a loop over days, half a minute for
    the curves of the smallest program: nobody would wait for it, so this is written with NumPy.

    Args:
        group: The people: `entry`, `days`, `left`.
        cause: Who left for it.

    Reference:
        Aalen (1978), Annals of Statistics 6, 534-545, for the variance.
    """
    size = int(group["days"].max()) + 1
    entries, exits, gone, own = (
        np.bincount(days, minlength=size)
        for days in (group["entry"], group["days"], group.loc[group["left"], "days"], group.loc[cause, "days"])
    )
    at_risk = np.cumsum(entries) - entries - (np.cumsum(exits) - exits)
    day = np.flatnonzero((gone > 0) & (at_risk > 0))
    n, d, k = at_risk[day].astype(float), gone[day].astype(float), own[day].astype(float)
    stayed = np.cumprod(1 - d / n)
    before = np.append(1.0, stayed[:-1])
    share = np.cumsum(before * k / n)
    with np.errstate(divide="ignore", invalid="ignore"):
        all_terms = np.where(n > d, d / (n * (n - d)), 0.0)
    own_terms, both = before**2 * k * (n - k) / n**3, before * k / n**2
    sums = [
        np.cumsum(one) for one in (all_terms, share * all_terms, share**2 * all_terms, own_terms, both, share * both)
    ]
    variance = share**2 * sums[0] - 2 * share * sums[1] + sums[2] + sums[3] - 2 * (share * sums[4] - sums[5])
    return pd.DataFrame({"share": share, "error": np.sqrt(np.maximum(variance, 0.0)), "at_risk": n}, index=day)


def _groups(people: pd.DataFrame, table: tuple[str, ...]) -> Iterator[tuple[Any, pd.DataFrame]]:
    groups = people.groupby(list(table), observed=True) if table else [((), people)]
    for key, group in groups:
        if len(group) >= FEWEST:
            yield key, group
