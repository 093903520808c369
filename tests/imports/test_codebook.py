from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.errors import SettingsError
from analytics.imports.codebook import read_codebook

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "question_id", "item"),
    [
        ("I put real energy into my work.", "", "eng_2"),
        ("i put real energy into my work", "", "eng_2"),
        ("Please say how much you agree: - I put real energy into my work.", "", "eng_2"),
        ("I put a real energy into my work.", "", "eng_2"),
        ("Something reworded beyond recognition", "eng_2", "eng_2"),
    ],
)
def test_an_item_is_found_by_its_words_then_by_its_id(text: str, question_id: str, item: str) -> None:
    found = read_codebook().find(text, question_id)
    assert found is not None
    assert (found[0].name, found[1].id) == ("engagement", item)


@pytest.mark.parametrize("text", ["How old are you?", "Any comments?", "I put my coat into my car.", ""])
def test_another_question_is_no_item(text: str) -> None:
    assert read_codebook().find(text) is None


def test_the_nearest_item_is_taken() -> None:
    found = read_codebook().find("I am satisfied with how leaders listen")
    assert found is not None
    assert found[1].id == "sat_3"


@pytest.mark.parametrize(
    "text", ["[[scale]\n", '[[scale]]\nname = "x"\n', '[[scale]]\nname = "x"\nrange = [1]\nitems = []\n']
)
def test_a_faulty_codebook_says_what_it_needs(tmp_path: Path, text: str) -> None:
    (tmp_path / "codebook.toml").write_text(text)
    with pytest.raises(SettingsError, match=r"range = \[low, high\]"):
        read_codebook(tmp_path / "codebook.toml")


def test_the_shipped_codebook_asks_for_half_of_the_answers() -> None:
    assert read_codebook().minimum_answered_share == 0.5


@pytest.mark.parametrize("share", ["0", "-0.5", "1.01", "true", '"half"'])
def test_a_share_that_is_none_is_refused(tmp_path: Path, share: str) -> None:
    (tmp_path / "codebook.toml").write_text(f"minimum_answered_share = {share}\n")
    with pytest.raises(SettingsError, match="minimum_answered_share"):
        read_codebook(tmp_path / "codebook.toml")
