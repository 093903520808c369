"""Exports as survey tools write them, as rows of values, and the same rows in every container."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

import openpyxl
import pyarrow as pa
from pyarrow import parquet

from tests.torture.archives import document, zipped

if TYPE_CHECKING:
    from collections.abc import Sequence

Rows = list[list[Any]]

_AGREEMENT = ("Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree")
_TOPICS = ("Feedback;Careers;", "Technology;", "Feedback;", "")
_BEGIN = datetime(2026, 6, 17, 9, 5)  # noqa: DTZ001 - as a spreadsheet has it
N = 40


def _moment(row: int) -> datetime:
    return _BEGIN + timedelta(hours=row, minutes=7 * row)


def microsoft_forms() -> Rows:
    """An export of Microsoft Forms."""
    heading = ["ID", "Start time", "Completion time", "Email", "Name", "My mentor listens", "How likely are you to "]
    heading[-1] += "recommend the program to a colleague? (0-10)"
    answers = [
        [n + 1, _moment(n), _moment(n) + timedelta(minutes=6), "anonymous", None, _AGREEMENT[n * 3 % 5], n * 7 % 11]
        for n in range(N)
    ]
    return [[*heading, "Topics"], *([*row, _TOPICS[n % 4]] for n, row in enumerate(answers))]


def typeform() -> Rows:
    """An export of Typeform."""
    heading = ["#", "How was the *program*?", "Rate your pair", "Response Type", "Start Date (UTC)", "Stage Date (UTC)"]
    heading += ["Submit Date (UTC)", "Network ID", "Tags"]
    return [
        heading,
        *(
            [
                f"k{n}x",
                _AGREEMENT[n * 2 % 5],
                n % 5 + 1,
                "completed" if n % 9 else "partial",
                _moment(n),
                None,
                _moment(n) + timedelta(minutes=3),
                f"net{n}",
                None,
            ]
            for n in range(N)
        ),
    ]


def google_forms() -> Rows:
    """An export of Google Forms."""
    heading = ["Timestamp", "Email Address", "How useful was it? [Content]", "How useful was it? [Pace]", "Rate it"]
    return [
        heading,
        *([_moment(n), f"p{n}@example.com", n % 5 + 1, (n * 3) % 5 + 1, _AGREEMENT[n % 5]] for n in range(N)),
    ]


def surveymonkey() -> Rows:
    """An export of SurveyMonkey, whose questions stand above several columns."""
    first = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address"]
    top = [*first, "How much do you agree?", None, "Which topics did you discuss?", None, "Anything else?"]
    below = [None] * 5 + ["I learn", "I feel safe", "Careers", "Technology", "Open-Ended Response"]
    return [
        top,
        below,
        *(
            [
                10000000000 + n,
                400000001,
                _moment(n),
                _moment(n) + timedelta(minutes=9),
                "192.0.2.1",
                _AGREEMENT[n % 5],
                _AGREEMENT[n * 3 % 5],
                "Careers" if n % 2 else None,
                "Technology" if n % 3 else None,
                f"Remark number {n}",
            ]
            for n in range(N)
        ),
    ]


def roster() -> Rows:
    """A roster with a title line, as people keep it in a workbook."""
    heading = ["person_id", "email", "birth_year", "gender", "level", "hired_on", "exited_on"]
    people = [
        [
            f"00{n}",
            f"p{n}@example.com",
            1970 + n % 30,
            "Woman" if n % 2 else "Man",
            f"L{n % 5 + 1}",
            date(2019, 1 + n % 12, 13),
            date(2026, 3, 2) if n % 10 == 0 else None,
        ]
        for n in range(N)
    ]
    return [["Roster"], heading, *people]


def text(value: object) -> str:
    """A value as a CSV export has it."""
    match value:
        case None:
            return ""
        case datetime():
            return f"{value:%Y-%m-%d %H:%M:%S}"
        case date():
            return value.isoformat()
        case _:
            return str(value)


def as_csv(rows: Rows) -> bytes:
    """The rows as a CSV file."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([[text(value) for value in row] for row in rows])
    return stream.getvalue().encode()


def as_tsv(rows: Rows) -> bytes:
    """The rows as a file with tabs."""
    stream = io.StringIO(newline="")
    csv.writer(stream, dialect="excel-tab").writerows([[text(value) for value in row] for row in rows])
    return stream.getvalue().encode()


def as_xlsx(
    rows: Rows, *, merged: Sequence[str] = (), name: str = "Sheet1", more: Sequence[tuple[str, Rows]] = ()
) -> bytes:
    """The rows as a workbook of Excel.

    Args:
        rows: The rows.
        merged: Ranges of cells that are one, such as "F1:G1".
        name: Name of the sheet.
        more: Names and rows of further sheets.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    for other, cells_of in more:
        added = book.create_sheet(other)
        for row in cells_of:
            added.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_ods(rows: Rows) -> bytes:
    """The rows as an OpenDocument spreadsheet, as LibreOffice writes it: blank rows to the end of the sheet."""
    cells = b"".join(b"<table:table-row>" + b"".join(map(_cell, row)) + b"</table:table-row>" for row in rows)
    rest = b'<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
    return zipped(document(cells + rest + b'table:number-columns-repeated="16384"/></table:table-row>'))


def _cell(value: object) -> bytes:
    """One cell in XML."""
    match value:
        case None:
            kind = ""
        case datetime():
            kind = f' office:value-type="date" office:date-value="{value.isoformat()}"'
        case date():
            kind = f' office:value-type="date" office:date-value="{value.isoformat()}"'
        case int() | float():
            kind = f' office:value-type="float" office:value="{value}"'
        case _:
            kind = f' office:value-type="string" office:string-value={quoteattr(str(value))}'
    return f"<table:table-cell{kind}/>".encode()


def as_parquet(rows: Rows) -> bytes:
    """The rows as a Parquet file; its first row is the headings."""
    heading, *records = rows
    columns = {name: pa.array(values) for name, values in zip(heading, zip(*records, strict=True), strict=True)}
    stream = io.BytesIO()
    parquet.write_table(pa.table(columns), stream)
    return stream.getvalue()


def as_zip(content: bytes, name: str = "answers.csv") -> bytes:
    """A file in an archive beside what systems put there."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"export/{name}", content)
        archive.writestr(f"__MACOSX/export/._{name}", b"\0\5\x16\7")
        archive.writestr("export/.DS_Store", b"\0")
        archive.writestr("export/README.txt", b"What this is.")
    return stream.getvalue()
