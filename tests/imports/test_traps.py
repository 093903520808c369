"""Answers as exports really hold them: words at the ends of numbers, codes, units, stars, dates that were ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.imports.made_up import asked, codes, columns, export, reported, understood

if TYPE_CHECKING:
    from collections.abc import Sequence

N = 60


def column(*answers: object) -> list[object]:
    return [answers[position % len(answers)] for position in range(N)]


def file(**answers: Sequence[object]) -> bytes:
    return columns(id=list(range(N)), **answers)


@pytest.mark.parametrize(
    ("answers", "low", "high"),
    [
        (["Strongly agree", 9, 8, 7, 6, 5, 4, 3, 2, "Strongly disagree"], 1, 10),
        (["10 - Extremely likely", 9, 8, 7, 6, 5, 4, 3, 2, 1, "0 - Not at all likely"], 0, 10),
        (["Extremely likely - 10", 9, 8, 7, 6, 5, "Not at all likely - 0"], 0, 10),
        (["1 (Not at all)", 2, 3, 4, "5 (Very much)"], 1, 5),
        (["(1) No goals", "(2)", "(3)", "(4)", "(5)", "(6)", "(7) Very clear goals"], 1, 7),
        (["1) Bad", "2)", "3)", "4)", "5) Good"], 1, 5),
        (["★★★★★", "★★★☆☆", "★★★★☆", "★☆☆☆☆", "★★☆☆☆"], 1, 5),
        (["5 stars", "4 stars", "1 star", "3 stars"], 1, 5),
    ],
)
def test_numbers_are_seen_behind_words(answers: list[object], low: int, high: int) -> None:
    question = asked(file(how_likely_to_recommend=column(*answers)), "recommend")
    assert (question.kind in {"numeric", "ordinal"}, question.scale_min, question.scale_max) == (True, low, high)
    assert reported(file(how_likely_to_recommend=column(*answers)), "recommend")["answered"] == N


@pytest.mark.parametrize("code", [0, 6, 8, 9, -9, -99, 99, 999])
def test_a_code_among_answers_is_decided_by_the_questions_around(code: int) -> None:
    content = file(
        rude=column(1, 2, 3, 4, 5, 4, 3, code), kind=column(1, 2, 3, 4, 5, 3, 3), calm=column(5, 4, 3, 4, 5, 2, 1)
    )
    found = reported(content, "rude")
    assert (found["scale"], found["not_applicable"]) == ({"min": 1, "max": 5}, 7)
    assert found["mean"] == pytest.approx(164 / 53)
    assert "value_outside_scale" in codes(understood(content))


def test_numbers_in_labels_that_are_no_ranks_are_left_aside_and_asked() -> None:
    labels = ["Strongly disagree (1)", "Disagree (2)", "Neutral (3)", "Agree (5)", "Strongly agree (6)"]
    question = asked(file(topic=column(*labels)), "topic")
    assert [question.labels[label] for label in labels] == [1, 2, 3, 4, 5]
    assert question.confidence == 0.6


def test_a_number_left_out_is_an_answer_that_nobody_gave() -> None:
    labels = ["Strongly disagree (1)", "Disagree (2)", "Agree (4)", "Strongly agree (5)"]
    question = asked(file(topic=column(*labels)), "topic")
    assert ([question.labels[label] for label in labels], question.scale_max) == ([1, 2, 4, 5], 5)


def test_numbers_that_run_against_their_labels_are_a_question() -> None:
    question = asked(file(topic=column("1 = sehr gut", "2 = gut", "3 = befriedigend", "4 = ausreichend")), "topic")
    assert (question.labels["1 = sehr gut"] > question.labels["4 = ausreichend"], question.confidence) == (True, 0.6)


def test_an_unused_answer_is_seen_in_the_questions_around() -> None:
    content = file(
        one=column("Agree", "Disagree", "Strongly agree"),
        two=column("Agree", "Neutral", "Strongly agree", "Strongly disagree", "Disagree"),
    )
    assert [asked(content, name).scale_max for name in ("one", "two")] == [5, 5]
    assert asked(content, "one").labels["Agree"] == 4


def test_numbers_that_carry_the_range_of_their_family() -> None:
    content = file(
        calm=column("Most of the time (4)", "Some of the time (1)", "Less than half of the time (2)"),
        fresh=column("All of the time (5)", "At no time (0)", "Most of the time (4)", "Some of the time (1)"),
    )
    assert [(asked(content, name).scale_min, asked(content, name).scale_max) for name in ("calm", "fresh")] == [
        (0, 5)
    ] * 2


def test_one_bad_cell_is_left_out_and_said() -> None:
    content = file(topic=[*column(1, 2, 3, 4, 5)[:-1], "four or so"])
    assert reported(content, "topic")["answered"] == N - 1
    assert "unreadable_answers" in codes(understood(content))


def test_two_scales_in_one_column_are_no_scale() -> None:
    content = file(topic=column(1, 2, 3, "Agree", "Disagree", "Strongly agree", 4, 5))
    assert (asked(content, "topic").kind, asked(content, "topic").confidence) == ("single", 0.3)
    assert "mixed_scales" in codes(understood(content))


@pytest.mark.parametrize(
    ("answers", "mean"),
    [
        (["$5.00", "$ 7", "€ 2.5", "1.250,5 €"], 316.25),
        ([".5", "1.", "2.25", "3"], 1.6875),
        (["50%", "25%", "100%", "12.5%"], 46.875),
        (["3,5", "4,0", "2,5", "1,5"], 2.875),
        (["1,250", "12,000", "3,000", "900"], 4287.5),
        (["5 years", "3 years", "10 years", "1 year"], 4.75),
        (["0", "55", "72", "100"], 56.75),
    ],
)
def test_amounts_have_a_mean_and_no_scale(answers: list[str], mean: float) -> None:
    found = reported(file(amount_seen=column(*answers)), "amount")
    assert (found["kind"], found["scale"]["min"], found["mean"]) == ("numeric", None, mean)


def test_ranges_that_a_spreadsheet_took_for_dates_are_said() -> None:
    assert "damaged_options" in codes(understood(file(team=column("2-Jan", "5-Mar", "6-10", "11-20"))))
    assert "damaged_options" in codes(understood(file(size=column("Oct-49", "50-99", "100-499", "<10"))))
    assert "damaged_options" not in codes(understood(file(size=column("10-49", "50-99", "100-499"))))


@pytest.mark.parametrize("answers", [["Yes", "No", "Not sure"], ["TRUE", "FALSE"], ["Ja", "Nein"], ["Oui", "Non"]])
def test_yes_and_no_are_a_choice(answers: list[str]) -> None:
    assert asked(file(taken_part=column(*answers)), "taken").kind == "single"


def test_ones_and_twos_alone_are_a_question() -> None:
    assert asked(file(taken_part=column(1, 2, 1, 1)), "taken").confidence == 0.5


@pytest.mark.parametrize(
    ("cells", "options"),
    [
        (["Mail, phone and letters, Chat", "Chat", "Mail, phone and letters", "Chat, Video (Zoom, Teams)",
          "Video (Zoom, Teams)", "Mail, phone and letters, Video (Zoom, Teams)"],
         {"Mail, phone and letters", "Chat", "Video (Zoom, Teams)"}),
        (["Mail;Chat;", "Chat;", "Mail;Video;", "Video;", "Mail;Chat;Video;"], {"Mail", "Chat", "Video"}),
        (["Mail / Chat", "Chat", "Mail / Video", "Video", "Mail / Chat / Video"], {"Mail", "Chat", "Video"}),
    ],
)  # fmt: skip
def test_options_in_one_cell_are_told_apart(cells: list[str], options: set[str]) -> None:
    question = asked(file(tools_used=column(*cells)), "tools")
    assert (question.kind, set(question.options)) == ("multi", options)


def test_a_heading_that_says_so_makes_few_combinations_a_multiple_choice() -> None:
    cells = column("PC", "PC", "PC", "PC", "PC, Phone", "PC, Tablet", "PC, Tablet, Phone")
    content = columns(id=list(range(N)), **{"Which devices (select all that apply)": cells})
    assert set(asked(content, "devices").options) == {"PC", "Phone", "Tablet"}


def test_people_without_the_experience_do_not_count_and_are_asked_about() -> None:
    cells = column("Very helpful", "Not so helpful", "Somewhat helpful", "Extremely helpful", "I have never used it")
    question = asked(file(topic=cells), "topic")
    assert (question.kind, question.not_applicable, question.is_coded) == ("ordinal", ("I have never used it",), True)
    assert question.confidence < 0.7


def test_a_misspelt_label_is_read_as_its_neighbor_and_asked_about() -> None:
    labels = ["Strongly agree", "Agree", "Neutral", "Disagree"]
    question = asked(file(topic=column(*labels * 2, "Stronlgy disagree", "Stronlgy disagree")), "topic")
    assert (question.labels["Stronlgy disagree"], question.scale_max, question.confidence < 0.7) == (1, 5, True)


def test_a_postal_code_and_an_id_are_no_amounts() -> None:
    content = file(
        rating=column(1, 2, 3, 4, 5),
        zip_code=[str(10_001 + 7 * (n % 40)) for n in range(N)],
        UserID=[str(900_000 + n) for n in range(N)],
    )
    assert [asked(content, name).kind for name in ("zip", "UserID")] == ["text", "metadata"]


@pytest.mark.parametrize(
    "answers",
    [
        ["Superb"] * 9 + ["Agree"] * 20 + ["Neutral"] * 8 + ["Disagree"] * 5,
        ["Very good"] * 300 + ["Good"] * 250,
        ["Often"] * 20 + ["Sometimes"] * 20 + ["Never"] * 9 + ["On request of my manager"] * 12,
    ],
)
def test_answers_mostly_of_a_known_set_are_a_question_and_never_silently_a_choice(answers: list[str]) -> None:
    question = asked(columns(topic=answers), "topic")
    assert question.kind == "single"
    assert question.confidence == 0.5


@pytest.mark.parametrize("answers", [["Yes", "No", "Maybe"] * 20, ["Agree"] * 600 + ["Disagree"] * 70])
def test_a_choice_of_facts_is_no_question(answers: list[str]) -> None:
    question = asked(columns(topic=answers), "topic")
    assert question.confidence >= 0.9


def test_two_answers_alone_do_not_show_a_scale() -> None:
    question = asked(columns(topic=["Agree"] * 60 + ["Disagree"] * 7), "topic")
    assert question.confidence == 0.6
    assert "Only two" in question.reason


def test_people_in_doubt_stand_beside_a_scale_that_is_whole_without_them() -> None:
    labels = ["Very confident"] * 40 + ["Somewhat confident"] * 20 + ["Not very confident"] * 12
    question = asked(columns(topic=[*labels, *["Not confident at all"] * 11, *["Not sure"] * 4]), "topic")
    assert question.scale_max == 4
    assert "Not sure" not in question.labels
    assert question.confidence == 0.6


def test_counts_that_go_on_beyond_ten_are_no_scale_of_ten() -> None:
    question = asked(columns(rounds=[*range(1, 13), 12, 12, 11, 10]), "rounds")
    assert (question.scale_min, question.scale_max, question.not_applicable) == (None, None, ())


def test_codes_of_age_groups_are_no_ages() -> None:
    question = asked(columns(age=[1, 1, 2, 3, 4, 5, 2, 3, 4, 1, 2, 5] * 3), "age")
    assert question.role is None
    assert (question.scale_min, question.scale_max) == (1, 5)


def test_yes_or_no_about_a_department_is_not_the_department() -> None:
    question = asked(columns(Do_you_have_a_safety_department=["Yes", "No", "Not sure"] * 9), "department")
    assert (question.kind, question.role) == ("single", None)


def test_a_rare_answer_that_tells_a_degree_is_no_slip() -> None:
    answers = ["Deplorable"] * 1 + ["Fair"] * 30 + ["Good"] * 50 + ["Excellent"] * 20 + ["Very unlovely"] * 1
    question = asked(columns(topic=answers), "topic")
    assert question.confidence <= 0.6


def test_options_coded_as_their_own_words_or_zero_are_a_choice() -> None:
    question = asked(columns(background=["0"] * 50 + ["From abroad"] * 9 + ["-99"] * 4), "background")
    assert (question.kind, question.not_applicable) == ("single", ("-99",))


def test_seen_and_left_out_is_no_answer_among_words() -> None:
    question = asked(columns(reads=["Yes", "No", "-99", "Not yet"] * 9), "reads")
    assert question.not_applicable == ("-99",)


@pytest.mark.parametrize("heading", ["survey_id", "idSurvey", "id_set", "sessionId"])
def test_ids_are_no_points_of_a_scale(heading: str) -> None:
    content = export([heading, "mood"], *([row % 4 + 1, row % 5 + 1] for row in range(40)))
    assert understood(content).questions[0].kind == "metadata"


def test_numbers_of_the_rows_are_no_question() -> None:
    content = export(["response", "mood"], *([row + 1, row % 5 + 1] for row in range(40)))
    assert [question.kind for question in understood(content).questions] == ["metadata", "numeric"]


def test_several_answers_about_ages_are_not_the_age() -> None:
    cells = ["20-29;30-39", "30-39", "30-39;40-49", "20-29", "40-49"] * 6
    question = asked(file(Which_age_range_do_you_prefer=cells), "age range")
    assert question.kind == "multi"


def test_people_who_stand_in_several_rows_are_said() -> None:
    content = export(["participant", "mood"], *([f"P{row % 12}", row % 5 + 1] for row in range(120)))
    assert "repeated_ids" in codes(understood(content))


def test_numbers_above_numbers_are_said_to_be_no_headings() -> None:
    rows = [[n % 5, n, 20240101 + n] for n in range(20)]
    assert "no_headings" in codes(understood(export(["4", "17", "20240101"], *rows)))
    assert "no_headings" not in codes(understood(export(["1", "2", "3"], *rows)))


def test_options_with_a_number_behind_their_heading_are_one_question() -> None:
    content = export(
        ["Mail", "Chat", "How?", "Mail2", "Chat3", "Call4"],
        *(
            ["Mail" * (n % 2), "Chat" * (n % 3 == 0), "x" * n, "Mail" * (n % 3 == 1), "Chat" * (n % 2), ""]
            for n in range(30)
        ),
    )
    found = [question.columns for question in understood(content).questions if question.kind == "multi"]
    assert found == [(0, 1), (3, 4, 5)]


@pytest.mark.parametrize(("low", "high"), [(0, 3), (0, 4), (0, 5), (0, 6), (0, 10), (1, 5), (1, 7), (1, 10)])
def test_a_scale_of_which_every_point_was_chosen_is_that_scale(low: int, high: int) -> None:
    question = asked(file(mood=column(*range(low, high + 1))), "mood")
    assert (question.scale_min, question.scale_max) == (low, high)


@pytest.mark.parametrize("answers", [["43 %", "80 %"], ["43\xa0%", "7\u202f%"], ["12%", "5,5 %"]])
def test_percentages_are_numbers(answers: list[str]) -> None:
    assert asked(file(share=column(*answers)), "share").kind == "numeric"


def test_a_dash_is_no_answer() -> None:
    question = asked(file(mood=column("Agree", "-", "Disagree", "Strongly agree", "–", "Neutral")), "mood")
    assert question.confidence >= 0.9
    assert set(question.not_applicable) == {"-", "–"}
