"""From when to when people are employed."""

from __future__ import annotations

from datetime import date

from analytics.imports.canonical.options import ProgramOptions
from tests.imports.canonical.examples import codes, faults, read


def test_contractors_are_left_out_and_can_be_kept() -> None:
    text = "id,hired_on,Worker Type\n1,2020-01-31,Employee\n2,2020-01-31,Contingent Worker\n3,2020-01-31,Externer"
    found = read("people", text)
    assert (found.rows, found.dropped_rows, found.facts["people"]) == (1, {"contractor": [3, 4]}, 1)
    kept = read("people", text, options=ProgramOptions(keep_rows=frozenset({4})))
    assert (kept.rows, kept.dropped_rows) == (2, {"contractor": [3]})
    assert read("people", text, options=ProgramOptions(keep=frozenset({"contractor"}))).dropped_rows == {}


def test_employments_one_after_the_other_are_rehires() -> None:
    text = "id,hired_on,exited_on\n1,2015-01-31,2018-03-31\n1,2020-06-30,\n2,2020-01-31,"
    found = read("people", text)
    assert found.tables["people"]["effective_on"].to_pylist() == [date(2015, 1, 31), date(2020, 6, 30), None]
    assert "rehired" in codes(found)


def test_employments_that_overlap_are_faults() -> None:
    (sentence,) = faults("people", "id,hired_on,exited_on\n1,2015-01-31,2021-03-31\n1,2020-06-30,")
    assert sentence.startswith("`person_id`: 2 of 2 rows repeat a person without an `effective_on` (rows 2, 3).")


def test_a_rehire_date_begins_the_latest_employment() -> None:
    text = "id,hire date,rehire date,termination date\n1,2010-01-31,2020-05-31,2015-12-31\n2,2010-01-31,,2024-05-31"
    people = read("people", text).tables["people"].to_pylist()
    assert [(one["hired_on"], one["exited_on"]) for one in people] == [
        (date(2020, 5, 31), None),
        (date(2010, 1, 31), date(2024, 5, 31)),
    ]


def test_who_left_without_a_day_is_a_fault() -> None:
    text = "id,hired_on,Employment Status\n1,2015-01-31,Active\n2,2015-01-31,Terminated\n3,2015-01-31,ausgeschieden"
    (sentence,) = faults("people", text)
    assert sentence.startswith("`status`: 2 of 3 rows say that the person has left, without a day (rows 3, 4).")
    found = read("people", text, options=ProgramOptions(skips_faulty=True))
    assert found.dropped == {"left without a day": 2}
    assert "no_leavers" in codes(found)


def test_a_change_to_left_is_the_day_of_leaving() -> None:
    text = "id,hired_on,status,effective_on\n1,2015-01-31,Active,2015-01-31\n1,2015-01-31,Terminated,2024-02-29"
    found = read("people", text)
    assert found.tables["people"]["exited_on"].to_pylist() == [None, date(2024, 2, 29)]
    assert found.facts["leavers"] == 1


def test_of_changes_on_one_day_the_highest_in_sequence_holds() -> None:
    text = """
        EMPLID,hired_on,EFFDT,EFFSEQ,Grade
        1,2015-01-31,2020-01-31,0,L2
        1,2015-01-31,2020-01-31,1,L3
        1,2015-01-31,2021-01-31,0,L4
    """.replace("EMPLID", "Employee ID")
    found = read("people", text)
    assert found.tables["people"]["level"].to_pylist() == ["L3", "L4"]
    assert found.dropped_rows == {"changed again the same day": [2]}


def test_rows_that_differ_in_nothing_that_is_stored_count_once() -> None:
    found = read("people", "id,hired_on,Phone\n1,2015-01-31,555 0100\n1,2015-01-31,555 0199\n2,2015-01-31,")
    assert found.dropped_rows == {"same as another row": [3]}


def test_a_file_of_leavers_says_so() -> None:
    found = read("people", "id,hired_on,exited_on\n1,2015-01-31,2018-03-31\n2,2015-01-31,2019-03-31")
    assert "only_leavers" in codes(found)
