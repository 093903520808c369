from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from analytics.simulate.surveys import FINISHED, UNFINISHED
from tests.simulate.layouts.reading import answers, table

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.simulate import SimulatedProgram

NAME = "survey_2024_06.csv"
FIRST_QUESTION = 9


def test_two_header_rows_with_the_question_over_its_first_column_only(folder: Path) -> None:
    above, below, *records = table(folder / NAME)
    assert above[:2] == ["Respondent ID", "Collector ID"]
    assert above[FIRST_QUESTION : FIRST_QUESTION + 6] == [
        "How far do you agree with each statement?", "", "", "", "", "How far do you agree with each statement?",
    ]  # fmt: skip
    assert below[FIRST_QUESTION] == "I look forward to my working day."
    assert below[-1] == "Open-Ended Response"
    assert {len(record) for record in records} == {len(above)}


def test_answers_and_people_are_read_back(folder: Path, program: SimulatedProgram) -> None:
    above, below, *records = table(folder / NAME)
    wave = program.waves[1]
    kept = wave.record == FINISHED
    given = [record for record in records if any(record[FIRST_QUESTION:])]
    column = below.index("I often think about leaving this company.")
    assert answers([record[column] for record in given]) == wave.answers["eng_4"][kept].tolist()
    column = above.index("Now, how skilled are you in what your partner has taught you?")
    assert answers([record[column] for record in given]) == wave.answers["skill_now"][kept].tolist()
    numbers = program.people.number[wave.person[kept]]
    assert [record[8] for record in given] == [f"E{number:06d}" for number in numbers]
    assert [record[5] for record in given] == [f"e{number:06d}@example.com" for number in numbers]


def test_who_gave_up_has_left_an_empty_record(folder: Path, program: SimulatedProgram) -> None:
    _, _, *records = table(folder / NAME)
    empty = [record for record in records if not any(record[FIRST_QUESTION:])]
    assert len(empty) == (program.waves[1].record == UNFINISHED).sum() > 0


def test_respondent_ids_are_twelve_digits_and_differ(folder: Path) -> None:
    _, _, *records = table(folder / NAME)
    ids = [record[0] for record in records]
    assert len(set(ids)) == len(ids)
    assert {len(one) for one in ids} == {12}


def test_times_are_american_with_twelve_hours(folder: Path) -> None:
    _, _, *records = table(folder / NAME)
    moments = [[datetime.strptime(cell, "%m/%d/%Y %I:%M:%S %p") for cell in record[2:4]] for record in records]  # noqa: DTZ007 - the vendor writes no zone
    assert all(start < end for start, end in moments)
    assert [start for start, _ in moments] == sorted(start for start, _ in moments)
