"""One program that several tests look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.simulate import Scenario, SimulatedProgram, simulate, write_csv

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def program() -> SimulatedProgram:
    return simulate(Scenario(seed=7, people=4000).sized(pairs=240))


@pytest.fixture(scope="session")
def folder(program: SimulatedProgram, tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("program")
    write_csv(program, written)
    return written
