"""A simulated program as the CSV files that a company would export: roster, pairs, sessions, goals and surveys."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import TYPE_CHECKING

import numpy as np

from analytics.simulate.careers import REASONS
from analytics.simulate.columns import Column, Constant, Dates, Numbers, Words, write_table
from analytics.simulate.layouts import LAYOUTS
from analytics.simulate.meetings import CHANNELS, END_REASONS, OUTCOMES, OWNERS, SETTINGS, STATUSES, TOPICS
from analytics.simulate.workforce import ETHNICITIES, GENDERS, LEVELS, LOCATIONS, UNITS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from analytics.simulate.program import SimulatedProgram

_YES_NO = ("no", "yes")


def write_csv(program: SimulatedProgram, folder: Path, layouts: Mapping[str, str] | None = None) -> dict[str, int]:
    """Write a program as CSV files with truth.json beside them, and return the number of records of each file.

    Args:
        program: What to write.
        folder: Where to; it is made where it does not exist.
        layouts: Wave name -> layout (qualtrics, surveymonkey, generic), instead of those of the scenario.
    """
    folder.mkdir(parents=True, exist_ok=True)
    chosen = {wave.name: wave.layout for wave in program.scenario.waves} | dict(layouts or {})
    tables = {
        "people": people(program),
        "pairs": pairs(program),
        "sessions": sessions(program),
        "goals": goals(program),
    }
    records = {}
    for name, columns in tables.items():
        records[f"{name}.csv"] = write_table(folder / f"{name}.csv", [list(columns)], columns)
    for one in program.waves:
        survey = LAYOUTS[chosen[one.wave.name]](program, one)
        file_name = survey_file_name(one.wave.name)
        records[file_name] = write_table(folder / file_name, survey.headers, survey.columns, encoding=survey.encoding)
    (folder / "truth.json").write_text(truth_text(program), encoding="utf-8")
    return records


def survey_file_name(wave: str) -> str:
    """The file of a wave.

    >>> survey_file_name("2023-11 baseline")
    'survey_2023_11_baseline.csv'
    """
    return f"survey_{re.sub(r'[^a-z0-9]+', '_', wave.lower()).strip('_')}.csv"


def truth_text(program: SimulatedProgram) -> str:
    """The scenario and its realized truth as JSON."""
    return (
        json.dumps(
            {"scenario": program.scenario.as_dict(), **program.truth}, indent=1, default=_plain, ensure_ascii=False
        )
        + "\n"
    )


def _plain(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def people(program: SimulatedProgram) -> dict[str, Column]:
    """The columns of people.csv: one row a person and change."""
    rows, staff, left = program.roster, program.people, program.left
    who = rows.person
    return {
        "person_id": Numbers(staff.number[who], program.person_form),
        "email": Numbers(staff.number[who], program.email_form),
        "birth_year": Numbers(staff.birth_year[who]),
        "gender": Words(GENDERS, staff.gender[who]),
        "ethnicity": Words(ETHNICITIES, staff.ethnicity[who]),
        "business_unit": Words(UNITS, staff.unit[who]),
        "level": Words(LEVELS, rows.level),
        "location": Words(LOCATIONS, rows.location),
        "team": Numbers(staff.team[who] + 1, "T{:04d}"),
        "hired_on": Dates(staff.hired_on[who]),
        "exited_on": Dates(left.day[who]),
        "exit_reason": Words(REASONS, left.reason[who]),
        "eligible": Words(_YES_NO, staff.is_eligible[who].astype(np.int64)),
        "effective_on": Dates(rows.effective_on),
    }


def _pair_ids(numbers: NDArray[np.int64]) -> Numbers:
    return Numbers(numbers + 1, "P{:04d}")


def pairs(program: SimulatedProgram) -> dict[str, Column]:
    """The columns of pairs.csv: one row a pair."""
    pilot, story, number = program.pilot, program.story, program.people.number
    n, form = len(pilot.junior), program.person_form
    return {
        "pair_id": _pair_ids(np.arange(n)),
        "program": Constant(program.scenario.program, n),
        "cohort": Words([cohort.name for cohort in program.scenario.cohorts], pilot.cohort),
        "junior_id": Numbers(number[pilot.junior], form),
        "senior_id": Numbers(number[pilot.senior], form),
        "enrolled_on": Dates(pilot.pair_enrolled_on),
        "started_on": Dates(pilot.started_on),
        "ended_on": Dates(story.ended_on),
        "end_reason": Words(END_REASONS, story.end_reason),
        "agreed_per_month": Numbers(story.per_month),
    }


def sessions(program: SimulatedProgram) -> dict[str, Column]:
    """The columns of sessions.csv: one row a meeting."""
    meetings = program.sessions
    return {
        "session_id": Numbers(np.arange(len(meetings.pair)) + 1, "S{:05d}"),
        "pair_id": _pair_ids(meetings.pair),
        "held_on": Dates(meetings.held_on),
        "status": Words(STATUSES, meetings.status),
        "minutes": Numbers(meetings.minutes),
        "channel": Words(CHANNELS, meetings.channel),
        "setting": Words(SETTINGS, meetings.setting),
        "topic": Words(TOPICS, meetings.topic),
        "one_way_support": Words(_YES_NO, meetings.is_support),
        "junior_goal_addressed": Words(_YES_NO, meetings.has_junior_goal),
        "senior_goal_addressed": Words(_YES_NO, meetings.has_senior_goal),
    }


def goals(program: SimulatedProgram) -> dict[str, Column]:
    """The columns of goals.csv: one row a goal."""
    rows = program.goals
    return {
        "goal_id": Numbers(np.arange(len(rows.pair)) + 1, "G{:05d}"),
        "pair_id": _pair_ids(rows.pair),
        "owner": Words(OWNERS, rows.owner),
        "set_on": Dates(rows.set_on),
        "due_on": Dates(rows.due_on),
        "closed_on": Dates(rows.closed_on),
        "status": Words(OUTCOMES, rows.status),
    }
