"""The states of releases: a draft, what viewers see, replaced by a newer one, or withdrawn and why."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from analytics.audit_chain import Anchor
from analytics.durable import make_folder, place, writing
from analytics.errors import NotPublishedError, UnknownNameError
from analytics.release.files import DRAFT, is_whole, release_folders, stated, withdrawal_path

if TYPE_CHECKING:
    from pathlib import Path

READABLE, ENTERABLE = 0o644, 0o755
"""Permissions of what viewers' processes read."""
LONGEST_REASON = 500
SHORTEST_PREFIX = 4


class State(StrEnum):
    """What has become of a release."""

    DRAFT = "draft"
    SHOWN = "shown"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    DAMAGED = "damaged"

    @property
    def label(self) -> str:
        """Words on screen."""
        return LABELS[self]


LABELS = {
    State.DRAFT: "draft",
    State.SHOWN: "what viewers see",
    State.REPLACED: "replaced by a newer one",
    State.WITHDRAWN: "withdrawn",
    State.DAMAGED: "damaged",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """That a release may not be shown any more.

    Args:
        release: The release.
        reason: Why, in the words of whoever withdrew it; for the record, never shown to viewers.
        by: Who withdrew it.
        at: When, ISO 8601.
    """

    release: str
    reason: str
    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One release in a list of all.

    Args:
        id: Its name.
        folder: Its folder.
        state: What has become of it.
        created_at: When it was made, ISO 8601; "" where its file does not say.
        data_version: The version of the store that it was made from; None where its file does not say.
        cells_hash: Hash of all its cells; "" where its file does not say.
        waves: Its survey waves, oldest first.
        withdrawal: That it was withdrawn, or None.
    """

    id: str
    folder: Path
    state: State
    created_at: str
    data_version: int | None
    cells_hash: str
    waves: tuple[str, ...]
    withdrawal: Withdrawal | None


def releases(published: Path) -> tuple[Listed, ...]:
    """Every release in a folder of releases, newest first.

    Args:
        published: The folder; it may not exist yet.
    """
    found = [(folder, stated(folder)) for folder in release_folders(published)]
    found.sort(key=lambda one: (str(one[1].get("created_at", "")), one[0].name), reverse=True)
    open_to_viewers = [folder.name for folder, _ in found if _may_be_shown(published, folder)]
    return tuple(_listed(published, folder, facts, open_to_viewers[:1]) for folder, facts in found)


def find(published: Path, release_id: str) -> Listed:
    """The release of an id or of its first characters.

    Args:
        published: Folder of releases.
        release_id: At least 4 characters.

    Raises:
        UnknownNameError: None or several releases begin like this.
    """
    listed = releases(published)
    matching = [one for one in listed if one.id == release_id] or [
        one for one in listed if one.id.startswith(release_id) and len(release_id) >= SHORTEST_PREFIX
    ]
    if len(matching) != 1:
        raise UnknownNameError("release", release_id, (one.id for one in listed))
    return matching[0]


def anchors(published: Path) -> dict[str, Anchor]:
    """Where an audit log stood when each release was made, by release, where the release says so.

    Args:
        published: Folder of releases.
    """
    found = {folder.name: stated(folder).get("audit_log") for folder in release_folders(published)}
    return {
        name: Anchor(log=str(one["log"]), head=str(one["head"]), lines=int(one["lines"]))
        for name, one in found.items()
        if isinstance(one, dict) and one.keys() == {"log", "head", "lines"}
    }


def withdraw(published: Path, release_id: str, *, reason: str, by: str, at: str) -> Withdrawal:
    """Keep a release from ever being shown again; its files stay for the record.

    Args:
        published: Folder of releases.
        release_id: The release, or the first characters of its id.
        reason: Why.
        by: Who withdraws it.
        at: When, ISO 8601.

    Raises:
        UnknownNameError: There is no such release.
        NotPublishedError: It was withdrawn before, is a draft, or no reason is given.
        StoreError: The folder cannot be written.
    """
    one = find(published, release_id)
    if one.state is State.DRAFT:
        raise NotPublishedError(
            f"{one.id} is a draft: viewers have never seen it.", next_step="Leave it, or delete it."
        )
    if not reason.strip():
        raise NotPublishedError("A withdrawal needs a reason.", next_step="Say in one sentence why it is withdrawn.")
    withdrawal = Withdrawal(release=one.id, reason=reason.strip()[:LONGEST_REASON], by=by, at=at)
    content = {name: getattr(withdrawal, name) for name in Withdrawal.__slots__}
    path = withdrawal_path(published, one.id)
    with writing(published):
        make_folder(path.parent, mode=ENTERABLE)
        is_new = place(path, json.dumps(content, ensure_ascii=False, indent=1).encode(), mode=READABLE)
    if not is_new:
        raise NotPublishedError(f"{one.id} was withdrawn before.", next_step="See `twoway releases`.")
    return withdrawal


def withdrawal_of(published: Path, release_id: str) -> Withdrawal | None:
    """That a release was withdrawn, or None.

    Args:
        published: Folder of releases.
        release_id: Its id.
    """
    path = withdrawal_path(published, release_id)
    if not path.is_file():
        return None
    try:
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Withdrawal(**{name: str(document[name]) for name in Withdrawal.__slots__})
    except (ValueError, KeyError, TypeError):
        return Withdrawal(release=release_id, reason="", by="", at="")


def _may_be_shown(published: Path, folder: Path) -> bool:
    return not folder.name.endswith(DRAFT) and not withdrawal_path(published, folder.name).exists()


def _listed(published: Path, folder: Path, facts: dict[str, Any], shown: list[str]) -> Listed:
    version = facts.get("data_version")
    waves = facts.get("waves", [])
    return Listed(
        id=folder.name,
        folder=folder,
        state=_state(published, folder, is_shown=folder.name in shown),
        created_at=str(facts.get("created_at", "")),
        data_version=version if isinstance(version, int) else None,
        cells_hash=str(facts.get("cells_hash", "")),
        waves=tuple(str(wave["name"]) for wave in waves if isinstance(wave, dict) and "name" in wave),
        withdrawal=withdrawal_of(published, folder.name),
    )


def _state(published: Path, folder: Path, *, is_shown: bool) -> State:
    if withdrawal_path(published, folder.name).exists():
        return State.WITHDRAWN
    if not is_whole(folder):
        return State.DAMAGED
    if folder.name.endswith(DRAFT):
        return State.DRAFT
    return State.SHOWN if is_shown else State.REPLACED
