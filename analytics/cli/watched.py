"""A watched folder: which files are complete and new, and what became of each."""

from __future__ import annotations

import hashlib
import json
import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from analytics.cli.arrival import imported
from analytics.durable import make_folder, writing
from analytics.errors import RefusedImportError, StoreError, TwowayError, UnreadableFileError
from analytics.imports.into import existing, ready
from analytics.imports.run import Request

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

Line: TypeAlias = dict[str, Any]
Seen: TypeAlias = dict[str, dict[str, Any]]
SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".txt", ".xlsx", ".ods", ".parquet", ".zip", ".sav"})
OPEN = "needs_answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A folder whose files go into a store.

    Args:
        folder: The folder; files in folders below it are not looked at.
        store: The folder of the store, which need not exist.
        by: Who imports.
        settle: Seconds for which a file must not have changed to be complete.
    """

    folder: Path
    store: Path
    by: str
    settle: float

    @property
    def lock(self) -> Path:
        """The file whose lock the one process that watches holds."""
        return self._state.with_suffix(".lock")

    @property
    def _state(self) -> Path:
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return self.store / "watch" / f"{name}.json"

    def round(self, *, waits: bool, is_first: bool) -> Iterator[Line]:
        """What became of every file that is complete and was not dealt with yet.

        Args:
            waits: Whether to wait until files that are being written are complete.
            is_first: Whether files that needed an answer are tried again although nothing has changed.
        """
        if waits:
            self._wait()
        seen, version = self._seen(), self._version()
        new = [path for path in self._complete() if self._is_due(path, seen, version, is_first=is_first)]
        marks = {path: _mark(path) for path in new}
        for path, line in self._imported(new):
            if line["status"] != "failed" and _mark(path) == marks[path]:
                seen[path.name] = {**marks[path], "status": line["status"], "version": self._version()}
            yield {"at": _now(), "file": path.name, **line}
        self._remember({name: one for name, one in seen.items() if (self.folder / name).exists()})

    def _imported(self, paths: Sequence[Path]) -> Iterator[tuple[Path, Line]]:
        """The files that can be imported together in one step; each of the others with what stands against it."""
        good = []
        for path in paths:
            try:
                ready(self.store, [Request(path=path)], by=self.by, at=_now())
            except TwowayError as failure:
                yield path, _refused(failure)
            else:
                good.append(path)
        try:
            lines = self._together(good)
        except RefusedImportError:
            for path in good:
                yield path, self._alone(path)
        except TwowayError as failure:
            yield from ((path, _refused(failure)) for path in good)
        else:
            yield from zip(good, lines, strict=True)

    def _together(self, paths: Sequence[Path]) -> list[Line]:
        if not paths:
            return []
        plain = imported(self.store, [Request(path=path) for path in paths], by=self.by).plain()
        return [{**one, "version": plain["version"]} for one in map(_brief, plain["imports"])]

    def _alone(self, path: Path) -> Line:
        try:
            return self._together([path])[0]
        except TwowayError as failure:
            return _refused(failure)

    def _complete(self) -> list[Path]:
        """The files that nobody has written to for a while, by name."""
        newest = time.time() - self.settle
        return [path for path in self._files() if path.stat().st_mtime <= newest]

    def _files(self) -> list[Path]:
        return sorted(
            path
            for path in self.folder.iterdir()
            if path.is_file() and not path.name.startswith((".", "~")) and path.suffix.lower() in SUFFIXES
        )

    def _wait(self) -> None:
        """Wait for files that were just written; those that grow all the time are left for the next time."""
        latest = max((path.stat().st_mtime for path in self._files()), default=0.0)
        time.sleep(max(0.0, min(latest + self.settle - time.time() + 0.01, self.settle)))

    def _is_due(self, path: Path, seen: Seen, version: int | None, *, is_first: bool) -> bool:
        known = seen.get(path.name)
        if known is None or any(known[name] != value for name, value in _mark(path).items()):
            return True
        return known["status"] == OPEN and (is_first or known["version"] != version)

    def _version(self) -> int | None:
        try:
            store = existing(self.store)
            return None if store is None else store.number()
        except StoreError:
            return None

    def _seen(self) -> Seen:
        try:
            seen: Seen = json.loads(self._state.read_bytes())
        except (FileNotFoundError, ValueError):
            return {}
        return seen

    def _remember(self, seen: Seen) -> None:
        with writing(self.store):
            make_folder(self._state.parent)
            beside = self._state.with_suffix(".new")
            beside.write_text(json.dumps(seen, ensure_ascii=False, indent=1), encoding="utf-8")
            beside.replace(self._state)


def _mark(path: Path) -> dict[str, int]:
    """What tells one state of a file from another without reading it."""
    about = path.stat()
    return {"bytes": about.st_size, "changed_ns": about.st_mtime_ns}


def _brief(one: Line) -> Line:
    kept = ("status", "id", "kind", "wave", "rows", "dropped", "warnings")
    return {name: one[name] for name in kept}


def _refused(failure: TwowayError) -> Line:
    match failure:
        case RefusedImportError(needs=needs) if needs:
            status = OPEN
        case RefusedImportError() | UnreadableFileError():
            status = "refused"
        case _:
            status = "failed"
    return {"status": status, **failure.as_dict()}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
