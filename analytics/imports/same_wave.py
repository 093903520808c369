"""A second file of one survey wave: whether its respondents can be told from those of the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.errors import RefusedImportError
from analytics.imports.table import Notice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analytics.store import ImportRecord

KNOWN_BY_ROW = "known_by_row"
"""The fact of an import that says how many responses have no id and no person."""


def earlier_files(
    imports: Iterable[ImportRecord], wave: str, sha256: str, *, name: str, n_known_by_row: int
) -> tuple[Notice, ...]:
    """What to know about a file whose wave is there already; nothing where it is not.

    Args:
        imports: The imports so far.
        wave: Name of the wave.
        sha256: Hash of the file's bytes.
        name: Name of the file.
        n_known_by_row: Responses of the file that have no id and no person.

    Raises:
        RefusedImportError: Responses of this file or of an earlier one have no id and no person, so that the same
            people would count twice.
    """
    earlier = [record for record in imports if record.wave == wave and record.file_sha256 != sha256]
    if not earlier:
        return ()
    names = ", ".join(record.file_name for record in earlier)
    if n_known_by_row or any(record.notes.get(KNOWN_BY_ROW) for record in earlier):
        fault = (
            f"The wave {wave} is there already ({names}), and responses carry neither an id nor a person: nobody can "
            "tell who answered in both files, and they would count twice."
        )
        raise RefusedImportError(
            name,
            [fault],
            next_step="If this file replaces the earlier one, undo that import first; if it is another survey, "
            "give it a wave of its own with --wave.",
            needs=["wave"],
        )
    message = (
        f"The wave {wave} is there already ({names}). Who answered in both files counts once: with this file's answers "
        "to what it asks, and with the earlier answers to what only the earlier file asks."
    )
    return (Notice(code="wave_again", message=message),)
