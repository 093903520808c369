"""A simulated program as the store holds it after an import, without writing and reading its CSV files.

A thousand programs are made this way in minutes; `test_store_tables` shows that the importer leaves the same integers.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analytics.catalog import SCALES
from analytics.imports.scores import BLANK, ItemAnswers, scores
from analytics.query import sql_text
from analytics.simulate.careers import REASONS
from analytics.simulate.hazards import NEVER
from analytics.simulate.meetings import END_REASONS
from analytics.simulate.surveys import FINISHED
from analytics.simulate.workforce import ETHNICITIES, GENDERS, LEVELS, LOCATIONS, UNITS
from tests.given import Given

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from analytics.simulate.program import SimulatedProgram
    from analytics.simulate.surveys import WaveAnswers

EPOCH = dt.date(1970, 1, 1)
UNDISCLOSED = "Undisclosed"
TABLES = ("people", "pairs", "person_wave", "wave_scales")
SPREAD = np.uint64(0x9E3779B97F4A7C15)
"""Multiplying by it (modulo 2**64) spreads numbers like a hash does; keys stay distinct."""

Frame = pd.DataFrame


def store_tables(program: SimulatedProgram, folder: Path) -> Given:
    """The version of a store that holds a program's roster, pairs and surveys.

    Args:
        program: The simulated program.
        folder: Where the Parquet files go.
    """
    waves = [wave_tables(program, one) for one in program.waves]
    tables: dict[str, Frame] = {
        "people": people(program),
        "pairs": pairs(program),
        "person_wave": pd.concat([answers for answers, _ in waves], ignore_index=True),
        "wave_scales": pd.concat([steps for _, steps in waves], ignore_index=True),
    }
    return Given(files={name: [_written(folder / f"{name}.parquet", name, frame)] for name, frame in tables.items()})


def keys(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """A key for each number, as the keyed hash of an id would be: distinct, positive, in no order."""
    return (((numbers.astype(np.uint64) + np.uint64(1)) * SPREAD) >> np.uint64(1)).astype(np.int64)


def people(program: SimulatedProgram) -> Frame:
    """One row a person and change."""
    rows, staff, left = program.roster, program.people, program.left
    who, n = rows.person, len(rows.person)
    last = program.scenario.observed_to
    return pd.DataFrame(
        {
            "person_key": keys(staff.number)[who],
            "birth_year": staff.birth_year[who],
            "gender": _words(GENDERS, staff.gender[who], UNDISCLOSED),
            "ethnicity": _words(ETHNICITIES, staff.ethnicity[who], UNDISCLOSED),
            "business_unit": _words(UNITS, staff.unit[who], UNDISCLOSED),
            "level": _words(LEVELS, rows.level, UNDISCLOSED),
            "location": _words(LOCATIONS, rows.location, UNDISCLOSED),
            "team_key": keys(staff.team.astype(np.int64) + 10_000_000)[who],
            "hired_on": _days(staff.hired_on[who]),
            "exited_on": _days(left.day[who]),
            "exit_reason": _words(REASONS, left.reason[who], None),
            "is_eligible": staff.is_eligible[who].astype(bool),
            "effective_on": _days(rows.effective_on),
            "observed_from": [program.scenario.observed_from] * n,
            "observed_to": [last] * n,
        }
    )


def pairs(program: SimulatedProgram) -> Frame:
    """One row a pair."""
    pilot, story = program.pilot, program.story
    key = keys(program.people.number)
    n = len(pilot.junior)
    return pd.DataFrame(
        {
            "pair_key": keys(np.arange(n, dtype=np.int64) + 20_000_000),
            "junior_key": key[pilot.junior],
            "senior_key": key[pilot.senior],
            "program": [program.scenario.program] * n,
            "cohort": _words([cohort.name for cohort in program.scenario.cohorts], pilot.cohort, None),
            "enrolled_on": _days(pilot.pair_enrolled_on),
            "started_on": _days(pilot.started_on),
            "ended_on": _days(story.ended_on),
            "end_reason": _words(END_REASONS, story.end_reason, None),
            "agreed_per_month": story.per_month,
        }
    )


def wave_tables(program: SimulatedProgram, one: WaveAnswers) -> tuple[Frame, Frame]:
    """The scores of everybody who finished a survey, one row a person, and the steps of each scale."""
    done = one.record == FINISHED
    who = keys(program.people.number)[one.person[done]]
    days = sorted(one.answered_on[done].tolist())
    middle = EPOCH + dt.timedelta(days=int(days[(len(days) - 1) // 2]))
    found = {
        scale.name: scores(
            scale.name,
            [
                ItemAnswers(
                    values=_blank(one.answers[item.name][done], scale.low),
                    low=scale.low,
                    high=scale.high,
                    is_reverse=item.is_reverse,
                )
                for item in scale.items
            ],
        )
        for scale in one.items
        if scale.name in SCALES
    }
    answers = pd.DataFrame(
        {
            "respondent_key": who,
            "person_key": who,
            "wave": one.wave.name,
            "wave_on": middle,
            **{name: _nullable(found[name].values) if name in found else None for name in SCALES},
        }
    )
    steps = [
        {"import_id": "1", "wave": one.wave.name, "scale": s.name, "n_items": s.n_items, "denominator": s.denominator}
        for s in found.values()
    ]
    return answers, pd.DataFrame(steps)


def _blank(answers: NDArray[np.int8], low: int) -> NDArray[np.int64]:
    return np.where(answers >= low, answers.astype(np.int64), BLANK)


def _nullable(values: NDArray[np.int64]) -> pd.arrays.IntegerArray:
    return pd.arrays.IntegerArray(values, values == BLANK)


def _words(names: Sequence[str], codes: NDArray[Any], missing: str | None) -> list[str | None]:
    return [(names[code] if code >= 0 else "") or missing for code in codes.tolist()]


def _days(days: NDArray[np.int64]) -> list[dt.date | None]:
    return [None if day >= NEVER or day < 0 else EPOCH + dt.timedelta(days=int(day)) for day in days.tolist()]


def _written(path: Path, table: str, frame: Frame) -> Path:
    """The table as a Parquet file with the types that the store has."""
    known = pa.Table.from_pandas(frame, preserve_index=False)
    pq.write_table(known.cast(pa.schema([(name, _types()[table][name]) for name in known.column_names])), path)
    return path


@cache
def _types() -> dict[str, dict[str, pa.DataType]]:
    """The type of every column of every table, as the staging files declare them."""
    found = {}
    with duckdb.connect() as connection:
        for table in TABLES:
            connection.execute(sql_text(f"staging/{table}"))
            found[table] = {field.name: field.type for field in connection.table(table).to_arrow_table().schema}
    return found
