"""A release holds audited cells and nothing else, is the same for the same data, and is refused once it was changed."""

from __future__ import annotations

from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from analytics.errors import NotPublishedError
from analytics.program import Program
from analytics.release.audit.report import HISTOGRAM_ENDS, RULES, AuditReport
from analytics.release.files import AUDIT, CELLS, FINDINGS, RELEASE, newest, read_cells, read_facts
from analytics.release.publish import publish
from analytics.release.read import Release
from tests.company import company
from tests.given import Given

if TYPE_CHECKING:
    from pathlib import Path

AT = "2026-01-05T09:00:00+00:00"


def test_a_release_is_four_files(release_folder: Path) -> None:
    assert {path.name for path in release_folder.iterdir()} == {CELLS, FINDINGS, AUDIT, RELEASE}


def test_no_cell_has_fewer_than_ten_people_inside_or_outside(release_folder: Path) -> None:
    cells = dict(read_cells(release_folder).items())
    everyone = {(key.population, key.measure): cell for key, cell in cells.items() if not key.categories}
    for key, cell in cells.items():
        whole = everyone[key.population, key.measure]
        assert min(cell.n, cell.people) >= 10
        assert whole.n == cell.n or whole.n - cell.n >= 10


def test_a_cell_has_two_filters_at_most(release_folder: Path) -> None:
    assert {len(key.categories) for key, _ in read_cells(release_folder).items()} == {0, 1, 2}


def test_the_same_data_give_the_same_release(tmp_path: Path, release_folder: Path) -> None:
    again = publish(company(tmp_path), Program(), tmp_path / "published", at="2026-02-01T00:00:00+00:00")
    assert again.name == release_folder.name
    assert read_facts(again)["cells_hash"] == read_facts(release_folder)["cells_hash"]


def test_publishing_twice_changes_nothing(tmp_path: Path) -> None:
    source = company(tmp_path)
    first = publish(source, Program(), tmp_path / "published", at=AT)
    before = {path.name: path.read_bytes() for path in first.iterdir()}
    second = publish(source, Program(), tmp_path / "published", at="2027-01-01T00:00:00+00:00")
    assert first == second
    assert {path.name: path.read_bytes() for path in second.iterdir()} == before


def test_other_data_give_another_release(tmp_path: Path, release_folder: Path) -> None:
    other = publish(company(tmp_path, lift=0), Program(), tmp_path / "published", at=AT)
    assert other.name != release_folder.name


def test_viewers_do_not_get_drafts(tmp_path: Path) -> None:
    draft = publish(company(tmp_path), Program(), tmp_path / "published", at=AT, is_draft=True)
    with pytest.raises(NotPublishedError, match="Nothing has been published"):
        newest(tmp_path / "published")
    assert newest(tmp_path / "published", include_drafts=True) == draft


@pytest.mark.parametrize("name", [CELLS, FINDINGS])
def test_a_changed_file_is_refused(tmp_path: Path, release_folder: Path, name: str) -> None:
    folder = copytree(release_folder, tmp_path / release_folder.name)
    with (folder / name).open("ab") as file:
        file.write(b" ")
    with pytest.raises(NotPublishedError, match=name):
        Release.load(folder)


def test_an_empty_store_has_nothing_to_publish(tmp_path: Path) -> None:
    with pytest.raises(NotPublishedError, match="nothing to publish"):
        publish(Given(files={}), Program(), tmp_path / "published", at=AT)
    assert not (tmp_path / "published").exists()


def test_the_steward_reads_which_rule_refused_each_cell(release_folder: Path) -> None:
    eligible = AuditReport.read(release_folder).of("eligible")
    assert eligible is not None
    assert eligible.offered == eligible.published + len(eligible.refusals)
    assert sum(eligible.refused.values()) == len(eligible.refusals)
    assert {one.rule for one in eligible.refusals} == set(eligible.refused) <= set(RULES)
    assert eligible.highest_leverage <= 0.5
    assert (sum(eligible.histogram), len(eligible.histogram)) == (eligible.people, len(HISTOGRAM_ENDS) + 1)


def test_other_settings_give_another_release(tmp_path: Path, release_folder: Path) -> None:
    source = company(tmp_path)
    other = publish(source, Program(name="Two ways", margin=1.0), tmp_path / "published", at=AT)
    assert other.name != release_folder.name
    assert (read_facts(other)["program"], read_facts(other)["margin"]) == ("Two ways", 1.0)


def test_the_same_data_and_time_give_the_same_bytes(tmp_path: Path, release_folder: Path) -> None:
    again = publish(company(tmp_path), Program(), tmp_path / "published", at=AT)
    assert {path.name: path.read_bytes() for path in again.iterdir()} == {
        path.name: path.read_bytes() for path in release_folder.iterdir()
    }
