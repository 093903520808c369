"""An import from the command line: what it changes is counted first, and kept with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from analytics.audit_log import AuditLog, log_folder
from analytics.cli.recorded import log_action
from analytics.imports.arrivals import arrivals
from analytics.imports.into import noted, ready
from analytics.program import Program
from analytics.release.effect import LARGEST, as_notes, headlines, moved
from analytics.store import Pending, Store, foreseen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from analytics.imports.into import Ready
    from analytics.imports.run import Outcome, Request


def imported(folder: Path, requests: Sequence[Request], *, by: str) -> Outcome:
    """What became of files that are imported together: all of them are in the store, or none.

    Args:
        folder: The folder of the store; it is made only for files that can be imported.
        requests: The files.
        by: Who imports.

    Raises:
        TwowayError: See `analytics.imports.into.ready` and `Ready.committed`.
    """
    found = ready(folder, requests, by=by, at=datetime.now(UTC).isoformat(timespec="seconds"))
    if found.context.version is not None:
        AuditLog(log_folder(folder, folder)).check()
    done = replace(found, prepared=noted(found.prepared, _changes(found))).committed()
    for one, status in zip(done.prepared, done.statuses, strict=True):
        if status == "imported":
            log_action(folder, "import", by=by, note=f"{one.record.kind} {one.record.short_id}")
    return done


def _changes(found: Ready) -> list[dict[str, Any]]:
    """What each file changes, as plain data: its rows, and the figures that all of them together move."""
    version = found.context.version
    rows = [arrivals(version, one).plain() for one in found.prepared]
    names = [one.record.file_name for one in found.prepared]
    pending = [Pending(record=one.record, tables=one.tables) for one in found.prepared]
    scheme = Program.read(found.folder).scheme
    if version is None:
        tables = [one.tables for one in pending]
        files = {name: [part[name] for part in tables if name in part] for part in tables for name in part}
        n_rows = sum(table.num_rows for part in tables for table in part.values())
    else:
        after = foreseen(Store.open(found.folder).folder, pending)
        files, n_rows = {name: [*parts] for name, parts in after.files.items()}, after.n_rows
    if n_rows > LARGEST:
        return as_notes(rows, names, None)
    before = headlines({} if version is None else version.files, scheme)
    return as_notes(rows, names, moved(before, headlines(files, scheme)))
