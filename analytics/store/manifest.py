"""The log of the store: one numbered, hashed file per change, each naming every file of the version it makes."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from analytics.durable import place
from analytics.errors import StoreError
from analytics.store.record import DataFile, ImportRecord

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from analytics.store.record import Operation

FORMAT = 1
LOG = "log"
_ENTRY = re.compile(r"(\d{10})\.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """One entry of the log.

    Args:
        number: Its number; the first is 0.
        previous: SHA-256 of the entry before, empty for the first.
        operation: What made this version.
        subjects: The imports it was done to.
        by: Who did it.
        at: When, ISO 8601 in UTC.
        key_id: Which secret key the ids in the data were made with, empty while there are none.
        imports: Every import that can be live, undone ones too, in the order of their first commit.
        live: The ids of those that are.
        files: The files of each import, by its id.
        gone: Files of earlier versions that were rewritten since, and must not be there any more.
    """

    number: int
    previous: str
    operation: Operation
    subjects: tuple[str, ...]
    by: str
    at: str
    key_id: str
    imports: tuple[ImportRecord, ...]
    live: frozenset[str]
    files: Mapping[str, tuple[DataFile, ...]]
    gone: tuple[str, ...] = ()

    def body(self) -> dict[str, Any]:
        """The entry as plain data. Mappings are left out: they are files of their import."""
        return {
            "format": FORMAT,
            "number": self.number,
            "previous": self.previous,
            "operation": self.operation,
            "subjects": list(self.subjects),
            "by": self.by,
            "at": self.at,
            "key_id": self.key_id,
            "imports": [_plain(record) for record in self.imports],
            "live": sorted(self.live),
            "files": {
                name: [[file.table, file.path, file.sha256, file.rows] for file in files]
                for name, files in self.files.items()
            },
            **({"gone": list(self.gone)} if self.gone else {}),
        }

    @property
    def sha256(self) -> str:
        """SHA-256 of the body."""
        return _digest(self.body())

    def record(self, import_id: str) -> ImportRecord | None:
        """The import of this id, live or undone, or None."""
        return next((record for record in self.imports if record.id == import_id), None)


def _plain(record: ImportRecord) -> dict[str, Any]:
    plain = asdict(replace(record, mapping={}))
    del plain["mapping"]
    return plain


def _canonical(content: object) -> str:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _digest(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(_canonical(body).encode()).hexdigest()


def _encoded(body: Mapping[str, Any]) -> bytes:
    return _canonical({"body": body, "sha256": _digest(body)}).encode()


def entry_path(folder: Path, number: int) -> Path:
    """The file of an entry.

    Args:
        folder: The store.
        number: Number of the entry.
    """
    return folder / LOG / f"{number:010d}.json"


def entry_numbers(folder: Path) -> list[int]:
    """The numbers of the entries of a store, ascending.

    Raises:
        StoreError: There is no store in the folder.
    """
    try:
        names = [path.name for path in (folder / LOG).iterdir()]
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StoreError(
            f"There is no store in {folder}.",
            next_step="`twoway import FILE --as KIND` makes one; `twoway demo` makes one with an example program.",
        ) from error
    except OSError as error:
        raise StoreError(
            f"The store in {folder} could not be read: {error.strerror}.",
            next_step="Ask for the right to read the folder, or choose another one with --store.",
        ) from error
    return sorted(int(match[1]) for name in names if (match := _ENTRY.fullmatch(name)))


def place_entry(folder: Path, manifest: Manifest) -> bool:
    """Whether the entry became the one of its number; False when another process was first."""
    return place(entry_path(folder, manifest.number), _encoded(manifest.body()))


def read_entry(folder: Path, number: int) -> Manifest:
    """One entry of the log, its hash checked over every byte.

    Args:
        folder: The store.
        number: Number of the entry.

    Raises:
        StoreError: The entry is missing, damaged, or written by a newer Twoway.
    """
    path = entry_path(folder, number)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise damaged_entry(path, f"cannot be read ({error.strerror})") from error
    try:
        body = json.loads(content)["body"]
        is_whole = _encoded(body) == content
    except (ValueError, KeyError, TypeError) as error:
        raise damaged_entry(path, "is damaged") from error
    if not is_whole or body["number"] != number:
        raise damaged_entry(path, "does not have the contents it was written with")
    if body["format"] != FORMAT:
        raise StoreError(
            f"The log entry {path} was written by a newer Twoway.",
            allowed=f"This one reads format {FORMAT}.",
            next_step="Install the newest Twoway.",
        )
    return _manifest(body)


def damaged_entry(path: Path, damage: str) -> StoreError:
    """The failure for a log entry that cannot be trusted.

    Args:
        path: The entry.
        damage: What is wrong with it, as the end of a sentence.
    """
    return StoreError(
        f"The log entry {path} {damage}.",
        allowed="Every entry must be as it was written.",
        next_step=(
            "Restore the file from a backup. Without one, `twoway doctor --step-back` sets the newest entry aside "
            "and returns to the one before; the data files stay."
        ),
    )


def _manifest(body: Mapping[str, Any]) -> Manifest:
    return Manifest(
        number=body["number"],
        previous=body["previous"],
        operation=body["operation"],
        subjects=tuple(body["subjects"]),
        by=body["by"],
        at=body["at"],
        key_id=body["key_id"],
        imports=tuple(ImportRecord(**{**record, "replaces": tuple(record["replaces"])}) for record in body["imports"]),
        live=frozenset(body["live"]),
        files={
            name: tuple(
                DataFile(table=table, path=path, sha256=sha256, rows=rows) for table, path, sha256, rows in files
            )
            for name, files in body["files"].items()
        },
        gone=tuple(body.get("gone", ())),
    )
