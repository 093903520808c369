"""Every page is logged with its cells; without a log that can be written there is no page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.audit_log import AuditLog
from analytics.release.cell_names import cell_names
from analytics.release.lookups import cell_id, watched
from analytics.release.read import Withheld
from analytics.roles import Role
from dashboard.recording import AUDIT_LOG, WITHOUT
from tests.dashboard.conftest import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from analytics.audit_log import Event
    from analytics.release.read import Release


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AuditLog:
    """The log of the server."""
    monkeypatch.setenv(AUDIT_LOG, str(tmp_path / "audit"))
    return AuditLog(tmp_path / "audit")


def views(log: AuditLog) -> list[Event]:
    return [event for event in log.events() if event.action == "view"]


def test_a_page_is_logged_with_the_cells_on_it(
    visit: Callable[..., AppTest], published: Path, release: Release, log: AuditLog
) -> None:
    app = visit(published, "engagement")
    assert not app.exception
    (first, second) = views(log)
    assert (first.note, second.note) == ("overview", "engagement")
    assert second.release == release.facts.id
    names = cell_names(release)
    shown = {names[one].measure for one in second.cells}
    assert "engagement" in shown
    assert set(second.role.split(", ")) == set(Role)
    assert log.verify().is_whole


def test_the_same_page_again_is_no_other_line(visit: Callable[..., AppTest], published: Path, log: AuditLog) -> None:
    app = visit(published)
    app.run()
    app.run()
    assert len(views(log)) == 1


def test_what_somebody_typed_is_not_in_the_log(visit: Callable[..., AppTest], published: Path, log: AuditLog) -> None:
    visit(published, "engagement", gender="<b>Ana Smith</b>", wave="ana@example.com", ana_smith="1")
    refused = {one for event in views(log) for one in event.refused}
    assert any(one.startswith("address:") for one in refused)
    written = b"".join(segment.read_bytes() for segment in log.segments())
    for typed in (b"Ana Smith", b"ana@example.com", b"ana_smith", b"<b>"):
        assert typed not in written


def test_no_figure_is_in_the_log(visit: Callable[..., AppTest], published: Path, log: AuditLog) -> None:
    visit(published)
    for event in views(log):
        assert all(len(one) == 10 and int(one, 16) >= 0 for one in event.cells)


def test_a_page_that_cannot_be_logged_is_not_shown(
    visit: Callable[..., AppTest], published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(AUDIT_LOG, str(tmp_path / "file"))
    shown = text(visit(published))
    assert "audit log" in shown
    assert "cannot be written" in shown
    assert 'class="tw-value"' not in shown


def test_a_server_without_a_log_shows_its_pages(
    visit: Callable[..., AppTest], published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(AUDIT_LOG, WITHOUT)
    assert 'class="tw-value"' in text(visit(published))
    assert "There is no audit log" in text(visit(published, "audit"))


@pytest.mark.usefixtures("log")
def test_the_audit_page_says_who_saw_what_and_the_rules(
    visit: Callable[..., AppTest], published: Path, release: Release
) -> None:
    visit(published, "retention")
    shown = text(visit(published, "audit"))
    assert "follow from each other" in shown
    assert "Looked at a page" in shown
    assert "retention" in shown
    assert release.facts.id in shown
    assert "at most 50\u202f%" in shown


def test_the_audit_page_says_that_a_line_was_changed(
    visit: Callable[..., AppTest], published: Path, log: AuditLog
) -> None:
    visit(published, "retention")
    (segment,) = log.segments()
    segment.write_bytes(segment.read_bytes().replace(b"overview", b"overvieW"))
    shown = text(visit(published, "audit"))
    assert "The log is not whole" in shown
    assert "line 1 was changed" in shown


def test_the_audit_page_names_the_figures_of_a_line(
    visit: Callable[..., AppTest], published: Path, log: AuditLog
) -> None:
    visit(published, "engagement")
    app = visit(published, "audit")
    number = next(line.number for line in log.lines() if line.event.note == "engagement")
    app.selectbox(key="audit-line").set_value(number).run()
    assert "survey of" in text(app)


def test_lines_are_filtered(visit: Callable[..., AppTest], published: Path, log: AuditLog) -> None:
    visit(published, "retention")
    app = visit(published, "audit")
    assert log.verify().lines
    app.selectbox(key="audit-what").set_value("view").run()
    assert "Looked at a page" in text(app)
    app.selectbox(key="audit-person").set_value("local").run()
    assert not app.exception


def test_a_refused_group_is_named_where_both_its_categories_are_known(release: Release) -> None:
    with watched() as lookups:
        refused = release.estimate("engagement", {"gender": ("Nobody",)})
    assert isinstance(refused.outcome, Withheld)
    assert lookups.refused_ids() == ("gender:1 unknown",)
    assert lookups.found_ids() == ()
    key = next(iter(cell_names(release).values()))
    assert cell_id(key) in cell_names(release)
