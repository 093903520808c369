"""Memory: the search for cycles rests and goes on; rows that do not fit go to a private folder and leave nothing."""

from __future__ import annotations

import gc
import stat
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING

import pytest

from analytics.catalog import generation_scheme
from analytics.engine import DuckDBEngine
from analytics.engine.memory import SPILLED, no_cycles, spill_folder
from analytics.measures import survey
from analytics.query import Query
from tests.company import company

if TYPE_CHECKING:
    from pathlib import Path


def test_the_search_goes_on_after_an_error() -> None:
    with pytest.raises(ValueError, match="stop"), no_cycles():
        raise ValueError("stop")
    assert gc.isenabled()


def test_who_had_stopped_it_before_finds_it_stopped() -> None:
    gc.disable()
    try:
        with no_cycles(), no_cycles():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_folder_for_rows_that_do_not_fit_is_private_and_gone_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with DuckDBEngine({}, generation_scheme("pew")) as engine:
        (folder,) = tmp_path.glob("twoway-*")
        assert stat.S_IMODE(folder.stat().st_mode) == stat.S_IRWXU
        assert engine.rows(Query(aggregate="facts"))[0]["people"] == 0
    assert not list(tmp_path.iterdir())


def test_little_memory_changes_no_answer(tmp_path: Path) -> None:
    files = company(tmp_path).files
    query = survey.cells_question(("arm", "generation", "gender"))

    def answer(memory_mb: int | None) -> set[tuple[object, ...]]:
        with DuckDBEngine(files, generation_scheme("pew"), memory_mb=memory_mb) as engine:
            return {tuple(row.values()) for row in engine.rows(query)}

    assert answer(64) == answer(None)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not say whose process a number is.")
def test_what_a_killed_process_left_behind_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    left, others = tmp_path / f"{SPILLED}{process.pid}-abc", tmp_path / f"{SPILLED}{process.pid}-open"
    left.mkdir(mode=0o700)
    (left / "rows.tmp").write_bytes(b"rows")
    others.mkdir()
    others.chmod(0o755)
    mine = spill_folder()
    assert spill_folder() != mine
    assert not left.exists()
    assert mine.exists()
    assert others.exists(), "a folder that everybody may read was not made by this product"
