"""A share of those invited counts nobody who was not invited."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.measures.cell import Cell
from analytics.release.cell_key import CellKey
from analytics.release.cells import Cells
from analytics.release.facts import Wave
from analytics.release.findings import Findings
from analytics.release.read import Release
from dashboard.components.attention import attention
from dashboard.components.release_facts import waves_table

if TYPE_CHECKING:
    from collections.abc import Mapping

WAVE = Wave(name="2025-03", on="2025-03-01", responded=90, invited=50)


def only(release: Release, cells: Mapping[CellKey, Cell]) -> Release:
    """A release of one wave, which 90 people answered though 50 were invited."""
    return Release(replace(release.facts, waves=(WAVE,)), Cells(dict(cells)), Findings())


def test_more_answers_than_people_invited_are_no_share(release: Release) -> None:
    assert [row[-3:] for row in waves_table(only(release, {})).rows] == [("90", "50", "unknown")]


def test_the_share_is_of_those_invited(release: Release) -> None:
    key = CellKey(population="survey:2025-03", categories=frozenset(), measure="response")
    found = only(release, {key: Cell(people=50, n=50, total=24, squares=0)})
    assert [row[-1] for row in waves_table(found).rows] == ["48\u202f%"]
    (item,) = [item for item in attention(found, {}) if "answered the survey" in item.title]
    assert item.title.startswith("48")
    assert "Of 50 eligible people" in item.text
