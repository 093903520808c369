"""Says at the end of a run which method families of the reference file nobody has implemented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.reference.cases import cases, reference_file
from tests.reference.families import FAMILIES

if TYPE_CHECKING:
    import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    path = reference_file()
    if not path.is_file():
        return
    missing = sorted({case.method for case in cases(path)} - FAMILIES.keys())
    if missing:
        terminalreporter.write_line(f"Not implemented of {path.name}: {', '.join(missing)}", red=True)
    else:
        terminalreporter.write_line(f"Every method family of {path.name} is implemented.")
