"""What every test shares: material beside the repository, Hypothesis settings, order of the browser tests."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
EXPORTS = Path(os.environ.get("TWOWAY_EXPORTS") or ROOT / "../shared/exports").resolve()
REFERENCE = Path(os.environ.get("TWOWAY_REFERENCE") or ROOT / "../shared/reference/reference.json").resolve()
NO_EXPORTS = f"No real export files at {EXPORTS}: set TWOWAY_EXPORTS to a folder that has them and expected.json."
NO_REFERENCE = f"No reference cases at {REFERENCE}: set TWOWAY_REFERENCE to a reference.json computed by R."

# No test is timed: a slow machine is not a failure. The same examples every time: who causes a failure finds it.
settings.register_profile("twoway", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("twoway")


def exports_folder() -> Path:
    """The folder of real exports; without one the test (or the module, when called at its top) is skipped.

    `TWOWAY_EXPORTS` may name the folder or a file of cases in it, which `expected_exports()` then reads.
    """
    if not EXPORTS.exists():
        pytest.skip(NO_EXPORTS, allow_module_level=True)
    return EXPORTS if EXPORTS.is_dir() else EXPORTS.parent


def expected_exports() -> Path:
    """The file with the known answers of the real exports; skips as `exports_folder` does."""
    folder = exports_folder()
    return EXPORTS if EXPORTS.is_file() else folder / "expected.json"


def reference_file() -> Path:
    """The file of reference cases computed by R; without one the test or module is skipped."""
    if not REFERENCE.is_file():
        pytest.skip(NO_REFERENCE, allow_module_level=True)
    return REFERENCE


@pytest.fixture(autouse=True)
def environment() -> Iterator[None]:
    """The environment of the process as each test found it: commands that run inside the tests write into it."""
    found = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(found)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests first and in one process, since they share a server; every other file in one process too."""
    items.sort(key=lambda item: not _is_in_browser(item))
    for item in items:
        group = "browser" if _is_in_browser(item) else str(item.path)
        item.add_marker(pytest.mark.xdist_group(group))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line for each thing that could not be checked here."""
    absent = list(_absent())
    if absent:
        terminalreporter.section("not checked on this machine", yellow=True)
        for line in absent:
            terminalreporter.write_line(line, yellow=True)


def _absent() -> Iterable[str]:
    if not EXPORTS.exists():
        yield NO_EXPORTS
    if not REFERENCE.is_file():
        yield NO_REFERENCE
    if os.environ.get("TWOWAY_CHROMIUM", "").lower() == "none":
        yield "No browser tests: TWOWAY_CHROMIUM=none."


def _is_in_browser(item: pytest.Item) -> bool:
    return item.path.is_relative_to(ROOT / "tests" / "browser")
