from __future__ import annotations

import csv
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from analytics.imports.canonical.columns import COLUMNS, ProgramTable
from analytics.imports.canonical.values import CHANNEL, EXIT_REASON, GOAL_STATUS, OWNER, SESSION_STATUS, SETTING
from analytics.simulate import Scenario, simulate, write_csv
from analytics.simulate.exports import survey_file_name

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.simulate import SimulatedProgram

SMALL = Scenario(seed=21, people=700).sized(pairs=50)
TABLES: tuple[ProgramTable, ...] = ("people", "pairs", "sessions", "goals")


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_csv(simulate(SMALL), tmp_path / name)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_another_seed_writes_another_company(tmp_path: Path) -> None:
    write_csv(simulate(SMALL), tmp_path / "one")
    write_csv(simulate(replace(SMALL, seed=22)), tmp_path / "two")
    one, two = contents(tmp_path / "one"), contents(tmp_path / "two")
    assert all(one[name] != two[name] for name in one)


def test_another_wave_changes_no_other_file(tmp_path: Path) -> None:
    write_csv(simulate(SMALL), tmp_path / "one")
    write_csv(simulate(replace(SMALL, waves=SMALL.waves[:2])), tmp_path / "two")
    one, two = contents(tmp_path / "one"), contents(tmp_path / "two")
    del two["truth.json"]
    assert len(two) == 6
    assert all(one[name] == two[name] for name in two)


@pytest.mark.parametrize("table", TABLES)
def test_columns_are_those_of_the_dictionary(folder: Path, table: ProgramTable) -> None:
    documented = [column.name for column in COLUMNS[table]]
    written = list(rows(folder, table)[0])
    assert written == [name for name in documented if name in written]
    required = {column.name for column in COLUMNS[table] if column.is_required}
    assert required <= set(written)


@pytest.mark.parametrize(
    ("table", "column", "allowed"),
    [
        ("people", "exit_reason", {*EXIT_REASON, ""}),
        ("people", "eligible", {"yes", "no"}),
        ("people", "level", {"L1", "L2", "L3", "L4", "L5", "L6"}),
        ("sessions", "status", set(SESSION_STATUS)),
        ("sessions", "channel", set(CHANNEL)),
        ("sessions", "setting", set(SETTING)),
        ("sessions", "one_way_support", {"yes", "no", ""}),
        ("goals", "owner", set(OWNER)),
        ("goals", "status", set(GOAL_STATUS)),
    ],
)
def test_coded_columns_hold_the_documented_words(folder: Path, table: str, column: str, allowed: set[str]) -> None:
    assert {row[column] for row in rows(folder, table)} <= allowed


def test_every_pair_has_two_people_and_every_meeting_and_goal_a_pair(folder: Path) -> None:
    people = {row["person_id"] for row in rows(folder, "people")}
    pairs = rows(folder, "pairs")
    assert {row[side] for row in pairs for side in ("junior_id", "senior_id")} <= people
    pair_ids = {row["pair_id"] for row in pairs}
    assert len(pair_ids) == len(pairs) == 240
    for table in ("sessions", "goals"):
        found = rows(folder, table)
        assert {row["pair_id"] for row in found} <= pair_ids
        key = "session_id" if table == "sessions" else "goal_id"
        assert len({row[key] for row in found}) == len(found)


def test_people_are_codes_with_leading_zeros_and_addresses_of_nobody(folder: Path, program: SimulatedProgram) -> None:
    people = rows(folder, "people")
    ids = {row["person_id"] for row in people}
    assert "E000001" in ids
    assert len(ids) == len(program.people)
    assert all(row["email"] == f"{row['person_id'].lower()}@example.com" for row in people)


def test_the_rows_of_a_person_agree_on_what_does_not_change(folder: Path) -> None:
    seen: dict[str, tuple[str, ...]] = {}
    for row in rows(folder, "people"):
        fixed = tuple(row[name] for name in ("email", "birth_year", "gender", "ethnicity", "hired_on", "exited_on"))
        assert seen.setdefault(row["person_id"], fixed) == fixed


def test_the_truth_is_beside_the_data_with_its_scenario(folder: Path, program: SimulatedProgram) -> None:
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    assert truth["scenario"]["seed"] == program.scenario.seed
    assert truth["scenario"]["effects"]["satisfaction"]["Gen Z"] == 0.0
    assert truth["scenario"]["waves"][0]["opens_on"] == "2023-11-06"
    assert truth["population"]["pairs"] == 240


def test_records_are_counted_by_file(program: SimulatedProgram, tmp_path: Path) -> None:
    records = write_csv(program, tmp_path, layouts={"2024-06": "generic"})
    assert records["pairs.csv"] == 240
    assert records["survey_2024_06.csv"] == program.waves[1].respondents
    assert len(rows(tmp_path, "survey_2024_06")) == program.waves[1].respondents


@pytest.mark.parametrize(
    ("wave", "file_name"),
    [("2023-11 baseline", "survey_2023_11_baseline.csv"), ("Pulse #3 (May)", "survey_pulse_3_may.csv")],
)
def test_a_survey_file_is_named_after_its_wave(wave: str, file_name: str) -> None:
    assert survey_file_name(wave) == file_name
