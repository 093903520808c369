"""Files offered by links: given to whom the page was drawn for, as long as it offers them, and made only then."""

from __future__ import annotations

import gc
import re
from typing import TYPE_CHECKING

from starlette.requests import Request

from analytics.audit_log import AuditLog
from analytics.errors import NotAllowedError
from dashboard.offered_files import GONE, Offer, Shelf, give
from dashboard.recording import AUDIT_LOG
from tests.dashboard.conftest import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from starlette.responses import Response
    from streamlit.testing.v1 import AppTest

    Visit = Callable[..., AppTest]

SAVED = re.compile(r'data-key="save-([^"]+)" href="/files/([^/"]+)/([^"]+)" download="([^"]+)"')


def follow(token: str, name: str) -> Response:
    """What somebody gets who follows a link."""
    path_params = {"token": token, "name": name}
    return give(Request({"type": "http", "path": "/", "headers": [], "path_params": path_params}))


def words(answer: Response) -> str:
    return bytes(answer.body).decode()


def shelf(make: Callable[[], bytes], owner: str = "local") -> Shelf:
    """A shelf with one file, which lives as long as it is held."""
    made = Shelf(owner=owner)
    made.offers["a.csv"] = Offer(name="a.csv", mime="text/csv", make=make)
    return made


def refuse() -> bytes:
    message = "You may not see this."
    raise NotAllowedError(message)


def fail() -> bytes:
    message = "secret value"
    raise ValueError(message)


def test_a_file_is_made_when_its_link_is_followed() -> None:
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        return b"n\r\n12\r\n"

    held = shelf(make)
    assert made == []
    answer = follow(held.token, "a.csv")
    assert (answer.status_code, answer.body, made) == (200, b"n\r\n12\r\n", [1])
    assert answer.headers["content-disposition"] == "attachment; filename*=utf-8''a.csv"
    assert answer.headers["cache-control"] == "no-store"


def test_a_file_that_is_not_offered_to_somebody_is_not_given() -> None:
    held, other = shelf(lambda: b""), shelf(lambda: b"", owner="somebody else")
    for token, name in ((held.token, "b.csv"), ("guessed", "a.csv"), (other.token, "a.csv")):
        answer = follow(token, name)
        assert (answer.status_code, words(answer)) == (404, GONE)


def test_a_page_offers_what_it_shows_and_what_it_showed_before() -> None:
    held, statuses = shelf(lambda: b""), []
    for _ in range(3):
        statuses.append(follow(held.token, "a.csv").status_code)
        held.turn()
    assert statuses == [200, 200, 404]


def test_the_files_of_a_session_go_with_it() -> None:
    held = shelf(lambda: b"")
    token = held.token
    del held
    gc.collect()
    assert follow(token, "a.csv").status_code == 404


def test_whoever_may_not_have_it_any_more_is_told_so() -> None:
    held = shelf(refuse)
    answer = follow(held.token, "a.csv")
    assert answer.status_code == 403
    assert "You may not see this." in words(answer)


def test_a_failure_says_nothing_of_what_was_in_it(caplog: pytest.LogCaptureFixture) -> None:
    held = shelf(fail)
    answer = follow(held.token, "a.csv")
    identity = re.search(r"error id (\w+)", words(answer))
    assert answer.status_code == 500
    assert identity
    assert identity[1] in caplog.text
    assert "secret" not in words(answer) + caplog.text


def test_every_table_and_chart_of_a_page_can_be_taken_away_and_that_is_logged(
    visit: Visit, published: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(AUDIT_LOG, str(tmp_path))
    app = visit(published, "engagement")
    links = SAVED.findall(text(app))
    kinds = {"csv": b"\xef\xbb\xbf# ", "xlsx": b"PK", "png": b"\x89PNG"}
    charts = len(app.get("plotly_chart"))
    assert len([key for key, *_ in links if key.endswith("-png")]) == charts > 0
    assert len([key for key, *_ in links if key.endswith("-csv")]) >= charts
    begins = {}
    for key, token, name, saved_as in {kind[0].rpartition("-")[2]: kind for kind in links}.values():
        assert name == saved_as == f"twoway-{key.rpartition('-')[0]}.{key.rpartition('-')[2]}"
        begins[name.rpartition(".")[2]] = bytes(follow(token, name).body)
    assert set(begins) == set(kinds)
    assert all(begins[kind].startswith(first) for kind, first in kinds.items())
    logged = [event for event in AuditLog(tmp_path).events() if event.action == "export"]
    assert sorted(event.note.partition(" ")[0] for event in logged) == ["CSV", "Excel", "PNG"]
    assert all(event.cells for event in logged)
