"""Which rows of a file an import would leave out, by number."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from analytics.imports.canonical.directory import Directory
from analytics.imports.canonical.options import ProgramOptions
from analytics.imports.canonical.program import read_program
from analytics.imports.canonical.recognize import ROWS_LOOKED_AT, header_row
from analytics.imports.inspect import understand
from analytics.imports.options import Options
from analytics.imports.reading import read_table
from analytics.store import Key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_AS_IT_STANDS = Options(format="generic", header_rows=1)


def rows_left_out(path: Path, options: Options) -> Mapping[str, Sequence[int]]:
    """Numbers of the rows that an import would leave out, as a spreadsheet counts them, by reason.

    Of a program table, faulty rows are among them: those that --skip-faulty leaves out.

    Args:
        path: The file.
        options: What a person states about it.

    Raises:
        UnreadableFileError: It is no table of text.
        RefusedImportError: It can be imported neither as a survey nor as a program table.
    """
    table = read_table(path, options=replace(_AS_IT_STANDS, sheet=options.sheet))
    header = header_row([table.names, *table.records[:ROWS_LOOKED_AT]])
    if header is None or options.format is not None:
        return understand(path, options=options).dropped
    stated = ProgramOptions(
        date_order=options.date_order,
        junior="mentor",  # which side is the junior one leaves no row out
        skips_faulty=True,
        keep=options.keep,
        keep_rows=options.keep_rows,
        sheet=options.sheet,
    )
    key, today = Key(secrets.token_bytes(32)), datetime.now(UTC).date()
    return read_program(path, header.table, key=key, options=stated, directory=Directory(), today=today).dropped_rows
