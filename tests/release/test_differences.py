"""What one release says that another did not: by table, by figure, and by kind of what is no cell."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from analytics.catalog import NOT_ENROLLED
from analytics.release.cells import Cells
from analytics.release.differences import Differences, _words, differences
from analytics.release.files import FINDINGS, RELEASE, cells_hash, read_cells, read_facts, write_release

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.measures.cell import Cell
    from analytics.release.cell_key import CellKey

GENERATIONS = "generation"


def changed(release_folder: Path, folder: Path) -> Path:
    """A release without one table of engagement, with everybody's engagement a point higher, and one curve less."""
    cells = dict(read_cells(release_folder).items())
    kept = {key: _higher(key, cell) for key, cell in cells.items() if not _is_gone(key)}
    findings = json.loads((release_folder / FINDINGS).read_text(encoding="utf-8"))
    findings["curves"] = findings["curves"][1:]
    findings["reliability"] = [{**one, "alpha": 0.5} for one in findings["reliability"]]
    facts = {**read_facts(release_folder), "id": folder.name}
    write_release(folder, cells=Cells(kept), findings=findings, audit={}, facts=facts)
    return folder


def _is_gone(key: CellKey) -> bool:
    return key.measure == "engagement" and {name for name, _ in key.categories} == {"arm", GENERATIONS}


def _higher(key: CellKey, cell: Cell) -> Cell:
    if key.measure != "engagement" or key.categories:
        return cell
    # A point of 100 is 2.4 of 240 steps.
    return type(cell)(people=cell.people, n=cell.n, total=cell.total + round(2.4 * cell.n), squares=cell.squares * 2)


@pytest.fixture(scope="module")
def found(release_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Differences:
    return differences(release_folder, changed(release_folder, tmp_path_factory.mktemp("later") / "000002-bbbbbbbb"))


def test_a_release_says_the_same_as_itself(release_folder: Path) -> None:
    same = differences(release_folder, release_folder)
    assert same.are_none
    assert same.figures == ()
    assert same.cells == {"new": 0, "gone": 0, "changed": 0, "same": len(read_cells(release_folder))}


def test_gone_cells_are_counted_in_their_table(found: Differences, release_folder: Path) -> None:
    n_gone = sum(_is_gone(key) for key, _ in read_cells(release_folder).items())
    assert n_gone > 0
    assert found.cells["gone"] == n_gone
    (table,) = (one for one in found.tables if one.gone)
    assert (table.dimensions, table.gone, table.new) == (("arm", GENERATIONS), n_gone, 0)
    assert table.same > 0
    assert not found.are_none


def test_a_changed_figure_says_by_how_much(found: Differences) -> None:
    (figure,) = found.figures
    assert (figure.measure, figure.group, figure.wave) == ("engagement", "Everyone", "2024-12")
    assert figure.change == pytest.approx(1.0, abs=0.01)
    assert figure.before.n == figure.after.n


def test_the_other_direction_is_new_instead_of_gone(found: Differences, release_folder: Path, tmp_path: Path) -> None:
    back = differences(changed(release_folder, tmp_path / "000002-bbbbbbbb"), release_folder)
    assert back.cells["new"] == found.cells["gone"]
    assert back.figures[0].change == pytest.approx(-found.figures[0].change)


def test_figures_that_are_no_cells_are_compared_by_what_they_are_about(found: Differences) -> None:
    kinds = {one.kind: one for one in found.kinds}
    curves, scales = kinds["Curves of retention and of pairs"], kinds["Reliability of scales"]
    assert (curves.gone, curves.new, curves.changed) == (1, 0, 0)
    assert (scales.gone, scales.new, scales.same) == (0, 0, 0)
    assert scales.changed > 0


def test_plain_data_hold_every_figure(found: Differences) -> None:
    plain = json.loads(json.dumps(found.plain()))
    assert plain["cells"] == dict(found.cells)
    assert [one["measure"] for one in plain["figures"]] == ["engagement"]


def test_a_copy_under_another_name_says_the_same(release_folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(release_folder, tmp_path / "000009-dddddddd")
    assert differences(release_folder, copy).are_none
    assert read_facts(copy)["cells_hash"] == cells_hash(read_cells(copy))
    assert (copy / RELEASE).is_file()


def test_who_is_not_enrolled_is_named_with_what_they_are_not_enrolled_in() -> None:
    assert _words("cohort", NOT_ENROLLED) == "Not enrolled (cohort)"
    assert _words("role", NOT_ENROLLED) == "Not enrolled (role)"
    assert _words("gender", "Woman") == "Woman"
