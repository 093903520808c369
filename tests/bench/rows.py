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
PILOT, COMPARISON = "Pilot", "Comparison"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A program as frames.

    Args:
        staff: One row a person: attributes, `arm`, `role`, `cohort`, and `entry`, `days`, `left` since the launch.
        answers: One row a response, joined with the person's columns, a column for each score from 0 to 100.
        items: One frame a survey: one row a response, one column a question.
    """

    staff: pd.DataFrame
    answers: pd.DataFrame
    items: tuple[pd.DataFrame, ...]


def rows(version: Version) -> Rows:
    """Everything that a release is made of, read, joined and scored.

    Args:
        version: The version of the store.
    """
    pairs = _table(version, "pairs")
    staff = _staff(_table(version, "people"), pairs)
    return Rows(
        staff=staff,
        answers=_answers(version, staff),
        items=tuple(pd.read_parquet(path) for path in version.files["responses"]),
    )


def _table(version: Version, name: str) -> pd.DataFrame:
    return pd.concat([pd.read_parquet(path) for path in version.files[name]], ignore_index=True)


def _staff(people: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    launch = pd.Timestamp(pairs["started_on"].min())
    staff = people.sort_values("effective_on").drop_duplicates("person_key", keep="last").set_index("person_key")
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
    end = pd.to_datetime(staff["exited_on"]).fillna(pd.to_datetime(staff["observed_to"]))
    staff["left"] = staff["exited_on"].notna()
    staff["days"] = (end - launch).dt.days
    staff["entry"] = (pd.to_datetime(staff["hired_on"]) - launch).dt.days.clip(lower=0)
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
    answers = _table(version, "person_wave")[["person_key", "wave", *SCALES]]
    for name in SCALES:
        answers[name] = answers[name] * 100.0 / answers["wave"].map(scales.xs(name, level="scale"))
    answers["wave"] = answers["wave"].astype("category")
    return answers.join(staff[[*ATTRIBUTES, "arm", "role", "cohort", "is_eligible"]], on="person_key")
