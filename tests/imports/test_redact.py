"""What names a person is taken out of a comment; what many people write stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.imports.redact import MARK, redacted


@pytest.mark.parametrize(
    "secret",
    [
        "anna.berg@example.com",
        "https://intranet.example/anna",
        "www.example.org",
        "@annab",
        "E-1234",
        "E007214",
        "+49 170 1234567",
        "12/05/2024",
        "078-05-1120",
        "192.0.2.1",
    ],
)
def test_addresses_links_numbers_and_ids_are_taken_out(secret: str) -> None:
    (found,) = redacted([f"please ask {secret} about this"])
    assert secret not in found
    assert not any(character.isdigit() for character in found)
    assert found.startswith("please ask")
    assert found.endswith("about this")


def test_a_name_inside_a_sentence_is_taken_out_however_often_it_is_written() -> None:
    texts = ["we should listen to Anna more"] * 50
    assert redacted(texts) == [f"we should listen to {MARK} more"] * 50


def test_a_rare_word_at_the_start_that_is_never_written_small_is_taken_out() -> None:
    assert redacted(["Anna helps everybody"]) == [f"{MARK} helps everybody"]


def test_ordinary_words_stay_at_the_start_and_inside() -> None:
    texts = ["More time please", "we need more time", *["Meetings are long"] * 10]
    assert redacted(texts) == texts


def test_short_acronyms_stay() -> None:
    assert redacted(["ask HR and IT"]) == ["ask HR and IT"]


def test_german_nouns_that_many_write_stay_and_rare_ones_go() -> None:
    many = ["Die Führung ist nicht offen und wir haben zu viel Arbeit"] * 10
    found = redacted([*many, "Frau Krause ist auch nicht da"])
    assert found[0] == many[0]
    assert found[-1] == f"{MARK} {MARK} ist auch nicht da"


def test_names_that_the_file_holds_are_taken_out_wherever_they_have_a_capital() -> None:
    texts = ["Grace knows", *["Mark is kind"] * 20, "the mark was good"]
    found = redacted(texts, names=["Grace Hopper", "Mark"])
    assert found[0] == f"{MARK} knows"
    assert found[1] == f"{MARK} is kind"
    assert found[-1] == "the mark was good"


def test_nothing_stays_nothing() -> None:
    assert redacted(["", "more time"]) == ["", "more time"]


@given(st.lists(st.text(max_size=60), max_size=8))
def test_any_text_is_redacted_without_numbers_or_addresses(texts: list[str]) -> None:
    for found in redacted(texts):
        assert not any(character in "0123456789" for character in found)
