"""What was understood of a file: its questions, the rows that count and the rows that do not, and what is personal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analytics.imports.options import Options

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.imports.dates import Order
    from analytics.imports.question import Question
    from analytics.imports.records import Records
    from analytics.imports.table import Notice, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """A table with its meaning. Every part is a proposal that a mapping can change.

    Args:
        table: The file as text.
        questions: Its questions, metadata included, in the order of the file.
        kept: Positions in `table.records` of the rows that are answers.
        dropped: Numbers of the rows left out, as a spreadsheet counts them, by reason.
        warnings: What a person should know, those of the table first.
        personal_data: Heading and kind of each column that identifies people.
        respondent_id: Position of the column that tells answers apart, or None.
        date: Position of the column with the day of the answer, or None.
        person_ids: Positions of the columns that may name the person, the best one first.
        date_order: How dates are read: "ymd", "dmy" or "mdy"; None where the file leaves it open.
        options: What the person stated.
    """

    table: Table
    questions: tuple[Question, ...]
    kept: Sequence[int]
    dropped: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    warnings: tuple[Notice, ...] = ()
    personal_data: tuple[tuple[str, str], ...] = ()
    respondent_id: int | None = None
    date: int | None = None
    person_ids: tuple[int, ...] = ()
    date_order: Order | None = None
    options: Options = field(default_factory=Options)

    @property
    def format(self) -> str:
        """The survey tool or program table that the file comes from."""
        return self.table.format

    def records(self) -> Records:
        """The rows that are answers, in the order of the file."""
        return self.table.records.take(self.kept)

    def question(self, name: str) -> Question | None:
        """The question with an id, or None."""
        return next((question for question in self.questions if question.id == name), None)
