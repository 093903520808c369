"""What was shown of this store: one private record a release, kept beside the data and never in a published folder."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analytics.durable import make_folder, place, sync_folder, writing
from analytics.errors import StoreError

RELEASED = "released"
RECORD = "record.json"
FINGERPRINT_KEY = "answers.key"
_SECRET_BYTES = 16
_NAMED = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The record of one release.

    Args:
        release: Name of the release.
        body: What was shown, as plain data.
        members: Who stood behind it, in the form of `analytics.release.stack.record`.
    """

    release: str
    body: dict[str, Any]
    members: bytes


class Released:
    """The records of everything that was ever published from a store, each written whole or not at all.

    A record is a folder with `record.json`, which holds its own hash and that of the file of members it names. Every
    file is readable by its owner only.

    Args:
        store: The folder of the store.
    """

    def __init__(self, store: str | Path) -> None:
        self.folder = Path(store) / RELEASED

    def releases(self) -> tuple[str, ...]:
        """The names of the releases that have a record, in no particular order."""
        return tuple(sorted(path.parent.name for path in self.folder.glob(f"*/{RECORD}")))

    def read(self, release: str) -> Shown:
        """The record of a release, its hashes checked.

        Args:
            release: Name of a release that has one.

        Raises:
            StoreError: The record is missing or damaged.
        """
        try:
            document = json.loads((self.folder / release / RECORD).read_bytes())
            body: dict[str, Any] = document["body"]
            members = (self.folder / release / body["members"]).read_bytes()
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise damaged_record(release) from error
        if document.get("sha256") != _digest(body) or not str(body["members"]).endswith(_name(members)):
            raise damaged_record(release)
        return Shown(release=release, body=body, members=members)

    def write(self, shown: Shown) -> None:
        """Keep a record; in place of the one of the same release, if there is one.

        Args:
            shown: The record.

        Raises:
            StoreError: The store cannot be written.
        """
        folder = self.folder / shown.release
        body = {**shown.body, "members": f"members-{_name(shown.members)}"}
        document = json.dumps({"body": body, "sha256": _digest(body)}, ensure_ascii=False, sort_keys=True)
        with writing(self.folder):
            make_folder(folder)
            place(folder / body["members"], shown.members)
            beside = folder / f".{RECORD}.{secrets.token_hex(4)}"
            place(beside, document.encode())
            beside.replace(folder / RECORD)
            sync_folder(folder)
            for path in folder.glob("members-*"):
                if path.name != body["members"]:
                    path.unlink()

    def discard(self, release: str) -> None:
        """Remove the record of a draft that nobody will publish; nothing happens where there is none.

        Args:
            release: Name of the draft.

        Raises:
            StoreError: The store cannot be written.
        """
        with writing(self.folder):
            shutil.rmtree(self.folder / release, ignore_errors=True)

    def secret(self) -> bytes:
        """The secret that answers in records are hashed with, made at its first use.

        Raises:
            StoreError: The secret of existing records is missing or damaged, or cannot be written.
        """
        path = self.folder / FINGERPRINT_KEY
        if not path.exists() and not self.releases():
            with writing(self.folder):
                make_folder(self.folder)
                place(path, os.urandom(_SECRET_BYTES))
        try:
            secret = path.read_bytes()
        except OSError as error:
            raise _lost_secret(path) from error
        if len(secret) != _SECRET_BYTES:
            raise _lost_secret(path)
        return secret


def damaged_record(release: str) -> StoreError:
    """The failure that the record of a published release cannot be used."""
    return StoreError(
        f"The record of what release {release} showed is missing or damaged, so nobody can tell what another "
        "release would give away together with it.",
        allowed=f"Every published release needs its record in the folder `{RELEASED}` of the store.",
        next_step=(
            f"Restore {RELEASED}/{release} from a backup of the store. If there is none, remove that folder and "
            "publish: the record is made anew where the store still has the data of that release."
        ),
    )


def _lost_secret(path: Path) -> StoreError:
    return StoreError(
        f"The secret {path} of the records of releases is missing or damaged.",
        next_step="Restore it from a backup of the store; without it, nobody can tell which answers have changed.",
    )


def _name(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[: 2 * _NAMED]


def _digest(body: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
