"""Shape of the source: short modules, telling names, folders that the layer check can see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.architecture.source import (
    LONGEST_MODULE,
    LONGEST_VIEW,
    Module,
    empty_names,
    is_below,
    long_modules,
    modules,
    unmarked_folders,
)
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = modules(ROOT, "analytics", "dashboard")


def test_modules_are_short() -> None:
    assert long_modules(SOURCE, LONGEST_MODULE) == []


def test_views_are_shorter() -> None:
    assert long_modules([one for one in SOURCE if is_below(one.name, ["dashboard.views"])], LONGEST_VIEW) == []


def test_a_long_module_is_seen() -> None:
    found = [Module(name="analytics.long", text="x = 1\n" * 401), Module(name="analytics.fits", text="x = 1\n" * 400)]
    assert long_modules(found, LONGEST_MODULE) == ["analytics.long has 401 lines"]


def test_names_say_what_is_inside() -> None:
    assert empty_names(SOURCE) == []


def test_an_empty_name_is_seen() -> None:
    names = ["analytics.utils", "analytics.store.file_helpers", "analytics.core.moments", "analytics.scores"]
    assert empty_names([Module(name=name, text="") for name in names]) == names[:3]


def test_every_folder_is_a_package() -> None:
    assert unmarked_folders(ROOT, "analytics", "dashboard", "tests") == []


def test_a_folder_that_is_no_package_is_seen(tmp_path: Path) -> None:
    (tmp_path / "analytics/engine/spark").mkdir(parents=True)
    (tmp_path / "analytics/__init__.py").touch()
    (tmp_path / "analytics/engine/spark/session.py").touch()
    assert unmarked_folders(tmp_path, "analytics") == ["analytics/engine", "analytics/engine/spark"]


def test_imports_are_found_wherever_they_stand() -> None:
    text = "import a.b\nfrom c import d\n\ndef f():\n    import e\n    from g.h import (i, j as k)\n"
    assert sorted(Module(name="m", text=text).imports()) == ["a.b", "c.d", "e", "g.h.i", "g.h.j"]
