"""The rows of a store in memory as an analyst with pandas holds them: joined, scored, in categories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.catalog import generation_scheme

if TYPE_CHECKING:
    from analytics.store import Version

ATTRIBUTES = ("generation", "gender", "ethnicity", "business_unit", "level", "location")
SCALES = ("engagement", "satisfaction", "enps", "match_quality", "safety", "bridging", "skills_before", "skills_now")
CHANNELS = ("in_person", "video", "chat", "phone")
PILOT, COMPARISON = "Pilot", "Comparison"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A program as frames.

    Args:
        staff: One row a person: attributes, `arm`, `role`, `cohort`, and `entry`, `days`, `left` since the launch.
        answers: One row a response, joined with the person's columns, a column for each score from 0 to 100.
        items: One frame a survey: one row a response, one column a question.
        history: One row a person and job held.
        pairs: One row a pair with the junior's attributes, what it did, and how long it lasted.
        sessions: One row a session.
        questions: One row a question of a survey.
    """

    staff: pd.DataFrame
    answers: pd.DataFrame
    items: tuple[pd.DataFrame, ...]
    history: pd.DataFrame
    pairs: pd.DataFrame
    sessions: pd.DataFrame
    questions: pd.DataFrame

    @property
    def opened(self) -> pd.Series:
        """The first day of every survey."""
        found: pd.Series = self.answers.groupby("wave", observed=True)["wave_on"].min()
        return found


def rows(version: Version) -> Rows:
    """Everything that a release is made of, read, joined and scored.

    Args:
        version: The version of the store.
    """
    pairs, history = _table(version, "pairs"), _history(_table(version, "people"))
    staff = _staff(history, pairs)
    sessions = _table(version, "sessions").drop_duplicates("session_key", keep="last")
    return Rows(
        staff=staff,
        answers=_answers(version, staff),
        items=tuple(pd.read_parquet(path) for path in version.files["responses"]),
        history=history,
        pairs=_pairs(pairs, sessions, _table(version, "goals"), staff),
        sessions=sessions,
        questions=_table(version, "questions"),
    )


def _table(version: Version, name: str) -> pd.DataFrame:
    return pd.concat([pd.read_parquet(path) for path in version.files[name]], ignore_index=True)


def _history(people: pd.DataFrame) -> pd.DataFrame:
    names = [str(name) for name in people if str(name).endswith(("_on", "_from", "_to"))]
    days = {name: pd.to_datetime(people[name]) for name in names}
    history = people.assign(**days).sort_values("effective_on", na_position="first", kind="stable")
    level = history["level"].str.extract(r"(\d+)", expand=False).astype(float)
    rise = level.groupby(history["person_key"]).diff()
    return history.assign(is_promotion=rise > 0)


def _pairs(pairs: pd.DataFrame, sessions: pd.DataFrame, goals: pd.DataFrame, staff: pd.DataFrame) -> pd.DataFrame:
    known = pairs.merge(staff[[*ATTRIBUTES]], left_on="junior_key", right_index=True, how="left")
    started, ended = (pd.to_datetime(known[name]) for name in ("started_on", "ended_on"))
    held = sessions[sessions["status"] == "held"]
    last = pd.to_datetime(held["held_on"]).max()
    counts = pd.DataFrame(
        {
            "held": held.groupby("pair_key").size(),
            "planned": sessions[sessions["status"] != "scheduled"].groupby("pair_key").size(),
            "support": held[held["is_support"].fillna(value=False).astype(bool)].groupby("pair_key").size(),
            "informal": held[held["setting"] == "informal"].groupby("pair_key").size(),
            **{one: held[held["channel"] == one].groupby("pair_key").size() for one in CHANNELS},
            "met": goals[goals["status"] == "met"].groupby("pair_key").size(),
            "closed": goals.groupby("pair_key").size(),
        }
    )
    whole = known.join(counts, on="pair_key").fillna(dict.fromkeys(counts, 0))
    until = ended.fillna(last).where(lambda day: day <= last, last)
    lasted = (until - started).dt.days
    return whole.assign(entry=0, lasted=lasted, days=lasted.clip(lower=0), ended=ended.notna() & (ended <= last))


def _staff(people: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    launch = pd.Timestamp(pairs["enrolled_on"].min())
    staff = people.drop_duplicates("person_key", keep="last").set_index("person_key")
    first = pairs.sort_values("enrolled_on")
    joined = pd.concat(
        [
            first[[f"{role}_key", "cohort"]].rename(columns={f"{role}_key": "person_key"}).assign(role=role)
            for role in ("junior", "senior")
        ]
    ).drop_duplicates("person_key")
    staff = staff.join(joined.set_index("person_key"))
    staff["arm"] = np.where(staff["role"].notna(), PILOT, COMPARISON)
    staff["generation"] = _generations(staff["birth_year"])
    staff["is_enrolled"] = staff["role"].notna()
    staff["hired"], staff["exited"] = pd.to_datetime(staff["hired_on"]), pd.to_datetime(staff["exited_on"])
    end = staff["exited"].fillna(pd.to_datetime(staff["observed_to"]))
    staff["left"] = staff["exited_on"].notna()
    staff["left_voluntarily"] = staff["left"] & (staff["exit_reason"] == "voluntary")
    staff["days"] = (end - launch).dt.days
    staff["entry"] = (staff["hired"] - launch).dt.days.clip(lower=0)
    staff["tenure"] = (end - staff["hired"]).dt.days
    staff["tenure_entry"] = (pd.to_datetime(staff["observed_from"]) - staff["hired"]).dt.days.clip(lower=0)
    since = people[people["is_promotion"] & (people["effective_on"] > launch)]
    staff["promotions"] = since.groupby("person_key").size().reindex(staff.index).fillna(0)
    for name in (*ATTRIBUTES, "arm", "role", "cohort"):
        staff[name] = staff[name].astype("category")
    return staff


def _generations(years: pd.Series) -> pd.Series:
    labels = pd.Series("Undisclosed", index=years.index)
    for one in generation_scheme("pew").generations:
        labels = labels.mask(years.between(one.first, one.last), one.label)
    return labels


def _answers(version: Version, staff: pd.DataFrame) -> pd.DataFrame:
    scales = _table(version, "wave_scales").set_index(["wave", "scale"])["denominator"]
    answers = _table(version, "person_wave")[["respondent_key", "person_key", "wave", "wave_on", *SCALES]]
    for name in SCALES:
        answers[name] = answers[name] * 100.0 / answers["wave"].map(scales.xs(name, level="scale"))
    answers["skills_gained"] = answers["skills_now"] - answers["skills_before"]
    answers["wave"] = answers["wave"].astype("category")
    answers["wave_on"] = pd.to_datetime(answers["wave_on"])
    return answers.join(staff[[*ATTRIBUTES, "arm", "role", "cohort", "is_eligible"]], on="person_key")
