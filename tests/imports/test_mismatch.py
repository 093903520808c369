"""Why a survey does not match the roster."""

from __future__ import annotations

import pytest

from analytics.imports.mismatch import why_unmatched
from tests.imports.canonical.examples import KEY, NOBODY, read

ROSTER = NOBODY.joined(
    read(
        "people",
        """
        id,email,hired_on
        00042,ana@example.org,2020-01-31
        00043,bo@example.org,2020-01-31
        AB7,cy@example.org,2020-01-31
        90,di@example.org,2020-01-31
        """,
    ).tables
)


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        (["42", "43"], "with zeros in front"),
        (["0090"], "without the zeros in front"),
        (["ab7"], "in capitals or in small letters"),
        (["90.0"], "without .0"),
        (["E-90"], "without the letters in front"),
        (["ana@example.org", "bo@example.com", "di@mail.example.com"], "with another e-mail domain"),
        (["AB7@elsewhere.example"], "by the part before the @"),
        (["1.14083E+11"], "A spreadsheet has rounded ids"),
    ],
)
def test_what_would_make_them_match_is_said(texts: list[str], why: str) -> None:
    assert why in why_unmatched(texts, KEY, ROSTER)


@pytest.mark.parametrize("texts", [[], [""], ["00042"], ["777", "888"]])
def test_nothing_is_said_where_nothing_helps(texts: list[str]) -> None:
    assert why_unmatched(texts, KEY, ROSTER) == ""


def test_no_id_and_no_address_is_repeated() -> None:
    assert not any(text in why_unmatched([text], KEY, ROSTER) for text in ("42", "ab7", "ana@example.com"))
