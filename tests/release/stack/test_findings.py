"""Numbers besides cells stay with the cells that stay."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from analytics.release.cell_key import CellKey
from analytics.release.files import FINDINGS
from analytics.release.stack.findings import SECTIONS, kept_findings

if TYPE_CHECKING:
    from pathlib import Path

WAVE = "survey:A"


def share(percent: int, *categories: tuple[str, str], wave: str = "A") -> dict[str, Any]:
    named = {"measure": "favorable_engagement", "wave": wave, "categories": [list(one) for one in categories]}
    return {**named, "n": 40, "percent": percent, "worth": 1.0}


def month(held: int) -> dict[str, Any]:
    return {"year": 2025, "month": 1, "held": held}


def test_what_a_release_computes_is_known_here(release_folder: Path) -> None:
    """Whoever adds a kind of number says which population it is about, or it stays as long as anything does."""
    found = json.loads((release_folder / FINDINGS).read_text(encoding="utf-8"))
    assert found.keys() == {*SECTIONS, "themes", "drivers", "schemes"}


def test_all_numbers_of_a_wave_that_stays_stay() -> None:
    old, new = {"favorable": [share(50)]}, {"favorable": [share(55), share(60, wave="B"), share(70, ("gender", "Man"))]}
    assert kept_findings(new, old, {WAVE}, ())["favorable"] == [share(50), share(60, wave="B")]


def test_the_number_of_one_group_stays_with_its_cell() -> None:
    men = CellKey(population=WAVE, categories=frozenset({("gender", "Man")}), measure="engagement")
    old = {"favorable": [share(50), share(40, ("gender", "Man"))]}
    new = {"favorable": [share(55), share(45, ("gender", "Man"))]}
    assert kept_findings(new, old, (), {men})["favorable"] == [share(55), share(40, ("gender", "Man"))]


def test_nothing_stays_where_all_is_new() -> None:
    old, new = {"favorable": [share(50)], "schemes": ["old"]}, {"favorable": [share(55)], "schemes": ["new"]}
    assert kept_findings(new, old, (), ()) == new


def test_a_change_stays_with_either_of_its_waves() -> None:
    def change(value: float, earlier: str, wave: str) -> dict[str, Any]:
        return {"measure": "enps", "earlier": earlier, "change": {"label": "Pilot", "wave": wave, "value": value}}

    old, new = {"changes": [change(1, "A", "B")]}, {"changes": [change(2, "A", "B"), change(3, "A", "C")]}
    assert kept_findings(new, old, {WAVE}, ())["changes"] == [change(1, "A", "B"), change(3, "A", "C")]


@pytest.mark.parametrize(("carried", "held"), [("pairs", 10), ("eligible", 12)])
def test_the_calendar_stays_with_the_pairs(carried: str, held: int) -> None:
    found = kept_findings({"calendar": [month(12)]}, {"calendar": [month(10)]}, {carried}, ())
    assert found["calendar"] == [month(held)]


def test_what_nobody_has_placed_stays_with_anything() -> None:
    assert kept_findings({"schemes": ["new"]}, {"schemes": ["old"]}, {"pairs"}, ())["schemes"] == ["old"]


def test_themes_stay_by_wave_and_drivers_by_what_they_are_about() -> None:
    old: dict[str, Any] = {
        "themes": {"reason": "", "waves": {"A": {"n": 10}}},
        "drivers": {"leaving": {"people": 1}, "engagement": {"new": "A", "seen": "", "people": 1}},
    }
    new = {
        "themes": {"reason": "", "waves": {"A": {"n": 11}, "B": {"n": 5}}},
        "drivers": {"leaving": {"people": 2}, "engagement": {"new": "A", "seen": "", "people": 2}},
    }
    found = kept_findings(new, old, {WAVE}, ())
    assert found["themes"]["waves"] == {"A": {"n": 10}, "B": {"n": 5}}
    assert found["drivers"] == {"leaving": {"people": 2}, "engagement": old["drivers"]["engagement"]}
    assert kept_findings(new, old, {"eligible"}, ())["drivers"]["leaving"] == {"people": 1}
