"""Scores in very many steps: sums that need more than 64 bits stay exact up to the figure on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.measures.survey import moments
from analytics.program import Program
from analytics.release.files import LARGEST, read_cells
from analytics.release.publish import publish
from tests.company import DENOMINATOR, company

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.measures.cell import Cell
    from analytics.release.cell_key import CellKey

FINER = 2**23
"""As many steps as a scale of 20 items has, for which a point is some two thousand million of them."""


def cells(folder: Path, finer: int) -> dict[CellKey, Cell]:
    """The cells of the small company whose scores have so many times as many steps."""
    folder.mkdir()
    source = company(folder, finer=finer)
    return dict(read_cells(publish(source, Program(), folder / "published", at="2026-01-05T09:00:00+00:00")).items())


def test_figures_do_not_depend_on_the_number_of_steps(tmp_path: Path) -> None:
    few, many = (cells(tmp_path / str(finer), finer) for finer in (1, FINER))
    assert few.keys() == many.keys()
    scored = [key for key in few if key.measure == "engagement"]
    assert len(scored) > 5
    assert max(many[key].squares for key in scored) > LARGEST
    for key in scored:
        assert many[key].total == few[key].total * FINER
        assert many[key].squares == few[key].squares * FINER**2
        assert moments(many[key], DENOMINATOR * FINER) == moments(few[key], DENOMINATOR)
