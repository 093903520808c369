"""The heat map of changes by both generations: color only beyond chance, and one row a cell in its table."""

from __future__ import annotations

from dataclasses import replace

from analytics.report.generations import corrected
from dashboard.components.pair_changes import heat_html, pair_changes_table
from tests.report.test_generations import change

FOUND = (change(8.0), change(0.5, senior="Gen X"))


def test_a_cell_has_a_color_and_a_triangle_only_beyond_chance() -> None:
    html = heat_html("Senior mentee", list(zip(FOUND, corrected(FOUND), strict=True)), 3.0)
    assert html.count("tw-above") == 1
    assert "▲ </span>+8.0<small>n 40</small>" in html
    assert ">+0.5<small>n 40</small>" in html


def test_a_combination_that_is_not_published_is_a_dash() -> None:
    other = change(1.0, role="Senior mentee", senior="Gen X")
    found = [(FOUND[0], corrected(FOUND)[0])]
    html = heat_html(
        "Senior mentee", [*found, (replace(other, junior_generation="Millennial"), corrected(FOUND)[1])], 3.0
    )
    assert html.count('title="Not published">–') == 2


def test_the_table_has_both_intervals_and_the_verdict() -> None:
    first, second = pair_changes_table(FOUND, corrected(FOUND)).rows
    assert first[:6] == ("Senior mentee", "Gen Z", "Boomer", "2023-11 to 2025-06", "+8.0", "6.0 to 10.0")
    assert (first[-2:], second[-1]) == (("40", "beyond chance"), "may be chance")
