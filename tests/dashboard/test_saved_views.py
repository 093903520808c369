"""Saved views: named, one's own or for everybody, and no word in them about a person."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from analytics.errors import NotAllowedError, SettingsError
from analytics.roles import Role, Viewer
from dashboard.saved_views import MOST_OF_ONE, SavedViews, checked_name, saved_views_folder
from dashboard.state import View

if TYPE_CHECKING:
    from pathlib import Path

LEAD = Viewer(name="lead@example.org", roles=frozenset({Role.DEI_LEAD}))
EXECUTIVE = Viewer(name="boss@example.org", roles=frozenset({Role.EXECUTIVE}))
STEWARD = Viewer(name="steward@example.org", roles=frozenset({Role.STEWARD}))
WOMEN = View(where={"gender": ("Woman",)}, wave="2025-06")


def saved(folder: Path, viewer: Viewer, name: str = "Women", *, is_shared: bool = False) -> str:
    views = SavedViews(folder, viewer)
    return views.save(name, page="engagement", view=WOMEN, release="000001-abc", is_shared=is_shared).id


def test_nothing_is_written_before_the_first_view(tmp_path: Path) -> None:
    assert SavedViews(tmp_path / "views", LEAD).all() == ()
    assert not (tmp_path / "views").exists()


def test_a_view_opens_as_it_was_saved(tmp_path: Path) -> None:
    identity = saved(tmp_path, LEAD)
    found = SavedViews(tmp_path, LEAD).find(identity)
    assert found is not None
    assert (found.name, found.page, found.release, found.view) == ("Women", "engagement", "000001-abc", WOMEN)


def test_ones_own_views_are_nobody_elses(tmp_path: Path) -> None:
    identity = saved(tmp_path, LEAD)
    assert SavedViews(tmp_path, EXECUTIVE).all() == ()
    assert SavedViews(tmp_path, EXECUTIVE).find(identity) is None


def test_a_shared_view_is_for_everybody_and_changed_by_those_who_may_share(tmp_path: Path) -> None:
    identity = saved(tmp_path, LEAD, is_shared=True)
    (seen,) = SavedViews(tmp_path, EXECUTIVE).all()
    assert not SavedViews(tmp_path, EXECUTIVE).may_change(seen)
    with pytest.raises(SettingsError, match="not yours to change"):
        SavedViews(tmp_path, EXECUTIVE).delete(identity)
    assert SavedViews(tmp_path, STEWARD).rename(identity, "All women").name == "All women"
    assert [one.name for one in SavedViews(tmp_path, LEAD).all()] == ["All women"]


def test_whoever_may_not_share_saves_for_themselves_only(tmp_path: Path) -> None:
    with pytest.raises(NotAllowedError):
        saved(tmp_path, EXECUTIVE, is_shared=True)
    saved(tmp_path, EXECUTIVE)
    assert [one.is_shared for one in SavedViews(tmp_path, EXECUTIVE).all()] == [False]


def test_no_file_says_who_saved_it(tmp_path: Path) -> None:
    saved(tmp_path, LEAD, is_shared=True)
    (path,) = tmp_path.glob("*.json")
    assert "lead" not in path.read_text(encoding="utf-8") + path.name
    assert (tmp_path / ".key").stat().st_mode & 0o077 == 0


def test_the_same_name_again_replaces_ones_own_view(tmp_path: Path) -> None:
    saved(tmp_path, LEAD)
    saved(tmp_path, LEAD, is_shared=True)
    saved(tmp_path, EXECUTIVE)
    assert [one.is_shared for one in SavedViews(tmp_path, LEAD).all()] == [True]
    assert len(SavedViews(tmp_path, EXECUTIVE).all()) == 2


def test_a_view_is_not_renamed_over_another(tmp_path: Path) -> None:
    identity = saved(tmp_path, LEAD)
    saved(tmp_path, LEAD, "Men")
    with pytest.raises(SettingsError, match="already"):
        SavedViews(tmp_path, LEAD).rename(identity, "Men")
    SavedViews(tmp_path, LEAD).delete(identity)
    assert [one.name for one in SavedViews(tmp_path, LEAD).all()] == ["Men"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "anna@example.org", "Employee 004824", "a\x00b", "\u202eevil"])
def test_names_that_are_none_or_name_a_person_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError):
        saved(tmp_path, LEAD, name)
    assert not list(tmp_path.glob("*.json"))


@pytest.mark.parametrize("name", ["Women in Lyon", "Été 2026", "女性 2025-06", "../../etc", "<b>"])
def test_other_names_are_kept_as_they_are(tmp_path: Path, name: str) -> None:
    saved(tmp_path, LEAD, name)
    assert [one.name for one in SavedViews(tmp_path, LEAD).all()] == [name] == [checked_name(name)]
    assert [path.parent for path in tmp_path.rglob("*.json")] == [tmp_path]


def test_files_that_are_no_views_are_left_out(tmp_path: Path) -> None:
    identity = saved(tmp_path, LEAD)
    document = json.loads((tmp_path / f"{identity}.json").read_text(encoding="utf-8"))
    wrong: list[object] = [
        [],
        {},
        {**document, "page": "passwords"},
        {**document, "asked": {"gender": "Woman"}},
        {**document, "name": 1},
    ]
    for number, one in enumerate(wrong):
        (tmp_path / f"{number}.json").write_text(json.dumps(one), encoding="utf-8")
    (tmp_path / "text.json").write_text("not json", encoding="utf-8")
    (tmp_path / "moved.json").write_text(json.dumps(document), encoding="utf-8")
    assert [one.id for one in SavedViews(tmp_path, LEAD).all()] == [identity]


def test_there_is_an_end_to_what_one_person_saves(tmp_path: Path) -> None:
    for number in range(MOST_OF_ONE):
        saved(tmp_path, LEAD, f"View {number}")
    with pytest.raises(SettingsError, match="saved views already"):
        saved(tmp_path, LEAD, "One more")
    saved(tmp_path, LEAD, "View 0")


def test_they_are_kept_beside_the_releases_unless_told_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWOWAY_PUBLISHED", str(tmp_path / "published"))
    monkeypatch.delenv("TWOWAY_VIEWS", raising=False)
    assert saved_views_folder() == tmp_path / "views"
    monkeypatch.setenv("TWOWAY_VIEWS", str(tmp_path / "elsewhere"))
    assert saved_views_folder() == tmp_path / "elsewhere"


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SettingsError, match="cannot be written"):
        saved(tmp_path / "file" / "views", LEAD)
