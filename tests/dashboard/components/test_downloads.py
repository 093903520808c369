"""What a saved table says beside its numbers."""

from __future__ import annotations

from analytics.numerals import ENGLISH, Form
from dashboard.components.downloads import MARK, about_picture, content, picture_bytes, table_file
from dashboard.components.heat import HeatRow, heat_table
from dashboard.components.tables import estimates_table
from dashboard.figures.dots import dots
from dashboard.figures.drawing.picture import Picture
from dashboard.figures.series import Series
from dashboard.theme import LIGHT
from tests.dashboard import findings as given


def test_a_saved_table_names_its_people_its_release_and_what_is_hidden() -> None:
    found = (given.released(71.2, label="Gen Z"), given.withheld("Boomer"))
    table = estimates_table(found, caption="Engagement", rows="Generation")
    lines = content(table_file(table, found), "csv").decode("utf-8-sig").splitlines()
    assert lines[0] == "# Engagement"
    assert "# Everyone." in lines
    assert f"# {MARK}" in lines
    assert "# Release 000001-abcdefgh, data version 7." in lines
    assert any(line.startswith("Gen Z,71.2,") for line in lines)
    assert any(line.startswith("Boomer,Not published") for line in lines)


def test_a_table_with_everything_shown_speaks_of_nothing_hidden() -> None:
    found = (given.released(71.2, label="Gen Z"),)
    assert MARK not in table_file(estimates_table(found, caption="C", rows="R"), found).about


def test_a_picture_says_whom_it_is_about_how_many_what_is_hidden_and_its_release() -> None:
    found = (given.released(71.2, label="Gen Z"), given.withheld("Boomer"))
    who, n, hidden, source = about_picture(found)
    assert who == "Everyone."
    assert n == "n: Gen Z: 120."
    assert hidden.startswith("Not published: Boomer. ")
    assert source == "Release 000001-abcdefgh, data version 7."


def test_a_picture_has_the_numbers_of_whoever_asked_for_it() -> None:
    figure = dots([Series(label="Pilot", color=LIGHT.pilot, findings=(given.released(1.2),))], LIGHT, possible=(0, 2))
    picture = Picture(title="T", caption="C", figure=figure, about=(), palette=LIGHT)
    english, german = (picture_bytes(picture, form) for form in (ENGLISH, Form(decimal=",", group=".")))
    assert english.startswith(b"\x89PNG")
    assert german.startswith(b"\x89PNG")
    assert english != german


def test_a_saved_heat_map_has_a_row_for_each_cell_and_says_which_may_be_chance() -> None:
    cells = (given.difference(4, 2), given.difference(1, 3), None)
    table = heat_table("C", "Group", ("a", "b", "c"), [HeatRow(label="Lyon", cells=cells)])
    assert [(row[0], row[1], row[2], row[-1]) for row in table.rows] == [
        ("Lyon", "a", "+4.0", "beyond chance"),
        ("Lyon", "b", "+1.0", "may be chance"),
        ("Lyon", "c", "Not published", ""),
    ]
