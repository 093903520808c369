"""Which program table it is, and where its headings are."""

from __future__ import annotations

import pytest

from analytics.imports.canonical.columns import COLUMNS, PROGRAM_TABLES, ProgramTable
from analytics.imports.canonical.recognize import header_row
from analytics.imports.wording import key
from tests.imports.canonical.examples import faults


@pytest.mark.parametrize("table", PROGRAM_TABLES)
def test_our_own_headings_are_recognized(table: ProgramTable) -> None:
    found = header_row([[column.name for column in COLUMNS[table]]])
    assert found is not None
    assert (found.table, found.index, found.missing, found.unused) == (table, 0, (), ())


@pytest.mark.parametrize("table", PROGRAM_TABLES)
def test_no_heading_of_a_table_names_two_columns(table: ProgramTable) -> None:
    headings = [key(name) for column in COLUMNS[table] for name in {column.name, *column.synonyms}]
    assert len(headings) == len({*headings}) + sum(
        len(names) - len({key(name) for name in names})
        for names in ({column.name, *column.synonyms} for column in COLUMNS[table])
    )


def test_case_blanks_and_punctuation_of_headings_do_not_matter() -> None:
    found = header_row([["EMPLOYEE-ID", " hire date ", "Termination_Date", "Dept."]])
    assert found is not None
    assert dict(found.positions) == {"person_id": 0, "hired_on": 1, "exited_on": 2, "business_unit": 3}


def test_title_lines_above_do_not_matter() -> None:
    found = header_row([["Roster"], ["as of 1 May"], ["Employee ID", "Hire Date"]], "people")
    assert found is not None
    assert found.index == 2


def test_the_better_name_of_a_column_wins() -> None:
    found = header_row([["ID", "Employee ID", "hired_on", "Start Date"]], "people")
    assert found is not None
    assert dict(found.positions) == {"person_id": 1, "hired_on": 2}
    assert found.unused == ("ID", "Start Date")


@pytest.mark.parametrize(
    "headings",
    [
        ["Timestamp", "How satisfied are you?", "Department"],
        ["Respondent ID", "Collector ID", "Start Date", "End Date"],
        ["Employee Number", "Department", "Age", "Attrition", "Job Satisfaction"],
        ["id", "date", "value"],
        [],
    ],
)
def test_other_files_are_not_taken_for_program_tables(headings: list[str]) -> None:
    assert header_row([headings]) is None


def test_missing_columns_are_named_with_their_alternatives() -> None:
    found = header_row([["Pair", "Mentor", "Group"]], "pairs")
    assert found is not None
    assert found.missing == ("started_on", "senior_id or mentee_id or mentee_name")


def test_a_wide_roster_is_known_by_its_careers() -> None:
    """Two dozen columns of pay and reviews beside them do not make a roster a survey."""
    careers = ["EmpID", "Sex", "DOB", "Department", "DateofHire", "DateofTermination", "TermReason", "EmploymentStatus"]
    found = header_row([[*careers, *(f"Review{number}" for number in range(25))]])
    assert found is not None
    assert found.table == "people"
    survey = [f"How content are you with the work of your team, part {number}?" for number in range(25)]
    assert header_row([[*careers, *survey]]) is None
    assert header_row([[*careers[:3], "DateofHire", *(f"Review{number}" for number in range(25))]]) is None


def test_a_list_of_leavers_without_days_of_hire_says_what_to_add() -> None:
    said = " ".join(faults("people", "employee_id,termination_date,reason\n1,2020-01-31,Voluntary"))
    assert "`termination_date` tells when people left, not since when they were there: add the date of hire" in said


def test_a_list_of_leavers_is_known_without_being_told_so_that_its_refusal_says_what_to_do() -> None:
    found = header_row([["Employee ID", "Termination Date", "Termination Reason"], ["1", "2020-01-31", "Voluntary"]])
    assert found is not None
    assert (found.table, found.is_list_of_leavers) == ("people", True)
    for survey in (
        ["Employee ID", "End Date", "Mood"],
        ["Employee ID", "Termination Date", "Why did you leave?"],
        ["Employee ID", "Termination Date", "Q1", "Q2", "Q3"],
    ):
        assert header_row([survey]) is None


def test_two_people_a_day_and_a_state_are_no_goal() -> None:
    assert header_row([["Loop ID", "Mentor Email", "Mentee Email", "Created At", "Status"]]) is None
    found = header_row([["Mentor Email", "Mentee Email", "Created At", "Due Date", "Status"]])
    assert found is not None
    assert found.table == "goals"


def test_days_of_hire_and_leaving_go_before_those_of_a_row() -> None:
    row = ["Pers.No.", "Start Date", "End Date", "Entry", "Leaving", "Organizational unit"]
    found = header_row([row], "people")
    assert found is not None
    assert (found.headings["hired_on"], found.headings["exited_on"]) == ("Entry", "Leaving")
    alone = header_row([["Pers.No.", "Start Date", "End Date"]], "people")
    assert alone is not None
    assert (alone.headings["hired_on"], alone.headings["exited_on"]) == ("Start Date", "End Date")
