"""What is installed: a wheel with everything that a page or a command reads, and locks that say which packages."""

from __future__ import annotations

import re
import tomllib
import zipfile
from typing import TYPE_CHECKING

import pytest
from hatchling.builders.wheel import WheelBuilder

from tests.architecture.source import Module, modules, undeclared_imports
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = sorted(ROOT.glob("requirements*.lock"))


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^\w.-]", line)[0].lower() for line in requirements}


def locked(name: str) -> set[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return names(re.findall(r"^([a-z0-9][\w.-]*==.*)$", text, flags=re.MULTILINE))


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    wheel = next(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"]))
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize("package", ["analytics", "dashboard"])
def test_code_sql_and_assets_travel_in_the_wheel(shipped: set[str], package: str) -> None:
    files = {
        str(path.relative_to(ROOT))
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix != ".pyc" and not path.name.startswith(".")
    }
    assert files
    assert files - shipped == set()


def test_the_demo_and_the_codebooks_travel_in_the_wheel(shipped: set[str]) -> None:
    files = {f"analytics/{path.relative_to(ROOT)}" for path in (ROOT / "data").rglob("*") if path.is_file()}
    assert files
    assert files - shipped == set()


def test_tests_stay_at_home(shipped: set[str]) -> None:
    assert {name for name in shipped if name.startswith("tests/")} == set()


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
def test_a_lock_has_hashes_and_no_address(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    packages = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)
    pinned = [package for package in packages if re.match(r"[\w.-]+==", package)]
    assert pinned
    assert [package for package in pinned if "--hash=sha256:" not in package] == []
    assert re.findall(r"\w+://\S+|^\s*(?:--index|--find|-e|/)\S*", text, flags=re.MULTILINE) == []


def test_every_dependency_is_locked() -> None:
    assert names(PROJECT["project"]["dependencies"]) - locked("requirements.lock") == set()
    development = [line for line in PROJECT["dependency-groups"]["dev"] if isinstance(line, str)]
    assert names(development) - locked("requirements-dev.lock") == set()


def test_every_import_is_declared() -> None:
    runtime = names(PROJECT["project"]["dependencies"])
    groups = PROJECT["dependency-groups"]
    development = names(
        [line for group in ("build", "dev", "bench") for line in groups[group] if isinstance(line, str)]
    )
    own = {"analytics", "dashboard"}
    optional = names([line for extra in PROJECT["project"]["optional-dependencies"].values() for line in extra])
    assert undeclared_imports(modules(ROOT, "analytics", "dashboard"), runtime | optional | own) == []
    assert undeclared_imports(modules(ROOT, "tests"), runtime | optional | development | own | {"tests"}) == []


def test_an_undeclared_import_is_seen() -> None:
    found = [Module(name="analytics.themes", text="import json\nimport sklearn.decomposition\nimport nltk")]
    assert undeclared_imports(found, {"scikit-learn"}) == ["analytics.themes imports nltk"]


def test_both_locks_agree() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9][\w.-]*==\S+", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE))

    assert pins("requirements.lock") - pins("requirements-dev.lock") == set()
