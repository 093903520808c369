"""Releases are listed with what has become of them, and withdrawn for good with a reason."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from analytics.errors import NotPublishedError, UnknownNameError
from analytics.release.cells import Cells
from analytics.release.files import FINDINGS, newest, shown_folders, write_release
from analytics.release.states import State, find, releases, withdraw, withdrawal_of

if TYPE_CHECKING:
    from pathlib import Path

AT = "2026-06-01T12:00:00+00:00"
FIRST, SECOND, DRAFT = "000001-aaaaaaaa", "000002-bbbbbbbb", "000003-cccccccc-draft"


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """Two releases and a draft, without numbers."""
    for day, name in enumerate((FIRST, SECOND, DRAFT), start=1):
        facts = {"created_at": f"2026-01-0{day}", "data_version": day, "waves": [{"name": f"wave {day}"}]}
        write_release(tmp_path / name, cells=Cells({}), findings={}, audit={}, facts=facts)
    return tmp_path


def states(published: Path) -> dict[str, State]:
    return {one.id: one.state for one in releases(published)}


def test_the_newest_release_is_shown_and_those_before_it_are_replaced(published: Path) -> None:
    assert states(published) == {DRAFT: State.DRAFT, SECOND: State.SHOWN, FIRST: State.REPLACED}
    (draft, second, _) = releases(published)
    assert (draft.created_at, second.data_version, second.waves) == ("2026-01-03", 2, ("wave 2",))


def test_a_folder_without_releases_lists_none(tmp_path: Path) -> None:
    assert releases(tmp_path / "absent") == ()


def test_a_withdrawal_says_who_when_and_why(published: Path) -> None:
    made = withdraw(published, "000002", reason="  One unit was twice in the roster. ", by="ana", at=AT)
    assert made == withdrawal_of(published, SECOND) == find(published, SECOND).withdrawal
    assert (made.reason, made.by, made.at) == ("One unit was twice in the roster.", "ana", AT)
    assert states(published) == {DRAFT: State.DRAFT, SECOND: State.WITHDRAWN, FIRST: State.SHOWN}
    assert newest(published).name == FIRST


def test_no_process_of_a_viewer_opens_what_was_withdrawn_even_with_drafts(published: Path) -> None:
    withdraw(published, SECOND, reason="Wrong.", by="ana", at=AT)
    assert {folder.name for folder in shown_folders(published, include_drafts=True)} == {FIRST, DRAFT}


@pytest.mark.parametrize(
    ("release", "reason", "why"),
    [(FIRST, " ", "needs a reason"), (DRAFT, "Wrong.", "is a draft"), ("00000", "Wrong.", "Unknown release")],
)
def test_a_withdrawal_without_a_reason_or_a_release_is_refused(
    published: Path, release: str, reason: str, why: str
) -> None:
    with pytest.raises((NotPublishedError, UnknownNameError), match=why):
        withdraw(published, release, reason=reason, by="ana", at=AT)
    assert State.WITHDRAWN not in states(published).values()


def test_nothing_is_withdrawn_twice(published: Path) -> None:
    withdraw(published, FIRST, reason="Wrong.", by="ana", at=AT)
    with pytest.raises(NotPublishedError, match="was withdrawn before"):
        withdraw(published, FIRST, reason="Other words.", by="eve", at=AT)
    assert find(published, FIRST).withdrawal == withdrawal_of(published, FIRST)


def test_a_damaged_release_is_listed_as_such(published: Path) -> None:
    (published / FIRST / FINDINGS).write_text("[]", encoding="utf-8")
    assert states(published)[FIRST] is State.DAMAGED


@pytest.mark.parametrize("text", ["", "[]", json.dumps({"release": FIRST})])
def test_a_withdrawal_whose_file_was_damaged_still_holds(published: Path, text: str) -> None:
    withdraw(published, SECOND, reason="Wrong.", by="ana", at=AT)
    (published / "withdrawn" / f"{SECOND}.json").write_text(text, encoding="utf-8")
    assert states(published)[SECOND] is State.WITHDRAWN
    assert newest(published).name == FIRST
