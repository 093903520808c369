from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from analytics.simulate.surveys import FINISHED, PREVIEW, UNFINISHED
from tests.simulate.layouts.reading import answers, table

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.simulate import SimulatedProgram

NAME = "survey_2023_11_baseline.csv"


def test_three_header_rows_stand_above_the_records(folder: Path, program: SimulatedProgram) -> None:
    tags, texts, ids, *records = table(folder / NAME, "utf-8-sig")
    assert tags[:3] == ["StartDate", "EndDate", "Status"]
    assert texts[tags.index("Q1_1")] == "How far do you agree with each statement? - I look forward to my working day."
    assert [json.loads(cell)["ImportId"] for cell in ids][tags.index("Q1_1")] == "QID1_1"
    assert len({json.loads(cell)["ImportId"] for cell in ids}) == len(ids)
    assert len(records) == len(program.waves[0].record)
    assert {len(record) for record in records} == {len(tags)}


def test_the_file_begins_with_a_byte_order_mark(folder: Path) -> None:
    assert (folder / NAME).read_bytes().startswith(b"\xef\xbb\xbfStartDate,")


def test_answers_and_people_are_read_back(folder: Path, program: SimulatedProgram) -> None:
    tags, _, _, *records = table(folder / NAME, "utf-8-sig")
    wave = program.waves[0]
    for position, name in enumerate(("eng_1", "eng_2", "eng_3", "eng_4", "eng_5"), start=1):
        column = tags.index(f"Q1_{position}")
        assert answers([record[column] for record in records]) == wave.answers[name].tolist()
    assert answers([record[tags.index("Q3")] for record in records]) == wave.answers["enps"].tolist()
    reference = [record[tags.index("ExternalReference")] for record in records]
    number = np.where(wave.person >= 0, program.people.number[wave.person], 0)
    assert reference == [f"E{one:06d}" if one else "" for one in number]


def test_previews_and_unfinished_records_are_marked(folder: Path, program: SimulatedProgram) -> None:
    tags, _, _, *records = table(folder / NAME, "utf-8-sig")
    record = program.waves[0].record
    status, finished = ([row[tags.index(tag)] for row in records] for tag in ("Status", "Finished"))
    assert status.count("Survey Preview") == (record == PREVIEW).sum()
    assert finished.count("False") == (record == UNFINISHED).sum() > 0
    kept = [s == "IP Address" and f == "True" for s, f in zip(status, finished, strict=True)]
    assert sum(kept) == (record == FINISHED).sum()


def test_a_survey_ends_after_it_begins(folder: Path) -> None:
    tags, _, _, *records = table(folder / NAME, "utf-8-sig")
    assert all(row[tags.index("StartDate")] < row[tags.index("EndDate")] for row in records)


def test_addresses_are_those_kept_for_documentation(folder: Path) -> None:
    tags, _, _, *records = table(folder / NAME, "utf-8-sig")
    nets = {row[tags.index("IPAddress")].rpartition(".")[0] for row in records}
    assert nets == {"192.0.2", "198.51.100", "203.0.113"}
