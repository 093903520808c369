"""The traps between labels and scores, each with a small file of its own."""

from __future__ import annotations

import pytest

from tests.imports.made_up import asked, codes, columns, export, reported, understood

AGREE = ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"]


def spread(answers: list[str], n: int = 40) -> list[str]:
    """The answers, repeated in turn to n rows."""
    return [answers[row % len(answers)] for row in range(n)]


def test_ends_of_a_numeric_scale_in_words() -> None:
    answers = spread(["Strongly agree", "9", "8", "7", "6", "5", "4", "3", "2", "Strongly disagree"])
    found = asked(columns(id=range(40), Do_you_agree=answers), "agree")
    assert (found.kind, found.scale_min, found.scale_max) == ("numeric", 1, 10)
    assert found.labels == {"Strongly agree": 10, "Strongly disagree": 1}
    assert reported(columns(id=range(40), Do_you_agree=answers), "agree")["mean"] == pytest.approx(5.5)


def test_numbered_ends_beside_bare_numbers() -> None:
    answers = spread(["0 - Mostly me", "1", "2", "3", "4", "5 - Mostly other people"])
    found = asked(columns(id=range(36), Who_uses_it=answers[:36]), "uses")
    assert (found.kind, found.scale_min, found.scale_max) == ("numeric", 0, 5)
    assert found.labels == {"0 - Mostly me": 0, "5 - Mostly other people": 5}


def test_codes_in_labels_that_are_not_ranks_are_left_aside() -> None:
    degrees = {"Strongly disagree": 1, "Disagree": 2, "Somewhat disagree": 3, "Neither agree nor disagree": 4}
    degrees |= {"Agree": 5, "Strongly agree": 6, "Somewhat agree": 8}
    answers = spread([f"{label} ({code})" for label, code in degrees.items()])
    found = asked(columns(id=range(40), Is_it_good=answers), "good")
    assert (found.kind, found.scale_min, found.scale_max) == ("ordinal", 1, 7)
    assert found.labels["Somewhat agree (8)"] == 5
    assert found.labels["Strongly agree (6)"] == 7
    assert "do not follow their order" in found.reason


def test_labels_with_their_rank_in_front() -> None:
    answers = spread([f"{rank}: {label.lower()}" for rank, label in enumerate(AGREE, start=1)])
    found = asked(columns(id=range(40), Is_it_good=answers), "good")
    assert (found.scale_min, found.scale_max, found.labels["5: strongly agree"]) == (1, 5, 5)


def test_labels_numbered_the_other_way_round_go_by_their_words() -> None:
    answers = spread([f"{6 - rank}: {label.lower()}" for rank, label in enumerate(AGREE, start=1)])
    found = asked(columns(id=range(40), Is_it_good=answers), "good")
    assert (found.labels["1: strongly agree"], found.labels["5: strongly disagree"]) == (5, 1)
    assert found.confidence < 0.9


def test_unknown_words_with_numbers_go_by_the_numbers() -> None:
    answers = spread(["(0) Not a problem", "(1) Trivial", "(2) Minor", "(3) Major", "(4) Critical"])
    found = asked(columns(id=range(40), Slow_start=answers), "slow")
    assert (found.kind, found.scale_min, found.scale_max, found.labels["(4) Critical"]) == ("ordinal", 0, 4, 4)


@pytest.mark.parametrize("code", ["6", "0", "8", "9", "-9", "-99", "N/A", "Not applicable", "Don't know"])
def test_not_applicable_is_counted_and_is_no_answer(code: str) -> None:
    sure = spread(["5", "5", "4", "3", "2", "1"], 60)
    content = columns(id=range(60), One=sure, Two=sure, Three=sure, Last=[*sure[:52], *[code] * 8])
    found = reported(content, "last")
    assert (found["answered"], found["not_applicable"], found["scale"]) == (52, 8, {"min": 1, "max": 5})
    assert ("value_outside_scale" in codes(understood(content))) == code.lstrip("-").isdigit()


def test_an_outside_value_is_named_with_its_question_and_not_with_its_rows_answer() -> None:
    content = columns(id=range(60), Age=[*spread(["31", "45", "28"], 58), "-1726", "99999999999"])
    notice = next(one for one in understood(content).warnings if one.code == "value_outside_scale")
    assert "2 in 'Age'" in notice.message
    assert "1726" not in notice.message
    assert reported(content, "age")["answered"] == 58


def test_a_five_point_set_whose_middle_nobody_used() -> None:
    used = spread(AGREE, 60)
    unused = spread([label for label in AGREE if label != "Neutral"], 20)
    content = columns(id=range(60), First=used, Second=[*unused, *[""] * 40])
    found = asked(content, "second")
    assert (found.scale_max, found.labels["Agree"]) == (5, 4)


def test_a_five_point_set_whose_bottom_nobody_used() -> None:
    answers = spread(["Satisfied", "Neutral", "Very Satisfied", "Somewhat dissatisfied"], 80)
    found = asked(columns(id=range(80), Support=answers), "support")
    assert (found.scale_min, found.scale_max, found.labels["Somewhat dissatisfied"]) == (1, 5, 2)


def test_a_bad_cell_in_a_numeric_column() -> None:
    content = columns(id=range(60), Score=[*spread(["5", "4", "3", "2", "1"], 59), "see above"])
    found = reported(content, "score")
    assert (found["kind"], found["answered"], found["mean"]) == ("numeric", 59, pytest.approx(3.0339, abs=1e-4))
    assert "unreadable_answers" in codes(understood(content))


def test_a_bad_cell_among_labels() -> None:
    content = columns(id=range(60), Score=[*spread(AGREE, 59), "see above"])
    assert (reported(content, "score")["kind"], reported(content, "score")["answered"]) == ("ordinal", 59)
    assert "unreadable_answers" in codes(understood(content))


def test_two_scales_in_one_column_are_a_question_not_a_guess() -> None:
    content = columns(id=range(60), Score=[*spread(AGREE, 30), *spread(["1", "2", "3", "4", "5"], 30)])
    found = asked(content, "score")
    assert (found.kind, found.scale_max, reported(content, "score")["mean"]) == ("single", None, None)
    assert found.confidence < 0.5
    assert "mixed_scales" in codes(understood(content))


def test_a_reversed_item_is_marked_and_to_be_confirmed() -> None:
    numbers = spread(["1", "2", "3", "4", "5"], 100)
    turned = [str(6 - int(number)) for number in numbers]
    content = columns(id=range(100), Like=numbers, Stay=numbers, Leave=turned, Recommend=numbers)
    found = asked(content, "leave")
    assert found.is_reverse
    assert found.confidence < 0.7
    assert not asked(content, "like").is_reverse


def test_the_same_labels_in_another_language_give_the_same_numbers() -> None:
    german = ["Stimme gar nicht zu", "Stimme eher nicht zu", "Teils/teils", "Stimme eher zu", "Stimme voll zu"]
    order = [0, 1, 2, 3, 4, 4, 3, 3] * 5
    english = reported(columns(id=range(40), Q=[AGREE[place] for place in order]), "q")
    other = reported(columns(id=range(40), Q=[german[place] for place in order]), "q")
    assert (english["mean"], english["scale"]) == (other["mean"], other["scale"])


def test_spellings_and_blanks_do_not_make_new_labels() -> None:
    answers = spread(["Strongly agree", " strongly Agree\n", "\ufeffAgree", "Disagree\xa0", "neutral"], 40)
    found = reported(columns(id=range(40), Q=answers), "q")
    assert (found["answered"], found["scale"]) == (40, {"min": 1, "max": 5})


def test_a_rating_with_one_column_for_each_point_is_one_question() -> None:
    points = [[str(point) if row % 5 + 1 == point else "" for point in range(1, 6)] for row in range(40)]
    content = export(
        ["Respondent ID", "Collector ID", "How was it?", "", "", "", ""],
        ["", "", " - 1", " - 2", " - 3", " - 4", " - 5"],
        *[[str(100 + row), "7", *cells] for row, cells in enumerate(points)],
    )
    found = reported(content, "how was it")
    assert (found["answered"], found["mean"], found["scale"]) == (40, 3.0, {"min": 1, "max": 5})
    assert understood(content).questions[-1].coded([["1", "7", "", "2", "", "4", ""]]) == [None]


def test_a_multi_select_over_columns_is_one_question() -> None:
    content = export(
        ["Respondent ID", "Collector ID", "Which tools?", "", "", ""],
        ["", "", "Mail", "Chat", "Phone", "Other (please specify)"],
        *[[str(row), "7", "Mail", "Chat" * (row % 2), "", "a pigeon" * (row % 3 == 0)] for row in range(12)],
    )
    found = understood(content).questions
    assert [(one.kind, one.text) for one in found[2:]] == [
        ("multi", "Which tools?"),
        ("text", "Other (please specify) [follow-up to q003]"),
    ]
    assert found[2].choices([["1", "7", "Mail", "", "Phone", ""]]) == [("Mail", "Phone")]


def test_yes_and_no_columns_are_one_multi_select() -> None:
    rows = [["Yes", "No", "N/A"], ["No", "No", "N/A"], ["N/A", "N/A", "N/A"]] * 10
    content = export(
        ["Response ID", "Date submitted", "Last page", "Which? [A]", "Which? [B]", "Which? [C]"],
        *[[row, "2024-05-01 10:00", 3, *cells] for row, cells in enumerate(rows, start=1)],
    )
    found = reported(content, "which")
    assert (found["kind"], found["answered"], found["not_applicable"]) == ("multi", 20, 10)


def test_equal_headings_are_different_questions() -> None:
    content = export(["id", "Why?", "Score", "Why?"], *[[row, "a", 1 + row % 5, "b"] for row in range(20)])
    found = [one for one in understood(content).questions if one.text == "Why?"]
    assert [one.columns for one in found] == [(1,), (3,)]
    assert found[0].id != found[1].id


def test_comments_are_text_and_never_scored() -> None:
    content = columns(id=range(40), Comment=[f"I think that {n} is fine" for n in range(40)], Score=["1", "2", "3"])
    assert (asked(content, "comment").kind, reported(content, "comment")["mean"]) == ("text", None)


def test_facts_about_people_are_dimensions() -> None:
    content = columns(id=range(40), Gender=["Woman", "Man"], Department=["Sales", "IT", "HR"], Score=["1", "2", "5"])
    assert [(one.kind, one.role) for one in understood(content).questions[1:3]] == [
        ("dimension", "gender"),
        ("dimension", "business_unit"),
    ]


def test_amounts_have_a_mean_and_no_scale() -> None:
    found = reported(columns(id=range(40), Hours_a_week=["38", "40", "12.5", "20"]), "hours")
    assert (found["kind"], found["mean"], found["scale"]) == ("numeric", 27.625, {"min": None, "max": None})


def test_an_id_is_not_averaged() -> None:
    found = reported(columns(Employee_Number=range(1000, 1060), Score=["1", "2", "5"]), "employee")
    assert (found["kind"], found["mean"]) == ("metadata", None)


def test_stars_are_points() -> None:
    content = columns(id=range(40), Stars=["5 stars", "4 stars", "1 star", "3 stars"])
    found = reported(content, "stars")
    assert (found["kind"], found["scale"], found["mean"]) == ("numeric", {"min": 1, "max": 5}, 3.25)


def test_five_or_more_is_five() -> None:
    content = columns(id=range(40), Children=["0", "1", "2", "3", "4", "5+"])
    assert asked(content, "children").labels == {"5+": 5}


def test_options_about_departments_and_places_are_no_dimension() -> None:
    """Whether somebody named an option is not which department they work in."""
    content = columns(
        id=range(60),
        Dissatisfied_with_the_department=["TRUE", "FALSE", "FALSE"],
        Work_location=["Selected", "Not Selected", "Not Selected"],
        Department=["Sales", "Finance", "Service"],
    )
    kinds = [question.kind for question in understood(content).questions[1:]]
    assert kinds == ["single", "single", "dimension"]


def test_decimals_of_any_length_are_numbers() -> None:
    values = ["7.030800821000001", "24.344969199999998", "0.000012345678901234567", "3"]
    assert reported(columns(id=range(20), Months=values), "Months")["answered"] == 20


def test_a_rare_letter_beside_initials_is_left_out_and_said() -> None:
    content = columns(id=range(304), Morale=["SA", "A", "N", "D", "SD"] * 60 + ["M"] * 4)
    found = asked(content, "Morale")
    assert (found.kind, found.scale_max) == ("ordinal", 5)
    assert codes(understood(content)) == ["unreadable_answers"]


def test_numbers_of_rows_under_any_heading_are_no_answers() -> None:
    for heading in ("No.", "Sl No.", "序号", "transid"):
        content = columns(**{heading: range(1, 41), "Score": ["1", "2", "3", "4", "5"]})
        assert understood(content).questions[0].kind == "metadata", heading


def test_one_answer_that_is_none_of_a_set_is_a_question() -> None:
    content = columns(id=range(330), Morale=["SA", "A", "N", "D", "SD"] * 60 + ["M"] * 30)
    found = asked(content, "Morale")
    assert (found.kind, found.scale_max, found.confidence < 0.7) == ("ordinal", 5, True)
    assert "none of them" in found.reason


def test_one_choice_among_choices_makes_no_set() -> None:
    found = asked(columns(id=range(300), Team=["Sales", "Service", "Finance", "Legal", "Other", "Law"] * 50), "Team")
    assert found.kind == "single"
