"""Heat maps: a color only beyond chance, stronger where the difference is larger, n in every cell."""

from __future__ import annotations

import re

from dashboard.components.heat import LEGEND, HeatRow, heat_html
from tests.dashboard import findings as given


def cells(*found: object) -> list[str]:
    markup = heat_html("Scores", "Group", ["a"] * len(found), [HeatRow(label="Row", cells=found)])  # type: ignore[arg-type]
    return re.findall(r"<td.*?</td>", markup)


def test_noise_is_gray() -> None:
    (cell,) = cells(given.difference(2, 3))
    assert "class" not in cell
    assert "+2.0" in cell


def test_a_color_grows_with_the_difference() -> None:
    found = cells(*(given.difference(size, 1) for size in (2, 7, 13, -2, -7, -13)))
    kinds = [re.search(r'class="(.*?)"', cell)[1] for cell in found]  # type: ignore[index]
    assert kinds == ["tw-above-1", "tw-above-2", "tw-above-3", "tw-below-1", "tw-below-2", "tw-below-3"]


def test_every_cell_has_its_n_and_its_interval() -> None:
    (cell,) = cells(given.difference(4, 2))
    assert "<small>n 40</small>" in cell
    assert "2.0 to 6.0 points; pilot 40, comparison 400" in cell


def test_what_is_not_published_is_a_dash() -> None:
    withheld, absent = cells(given.withheld(), None)
    assert "tw-missing" in withheld
    assert "–" in absent


def test_the_legend_says_what_a_color_means() -> None:
    assert LEGEND in heat_html("Scores", "Group", [], [])
