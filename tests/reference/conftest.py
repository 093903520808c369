"""Says at the end of a run which method families of the reference file nobody has implemented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import REFERENCE
from tests.reference.cases import cases
from tests.reference.families import FAMILIES

if TYPE_CHECKING:
    import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not REFERENCE.is_file():
        return
    missing = sorted({case.method for case in cases(REFERENCE)} - FAMILIES.keys())
    if missing:
        terminalreporter.write_line(f"Not implemented of {REFERENCE.name}: {', '.join(missing)}", red=True)
    else:
        terminalreporter.write_line(f"Every method family of {REFERENCE.name} is implemented.")
