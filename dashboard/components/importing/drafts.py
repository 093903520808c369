"""One upload before it is imported: what it is, what was understood, and what a person has stated about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Literal

from analytics.errors import TwowayError
from analytics.imports.canonical.options import ProgramOptions
from analytics.imports.canonical.recognize import ROWS_LOOKED_AT, header_row
from analytics.imports.codebook import read_codebook
from analytics.imports.inspect import understand
from analytics.imports.mapping import propose
from analytics.imports.options import Options
from analytics.imports.reading import read_table
from analytics.imports.remembered import with_remembered
from analytics.imports.run import SURVEY, Request

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from collections.abc import Mapping as ReadOnly
    from datetime import date

    from analytics.imports.mapping import Mapping
    from analytics.imports.reading import Source
    from analytics.imports.understanding import Understanding
    from analytics.store import Version

HIDDEN = "hidden"
TOP_BYTES = 1 << 20
"""What is read of a large file to tell by its headings what it is."""
LONGEST_CELL = 40
DateOrder = Literal["dmy", "mdy"]
Side = Literal["mentor", "mentee"]
_PERSONAL_HEADING = re.compile(
    r"(^|[\s_.-])(id|ids|e-?mail|mail|name|phone|mobile|address|ip|birth.?date|date.?of.?birth|dob|ssn)([\s_.-]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it came from the browser.

    Args:
        key: Tells uploads apart, also two of the same name.
        name: The name that the user gave it.
        content: Its bytes.
    """

    key: str
    name: str
    content: bytes

    def head(self, rows: int, source: Source) -> Head:
        """What its headings say it is, and its first rows with everything personal hidden.

        Of a large survey only the beginning is read: all of it is read to be understood.

        Args:
            rows: How many.
            source: Its bytes, as they are read.

        Raises:
            UnreadableFileError: It is no table of text.
            RefusedImportError: It is a summary report.
        """
        if len(self.content) > TOP_BYTES:
            try:
                top = self._head(rows, self.content[: self.content.rfind(b"\n", 0, TOP_BYTES) + 1])
            except TwowayError:
                return self._head(rows, source)
            if top.kind == SURVEY:
                return replace(top, n_rows=None)
        return self._head(rows, source)

    def _head(self, rows: int, source: Source) -> Head:
        table = read_table(source, file_name=self.name, options=Options(format="generic", header_rows=1))
        top = [list(record) for record in islice(table.records, ROWS_LOOKED_AT)]
        header = header_row([list(table.names), *top])
        return Head(
            kind=SURVEY if header is None else header.table,
            names=tuple(table.names),
            rows=_masked(table.names, top[:rows]),
            n_rows=len(table.records),
        )

    def understanding(self, options: Options, source: Source) -> Understanding:
        """What it holds, if it is a survey.

        Args:
            options: What is stated about its layout.
            source: Its bytes, as they are read.

        Raises:
            UnreadableFileError: It is no table of text.
            RefusedImportError: No answers can be recognized in it.
        """
        return understand(source, file_name=self.name, options=options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The top of a file.

    Args:
        kind: What its headings say it is: a program table, else a survey.
        names: Its headings.
        rows: Its first rows, as far as they may be shown.
        n_rows: How many rows it has, or None where only its beginning was read.
    """

    kind: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    n_rows: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a person states about an upload.

    Args:
        kind: `people`, `pairs`, `sessions`, `goals` or `survey`.
        wave: Name of the survey wave.
        wave_on: The day that stands for it, or None for the middle one of the answers.
        date_order: How dates are read where the file leaves it open.
        junior: Which side of a platform's pairs is the junior person.
        keep: Reasons for leaving rows out that do not apply: the rows were brought back.
        skips_faulty: Whether faulty rows of a program table are left out.
        observed_from: First day of which a roster knows who left, or None for its first exit.
        observed_to: Last day that a roster covers, or None for its newest date.
        columns: Column and heading of each column of a program table that is not known by its heading.
        levels: Levels from low to high, where their names do not say which is higher.
        codes: What the codes in a column stand for, such as {"gender": {"1": "Woman"}}.
        long: The columns with who answered, what was asked and the answer, of a survey with one row an answer.
        sheet: Name or number of the sheet of a spreadsheet, or None to choose it.
        block: Which of two surveys side by side, or None for the file as it is.
    """

    kind: str
    wave: str = ""
    wave_on: date | None = None
    date_order: DateOrder | None = None
    junior: Side | None = None
    keep: frozenset[str] = field(default_factory=frozenset)
    skips_faulty: bool = False
    observed_from: date | None = None
    observed_to: date | None = None
    columns: tuple[tuple[str, str], ...] = ()
    levels: tuple[str, ...] = ()
    codes: ReadOnly[str, ReadOnly[str, str]] = field(default_factory=dict)
    long: tuple[str, str, str] | None = None
    sheet: str | None = None
    block: int | None = None

    def options(self) -> Options:
        """The layout options of a survey."""
        return Options(keep=self.keep, date_order=self.date_order, sheet=self.sheet, block=self.block, long=self.long)

    def request(self, upload: Upload, mapping: Mapping | None, understanding: Understanding | None = None) -> Request:
        """The import that is asked for.

        Args:
            upload: The file.
            mapping: What its questions mean, as confirmed; None for a program table.
            understanding: What was understood of it, if it is a survey.
        """
        return Request(
            path=upload.content,
            kind=self.kind,
            file_name=upload.name,
            wave=self.wave or None,
            wave_on=self.wave_on,
            mapping=mapping,
            understanding=understanding,
            options=self.options(),
            program=ProgramOptions(
                date_order=self.date_order,
                junior=self.junior,
                observed_from=self.observed_from,
                observed_to=self.observed_to,
                skips_faulty=self.skips_faulty,
                columns=dict(self.columns),
                levels=self.levels,
                codes=self.codes,
                keep=self.keep,
                sheet=self.sheet,
            ),
        )


def proposed(understanding: Understanding, version: Version | None) -> Mapping:
    """The mapping as guessed, and as people have confirmed it for the same words before.

    Args:
        understanding: What was understood of the file.
        version: The data so far, or None.
    """
    mapping = propose(understanding, read_codebook(None))
    return mapping if version is None else with_remembered(mapping, version)


def first_answers(understanding: Understanding, rows: int) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Headings and first answers of a survey, what the survey tool added last, with everything personal hidden.

    Args:
        understanding: What was understood of the file.
        rows: How many.
    """
    personal = {name for name, _ in understanding.personal_data}
    columns = sorted(understanding.table.columns, key=lambda column: column.role is not None)
    names = [column.name for column in columns]
    records = [[record[column.index] for column in columns] for record in islice(understanding.records(), rows)]
    return tuple(_cut(name) for name in names), _masked(names, records, personal)


def _masked(
    names: Sequence[str], records: Sequence[Sequence[str]], personal: Collection[str] = ()
) -> tuple[tuple[str, ...], ...]:
    """The cells that may be shown: nothing under a heading that names people, and no e-mail addresses."""
    is_personal = [name in personal or _PERSONAL_HEADING.search(name) is not None for name in names]
    return tuple(
        tuple(
            HIDDEN if cell.strip() and (hides or "@" in cell) else _cut(cell)
            for hides, cell in zip(is_personal, record, strict=False)
        )
        for record in records
    )


def _cut(cell: str) -> str:
    return cell if len(cell) <= LONGEST_CELL else f"{cell[:LONGEST_CELL]}…"
