from __future__ import annotations

import pytest

from tests.imports.made_up import codes, export, understood

ROWS = [[f"p{n}@acme.org", f"Person {n}", 1 + n % 5] for n in range(20)]
HEADINGS = ["E-mail", "Name", "How content are you?"]


@pytest.mark.parametrize("address", ["test@test.com", "Test1@example.org", "tester@mail.com", "test.user@example.com"])
def test_a_row_of_an_address_that_is_nobodys_is_a_test(address: str) -> None:
    found = understood(export(HEADINGS, *ROWS, [address, "Somebody", 5]))
    assert (found.dropped, len(found.kept)) == ({"test": (22,)}, 20)
    assert "likely_tests" not in codes(found)
    assert understood(export(HEADINGS, *ROWS, [address, "Somebody", 5]), keep=frozenset({"test"})).dropped == {}


@pytest.mark.parametrize(
    ("address", "name"), [("test@acme.org", "Somebody"), ("q@acme.org", "Test Test"), ("", "test")]
)
def test_a_row_that_may_be_a_test_is_asked_about(address: str, name: str) -> None:
    content = export(HEADINGS, *ROWS, [address, name, 5])
    found = understood(content)
    assert found.dropped == {}
    assert "likely_tests" in codes(found)
    assert not any(address in notice.message for notice in found.warnings if address)
    assert understood(content, drop=frozenset({"test"})).dropped == {"test": (22,)}
    assert "likely_tests" not in codes(understood(content, keep_rows=frozenset({22})))


@pytest.mark.parametrize("name", ["Testa", "Contest", "Protest", "test@", "Testarossa Bianchi"])
def test_names_that_hold_the_word_are_people(name: str) -> None:
    found = understood(export(HEADINGS, *ROWS, ["testa@example.com", name, 5]))
    assert (found.dropped, codes(found)) == ({}, codes(understood(export(HEADINGS, *ROWS))))


def test_an_answer_is_no_name() -> None:
    rows = [[("test", "talk", "read")[n % 3], 1 + n % 5] for n in range(20)]
    assert codes(understood(export(["What do you do first?", "How content are you?"], *rows))) == []
