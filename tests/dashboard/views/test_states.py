"""States of a page that nobody plans for: a failure, and a release that changes while the page is open."""

from __future__ import annotations

import logging
import re
import shutil
from typing import TYPE_CHECKING

from streamlit.testing.v1 import AppTest

from dashboard.access import PUBLISHED
from dashboard.components.broken import LOGGER, TITLE, where
from dashboard.components.stale import CHANGED, REPLACED, WITHDRAWN
from tests.dashboard.conftest import SECONDS, text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    Visit = Callable[..., AppTest]

SECRET = "71.9 points of three people"  # noqa: S105 - a value that no log may hold

OPEN_PAGE = "from dashboard.components.stale import watch; watch('000000-older')"


def test_a_failure_is_a_notice_with_an_id_that_the_log_has_too(
    visit: Visit, published: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr("dashboard.components.attention.attention_html", fail)
    with caplog.at_level(logging.ERROR, logger=LOGGER.name):
        app = visit(published)
    assert not app.exception
    (box,) = [one.value for one in app.html if TITLE in one.value]
    identity = re.search(r"error id ([0-9a-f]{8})", box)
    assert identity
    assert f"error id {identity[1]}: ValueError at" in caplog.text
    assert "overview.py" in caplog.text
    assert SECRET not in caplog.text + box


def test_the_place_of_a_failure_does_not_tell_its_message() -> None:
    assert SECRET not in where(ValueError(SECRET))


def test_a_page_says_nothing_about_releases_while_its_own_is_the_newest(visit: Visit, published: Path) -> None:
    shown = text(visit(published))
    assert not any(word in shown for word in (REPLACED, WITHDRAWN, CHANGED))


def test_an_open_page_says_that_a_newer_release_is_there(
    monkeypatch: pytest.MonkeyPatch, published: Path, tmp_path: Path
) -> None:
    monkeypatch.setenv(PUBLISHED, str(shutil.copytree(published, tmp_path / "published")))
    (newest,) = (tmp_path / "published").iterdir()
    shutil.copytree(newest, newest.with_name("000000-older"))
    app = AppTest.from_string(OPEN_PAGE, default_timeout=SECONDS).run()
    assert REPLACED in text(app)
    assert "This page shows 000000-older; the newest one is 000001-" in text(app)
    assert app.button(key="refresh").label == "Show the newest"


def test_an_open_page_says_that_its_release_was_withdrawn(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(PUBLISHED, str(tmp_path))
    assert WITHDRAWN in text(AppTest.from_string(OPEN_PAGE, default_timeout=SECONDS).run())


def test_an_open_page_says_that_its_release_was_withdrawn_after_another(
    monkeypatch: pytest.MonkeyPatch, published: Path
) -> None:
    monkeypatch.setenv(PUBLISHED, str(published))
    shown = text(AppTest.from_string(OPEN_PAGE, default_timeout=SECONDS).run())
    assert WITHDRAWN in shown
    assert REPLACED not in shown


def test_the_next_page_says_that_it_shows_another_release_than_before(visit: Visit, published: Path) -> None:
    app = visit(published)
    app.session_state["release-seen"] = "000000-older"
    assert "You were looking at 000000-older; this page now shows 000001-" in text(app.run())
    assert CHANGED not in text(app.run())
