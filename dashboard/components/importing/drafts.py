"""One upload before it is imported: what it is, what was understood, and what a person has stated about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

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
    from datetime import date

    from analytics.imports.mapping import Mapping
    from analytics.imports.table import Table
    from analytics.imports.understanding import Understanding
    from analytics.store import Version

HIDDEN = "hidden"
LONGEST_CELL = 40
DateOrder = Literal["dmy", "mdy"]
Side = Literal["mentor", "mentee"]


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

    def kind(self) -> str:
        """What its headings say it is: a program table, else a survey.

        Raises:
            UnreadableFileError: It is no table of text.
            RefusedImportError: It is a summary report.
        """
        table = self._as_it_stands()
        header = header_row([table.names, *table.records[:ROWS_LOOKED_AT]])
        return SURVEY if header is None else header.table

    def understanding(self, options: Options) -> Understanding:
        """What it holds, if it is a survey.

        Raises:
            UnreadableFileError: It is no table of text.
            RefusedImportError: No answers can be recognized in it.
        """
        return understand(self.content, file_name=self.name, options=options)

    def first_rows(self, rows: int) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """Headings and first rows of a program table, cut to what fits a screen."""
        table = self._as_it_stands()
        return table.names, [tuple(_cut(cell) for cell in record) for record in table.records[:rows]]

    def _as_it_stands(self) -> Table:
        return read_table(self.content, file_name=self.name, options=Options(format="generic", header_rows=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a person states about an upload.

    Args:
        kind: `people`, `pairs`, `sessions`, `goals` or `survey`.
        wave: Name of the survey wave.
        wave_on: The day that stands for it, or None for the middle one of the answers.
        date_order: How dates are read where the file leaves it open.
        junior: Which side of a platform's pairs is the junior person.
        keeps_all: Whether rows that do not look like answers are kept.
        observed_from: First day of which a roster knows who left, or None for its first exit.
        observed_to: Last day that a roster covers, or None for its newest date.
    """

    kind: str
    wave: str = ""
    wave_on: date | None = None
    date_order: DateOrder | None = None
    junior: Side | None = None
    keeps_all: bool = False
    observed_from: date | None = None
    observed_to: date | None = None

    def options(self) -> Options:
        """The layout options of a survey."""
        return Options(keep=frozenset({"all"}) if self.keeps_all else frozenset(), date_order=self.date_order)

    def request(self, upload: Upload, mapping: Mapping | None) -> Request:
        """The import that is asked for.

        Args:
            upload: The file.
            mapping: What its questions mean, as confirmed; None for a program table.
        """
        return Request(
            path=upload.content,
            kind=self.kind,
            file_name=upload.name,
            wave=self.wave or None,
            wave_on=self.wave_on,
            mapping=mapping,
            options=self.options(),
            program=ProgramOptions(
                date_order=self.date_order,
                junior=self.junior,
                observed_from=self.observed_from,
                observed_to=self.observed_to,
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


def first_answers(understanding: Understanding, rows: int) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headings and first answers of a survey, with everything personal hidden.

    Args:
        understanding: What was understood of the file.
        rows: How many.
    """
    personal = {name for name, _ in understanding.personal_data}
    names = understanding.table.names
    records = understanding.records()[:rows]
    shown = [
        tuple(HIDDEN if name in personal and cell else _cut(cell) for name, cell in zip(names, record, strict=True))
        for record in records
    ]
    return tuple(_cut(name) for name in names), shown


def _cut(cell: str) -> str:
    return cell if len(cell) <= LONGEST_CELL else f"{cell[:LONGEST_CELL]}…"
