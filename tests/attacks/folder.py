"""A folder that the product published, read by somebody who knows everyone's attributes and who answered.

Nothing is modeled: a company with known answers goes through the product, and the attacker reads `cells.parquet` and
`findings.json`. Of the company, only its attributes and who took part are used besides.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np

from analytics.catalog import generation_scheme
from analytics.engine import DuckDBEngine
from analytics.program import Program
from analytics.release.audit.populations import populations_of
from analytics.release.publish import publish
from tests.attacks.published import PublishedList
from tests.attacks.respondents import LOWEST, respondents
from tests.given import PERSON, Given, given

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

WAVE = "2024-12"
AT = "2026-01-05T09:00:00+00:00"
DENOMINATOR = 20
LAUNCH = dt.date(2024, 1, 8)
BIRTH_YEARS = (1990, 1972, 2000, 1960)
GENDERS = ("Woman", "Man", "Non-binary")
PLACES = {"ethnicity": 2, "business_unit": 3, "location": 5}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outsider:
    """What an attacker has: the attributes of all who count, and the published files.

    Args:
        people: Dimensions and categories, as published, of each person who counts, by measure.
        truth: The answers that the attacker wants, by measure, in the same order.
        cells: Rows of `cells.parquet`.
        findings: `findings.json`.
    """

    people: Mapping[str, Sequence[Mapping[str, str]]]
    truth: Mapping[str, NDArray[np.int64]]
    cells: Sequence[Mapping[str, Any]]
    findings: Mapping[str, Any]

    def system(self, measure: str, population: str = f"survey:{WAVE}") -> PublishedList:
        """Every published sum and sum of squares of a measure as equations about single answers."""
        rows = [row for row in self.cells if row["measure"] == measure and row["population"] == population]
        people = self.people[measure]
        members = np.array([_inside(row, people) for row in rows], dtype=np.float64).reshape(len(rows), len(people))
        sums = np.array([row["total"] for row in rows], dtype=np.float64)
        left, size, right = np.linalg.svd(members, full_matrices=False)
        used = size > 1e-7 * size.max(initial=1.0)
        return PublishedList(
            members=members,
            sums=sums,
            squares=np.array([row["squares"] for row in rows], dtype=np.float64),
            basis=right[used],
            nearest=right[used].T @ (left.T[used] @ sums / size[used]),
        )


def _inside(row: Mapping[str, Any], people: Sequence[Mapping[str, str]]) -> list[bool]:
    filters = [(row[f"dimension_{n}"], row[f"category_{n}"]) for n in (1, 2) if row[f"dimension_{n}"]]
    return [all(person[name] == category for name, category in filters) for person in people]


def small_company(folder: Path, n: int, seed: int, *, n_dimensions: int = 7, same: str = "") -> Given:
    """A company of `n`, all of whom answered one survey; a third of them are in pairs, one in ten has left.

    Args:
        folder: Where its files go.
        n: People.
        seed: Of their attributes and answers.
        n_dimensions: Attributes that divide them.
        same: A scale to which all gave one answer.
    """
    folder.mkdir(parents=True, exist_ok=True)
    known = respondents(n, seed)
    rng = np.random.default_rng([n, seed, 7])
    codes = known.codes.copy()
    codes[:, n_dimensions:] = 0
    people = [_person(key, row, rng) for key, row in enumerate(codes.tolist(), start=1)]
    pairs = [
        {
            "pair_key": number,
            "program": "Reverse mentoring",
            "cohort": f"Cohort {number % 2}",
            "junior_key": 2 * number + 1,
            "senior_key": 2 * number + 2,
            "enrolled_on": LAUNCH,
            "started_on": LAUNCH,
        }
        for number in range(n // 6)
    ]
    answers = [_answer(key, int(points), rng) for key, points in enumerate(known.points, start=1)]
    if same:
        answers = [{**one, same: DENOMINATOR // 4} for one in answers]
    scales = {"engagement": DENOMINATOR, "satisfaction": DENOMINATOR, "enps": 1}
    return given(
        folder,
        people=people,
        pairs=pairs,
        person_wave=answers,
        wave_scales=[{"wave": WAVE, "scale": name, "denominator": steps} for name, steps in scales.items()],
    )


def _person(key: int, codes: Sequence[int], rng: np.random.Generator) -> dict[str, Any]:
    left = rng.random() < 0.1
    return {
        **PERSON,
        "person_key": key,
        "birth_year": BIRTH_YEARS[codes[0]],
        "gender": GENDERS[codes[1]],
        **{name: f"{name} {codes[place]}" for name, place in PLACES.items()},
        "level": f"L{codes[4] + 1}",
        "exited_on": LAUNCH + dt.timedelta(days=int(rng.integers(20, 700))) if left else None,
        "exit_reason": "voluntary" if left else None,
    }


def _answer(key: int, points: int, rng: np.random.Generator) -> dict[str, Any]:
    return {
        "respondent_key": key,
        "person_key": key,
        "wave": WAVE,
        "wave_on": dt.date(2024, 12, 2),
        "engagement": points - LOWEST,
        "satisfaction": int(np.clip(round(points + rng.normal(0, 2)), LOWEST, 25)) - LOWEST,
        "enps": int(rng.choice((-1, 0, 1), p=(0.25, 0.35, 0.4))),
    }


def outsider(company: Given, folder: Path) -> Outsider:
    """Publish a company, and forget everything that an outsider does not have.

    Args:
        company: Its store tables.
        folder: Where its release goes.
    """
    release = publish(company, Program(), folder, at=AT)
    people: dict[str, list[dict[str, str]]] = {}
    truth: dict[str, NDArray[np.int64]] = {}
    with DuckDBEngine(company.files, generation_scheme("pew"), threads=1) as engine:
        populations_of(engine, Program().scheme, {})
        members = engine.read("select * from survey_member order by respondent_key")
        for measure in ("engagement", "satisfaction", "enps"):
            counted = [row for row in members if row[measure] is not None]
            people[measure] = [{name: str(value) for name, value in row.items()} for row in counted]
            truth[measure] = np.array([row[measure] for row in counted], dtype=np.int64)
        eligible = engine.read("select * from eligible_member order by person_key")
        left = {row["person_key"] for row in engine.read("select person_key from person where exited_on is not null")}
        people["turnover"] = [{name: str(value) for name, value in row.items()} for row in eligible]
        truth["turnover"] = np.array([row["person_key"] in left for row in eligible], dtype=np.int64)
    with duckdb.connect() as connection:
        rows = connection.execute("select * from read_parquet(?)", [str(release / "cells.parquet")])
        names = [name for name, *_ in rows.description or ()]
        cells = [dict(zip(names, row, strict=True)) for row in rows.fetchall()]
    findings = json.loads((release / "findings.json").read_text(encoding="utf-8"))
    return Outsider(people=people, truth=truth, cells=cells, findings=findings)
