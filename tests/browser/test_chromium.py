"""Finding a browser, and the browser and server that every journey starts from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser import chromium as browsers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from playwright.sync_api import Page

    from tests.browser.conftest import Server


def executable(path: Path, answer: str, status: int = 0) -> Path:
    path.write_text(f"#!/bin/sh\necho '{answer}'\nexit {status}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_the_named_browser_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    named = executable(tmp_path / "mine", "Chromium 150.0")
    monkeypatch.setenv("TWOWAY_CHROMIUM", str(named))
    assert browsers.found() == named


def test_a_named_browser_that_does_not_start_is_not_replaced(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TWOWAY_CHROMIUM", str(tmp_path / "absent"))
    assert browsers.main() == 1
    assert "absent does not start as one" in capsys.readouterr().err


def test_a_stub_that_only_says_how_to_install_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    executable(tmp_path / "chromium", "Install the chromium snap first.", status=1)
    good = executable(tmp_path / "google-chrome", "Google Chrome 150.0")
    monkeypatch.delenv("TWOWAY_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert browsers.found() == good


def test_browser_tests_can_be_declined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWOWAY_CHROMIUM", "none")
    assert browsers.is_declined()
    assert browsers.main() == 0


def test_the_dashboard_answers_and_asks_no_third_party(visit: Callable[[Server], Page], server: Server) -> None:
    page = visit(server)
    page.goto("/")
    page.get_by_role("heading", level=1).first.wait_for()
    assert "Traceback" not in server.log.read_text(encoding="utf-8")
