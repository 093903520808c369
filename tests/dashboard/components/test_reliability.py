"""Scales and their items: what is defined, what is not, and what goes the wrong way."""

from __future__ import annotations

from dataclasses import replace

from analytics.release.read import Interval, ItemReliability, ScaleReliability
from dashboard.components.reliability import items_table, reliability_title, scales_table

ITEM = ItemReliability(
    item="eng_1", text="I look forward to <work>.", answered=1234, missing=3.04, item_rest=0.695, alpha_without=0.844
)
SCALE = ScaleReliability(
    scale="engagement",
    wave="2024-12",
    asked=1300,
    n=1200,
    alpha=0.871,
    interval=Interval(low=0.861, high=0.879),
    omega=None,
    reason="A common factor needs at least three items; here there are 2.",
    items=(ITEM, ITEM),
)


def test_a_scale_has_alpha_with_its_interval_and_the_reason_of_what_is_undefined() -> None:
    table = scales_table([SCALE])
    assert table.rows == (("Engagement", "0.87", "0.86 to 0.88", "–", "2", "1,200", "1,300"),)
    assert table.note == "Engagement: A common factor needs at least three items; here there are 2."


def test_items_that_are_not_shown_are_not_counted_as_none() -> None:
    assert scales_table([replace(SCALE, items=())]).rows[0][4] == "–"


def test_an_item_has_what_was_missing_and_what_alpha_would_be_without_it() -> None:
    table = items_table([SCALE])
    assert table.rows[0] == ("I look forward to <work>.", "Engagement", "1,234", "3.0", "0.69", "0.84")
    assert not table.note
    assert "&lt;work&gt;" in table.html()


def test_an_item_against_the_others_is_marked_and_comes_first() -> None:
    turned = replace(SCALE, items=(ITEM, replace(ITEM, item_rest=-0.31)))
    assert items_table([turned]).rows[1][4] == "▼ −0.31"
    assert "turned the wrong way" in items_table([turned]).note
    assert reliability_title([turned]) == "1 item goes against the others of the scale"


def test_titles_say_alpha_where_there_is_one() -> None:
    assert reliability_title([SCALE]) == "How well the items go together: alpha 0.87 (Engagement)"
    assert reliability_title([replace(SCALE, alpha=None)]) == "How well the items go together"
