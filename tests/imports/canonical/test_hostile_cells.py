"""Cells that are meant to break a reader: a program table is read or refused, whatever stands in it."""

from __future__ import annotations

import pytest

from analytics.errors import RefusedImportError
from analytics.imports.canonical.columns import COLUMNS, PROGRAM_TABLES, ProgramTable
from analytics.imports.canonical.options import ProgramOptions
from tests.imports.canonical.examples import read

LONG = 5_000
CELLS = {
    "digits": "9" * LONG,
    "zeros": "0" * LONG,
    "colons": "1:" * LONG,
    "dots": "1." * LONG,
    "brackets": "(" * LONG,
    "signs of addresses": "a@" * LONG,
    "years": "9999-" * LONG,
    "superscript": "²",
    "other digits": "\u0662\u0660\u0662\u0664-\u0660\u0661-\u0663\u0661 \u0661\u0660:\u0663\u0660",
    "beyond all numbers": "1e400",
    "no number": "nan",
    "no day": "0000-00-00 00:00:00",
    "no month": "2024-13-45 10:00",
    "no zone": "2024-01-31 10:00 +99:00",
    "the last minute": "9999-12-31 23:59:59",
    "a formula": "=cmd|calc!A0",
    "half of a character": "e\u0301\u202e",
}


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
@pytest.mark.parametrize("table", PROGRAM_TABLES)
@pytest.mark.parametrize("day", ["2024-01-31", None], ids=["a day", "no day"])
def test_a_table_of_one_cell_everywhere_is_read_or_refused(table: ProgramTable, cell: str, day: str | None) -> None:
    names = [column.name for column in COLUMNS[table]]
    required = {column.name for column in COLUMNS[table] if column.is_required} | {"held_on", "pair_id"}
    rows = [",".join(_cell(name, required, cell, day, number) for name in names) for number in range(3)]
    options = ProgramOptions(junior="mentor", skips_faulty=True)
    try:
        found = read(table, "\n".join([",".join(names), *rows]), options=options)
    except RefusedImportError:
        return
    else:
        assert found.rows + sum(found.dropped.values()) == len(rows)


def _cell(name: str, required: set[str], cell: str, day: str | None, number: int) -> str:
    if name in required and day is not None:
        return day if name.endswith("_on") else str(number)
    return cell
