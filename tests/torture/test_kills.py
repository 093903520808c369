"""The short form of the torture: real imports, undone and brought back, killed at random moments with readers on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.torture.kills import tortured

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills processes as POSIX does")


def test_a_store_under_fire_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    figures = tortured(tmp_path / "store", 12, seed=7, full_disks=3, damages=1)
    assert figures.faults == []
    assert (figures.rows_lost, figures.rows_doubled) == (0, 0)
    assert (figures.kills, figures.full_disks) == (12, 3)
    assert figures.found == figures.damages == 1
    assert figures.reads > 0
    assert figures.imports * 3 >= figures.begun >= figures.kills
    assert figures.in_import > 0
