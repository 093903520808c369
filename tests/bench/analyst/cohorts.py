"""Participants, and others employed, eligible and alike on the same index dates, with what came before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from tests.bench.rows import COMPARISON, PILOT

if TYPE_CHECKING:
    from tests.bench.rows import Rows

FIRST_DAY, LAST_DAY, YEAR = 90, 365, 365
BEFORE = ("engagement", "satisfaction", "enps", "bridging")
AT_THE_TIME = ("level", "business_unit", "location")
TENURE = (-1, 364, 1094, 2189, np.inf)


def cohort(held: Rows, role: str, clock: str = "enrolled_on") -> pd.DataFrame:
    """One row a person compared.

    Args:
        held: The program's rows.
        role: "junior" or "senior".
        clock: Column of the pairs that holds the index date.
    """
    people = _alike(_standing(held, _index_dates(held, role, clock)))
    people["is_pilot"] = people["arm"] == PILOT
    people["days"] = (people[["exited", "watched_to"]].min(axis=1) - people["index_on"]).dt.days.clip(upper=LAST_DAY)
    gone = people["exited"].notna() & (people["exited"] <= people["watched_to"])
    people["left"] = gone & ((people["exited"] - people["index_on"]).dt.days <= LAST_DAY)
    return _with_promotions(held, _with_scores(held, people))


def _index_dates(held: Rows, role: str, clock: str) -> pd.DataFrame:
    """Everybody with one of the participants' dates, in proportion to the participants of each."""
    treated = held.pairs.sort_values(["enrolled_on", "pair_key"]).drop_duplicates(f"{role}_key")
    treated = treated.rename(columns={f"{role}_key": "person_key"}).assign(index_on=pd.to_datetime(treated[clock]))
    treated = treated[["person_key", "cohort", "index_on"]].dropna()
    days = treated.groupby(["index_on", "cohort"]).size().reset_index(name="n")
    everybody = pd.DataFrame({"person_key": held.staff.index})
    drawn = np.searchsorted(days["n"].cumsum(), everybody["person_key"] % days["n"].sum(), side="right")
    others = everybody.assign(cohort=days["cohort"].to_numpy()[drawn], index_on=days["index_on"].to_numpy()[drawn])
    own = others["person_key"].map(treated.set_index("person_key")["index_on"])
    others = others[own.isna() | (own > others["index_on"])]
    return pd.concat([treated.assign(arm=PILOT), others.assign(arm=COMPARISON)], ignore_index=True)


def _standing(held: Rows, dated: pd.DataFrame) -> pd.DataFrame:
    """Those employed and observed on their dates, with the job that they held then."""
    jobs = held.history[["person_key", "effective_on", *AT_THE_TIME, "is_eligible"]].assign(
        effective_on=held.history["effective_on"].fillna(held.history["hired_on"])
    )
    known = pd.merge_asof(
        dated.sort_values("index_on"), jobs.sort_values("effective_on"), left_on="index_on", right_on="effective_on",
        by="person_key",
    )  # fmt: skip
    person = held.staff[["generation", "gender", "ethnicity", "team_key", "birth_year", "hired", "exited"]].join(
        held.staff[["observed_from", "observed_to"]].apply(pd.to_datetime)
    )
    people = known.join(person, on="person_key")
    enrolled = pd.to_datetime(
        pd.concat([held.pairs.set_index(f"{role}_key")["enrolled_on"] for role in ("junior", "senior")])
    )
    first = enrolled.groupby(level=0).min()
    people["crossed"] = people["person_key"].map(first).where(people["arm"] == COMPARISON)
    people["watched_to"] = people[["observed_to", "crossed"]].min(axis=1)
    is_there = (people["index_on"] >= people[["hired", "observed_from"]].max(axis=1)) & (
        people["index_on"] < people[["exited", "observed_to"]].min(axis=1)
    )
    is_fit = (people["arm"] == PILOT) | (
        people["is_eligible"].fillna(value=False).astype(bool) & ~(people["crossed"] <= people["index_on"])
    )
    found = people[is_there & is_fit].copy()
    days = (found["index_on"] - found["hired"]).dt.days
    found["tenure_band"] = pd.cut(days, TENURE, labels=["0", "1", "3", "6"]).astype(str)
    teams = set(held.staff.loc[held.staff["is_enrolled"], "team_key"].dropna())
    found["is_teammate"] = (found["arm"] == COMPARISON) & found["team_key"].isin(teams)
    return found


def _alike(people: pd.DataFrame) -> pd.DataFrame:
    """Those with somebody of the other group of the same level and tenure on the same date."""
    keys = ["index_on", "level", "tenure_band"]
    arms = people.groupby(keys)["arm"].transform("nunique")
    return people[arms > 1].reset_index(drop=True)


def _with_scores(held: Rows, people: pd.DataFrame) -> pd.DataFrame:
    answers = held.answers[["person_key", "wave_on", *BEFORE]].dropna(subset=["person_key"])
    both = people[["person_key", "arm", "index_on", "days"]].merge(answers, on="person_key")
    after = (both["wave_on"] - both["index_on"]).dt.days
    before = both[after <= 0].sort_values("wave_on").drop_duplicates(["person_key", "arm"], keep="last")
    later = both[(after >= FIRST_DAY) & (after <= both["days"])].sort_values("wave_on")
    first = later.groupby(["person_key", "arm"])[list(BEFORE)].first()
    keyed = people.set_index(["person_key", "arm"])
    earlier = (before.set_index(["person_key", "arm"])[list(BEFORE)] // 1).add_suffix("_before")
    return keyed.join(first).join(earlier).reset_index()


def _with_promotions(held: Rows, people: pd.DataFrame) -> pd.DataFrame:
    rises = held.history.loc[held.history["is_promotion"], ["person_key", "effective_on"]]
    both = people[["person_key", "arm", "index_on", "days"]].merge(rises, on="person_key")
    after = (both["effective_on"] - both["index_on"]).dt.days
    later = both[(after > 0) & (after <= both["days"])].groupby(["person_key", "arm"]).size()
    earlier = both[(after <= 0) & (after > -YEAR)].groupby(["person_key", "arm"]).size()
    keyed = people.set_index(["person_key", "arm"])
    keyed["promoted"] = later.reindex(keyed.index).fillna(0) > 0
    keyed["promoted_before"] = 100.0 * (earlier.reindex(keyed.index).fillna(0) > 0)
    return keyed.reset_index()
