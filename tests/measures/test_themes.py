"""Themes of comments: one vote a person, ten people on every side, no words that few use, in several languages."""

from __future__ import annotations

import pytest

from analytics.measures.finding import Outcome, Released, Undefined
from analytics.measures.themes import Comment, Themes, ThemeShare, stop_words, terms_of, themes
from analytics.simulate.remarks import REMARKS

SECRET = "Maria took the silver stapler"  # noqa: S105 - words that nobody else uses


def comment(text: str, people: int = 1, *, arm: str = "Pilot", generation: str = "Gen Z") -> Comment:
    return Comment(text=text, people=people, categories={"arm": arm, "generation": generation, "gender": "Woman"})


def value(outcome: Outcome[Themes]) -> Themes:
    assert isinstance(outcome, Released)
    return outcome.value


def everyone(each: int = 6) -> list[Comment]:
    """Every invented remark, by people of both arms and two generations."""
    return [
        comment(text, each, arm=arm, generation=generation)
        for text in REMARKS
        for arm, generation in (("Pilot", "Gen Z"), ("Comparison", "Gen Z"), ("Comparison", "Gen X"))
    ]


def test_the_themes_of_the_invented_remarks_are_found() -> None:
    found = value(themes("2024", everyone()))
    heads = {one.terms[0] for one in found.themes}
    assert 4 <= len(found.themes) <= 10
    for word in ("career", "meetings", "leaders", "learning"):
        assert any(word in head.split() for head in heads), heads
    assert 80 <= sum(one.share.percent for one in found.themes) <= 120
    assert found.n == len(REMARKS) * 18
    assert found.terms == ()


def test_two_languages_make_themes_and_no_rare_word_is_in_them() -> None:
    written = (
        "Die Kantine braucht besseres Essen",
        "Das Essen in der Kantine ist teuer",
        "Kantine: mehr vegetarisches Essen",
        "My laptop is slow and old",
        "Slow laptop every morning, please replace it",
        "The old laptop crashes, replace it",
    )
    found = value(themes("2024", [*(comment(text, 25) for text in written), comment(SECRET, 6)]))
    words = {word for one in found.themes for term in one.terms for word in term.split()}
    assert {"kantine", "laptop"} <= words
    assert not {"stapler", "maria"} & words


def test_the_same_in_any_order_and_however_people_are_counted() -> None:
    found = themes("2024", everyone())
    assert themes("2024", everyone()[::-1]) == found
    assert themes("2024", [*everyone(2), *everyone(3), *everyone(1)]) == found


def test_a_word_that_few_use_is_nowhere() -> None:
    found = value(themes("2024", [*everyone(), comment(SECRET, 9)]))
    told = " ".join(term for one in found.themes for term in one.terms)
    assert not set(SECRET.casefold().split()) & set(told.split()) - {"the"}


def test_groups_have_ten_people_on_every_side() -> None:
    few = [comment(text, 1, arm="Not eligible", generation="Boomer") for text in REMARKS[:12]]
    found = value(themes("2024", [*everyone(), *few]))
    cells = {(cell.dimension, cell.category) for one in found.themes for cell in one.cells}
    assert ("arm", "Pilot") in cells
    assert not {("arm", "Not eligible"), ("generation", "Boomer")} & cells
    assert not any(cell.dimension == "gender" for one in found.themes for cell in one.cells)


def test_a_theme_of_fewer_than_ten_people_is_not_shown() -> None:
    rare = [comment(f"parking garage space {word}", 1) for word in ("north", "south", "east", "west")]
    found = value(themes("2024", [*everyone(), *rare]))
    assert not any("parking" in term for one in found.themes for term in one.terms)


def test_fewer_than_a_hundred_comments_are_words_only() -> None:
    found = value(themes("2024", [comment("Shorter meetings please", 40), comment("Faster laptops please", 30)]))
    assert found.themes == ()
    assert found.terms[:1] == ("please",) or "meetings" in " ".join(found.terms)
    assert found.stability is None
    assert found.n == 69


UNSHARED = [comment(letter * 3) for letter in "abcdefghijklm"]


@pytest.mark.parametrize("comments", [[], [comment("Shorter meetings", 9)], UNSHARED])
def test_nothing_shared_is_undefined(comments: list[Comment]) -> None:
    outcome = themes("2024", comments)
    assert isinstance(outcome, Undefined)
    assert "ten people" in outcome.reason


def test_shares_are_coarse_and_their_limits_follow_from_them() -> None:
    share = ThemeShare(n=90, percent=20)
    assert share.interval.low < 17.5
    assert share.interval.high > 22.5
    assert ThemeShare(n=90, percent=0).interval.low == 0.0


@pytest.mark.parametrize(
    ("language", "text", "kept"),
    [
        ("en", "We need more time and better tools for the team", {"time", "tools", "team"}),
        ("de", "Wir brauchen mehr Zeit und Werkzeuge für das Team", {"brauchen", "zeit", "werkzeuge", "team"}),
        ("fr", "Il nous faut plus de temps et des outils pour les équipes", {"temps", "outils", "équipes"}),
        ("es", "Más tiempo para las reuniones y herramientas", {"tiempo", "reuniones", "herramientas"}),
        ("it", "Più tempo per gli incontri e strumenti nella squadra", {"tempo", "incontri", "strumenti", "squadra"}),
        ("pt", "Mais tempo para as reuniões e não dos relatórios", {"tempo", "reuniões", "relatórios"}),
        ("nl", "Meer tijd voor het overleg en geen rapporten", {"tijd", "overleg", "rapporten"}),
        ("ja", "会議の時間を短くしてほしい。ツールも大切。", {"会議", "時間", "ツール", "大切"}),
    ],
)  # fmt: skip
def test_words_that_say_little_are_left_out_in_eight_languages(language: str, text: str, kept: set[str]) -> None:
    assert language
    found = {term for term in terms_of(text, stop_words([comment(text)])) if " " not in term}
    assert found == kept
