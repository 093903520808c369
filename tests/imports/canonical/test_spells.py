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


def test_rows_that_follow_one_another_are_one_employment() -> None:
    text = """
        Employee ID,Department,Start Date,End Date
        1,Sales,2015-02-01,2017-05-31
        1,Marketing,2017-06-01,2020-06-30
        1,Finance,2020-06-30,
        2,Sales,2016-02-01,2018-05-31
        2,Finance,2018-06-01,2021-12-31
        3,Sales,2016-02-01,2018-05-31
        3,Finance,2019-06-01,
    """
    found = read("people", text)
    people = found.tables["people"]
    assert people["hired_on"].to_pylist() == [date(2015, 2, 1)] * 3 + [date(2016, 2, 1)] * 2 + [
        date(2016, 2, 1),
        date(2019, 6, 1),
    ]
    assert people["exited_on"].to_pylist() == [
        None, None, None, None, date(2021, 12, 31), date(2018, 5, 31), None,
    ]  # fmt: skip
    assert people["effective_on"].to_pylist()[:3] == [date(2015, 2, 1), date(2017, 6, 1), date(2020, 6, 30)]
    assert (found.facts["people"], found.facts["leavers"]) == (3, 1)
    said = {notice.code: notice.message for notice in found.notices}
    assert said["job_history"].startswith("People with several rows that follow one another without a gap: 2.")
    assert said["rehired"].startswith("People who were employed more than once: 1. Only their latest employment counts")


def test_a_job_history_of_leavers_alone_says_so() -> None:
    text = "id,start date,end date\n1,2015-02-01,2017-05-31\n1,2017-06-01,2020-06-30"
    assert "only_leavers" in codes(read("people", text))


def test_days_that_stand_for_no_end_are_none() -> None:
    text = (
        "id,hired_on,exited_on\n1,2015-01-31,0000-00-00\n2,2015-01-31,9999-12-31\n"
        "3,2015-01-31,2020-01-31 10:00:00 UTC\n4,2015-01-31,-\n"
        "5,2015-01-31,Present\n6,2015-01-31,NULL\n7,2015-01-31,2958465"
    )
    found = read("people", text)
    assert found.tables["people"]["exited_on"].to_pylist() == [None, None, date(2020, 1, 31), None, None, None, None]
    said = {notice.code: notice.message for notice in found.notices}
    assert said["no_end_yet"].startswith("`exited_on`: 3 of 7 rows name no last day (rows 3, 6, 8).")
    assert "no_leavers" in codes(read("people", "id,hired_on,exited_on\n1,2015-01-31,31.12.9999\n2,2015-01-31,-"))


def test_a_day_of_hire_that_stands_for_none_is_a_fault() -> None:
    (sentence,) = faults("people", "id,hired_on\n1,0000-00-00\n2,2015-01-31")
    assert sentence.startswith("`hired_on`: 1 of 2 rows are blank (row 2).")


def test_who_is_employed_and_has_left_is_flagged() -> None:
    found = read("people", "id,hired_on,status,exited_on\n1,2015-01-31,Active,2020-01-31\n2,2015-01-31,Active,")
    assert {n.code for n in found.notices} >= {"employed_and_left"}
    assert found.facts["leavers"] == 1


def test_words_for_the_kind_of_work_that_nobody_knows_are_said_and_can_be_stated() -> None:
    text = "id,hired_on,Employee Type\n1,2015-01-31,Contract\n2,2015-01-31,Full-Time\n3,2015-01-31,"
    found = read("people", text)
    (said,) = (notice.message for notice in found.notices if notice.code == "own_words")
    assert said.startswith("`worker_type`: 1 of 3 rows hold a word for employees or for contractors that is not known")
    stated = read("people", text, options=ProgramOptions(codes={"worker_type": {"Contract": "contractor"}}))
    assert stated.dropped_rows == {"contractor": [2]}


def test_reasons_in_other_languages_are_known() -> None:
    text = "id,hired_on,exited_on,exit_reason\n" + "\n".join(
        f"{number},2015-01-31,2020-01-31,{reason}"
        for number, reason in enumerate(("Arbeitnehmer", "Licenciement", "定年", "Vertragsende", "自己都合"))
    )
    reasons = read("people", text).tables["people"]["exit_reason"].to_pylist()
    assert reasons == ["voluntary", "involuntary", "retirement", "other", "voluntary"]
