"""What a file lacks to be a program table, and what to ask for: each missing column, and what stands in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.errors import RefusedImportError
from analytics.imports.canonical.columns import COLUMNS, ProgramTable, missing
from analytics.imports.canonical.options import ROW_NUMBER
from analytics.imports.wording import key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.imports.canonical.recognize import HeaderRow

_TENURE = ("tenure", "yearsatcompany", "yearsofservice", "lengthofservice", "seniority", "betriebszugehörigkeit")
_HAS_LEFT = ("attrition", "churn", "left", "hasleft", "terminated", "turnover")
_ROLE = ("role", "rolle", "rôle", "rol", "ruolo", "papel", "participantrole", "userrole")


def checked_header(
    file_name: str, table: ProgramTable, header: HeaderRow | None, stated: Mapping[str, str]
) -> HeaderRow:
    """The headings, where they hold all that the table needs.

    Args:
        file_name: The name the user gave the file.
        table: Which table it should be.
        header: Its headings, or None where no row looks like any.
        stated: Headings that a person named, by column.

    Raises:
        RefusedImportError: Columns are missing, or a stated heading is not in the file or names no column.
    """
    _check_stated(file_name, table, header, stated)
    present = {**(header.positions if header else {}), **{name: 0 for name, of in stated.items() if of == ROW_NUMBER}}
    lacking = missing(table, present)
    if header is not None and not lacking:
        return header
    known = ", ".join(column.name for column in COLUMNS[table])
    raise RefusedImportError(
        file_name,
        [f"It has no column {name}." for name in lacking] + _hints(header.row if header else (), lacking),
        next_step=f"{table} has the columns {known}; data/README.md lists the other headings they are known by. "
        f"Where a column has another heading, name it: --column {(lacking or ('NAME',))[0].split()[0]}=HEADING.",
        needs=["columns"] if header is not None else [],
    )


def _check_stated(file_name: str, table: ProgramTable, header: HeaderRow | None, stated: Mapping[str, str]) -> None:
    names = [column.name for column in COLUMNS[table]]
    there = {key(heading) for heading in header.row} if header else set()
    unknown = [f"{table} has no column {name}." for name in stated if name not in names]
    absent = [
        f"--column {name}: there is no such heading in it."
        for name, heading in stated.items()
        if name in names and heading != ROW_NUMBER and key(heading) not in there
    ]
    if unknown or absent:
        raise RefusedImportError(
            file_name, [*unknown, *absent], next_step=f"{table} has the columns {', '.join(names)}."
        )


def _heading_of(name: str, there: Mapping[str, str]) -> str | None:
    """The heading in a file that a column of the roster is known by, or None."""
    headings = next(column.headings for column in COLUMNS["people"] if column.name == name)
    return next((there[key(heading)] for heading in headings if key(heading) in there), None)


def _hints(row: Sequence[str], lacking: Sequence[str]) -> list[str]:
    """What stands in the file in place of what is missing, and why that is not enough."""
    there = {key(heading): heading for heading in row}
    hints = []
    tenure, has_left = (next((there[word] for word in words if word in there), None) for words in (_TENURE, _HAS_LEFT))
    if "hired_on" in lacking and tenure:
        hints.append(f"`{tenure}` tells how long, not since when: a date of hire is needed to follow people over time.")
    if "hired_on" in lacking and has_left:
        hints.append(f"`{has_left}` tells who has left, not when: export the dates of hire and of leaving.")
    exit_date = _heading_of("exited_on", there)
    if "hired_on" in lacking and exit_date:
        hints.append(
            f"`{exit_date}` tells when people left, not since when they were there: add the date of hire to this list "
            "and import it beside the roster, or look the day of leaving up in it by the id, write it into a column "
            "exited_on of the roster, and import the roster alone."
        )
    role = next((there[word] for word in _ROLE if word in there), None)
    if any(name.startswith("junior_id or") for name in lacking) and role:
        hints.append(f"`{role}` tells what each person does, not with whom: export one row a pair with both people.")
    if any(name.startswith("pair_id or") for name in lacking):
        hints.append("Nothing in it says who met: export sessions with the pair, or with mentor and mentee.")
    return hints
