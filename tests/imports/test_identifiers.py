"""What identifies a person in a text."""

from __future__ import annotations

import pytest

from analytics.imports.identifiers import is_state_number, kinds_in, redacted


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Please write to Ana.Ng+x@mail.example.org, thanks", "email"),
        ("from 192.0.2.17", "ip_address"),
        ("from 2001:db8::8a2e:370:7334", "ip_address"),
        ("we met at 52.52001, 13.40495", "coordinates"),
        ("call +49 1512 3456789", "phone"),
        ("call (555) 010-0199", "phone"),
        ("ruf 030 901820 an", "phone"),
        ("SSN 078-05-1120", "national_id"),
        ("AB 12 34 56 C", "national_id"),
        ("Steuer-ID 86 095 742 719", "national_id"),
        ("15 070649 C 103", "national_id"),
        ("2 55 08 14 168 025 38", "national_id"),
        ("DNI 12345678Z", "national_id"),
        ("X1234567L", "national_id"),
        ("RSSMRA85T10A562S", "national_id"),
        ("BSN 111222333", "national_id"),
        ("NIF 123456789", "national_id"),
        ("番号 1234 5678 9018", "national_id"),
    ],
)
def test_it_is_found_wherever_it_stands(text: str, kind: str) -> None:
    assert kind in kinds_in(text)
    assert not kinds_in(redacted(text))


@pytest.mark.parametrize(
    "text",
    [
        "Sales",
        "2024-05-01 10:30:00",
        "10:30:00",
        "01.05.2024",
        "1.2.3",
        "100 000 EUR",
        "3.14, 2.71",
        "SSN 000-05-1120",
        "Steuer-ID 86095742718",
        "12345678A",
        "RSSMRA85T10A562T",
        "1 55 08 14 168 025 38",
        "BSN 111222334",
        "1234 5678 9012",
        "114083000000",
        "R_2abcDEF3ghIJKlm",
        "999.1.1.1",
    ],
)
def test_other_texts_are_not_accused(text: str) -> None:
    assert kinds_in(text) == ()
    assert redacted(text) == text


def test_digits_alone_are_a_matter_of_the_whole_column() -> None:
    assert kinds_in("111222333") == ()
    assert is_state_number("111222333")
    assert not is_state_number("111222334")


@pytest.mark.parametrize("digits", ["86095742719", "255081416802538"])
def test_digits_behind_a_decimal_point_are_no_number_of_a_person(digits: str) -> None:
    assert "national_id" in kinds_in(f"id {digits}")
    assert "national_id" not in kinds_in(f"1.{digits}")
    assert "national_id" not in kinds_in(f"1,{digits}")
