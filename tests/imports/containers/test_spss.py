"""SPSS files: what the file itself says about its questions is taken as certain."""

from __future__ import annotations

import struct
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from pyreadstat import write_sav

from analytics.errors import UnreadableFileError
from analytics.imports.codebook import read_codebook
from analytics.imports.containers import read_apart
from analytics.imports.containers.spss import Variable
from analytics.imports.mapping import propose
from analytics.imports.report import report
from tests.imports.made_up import understood
from tests.torture.binaries import sav_header, sav_variable
from tests.torture.samples import sav

if TYPE_CHECKING:
    from pathlib import Path

    from pyreadstat.pyclasses import MissingRange

    from analytics.imports.question import Question

RISING = {"Strongly disagree": 1, "Disagree": 2, "Neutral": 3, "Agree": 4, "Strongly agree": 5}


@pytest.fixture(scope="module")
def questions() -> dict[str, Question]:
    return {question.id: question for question in understood(sav(), "answers.sav").questions}


def test_labels_of_variables_are_the_questions_and_names_their_ids(questions: dict[str, Question]) -> None:
    assert questions["LISTENS"].text == "My mentor listens"
    assert questions["EASE"].text == "How easy was it?"


def test_labels_of_values_are_the_scale(questions: dict[str, Question]) -> None:
    found = questions["LISTENS"]
    assert (found.kind, found.scale_min, found.scale_max, found.confidence) == ("ordinal", 1, 5, 1.0)
    assert dict(found.labels) == RISING
    assert found.reason == "The file states the number of each label."


def test_words_that_no_set_knows_are_a_scale_where_the_file_says_ordinal(questions: dict[str, Question]) -> None:
    found = questions["OFTEN"]
    assert (found.kind, found.scale_min, found.scale_max) == ("ordinal", 0, 3)
    assert dict(found.labels) == {"Nope": 0, "A bit": 1, "Lots": 2, "Wow": 3}


def test_labels_at_the_ends_alone_give_the_scale_of_the_numbers(questions: dict[str, Question]) -> None:
    found = questions["EASE"]
    assert (found.kind, found.scale_min, found.scale_max) == ("numeric", 1, 7)


def test_values_declared_as_missing_are_not_applicable() -> None:
    found = {one["id"]: one for one in report(understood(sav(), "answers.sav"))["questions"]}
    assert (found["LISTENS"]["answered"], found["LISTENS"]["not_applicable"]) == (35, 5)
    assert (found["EASE"]["answered"], found["EASE"]["not_applicable"]) == (36, 4)
    assert found["EASE"]["mean"] == pytest.approx(sum(n % 7 + 1 for n in range(40) if n % 10) / 36)


def test_numbers_that_fall_as_words_rise_are_kept_and_said_to_be_reversed(questions: dict[str, Question]) -> None:
    found = questions["HELPS"]
    assert dict(found.labels) == {label: 6 - number for label, number in RISING.items()}
    assert found.is_reverse
    assert not questions["LISTENS"].is_reverse


def test_an_item_of_a_scale_is_reversed_where_either_the_item_or_the_numbers_are() -> None:
    mapping = propose(understood(sav(), "answers.sav"), read_codebook(None))
    assert {entry.id for entry in mapping.questions if entry.is_reverse} == {"HELPS"}


def test_names_of_a_choice_are_no_scale(questions: dict[str, Question]) -> None:
    assert questions["FRUIT"].kind == "single"
    assert questions["GENDER"].kind == "dimension"


def test_a_packed_file_is_the_same_file() -> None:
    assert read_apart(sav(is_packed=True), "sav", "a.zsav").rows == read_apart(sav(), "sav", "a.sav").rows


def test_numbers_stand_as_numbers_where_an_answer_has_no_label() -> None:
    one = Variable(name="q", text="", values=[1.0, 2.0, 4.0, None], labels={1.0: "low", 7.0: "high"})
    assert one.cells() == ["1", "2", "4", ""]
    assert one.described().labels == (("low", 1.0), ("high", 7.0))


def test_a_text_with_labels_stands_as_its_labels() -> None:
    one = Variable(name="q", text="", values=["f", "m", ""], labels={"f": "Woman", "m": "Man"})
    assert one.cells() == ["Woman", "Man", ""]
    assert one.described().labels == ()


def test_one_label_for_two_numbers_leaves_the_numbers() -> None:
    one = Variable(name="q", text="", values=[1.0, 2.0], labels={1.0: "Agree", 2.0: "Agree"})
    assert one.cells() == ["1", "2"]
    assert one.described().labels == ()


def test_a_file_with_fewer_rows_than_it_says_was_cut_off() -> None:
    end, rows = struct.pack("<2i", 999, 0), struct.pack("<6d", 1, 5, 2, 4, 3, 3)
    dictionary = sav_variable(b"ID") + sav_variable(b"SCORE") + end
    assert len(read_apart(sav_header(n_cases=3) + dictionary + rows, "sav", "a.sav").rows) == 4
    with pytest.raises(UnreadableFileError, match="damaged SPSS file"):
        read_apart(sav_header(n_cases=5) + dictionary + rows, "sav", "a.sav")


def test_a_survey_tool_is_known_by_the_names_of_its_variables(tmp_path: Path) -> None:
    names = [
        "StartDate",
        "EndDate",
        "Status",
        "Progress",
        "Finished",
        "RecordedDate",
        "ResponseId",
        "UserLanguage",
        "Q1",
    ]
    moments = [datetime(2026, 6, 17, 9, n) for n in range(30)]  # noqa: DTZ001 - as SPSS has it
    values: list[list[Any]] = [
        moments,
        moments,
        [float(n % 10 == 0) for n in range(30)],
        [100.0] * 30,
        [float(n % 7 > 0) for n in range(30)],
        moments,
        [f"R_{n}" for n in range(30)],
        ["EN"] * 30,
        [float(n % 5 + 1) for n in range(30)],
    ]
    labels: dict[str, dict[float | int, str]] = {
        "Status": {0: "IP Address", 1: "Survey Preview"},
        "Finished": {0: "False", 1: "True"},
        "Q1": {number: label for label, number in RISING.items()},
    }
    frame = pd.DataFrame(dict(zip(names, values, strict=True)))
    texts: list[str | None] = [
        "Start Date",
        "End Date",
        "Response Type",
        "Progress",
        "Finished",
        "Recorded Date",
        "Response ID",
        "",
        "I learn",
    ]
    write_sav(frame, tmp_path / "a.sav", column_labels=texts, variable_value_labels=labels)
    found = understood((tmp_path / "a.sav").read_bytes(), "a.sav")
    assert found.format == "qualtrics"
    assert {reason: len(rows) for reason, rows in found.dropped.items()} == {"preview": 3, "unfinished": 4}
    assert [(one.id, one.text, one.kind) for one in found.questions if one.kind != "metadata"] == [
        ("Q1", "I learn", "ordinal")
    ]


def test_a_label_for_other_answers_makes_a_choice(tmp_path: Path) -> None:
    """A variable that is called a scale although its codes only name roles is no scale."""
    labels: dict[str, dict[float | int, str]] = {"Post": {1: "Student", 2: "Teacher", 3: "Other (please specify)"}}
    frame = pd.DataFrame(
        {"Post": [float(n % 3 + 1) for n in range(30)], "Score": [float(n % 5 + 1) for n in range(30)]}
    )
    write_sav(frame, tmp_path / "a.sav", variable_value_labels=labels, variable_measure={"Post": "scale"})
    found = understood((tmp_path / "a.sav").read_bytes(), "a.sav").questions[0]
    assert (found.kind, found.scale_max) == ("single", None)


def test_names_numbered_by_the_alphabet_are_a_choice(tmp_path: Path) -> None:
    """R numbers the names of a choice by the alphabet and calls them a scale."""
    labels: dict[str, dict[float | int, str]] = {
        "Clap": {1: "Left", 2: "Neither", 3: "Right"},
        "Mood": {1: "Bad", 2: "Fair", 3: "Good"},
    }
    frame = pd.DataFrame({name: [float(n % 3 + 1) for n in range(30)] for name in labels})
    write_sav(frame, tmp_path / "a.sav", variable_value_labels=labels, variable_measure=dict.fromkeys(labels, "scale"))
    found = understood((tmp_path / "a.sav").read_bytes(), "a.sav").questions
    assert [question.kind for question in found] == ["single", "ordinal"]


def test_a_code_of_people_who_do_not_know_is_no_end_of_the_scale(tmp_path: Path) -> None:
    """Social surveys label 8 as "don't know" and declare only 9 as missing, and 1 as the strongest agreement."""
    agreement = ["Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Strongly disagree"]
    labels: dict[str, dict[float | int, str]] = {
        "Respect": {**dict(enumerate(agreement, start=1)), 8: "I don't know", 9: "Prefer not to say"}
    }
    frame = pd.DataFrame({"Respect": [1.0, 2, 3, 4, 5, 8, 9, 2, 2, 8] * 6})
    missing: dict[str, list[int | float | str | MissingRange]] = {"Respect": [9]}
    write_sav(
        frame,
        tmp_path / "a.sav",
        variable_value_labels=labels,
        variable_measure={"Respect": "ordinal"},
        missing_ranges=missing,
    )
    found = understood((tmp_path / "a.sav").read_bytes(), "a.sav").questions[0]
    assert (found.scale_min, found.scale_max, found.is_reverse) == (1, 5, True)
    assert "I don't know" not in found.labels
    assert {"I don't know", "Prefer not to say"} <= set(found.not_applicable)
