from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import SettingsError
from analytics.imports.codebook import Codebook, Item, Scale, read_codebook
from analytics.imports.mapped_question import MappedQuestion
from analytics.imports.mapping import Mapping, propose
from analytics.imports.options import Options
from analytics.imports.question import KINDS
from analytics.imports.report import report
from tests.imports.made_up import columns, export, understood

if TYPE_CHECKING:
    from pathlib import Path

AGREE = ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ENTRIES = st.builds(
    MappedQuestion,
    id=TEXTS,
    text=TEXTS,
    kind=st.sampled_from(KINDS),
    scale_min=st.none() | st.integers(-5, 1),
    scale_max=st.none() | st.integers(2, 100),
    labels=st.dictionaries(TEXTS, st.integers(-9, 99), max_size=4),
    not_applicable=st.lists(TEXTS, max_size=3).map(tuple),
    is_reverse=st.booleans(),
    scale=st.none() | st.just("engagement"),
    item=st.none() | st.just("eng_1"),
    dimension=st.none() | st.just("gender"),
    separator=st.none() | st.sampled_from([";", ", ", "\n"]),
    is_used=st.booleans(),
    reason=TEXTS,
    confidence=st.floats(0, 1),
)


SHARES = st.floats(0, 1, exclude_min=True)


@given(
    st.builds(Mapping, questions=st.lists(ENTRIES, max_size=4).map(tuple), survey=TEXTS, minimum_answered_share=SHARES)
)
def test_a_mapping_survives_its_file(mapping: Mapping) -> None:
    assert Mapping.from_toml(mapping.to_toml()) == mapping


def test_a_mapping_is_kept_in_a_file(tmp_path: Path) -> None:
    mapping = Mapping(questions=(MappedQuestion(id="q1", text="Größe?", kind="numeric"),))
    mapping.save(tmp_path / "m.toml")
    assert Mapping.load(tmp_path / "m.toml") == mapping


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[[question]\n", "not TOML"),
        ('[[question]]\nid = "q1"\nkind = "stars"\n', "Choose one of: numeric"),
        ('[[question]]\nid = "q1"\nmin = 5\nmax = 1\n', "min is the smaller one"),
        ('[[question]]\nid = "q1"\nmin = "one"\n', "not a whole number"),
        ('[[question]]\nid = "q1"\nlabels = { Agree = "4" }\n', "labels are not numbers"),
        ('[question]\nid = "q1"\n', r"\[\[question\]\]"),
        ("question = 3\n", r"\[\[question\]\]"),
        ("minimum_answered_share = 0\n", "above 0 and up to 1"),
        ('minimum_answered_share = "half"\n', "above 0 and up to 1"),
        ('[[question]]\nid = "q1"\nkind = [3]\n', "Choose one of: numeric"),
        ('[[question]]\nid = "q1"\nconfidence = "high"\n', "from 0 to 1"),
        ('[[question]]\nid = "q1"\nnot_applicable = 3\n', "not_applicable is no list"),
        ('[[question]]\nid = "q1"\nscale = 3\n', "scale is no text"),
        ('[[question]]\nid = "q1"\nuse = "no"\n', "neither true nor false"),
    ],
)
def test_a_faulty_mapping_says_what_is_wrong(text: str, fault: str) -> None:
    with pytest.raises(SettingsError, match=fault):
        Mapping.from_toml(text)


def test_a_missing_mapping_says_so(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"m\.toml cannot be read"):
        Mapping.load(tmp_path / "m.toml")


def test_a_corrected_mapping_changes_the_numbers() -> None:
    content = columns(id=range(20), I_may_leave=["Agree", "Disagree", "Agree", "Perhaps"])
    before = understood(content)
    assert report(before)["questions"][1]["mean"] is None
    proposed = propose(before)
    corrected = replace(
        proposed.questions[1],
        kind="ordinal",
        scale_min=1,
        scale_max=3,
        labels={"Agree": 3, "Perhaps": 2, "Disagree": 1},
        is_reverse=True,
    )
    after = replace(proposed, questions=(proposed.questions[0], corrected)).apply(before)
    found = report(after)["questions"][1]
    assert (found["mean"], found["reverse"], found["scale"]) == (2.25, True, {"min": 1, "max": 3})
    assert report(before)["questions"][1]["mean"] is None


def test_a_mapping_says_what_stands_between_options() -> None:
    cells = ["Mail/chat", "Mail", "Mail/chat+Phone", "Phone+Mail", "Phone+Post", "Post"]
    before = understood(columns(id=range(60), Ways_to_meet=cells))
    entry = replace(propose(before).questions[1], kind="multi", separator="+")
    mapping = Mapping.from_toml(replace(propose(before), questions=(propose(before).questions[0], entry)).to_toml())
    question = mapping.apply(before).questions[1]
    assert question.choices(before.records())[2:4] == [("Mail/chat", "Phone"), ("Phone", "Mail")]


def test_a_codebook_says_which_way_an_item_runs_whose_words_say_not() -> None:
    headings = [
        "id",
        *(f"Please rate: - {text}" for text in ("I can say openly what I do not know.", "I trust them.", "I ask.")),
    ]
    found = understood(export(headings, *[[n, *[AGREE[(n + shift) % 5] for shift in range(3)]] for n in range(12)]))
    assert found.questions[1].is_direction_open
    entry = propose(found, read_codebook()).questions[1]
    assert (entry.item, entry.is_reverse, entry.is_sure) == ("safe_1", False, True)
    assert not propose(found).questions[1].is_sure


def test_the_next_wave_is_matched_by_its_words_then_by_its_ids() -> None:
    mapping = propose(understood(columns(id=range(20), I_like_it=AGREE, I_stay=AGREE)))
    moved = understood(
        export(["id", "new", "I stay!", "I like it."], *[[n, 1, AGREE[n % 5], AGREE[n % 5]] for n in range(20)])
    )
    found = [mapping.get(question) for question in moved.questions]
    assert [entry.text if entry else None for entry in found] == ["id", "I like it", "I stay", "I like it"]


def test_equal_words_are_told_apart_by_their_ids() -> None:
    rows = [[n, 1 + n % 5, 5 - n % 5] for n in range(20)]
    before = understood(export(["id", "Why?", "Why?"], *rows))
    mapping = propose(before)
    assert [entry.id for question in before.questions if (entry := mapping.get(question))] == ["q001", "q002", "q003"]


def test_personal_data_text_and_dates_are_not_proposed_for_storing() -> None:
    content = columns(
        Email=[f"p{n}@example.com" for n in range(20)],
        Day=["2024-05-01", "2024-05-02"],
        Comment=[f"thought number {n}" for n in range(20)],
        Score=["1", "2", "5"],
    )
    used = {entry.text: entry.is_used for entry in propose(understood(content)).questions}
    assert used == {"Email": False, "Day": False, "Comment": False, "Score": True}


def test_items_of_a_codebook_are_found_and_turned() -> None:
    headings = ["id", "Please rate: - I look forward to my working day.", "I often think about leaving this company"]
    rows = [[n, AGREE[n % 5], AGREE[(n + 2) % 5]] for n in range(40)]
    mapping = propose(understood(export(headings, *rows)), read_codebook())
    assert [(one.scale, one.item, one.is_reverse) for one in mapping.questions[1:]] == [
        ("engagement", "eng_1", False),
        ("engagement", "eng_4", True),
    ]
    assert all(one.is_sure for one in mapping.questions[1:])


def test_another_range_than_the_codebook_has_is_to_be_confirmed() -> None:
    codebook = Codebook(
        name="test",
        scales=(
            Scale(name="engagement", label="Engagement", low=1, high=5, items=(Item(id="e1", text="I like it."),)),
        ),
    )
    rows = [[n, 1 + n % 7] for n in range(70)]
    entry = propose(understood(export(["id", "I like it."], *rows)), codebook).questions[1]
    assert (entry.scale, entry.scale_max, entry.is_sure) == ("engagement", 7, False)
    assert "on 1 to 5" in entry.reason


def test_the_share_of_answers_that_a_codebook_asks_for_goes_into_the_mapping(tmp_path: Path) -> None:
    found = understood(columns(id=range(20), I_like_it=AGREE))
    assert propose(found, read_codebook()).minimum_answered_share == propose(found).minimum_answered_share == 0.5
    (tmp_path / "strict.toml").write_text("minimum_answered_share = 0.8\n")
    assert propose(found, read_codebook(tmp_path / "strict.toml")).minimum_answered_share == 0.8


def test_a_mapping_says_that_there_are_no_headings(tmp_path: Path) -> None:
    rows = [[1 + n % 5, 1 + n % 3] for n in range(20)]
    propose(understood(export(*rows), header_rows=0)).save(tmp_path / "m.toml")
    mapping = Mapping.load(tmp_path / "m.toml")
    assert mapping.reading(Options()).header_rows == 0
    assert mapping.reading(Options(header_rows=2)).header_rows == 2
    assert Mapping(questions=()).reading(Options()) == Options()


@pytest.mark.parametrize("rows", ["true", "-1", "9", '"none"'])
def test_rows_of_headings_are_a_small_number(rows: str) -> None:
    with pytest.raises(SettingsError, match="header_rows"):
        Mapping.from_toml(f"header_rows = {rows}")
