"""What a person states about an upload, as plain data that goes from one process to another."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from analytics.imports.canonical.options import ProgramOptions
from analytics.imports.options import Options
from analytics.imports.run import Request

if TYPE_CHECKING:
    from collections.abc import Mapping as ReadOnly

    from analytics.imports.mapping import Mapping
    from analytics.imports.understanding import Understanding

DateOrder = Literal["dmy", "mdy"]
Side = Literal["mentor", "mentee"]
_DAYS = frozenset({"wave_on", "observed_from", "observed_to"})


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
        keep_rows: Numbers of rows that were brought back one by one.
        drop: Reasons that apply besides, such as "duplicate".
        skips_faulty: Whether faulty rows of a program table are left out.
        observed_from: First day of which a roster knows who left, or None for its first exit.
        observed_to: Last day that a roster covers, or None for its newest date.
        columns: Column and heading of each column of a program table that is not known by its heading.
        levels: Levels from low to high, where their names do not say which is higher.
        codes: What the codes in a column stand for, such as {"gender": {"1": "Woman"}}.
        long: The columns with who answered, what was asked and the answer, of a survey with one row an answer.
        sheet: Name or number of the sheet of a spreadsheet, or None to choose it.
        block: Which of two surveys side by side, or None for the file as it is.
        header_rows: Rows of headings, 0 where the first row is a response, or None to recognize them.
    """

    kind: str
    wave: str = ""
    wave_on: date | None = None
    date_order: DateOrder | None = None
    junior: Side | None = None
    keep: frozenset[str] = field(default_factory=frozenset)
    keep_rows: frozenset[int] = field(default_factory=frozenset)
    drop: frozenset[str] = field(default_factory=frozenset)
    skips_faulty: bool = False
    observed_from: date | None = None
    observed_to: date | None = None
    columns: tuple[tuple[str, str], ...] = ()
    levels: tuple[str, ...] = ()
    codes: ReadOnly[str, ReadOnly[str, str]] = field(default_factory=dict)
    long: tuple[str, str, str] | None = None
    sheet: str | None = None
    block: int | None = None
    header_rows: int | None = None

    def plain(self) -> dict[str, Any]:
        """The statement as plain data, ready for JSON.

        >>> Statement(kind="survey", wave_on=date(2025, 6, 2)).plain()["wave_on"]
        '2025-06-02'
        """
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        days = {name: value and value.isoformat() for name, value in values.items() if name in _DAYS}
        codes = {column: dict(words) for column, words in self.codes.items()}
        kept = {"keep": sorted(self.keep), "keep_rows": sorted(self.keep_rows), "drop": sorted(self.drop)}
        return {**values, **days, **kept, "codes": codes}

    @classmethod
    def of(cls, plain: ReadOnly[str, Any]) -> Statement:
        """The statement of plain data.

        Args:
            plain: What `plain` has returned, as JSON brings it back.
        """
        days = {name: plain[name] and date.fromisoformat(plain[name]) for name in _DAYS}
        return cls(
            **{
                **plain,
                **days,
                "keep": frozenset(plain["keep"]),
                "drop": frozenset(plain["drop"]),
                "keep_rows": frozenset(plain["keep_rows"]),
                "columns": tuple((column, heading) for column, heading in plain["columns"]),
                "levels": tuple(plain["levels"]),
                "long": plain["long"] and tuple(plain["long"]),
            }
        )

    def options(self) -> Options:
        """The layout options of a survey."""
        return Options(
            keep=self.keep,
            keep_rows=self.keep_rows,
            drop=self.drop,
            date_order=self.date_order,
            sheet=self.sheet,
            block=self.block,
            long=self.long,
            header_rows=self.header_rows,
        )

    def request(
        self, content: bytes, file_name: str, mapping: Mapping | None, understanding: Understanding | None
    ) -> Request:
        """The import that is asked for.

        Args:
            content: The bytes of the file.
            file_name: The name the user gave it.
            mapping: What its questions mean, as confirmed; None for a program table.
            understanding: What was understood of it, if it is a survey.
        """
        return Request(
            path=content,
            kind=self.kind,
            file_name=file_name,
            wave=self.wave or None,
            wave_on=self.wave_on,
            mapping=mapping,
            understanding=understanding,
            options=self.options(),
            program=self.program(),
        )

    def program(self) -> ProgramOptions:
        """The options of a program table."""
        return ProgramOptions(
            date_order=self.date_order,
            junior=self.junior,
            observed_from=self.observed_from,
            observed_to=self.observed_to,
            skips_faulty=self.skips_faulty,
            columns=dict(self.columns),
            levels=self.levels,
            codes=self.codes,
            keep=self.keep,
            keep_rows=self.keep_rows,
            sheet=self.sheet,
        )
