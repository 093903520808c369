"""What became of imported files, as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.prepared import Prepared, Status
    from analytics.imports.table import Notice


def warnings(notices: Sequence[Notice]) -> list[dict[str, str]]:
    """What a person should know, as plain data."""
    return [{"code": notice.code, "message": notice.message} for notice in notices]


def plain_outcome(one: Prepared, status: Status) -> dict[str, Any]:
    """What became of one file, as plain data.

    Args:
        one: The file.
        status: What became of it.
    """
    record = one.record
    facts = {name: value for name, value in record.notes.items() if name != "warnings"}
    return {
        "status": status,
        "id": record.id,
        "file": record.file_name,
        "sha256": record.file_sha256,
        "kind": record.kind,
        "wave": record.wave,
        "rows": record.rows,
        "dropped": [{"reason": reason, "rows": n} for reason, n in record.dropped.items()],
        "warnings": warnings(one.notices),
        "facts": facts,
    }
