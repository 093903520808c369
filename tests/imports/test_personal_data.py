from __future__ import annotations

import pytest

from tests.imports.made_up import columns, understood

SCORES = ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize(
    ("heading", "cells", "kind"),
    [
        ("E-mail", ["a@example.com", "b@example.com"], "email"),
        ("Your name", ["Ann", "Bo"], "name"),
        ("Vorname", ["Ann", "Bo"], "name"),
        ("Phone number", ["555 0100", "555 0101"], "phone"),
        ("IP address", ["192.0.2.1", "192.0.2.2"], "ip_address"),
        ("Latitude", ["52.1", "48.2"], "coordinates"),
        ("farm/ gps latitude", ["52.1", "48.2"], "coordinates"),
        ("About you - First name:", ["Ann", "Bo"], "name"),
        ("First name and surname", ["Ann Li", "Bo Ek"], "name"),
        ("Prénom et nom", ["Ann Li", "Bo Ek"], "name"),
        ("Date of birth", ["1990-01-01", "1980-05-05"], "birth_date"),
        ("Social security number", ["1", "2"], "national_id"),
        ("ZIP/Postal Code", ["10115", "75001"], "address"),
        ("Contact", ["a@example.com", "b@example.com"], "email"),
        ("Where from", ["192.0.2.1", "198.51.100.7"], "ip_address"),
        ("Reference", ["078-05-1120", "219-09-9999"], "national_id"),
        ("Call me at", ["+1 555 010 0100", "(555) 010 0199"], "phone"),
    ],
)
def test_what_identifies_people_is_found_by_heading_or_by_cells(heading: str, cells: list[str], kind: str) -> None:
    content = columns(**{heading: cells * 5, "Score": SCORES})
    assert understood(content).personal_data == ((heading, kind),)


def test_an_address_somewhere_in_a_text_is_found() -> None:
    comments = [f"It was fine for me, number {n}." for n in range(20)]
    content = columns(Comment=[*comments, "Write to ann@example.com please"], Score=SCORES)
    assert understood(content).personal_data == (("Comment", "email_in_text"),)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("What is the official name of your course?", ["Statistics", "Algebra"]),
        ("Session name", ["Opening", "Closing"]),
        ("Did you use the mobile app on your phone?", ["Yes", "No"]),
        ("Version", ["1.2.3", "1.2.4"]),
        ("Budget", ["100 000", "200 000"]),
    ],
)
def test_other_columns_are_not_accused(heading: str, cells: list[str]) -> None:
    assert understood(columns(**{heading: cells * 5, "Score": SCORES})).personal_data == ()


def test_an_empty_column_identifies_nobody() -> None:
    assert understood(columns(Email=["", ""], Score=SCORES)).personal_data == ()


def test_columns_that_name_the_person_are_offered_the_surest_first() -> None:
    content = columns(
        Email=[f"p{n}@example.com" for n in range(10)], Employee_ID=[f"00{n}" for n in range(10)], Score=SCORES
    )
    assert understood(content).person_ids == (1, 0)


def test_one_address_for_everybody_names_nobody() -> None:
    assert understood(columns(Email=["anonymous"], Score=SCORES)).person_ids == ()


def test_how_often_people_write_mail_is_no_address() -> None:
    content = columns(**{"How often? [Emails]": ["Often", "Sometimes", "Never"] * 20, "Score": SCORES})
    assert understood(content).personal_data == ()
    assert understood(columns(Email=["a@example.com"] * 60, Score=SCORES)).personal_data == (("Email", "email"),)


@pytest.mark.parametrize("heading", ["How do you meet? [Téléphone]", "Phone", "E-mail"])
def test_who_ticked_an_option_has_told_no_number(heading: str) -> None:
    assert understood(columns(**{heading: ["Yes", "No"] * 5, "Score": SCORES})).personal_data == ()
