"""Rosters."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.imports.canonical.options import ProgramOptions
from tests.imports.canonical.examples import KEY, codes, faults, read

ROSTER = """
    person_id,email,birth_year,gender,level,team,hired_on,exited_on,exit_reason,eligible
    0042,ana@example.org,1990,Woman,L2,T1,2019-05-01,,,
    0043,Ben@Example.org ,1960,man,L5,T1,2001-01-01,2024-03-31,Resigned,yes
    0044,,,,L5,,2020-02-29,2025-01-15,Moved to Mars,no
    0045,cy@example.org,1985,Man,L3,T2,2021-07-01,2025-06-30,,no
    0046,dee@example.org,1985,Man,L3,T2,2021-07-01,,,no
"""


def test_a_roster_becomes_people() -> None:
    found = read("people", ROSTER)
    people = found.tables["people"].to_pylist()
    assert found.rows == 5
    assert people[0]["person_key"] == KEY.hashed("person", "0042")
    assert people[0]["team_key"] == people[1]["team_key"] == KEY.hashed("team", "T1")
    assert people[2]["team_key"] is None
    assert [one["birth_year"] for one in people] == [1990, 1960, None, 1985, 1985]
    assert [one["gender"] for one in people] == ["Woman", "Man", "Undisclosed", "Man", "Man"]
    assert {one["location"] for one in people} == {"Undisclosed"}
    assert [one["exit_reason"] for one in people] == [None, "voluntary", "other", None, None]
    assert [one["is_eligible"] for one in people] == [True, True, False, False, False]
    assert people[1]["exited_on"] == date(2024, 3, 31)


def test_no_name_id_or_address_is_stored() -> None:
    found = read("people", ROSTER)
    text = str([table.to_pylist() for table in found.tables.values()])
    assert not any(secret in text.casefold() for secret in ("ana", "example.org", "0042", "t1"))


def test_addresses_name_their_people() -> None:
    aliases = read("people", ROSTER).tables["person_alias"].to_pylist()
    assert {
        "alias_key": KEY.hashed("email", "ben@example.org"),
        "person_key": KEY.hashed("person", "0043"),
        "kind": "email",
    } in aliases
    assert len(aliases) == 4


def test_an_address_of_two_people_names_nobody() -> None:
    found = read(
        "people",
        """
        person_id,email,hired_on
        1,team@example.org,2020-01-31
        2,team@example.org,2020-01-31
        3,no address,2020-01-31
        """,
    )
    assert found.tables["person_alias"].num_rows == 0
    assert {"shared_email", "not_an_email"} <= codes(found)


def test_the_observed_time_is_taken_from_the_roster() -> None:
    found = read("people", ROSTER)
    assert found.facts["observed_from"] == "2024-03-31"
    assert found.facts["observed_to"] == "2025-06-30"
    assert found.facts["leavers"] == 3
    assert "observed_from_assumed" in codes(found)
    assert set(found.tables["people"]["observed_from"].to_pylist()) == {date(2024, 3, 31)}


def test_the_observed_time_can_be_stated() -> None:
    stated = ProgramOptions(observed_from=date(2024, 1, 1), observed_to=date(2025, 12, 31))
    found = read("people", ROSTER, options=stated)
    assert (found.facts["observed_from"], found.facts["observed_to"]) == ("2024-01-01", "2025-12-31")
    assert "observed_from_assumed" not in codes(found)
    assert stated.plain() == {"observed_from": "2024-01-01", "observed_to": "2025-12-31"}


def test_a_roster_without_leavers_says_so() -> None:
    found = read("people", "person_id,hired_on\n1,2020-01-31\n2,2021-01-31")
    assert "no_leavers" in codes(found)
    assert found.facts["observed_from"] is None
    assert found.tables["people"]["observed_from"].null_count == 2


def test_nobody_is_observed_after_the_day_of_the_import() -> None:
    found = read("people", "person_id,hired_on,exited_on\n1,2020-01-31,2027-01-31\n2,2021-01-31,2024-01-31")
    assert found.facts["observed_to"] == "2026-06-01"
    assert "after_observation" in codes(found)


def test_rows_of_a_person_need_different_days() -> None:
    dated = "person_id,level,hired_on,effective_on\n1,L1,2020-01-31,2020-01-31\n1,L2,2020-01-31,2022-01-31"
    assert read("people", dated).rows == 2
    again, undated = faults("people", dated + "\n1,L3,2020-01-31,2022-01-31\n1,L4,2020-01-31,")[::-1]
    assert undated.startswith("`person_id`: 1 of 4 rows repeat a person without an `effective_on` (row 5).")
    assert again.startswith("`effective_on`: 1 of 4 rows are a second row of a person for one day (row 4).")


def test_every_fault_is_reported_at_once_without_values() -> None:
    found = faults(
        "people",
        """
        person_id,hired_on,exited_on
        ,2020-01-31,
        1.14083E+11,2020-01-31,
        3,,
        4,soon,
        5,2020-01-31,2019-01-31
        """,
    )
    assert [sentence.split(" (")[0] for sentence in found] == [
        "`person_id`: 1 of 5 rows are blank",
        "`person_id`: 1 of 5 rows were turned into rounded numbers by a spreadsheet",
        "`hired_on`: 1 of 5 rows are blank",
        "`hired_on`: 1 of 5 rows are not dates",
        "`exited_on`: 1 of 5 rows are before `hired_on`",
    ]
    assert not any(value in sentence for sentence in found for value in ("1.14083", "soon", "2019"))


def test_faulty_rows_can_be_left_out_and_are_counted() -> None:
    found = read(
        "people",
        "person_id,hired_on,exited_on\n1,2020-01-31,\n,2020-01-31,\n3,soon,\n4,2020-01-31,2024-01-31",
        options=ProgramOptions(skips_faulty=True),
    )
    assert found.rows == found.tables["people"].num_rows == 2
    assert found.dropped == {"no id": 1, "no date": 1}


def test_open_dates_are_asked_for() -> None:
    text = "person_id,hired_on,exited_on\n1,1/5/2020,2/6/2024"
    (sentence, _) = faults("people", text)
    assert "can be read as day/month and as month/day" in sentence
    assert "--dates dmy or --dates mdy" in sentence
    first = [
        read("people", text, options=ProgramOptions(date_order=order)).tables["people"]["hired_on"][0].as_py()
        for order in ("dmy", "mdy")
    ]
    assert first == [date(2020, 5, 1), date(2020, 1, 5)]


def test_years_of_birth_are_never_in_the_future() -> None:
    found = read(
        "people",
        "person_id,DOB,hired_on\n1,31.12.58,2020-01-31\n2,31.12.24,2020-01-31\n3,31.12.1724,2020-01-31\n4,31.12.84,2020-01-31",
    )
    assert found.tables["people"]["birth_year"].to_pylist() == [1958, None, None, 1984]
    assert "birth_year_implausible" in codes(found)


def test_spellings_that_differ_in_case_are_one_category() -> None:
    found = read(
        "people",
        "id,Dept,hired_on\n1,sales,2020-01-31\n2,Sales ,2020-01-31\n3,Sales,2020-01-31\n4,prefer not to say,2020-01-31",
    )
    assert found.tables["people"]["business_unit"].to_pylist() == ["Sales", "Sales", "Sales", "Undisclosed"]


def test_a_real_roster_with_titles_totals_and_german_dates() -> None:
    found = read(
        "people",
        """
        Personalliste;;;;
        Stand 01.05.2026;;;;
        Personalnummer;Geburtsdatum;Abteilung;Eintrittsdatum;Austrittsdatum
        00017;03.04.1968;Vertrieb ;01.02.1999;
        00018;13.04.1994;Vertrieb;01.09.2018;30.06.2025
        Summe;2;;;
        """,
    )
    assert found.tables["people"]["hired_on"].to_pylist() == [date(1999, 2, 1), date(2018, 9, 1)]
    assert found.tables["people"]["business_unit"].to_pylist() == ["Vertrieb"] * 2
    assert found.tables["people"]["person_key"][0].as_py() == KEY.hashed("person", "00017")
    assert found.dropped == {"title line": 2, "total line": 1}


def test_a_row_with_more_cells_than_headings_is_a_fault() -> None:
    rows = "\n".join(f"{number},Sales,2020-01-31" for number in range(9))
    (sentence,) = faults("people", f"person_id,Dept,hired_on\n{rows}\n9,Legal,2020-01-31,2021-01-31")
    assert sentence.startswith("`person_id`: 1 of 10 rows have more cells than there are headings (row 11).")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("31.12.2019", date(2019, 12, 31)),
        ("12/31/2019", date(2019, 12, 31)),
        ("2019-12-31T00:00:00.000Z", date(2019, 12, 31)),
        ("2019-12-31 23:59:59+02:00", date(2019, 12, 31)),
        ("20191231", date(2019, 12, 31)),
        ("43830", date(2019, 12, 31)),
        ("43830.75", date(2019, 12, 31)),
        ("31-DEC-19", date(2019, 12, 31)),
        ("31 Dez 2019", date(2019, 12, 31)),
        ("31. Dezember 2019", date(2019, 12, 31)),
        ("31 déc. 2019", date(2019, 12, 31)),
        ("31 de diciembre de 2019", date(2019, 12, 31)),
        ("31 dic 2019", date(2019, 12, 31)),
        ("31 de dezembro de 2019", date(2019, 12, 31)),
        ("1º gennaio 2020", date(2020, 1, 1)),
        ("31 december 2019", date(2019, 12, 31)),
        ("5 mei 2020", date(2020, 5, 5)),
        ("December 31, 2019", date(2019, 12, 31)),
        ("2019年12月31日", date(2019, 12, 31)),
        ("\u00a031.12.2019 ", date(2019, 12, 31)),
    ],
)
def test_days_as_hr_systems_write_them(written: str, expected: date) -> None:
    found = read("people", f'id;hired_on\n1;"{written}"')
    assert found.tables["people"]["hired_on"].to_pylist() == [expected]


def test_letters_for_gender_are_known_and_numbers_asked_for() -> None:
    rows = "\n".join(f"{number},{code},2020-01-31" for number, code in enumerate("MFXM"))
    assert read("people", f"id,Sex,hired_on\n{rows}").tables["people"]["gender"].to_pylist() == [
        "Man",
        "Woman",
        "Non-binary",
        "Man",
    ]
    spanish = read("people", "id,Sexo,hired_on\n1,H,2020-01-31\n2,M,2020-01-31")
    assert spanish.tables["people"]["gender"].to_pylist() == ["Man", "Woman"]
    numbers = "id,Gender,hired_on\n1,1,2020-01-31\n2,2,2020-01-31"
    (sentence,) = faults("people", numbers)
    assert sentence.endswith("Say what each stands for, such as --code gender.1=WORD.")
    stated = ProgramOptions(codes={"gender": {"1": "Man", "2": "Woman"}})
    assert read("people", numbers, options=stated).tables["people"]["gender"].to_pylist() == ["Man", "Woman"]


def test_the_order_of_levels_is_asked_for_and_kept() -> None:
    text = "id,Level,hired_on\n1,Junior,2020-01-31\n2,VP,2020-01-31\n3,Senior,2020-01-31\n4,,2020-01-31"
    assert "levels_without_order" in codes(read("people", text))
    stated = ProgramOptions(levels=("Junior", "Senior", "VP"))
    found = read("people", text, options=stated)
    assert found.tables["people"]["level_place"].to_pylist() == [0, 2, 1, None]
    assert "levels_without_order" not in codes(found)
    (sentence,) = faults("people", text, options=ProgramOptions(levels=("Junior", "Senior")))
    assert sentence.startswith("`level`: 1 of 4 rows hold a level that --levels does not name (row 3).")


def test_ids_lose_what_spreadsheets_put_around_them() -> None:
    people = read("people", 'id;hired_on\n"=""0042""";2020-01-31\n\'0043;2020-01-31\n\u00a00044 ;2020-01-31').tables[
        "people"
    ]
    assert people["person_key"].to_pylist() == [KEY.hashed("person", one) for one in ("0042", "0043", "0044")]
    found = read("people", "id,hired_on\n42.0,2020-01-31\n43.0,2020-01-31")
    assert found.tables["people"]["person_key"][0].as_py() == KEY.hashed("person", "42")
    assert "decimal_ids" in codes(found)


def test_rows_alone_can_be_people() -> None:
    stated = ProgramOptions(columns={"person_id": "#", "hired_on": "Awarded"})
    found = read("people", "Awarded\n2020-01-31\n2020-01-31", options=stated)
    assert found.facts["people"] == 2


def test_an_address_among_the_units_is_not_stored() -> None:
    found = read("people", "id,Department,hired_on\n1,Sales,2020-01-31\n2,see bo@example.org,2020-01-31")
    assert found.tables["people"]["business_unit"].to_pylist() == ["Sales", "Undisclosed"]


def test_a_status_may_tell_why_people_left() -> None:
    """Reasons in words of the company's own count as other, unless the status says more; who stays has none."""
    found = read(
        "people",
        """
        person_id,hired_on,exited_on,status,exit_reason
        1,2019-05-01,,Active,N/A-StillEmployed
        2,2018-02-01,2025-11-30,Voluntarily Terminated,Another position
        3,2018-02-01,2025-10-31,Terminated for Cause,Too late too often
        4,2018-02-01,2025-09-30,Terminated,Moved to Mars
        """,
    )
    reasons = [one["exit_reason"] for one in found.tables["people"].to_pylist()]
    assert reasons == [None, "voluntary", "involuntary", "other"]
    assert "1 of 4 rows of people who left are in words" in str([notice.message for notice in found.notices])
