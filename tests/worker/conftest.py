"""A process that finds the jobs of the tests instead of those of the product."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.worker import child

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def jobs_of_tests(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A module of jobs, which the process finds by a line that stands for its own table of jobs."""
    names = ("add", "refuse", "take", "spin", "ask", "write", "fail", "sizes", "warm")
    folder: Path = tmp_path_factory.mktemp("jobs")
    (folder / "worker_of_tests.py").write_text(
        "from analytics.worker import child\n"
        f"child.JOBS = {{name: ('tests.worker.jobs', name) for name in {names!r}}}\n"
        "child.main()\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.setattr("analytics.worker.worker._CHILD", "worker_of_tests")
    assert set(child.JOBS) >= {"publish", "warm"}
