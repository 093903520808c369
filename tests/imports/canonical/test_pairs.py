"""Pairs."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.errors import RefusedImportError
from analytics.imports.canonical.options import ProgramOptions
from tests.imports.canonical.examples import KEY, NOBODY, codes, faults, read

PEOPLE = read("people", "id,email,hired_on\n01,ana@example.org,2020-01-31\n02,ben@example.org,2020-01-31")
KNOWN = NOBODY.joined(PEOPLE.tables)
PAIRS = """
    pair_id,program,cohort,junior_id,senior_id,enrolled_on,started_on,ended_on,end_reason,agreed_per_month
    P1,Reverse,Autumn,01,02,2024-09-01,2024-10-01,2025-03-31,completed,2
    P2,,Autumn,02,99,,2024-10-01,,,
"""


def test_pairs_are_read() -> None:
    found = read("pairs", PAIRS, directory=KNOWN)
    first, second = found.tables["pairs"].to_pylist()
    assert first == {
        "pair_key": KEY.hashed("pair", "P1"),
        "junior_key": KEY.hashed("person", "01"),
        "senior_key": KEY.hashed("person", "02"),
        "program": "Reverse",
        "cohort": "Autumn",
        "enrolled_on": date(2024, 9, 1),
        "started_on": date(2024, 10, 1),
        "ended_on": date(2025, 3, 31),
        "end_reason": "completed",
        "agreed_per_month": 2,
    }
    assert (second["program"], second["enrolled_on"], second["ended_on"]) == ("Program", date(2024, 10, 1), None)


def test_unknown_people_are_counted_with_their_rows() -> None:
    found = read("pairs", PAIRS, directory=KNOWN)
    assert found.facts == {"people_named": 4, "people_unknown": 1}
    (notice,) = [one for one in found.notices if one.code == "unknown_person"]
    assert notice.message.startswith("`senior_id`: 1 of 2 rows name nobody in the roster (row 3).")


def test_without_a_roster_everybody_is_unknown() -> None:
    found = read("pairs", PAIRS)
    assert found.facts["people_unknown"] == 4
    assert any("No roster is imported yet" in notice.message for notice in found.notices)


def test_people_are_found_by_address_too() -> None:
    text = PAIRS.replace("01,02", "Ana@example.org,ben@example.org")
    found = read("pairs", text, directory=KNOWN)
    assert found.tables["pairs"]["junior_key"][0].as_py() == KEY.hashed("person", "01")
    assert found.facts["people_unknown"] == 1


def test_which_side_is_the_junior_is_asked() -> None:
    text = """
        Connection ID,Group,Mentor Email Address,Mentee Email Address,Start Date
        C1,A,ana@example.org,ben@example.org,2024-10-31
    """
    with pytest.raises(RefusedImportError, match="mentor and mentee") as caught:
        read("pairs", text, directory=KNOWN)
    assert "--mentor-is junior or --mentor-is senior" in caught.value.next_step
    assert caught.value.needs == ("junior",)
    junior = [
        read("pairs", text, directory=KNOWN, options=ProgramOptions(junior=side))
        .tables["pairs"]["junior_key"][0]
        .as_py()
        for side in ("mentor", "mentee")
    ]
    assert junior == [KEY.hashed("person", "01"), KEY.hashed("person", "02")]


def test_faults_of_pairs() -> None:
    found = faults(
        "pairs",
        """
        pair_id,cohort,junior_id,senior_id,started_on,ended_on
        P1,A,01,02,2024-10-01,2024-09-01
        P1,A,01,03,2024-10-01,
        P3,A,01,01,2024-10-01,
        P4,A,,02,2024-10-01,
        """,
    )
    assert [sentence.split(" (")[0] for sentence in found] == [
        "`pair_id`: 1 of 4 rows repeat the id of an earlier row",
        "`junior_id`: 1 of 4 rows are blank",
        "`senior_id`: 1 of 4 rows name the same person as the other side",
        "`ended_on`: 1 of 4 rows are before `started_on`",
    ]


def test_enrollment_after_the_start_is_a_warning() -> None:
    found = read("pairs", PAIRS.replace("2024-09-01", "2024-11-01"), directory=KNOWN)
    assert "enrolled_late" in codes(found)


def test_a_later_roster_wins_an_address() -> None:
    newer = read("people", "id,email,hired_on\n77,ana@example.org,2020-01-31")
    directory = KNOWN.joined(newer.tables)
    assert directory.person_key(KEY, "ana@example.org") == KEY.hashed("person", "77")


def test_pairs_without_ids_are_named_by_their_people_and_start() -> None:
    text = """
        Mentor Email,Mentee Email,Start Date,Status
        ana@example.org,ben@example.org,2024-10-31,Active
        ana@example.org,ben@example.org,2025-10-31,Active
        ana@example.org,ben@example.org,,Proposed
    """
    found = read("pairs", text, directory=KNOWN, options=ProgramOptions(junior="mentor"))
    assert len(set(found.tables["pairs"]["pair_key"].to_pylist())) == 2
    assert found.dropped_rows == {"not begun": [4]}
    assert found.facts == {"people_named": 4, "people_unknown": 0}
    again = read("pairs", text, directory=KNOWN, options=ProgramOptions(junior="mentor"))
    assert again.tables["pairs"].equals(found.tables["pairs"])


def test_people_are_found_by_name_where_one_person_has_it() -> None:
    roster = read(
        "people",
        """
        id,First Name,Last Name,hired_on
        1,Änna,O'Neil,2020-01-31
        2,Bo,Roe,2020-01-31
        3,Bo,Roe,2020-01-31
        4,Cy,Vu,2020-01-31
        """,
    )
    text = """
        Mentor Name,Mentee Name,Start Date
        "O'NEIL, Anna",Cy Vu,2024-10-31
        Bo Roe,Cy Vu,2024-10-31
    """
    found = read("pairs", text, directory=NOBODY.joined(roster.tables), options=ProgramOptions(junior="mentor"))
    assert found.tables["pairs"]["junior_key"][0].as_py() == KEY.hashed("person", "1")
    assert found.tables["pairs"]["senior_key"][0].as_py() == KEY.hashed("person", "4")
    assert found.facts["people_unknown"] == 1
    assert {"by_name", "unknown_person"} <= codes(found)
    assert "shared_name" in codes(roster)


def test_a_name_that_two_rosters_give_to_two_people_recognizes_nobody() -> None:
    one, other = (read("people", f"id,name,hired_on\n{number},Ana Ng,2020-01-31") for number in (1, 2))
    known = NOBODY.joined(one.tables).joined(other.tables)
    assert known.person_named(KEY, "Ng, Ana") not in {KEY.hashed("person", "1"), KEY.hashed("person", "2")}


def test_damaged_ids_join_nobody() -> None:
    (sentence,) = faults("pairs", "pair_id,junior_id,senior_id,started_on\nP1,1.14083E+11,2,2024-10-31")
    assert sentence.startswith("`junior_id`: 1 of 1 rows were turned into rounded numbers by a spreadsheet (row 2).")
