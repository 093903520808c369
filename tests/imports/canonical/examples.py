"""Small program files for the tests."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from analytics.errors import RefusedImportError
from analytics.imports.canonical.directory import Directory
from analytics.imports.canonical.options import ProgramOptions
from analytics.imports.canonical.program import ProgramImport, read_program
from analytics.store import Key

if TYPE_CHECKING:
    from analytics.imports.canonical.columns import ProgramTable

KEY = Key(bytes(range(32)))
TODAY = date(2026, 6, 1)
NOBODY = Directory()
NOTHING_STATED = ProgramOptions()


def read(
    table: ProgramTable,
    text: str,
    *,
    options: ProgramOptions = NOTHING_STATED,
    directory: Directory = NOBODY,
) -> ProgramImport:
    """What the import makes of a text, lines indented or not."""
    lines = [line.strip() for line in text.strip().splitlines()]
    return read_program(
        "\n".join(lines).encode() + b"\n",
        table,
        file_name=f"{table}.csv",
        key=KEY,
        options=options,
        directory=directory,
        today=TODAY,
    )


def faults(table: ProgramTable, text: str, *, options: ProgramOptions = NOTHING_STATED) -> tuple[str, ...]:
    """The faults for which the import refuses a text."""
    with pytest.raises(RefusedImportError) as caught:
        read(table, text, options=options)
    return caught.value.faults


def codes(found: ProgramImport) -> set[str]:
    """The codes of the warnings of an import."""
    return {notice.code for notice in found.notices}
