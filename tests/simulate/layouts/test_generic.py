from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.simulate.codebook import scales
from analytics.simulate.surveys import FINISHED
from tests.simulate.layouts.reading import answers, table

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.simulate import SimulatedProgram


def test_every_question_of_the_codebook_is_a_column_and_is_read_back(folder: Path, program: SimulatedProgram) -> None:
    header, *records = table(folder / "survey_2024_12.csv")
    wave = program.waves[2]
    kept = wave.record == FINISHED
    assert len(records) == kept.sum()
    for scale in scales():
        for item in scale.items:
            column = header.index(item.text)
            assert answers([record[column] for record in records]) == wave.answers[item.name][kept].tolist()


def test_people_and_days_are_there(folder: Path, program: SimulatedProgram) -> None:
    header, *records = table(folder / "survey_2025_06.csv")
    wave = program.waves[3]
    assert header[:2] == ["Employee ID", "Completed on"]
    numbers = program.people.number[wave.person[wave.record == FINISHED]]
    assert [record[0] for record in records] == [f"E{number:06d}" for number in numbers]
    assert min(record[1] for record in records) == "2025-06-16"
