from __future__ import annotations

import pytest

from analytics.imports.wording import key, plain, trimmed, words


@pytest.mark.parametrize("text", [" Agree", "Agree\n", "\xa0Agree\xa0", "\ufeffAgree", "\u200b Agree \u200b"])
def test_blanks_of_every_kind_are_taken_off(text: str) -> None:
    assert trimmed(text) == "Agree"


def test_html_emphasis_and_piped_fields_are_not_words() -> None:
    assert plain("<strong>Thanks *a lot*</strong>, {{field:1a2b}}&nbsp;how was it?") == "Thanks a lot , how was it?"


def test_a_comparison_is_no_tag() -> None:
    assert plain("fewer than <10 or more than >50") == "fewer than <10 or more than >50"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Strongly Agree", "strongly agree"),
        ("N/A", "n/a"),
        ("teils/teils", "teils - teils"),
        ("\uff21\uff22\uff23", "abc"),
        ("don’t know", "don't know"),
    ],
)
def test_spellings_of_one_label_share_their_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("<10", ">10"), ("1-5", "15"), ("5+", "5"), ("1.20", "1.2")])
def test_different_amounts_do_not_share_their_key(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_a_text_without_letters_keeps_its_signs() -> None:
    assert key("-") == "-"
    assert key("#") == "#"


def test_words_are_told_apart_in_camel_case() -> None:
    assert words("YearsAtCompany") == ("years", "at", "company")
