"""Earlier releases: those that may still be seen beside the newest one."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from analytics.errors import NotPublishedError
from analytics.release.files import read_facts, shown_folders
from analytics.release.read import Release
from analytics.release.scope import within

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from analytics.roles import Viewer
    from dashboard.access import Access

CREATED = "created_at"


def earlier(access: Access, release: Release) -> Mapping[str, str]:
    """Days of publishing of the earlier releases by id, the newest first. Drafts and withdrawn releases are left out.

    Args:
        access: What this process may open.
        release: The release that they are earlier than.
    """
    folders = {folder.name: folder for folder in shown_folders(access.published) if folder.name != release.facts.id}
    days = {name: _created(folder, (folder / "release.json").stat().st_mtime_ns) for name, folder in folders.items()}
    before = [(day, name) for name, day in days.items() if day <= release.facts.created_at]
    return {name: day for day, name in sorted(before, reverse=True)}


def opened(access: Access, name: str, who: Viewer) -> Release:
    """An earlier release as somebody may see it.

    Args:
        access: What this process may open.
        name: Its id.
        who: Who looks.

    Raises:
        NotPublishedError: There is none of that name, it was withdrawn, or its files were changed.
    """
    folder = next((folder for folder in shown_folders(access.published) if folder.name == name), None)
    if folder is None:
        raise NotPublishedError("This release cannot be seen.", next_step="Choose another one.")
    return within(_loaded(folder, (folder / "release.json").stat().st_mtime_ns), who.scope)


@lru_cache(maxsize=64)
def _created(folder: Path, _changed: int) -> str:
    return str(read_facts(folder)[CREATED])


@lru_cache(maxsize=4)
def _loaded(folder: Path, _changed: int) -> Release:
    return Release.load(folder)
