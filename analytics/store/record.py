"""What the store says about itself: imports, files, versions and history."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Operation = Literal["create", "import", "undo", "redo", "erase", "expire", "rotate_key", "destroy_key"]
SHOWN_ID = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRecord:
    """One file that was imported: what it was and what became of its rows.

    Args:
        id: SHA-256 of the file's bytes and the confirmed mapping; see `import_id`.
        file_name: The name the user gave the file, without folders.
        file_sha256: SHA-256 of the file's bytes.
        kind: `people`, `pairs`, `sessions`, `goals` or `survey`.
        wave: The survey wave, or None where the file is no survey.
        rows: Rows kept.
        dropped: Rows not kept, counted by reason.
        by: Who imported it.
        at: When, ISO 8601 in UTC.
        mapping: The confirmed mapping and options, as plain data.
        notes: Facts to show with the import, such as warnings and the match rate, as plain data.
        replaces: Ids of the imports of the same file that this one took the place of; set by the store.
    """

    id: str
    file_name: str
    file_sha256: str
    kind: str
    wave: str | None
    rows: int
    dropped: Mapping[str, int]
    by: str
    at: str
    mapping: Mapping[str, Any] = field(default_factory=dict)
    notes: Mapping[str, Any] = field(default_factory=dict)
    replaces: tuple[str, ...] = ()

    @property
    def short_id(self) -> str:
        """The first characters of the id, enough to name the import in a command."""
        return self.id[:SHOWN_ID]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """One file of an import.

    Args:
        table: The table it belongs to.
        path: Its path below the store's folder, with forward slashes.
        sha256: SHA-256 of its bytes.
        rows: Number of rows.
    """

    table: str
    path: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The data at one moment: the imports that are live, and their files, checked.

    Args:
        number: Number of the log entry.
        sha256: SHA-256 of the log entry, which covers the hash of every file.
        imports: The live imports, in the order of their first commit.
        files: Parquet files by table, in the order of the imports.
    """

    number: int
    sha256: str
    imports: tuple[ImportRecord, ...]
    files: Mapping[str, tuple[Path, ...]]

    def holds(self, import_id: str) -> bool:
        """Whether an import is live in this version."""
        return any(record.id == import_id for record in self.imports)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the history: something was imported, undone, redone, or rewritten.

    Args:
        number: Number of the log entry; the files of one call share it.
        operation: What was done.
        import_id: To which import.
        file_name: The name of its file.
        kind: Kind of the file.
        wave: Its survey wave, if any.
        rows: Rows kept.
        dropped: Rows not kept, counted by reason.
        by: Who did it.
        at: When, ISO 8601 in UTC.
        is_live: Whether the import counts in the newest version.
        changes: What the import changed: rows by what they were to those already there, and figures that moved.
    """

    number: int
    operation: Operation
    import_id: str
    file_name: str
    kind: str
    wave: str | None
    rows: int
    dropped: Mapping[str, int]
    by: str
    at: str
    is_live: bool
    changes: Mapping[str, Any] = field(default_factory=dict)


def import_id(file_sha256: str, mapping: Mapping[str, Any]) -> str:
    """The name of an import: the same bytes under the same mapping have the same one.

    Args:
        file_sha256: SHA-256 of the file's bytes, in hexadecimal.
        mapping: The confirmed mapping and options as plain data (text, numbers, lists, mappings).

    >>> import_id("00", {"kind": "people"})[:12]
    '0354433b88db'
    """
    content = json.dumps([file_sha256, mapping], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()
