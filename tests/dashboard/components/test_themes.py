"""Themes on screen: shares with intervals and n, groups in order, words escaped."""

from __future__ import annotations

from dataclasses import replace

from analytics.measures.themes import ThemeCell, ThemeShare
from analytics.narrative import themes_title
from analytics.release.read import Released, Theme, Themes, Undefined
from dashboard.components.tables import NOT_PUBLISHED
from dashboard.components.themes import groups_table, terms_table, themes_html, themes_table
from dashboard.theme import LIGHT
from tests.dashboard.findings import finding

ORDER = [("arm", "Pilot"), ("arm", "Comparison"), ("generation", "Gen Z")]
PAY = Theme(
    terms=("pay", "bonus <b>"),
    share=ThemeShare(n=900, percent=60),
    cells=(
        ThemeCell(dimension="generation", category="Gen Z", share=ThemeShare(n=120, percent=0)),
        ThemeCell(dimension="arm", category="Comparison", share=ThemeShare(n=780, percent=55)),
    ),
)
TIME = Theme(terms=("meetings", "calendar"), share=ThemeShare(n=900, percent=0), cells=(PAY.cells[0],))
FOUND = Themes(wave="2024-06", n=900, themes=(PAY, TIME), terms=(), stability=0.91)


def test_every_theme_has_its_share_interval_and_n() -> None:
    html = themes_html(FOUND, LIGHT)
    assert "<td>60</td>" in html
    assert "<td>under 5</td>" in html
    assert html.count("<td>900</td>") == 2
    assert "bonus &lt;b&gt;" in html
    assert "0.0 to " in html


def test_themes_are_saved_with_their_shares_and_intervals() -> None:
    table = themes_table(FOUND)
    assert table.header == ("Theme", "Share (%)", "95 % interval", "n")
    assert [row[:2] for row in table.rows] == [("pay, bonus <b>", "60"), ("meetings, calendar", "under 5")]
    assert all(" to " in row[2] and row[3] == "900" for row in table.rows)


def test_groups_stand_in_display_order_and_say_what_is_not_published() -> None:
    table = groups_table(FOUND, ORDER)
    assert table.header == ("Group", "By", "pay", "meetings", "n")
    assert [row[0] for row in table.rows] == ["Comparison", "Gen Z"]
    assert table.rows[0][2:] == ("55 (49 to 61)", NOT_PUBLISHED, "780")
    assert table.rows[1][2:] == ("under 5 (0 to 7)", "under 5 (0 to 7)", "120")
    assert groups_table(replace(FOUND, themes=()), ORDER).note


def test_titles_name_a_theme_only_where_it_is_clearly_ahead() -> None:
    assert themes_title(finding(Released(value=FOUND, n=900))) == "Comments are most often about pay and bonus <b>"
    level = replace(FOUND, themes=(PAY, PAY))
    assert themes_title(finding(Released(value=level, n=900))) == "Comments are about 2 themes, none clearly ahead"
    words = replace(FOUND, themes=(), terms=("pay",))
    assert themes_title(finding(Released(value=words, n=90))).startswith("Words that ten people")
    assert themes_title(finding(Undefined(reason="No."))) == "What people write in comments"
    assert terms_table(words).rows == (("pay",),)
