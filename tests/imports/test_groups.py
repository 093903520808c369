from __future__ import annotations

from analytics.imports.groups import Group, groups
from analytics.imports.profile import profiles
from analytics.imports.table import Column
from tests.imports.made_up import export, understood


def grouped(headings: list[tuple[str, str]], rows: list[list[str]]) -> list[Group]:
    """The groups of columns with a text and a part each."""
    columns = [
        Column(index=index, key=f"q{index}", name=f"{stem} {part}".strip(), stem=stem, part=part)
        for index, (stem, part) in enumerate(headings)
    ]
    return groups(profiles(columns, rows), rows)


def shapes(found: list[Group]) -> list[tuple[str, int]]:
    return [(group.shape, len(group.profiles)) for group in found]


def test_rows_of_a_grid_are_questions_of_their_own() -> None:
    found = grouped([("Rate", "Food"), ("Rate", "Room")], [["Good", "Bad"], ["Bad", "Good"], ["Good", "Good"]])
    assert shapes(found) == [("row", 1), ("row", 1)]
    assert [group.text for group in found] == ["Rate - Food", "Rate - Room"]


def test_options_are_one_question() -> None:
    rows = [["Mail", "Chat"], ["Mail", ""], ["", "Chat"]]
    assert shapes(grouped([("Which?", "Mail"), ("Which?", "Chat")], rows)) == [("options", 2)]


def test_an_option_that_nobody_chose_belongs_to_its_question() -> None:
    rows = [["Mail", "", "Chat"], ["Mail", "", ""]]
    assert shapes(grouped([("Which?", "Mail"), ("Which?", "Fax"), ("Which?", "Chat")], rows)) == [("options", 3)]


def test_an_exclusive_choice_is_known_from_enough_rows() -> None:
    rows = [["Yes", ""], ["", "No"]] * 20
    found = grouped([("Well?", "Yes"), ("Well?", "No")], rows)
    assert (shapes(found), found[0].is_exclusive) == ([("options", 2)], True)


def test_points_in_words_are_a_rating() -> None:
    labels = ["Disagree", "Neutral", "Agree"]
    rows = [[label if row % 3 == place else "" for place, label in enumerate(labels)] for row in range(30)]
    found = grouped([("Good?", label) for label in labels], rows)
    assert (shapes(found), found[0].scores) == ([("points", 3)], (2, 3, 4))


def test_an_extra_point_for_not_applicable_has_no_score() -> None:
    names = ["1", "2", "3", "N/A"]
    rows = [[name if row % 4 == place else "" for place, name in enumerate(names)] for row in range(40)]
    assert grouped([("Good?", name) for name in names], rows)[0].scores == (1, 2, 3, None)


def test_points_of_which_people_chose_several_are_options() -> None:
    rows = [["1", "2", "3"], ["1", "", "3"], ["", "2", ""]]
    assert shapes(grouped([("Which floors?", name) for name in "123"], rows)) == [("options", 3)]


def test_a_comment_beside_a_question_is_its_follow_up() -> None:
    rows = [["4", "so"], ["5", "no"], ["3", "why"]]
    found = grouped([("Good?", ""), ("Good?", "Why?")], rows)
    assert shapes(found) == [("column", 1), ("follow_up", 1)]
    assert found[1].text == "Why? [follow-up to q0]"


def test_headings_that_end_in_their_only_answer_are_options() -> None:
    rows = [["Python", "R", "", "x"], ["", "R", "", "y"]]
    headings = [("3. Python", ""), ("3. R", ""), ("3. SQL", ""), ("4. Why?", "")]
    found = grouped(headings, rows)
    assert shapes(found) == [("options", 3), ("column", 1)]
    assert found[0].text == "3."


def test_the_same_headings_again_are_the_next_question() -> None:
    rows = [["Mail", "Chat", "Mail", ""], ["Mail", "", "", "Chat"]]
    found = grouped([("Mail", ""), ("Chat", ""), ("Mail", ""), ("Chat", "")], rows)
    assert shapes(found) == [("options", 2), ("options", 2)]


def test_options_that_a_spreadsheet_took_for_formulas_are_named_by_their_cells() -> None:
    labels = ["Very likely", "Likely", "Neither likely nor unlikely", "Unlikely", "Very unlikely"]
    content = export(
        ["Respondent ID", "Collector ID", "How likely?", "", "", "", ""],
        ["", "", *["#NAME?"] * 5],
        *[[n, 1, *[label if n % 5 == at else "" for at, label in enumerate(labels)]] for n in range(20)],
    )
    (question,) = [one for one in understood(content).questions if one.kind != "metadata"]
    assert (question.kind, question.scale_max, question.options) == ("ordinal", 5, tuple(labels))
