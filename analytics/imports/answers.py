"""The answers to a question as small whole numbers: its scores, or a code for each of its options."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from analytics.imports.identifiers import kinds_in
from analytics.imports.records import Records
from analytics.store.rows import LazyColumn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.imports.question import Question

OTHER = "Other"
_FEWEST = 5
_MOST_OPTIONS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedAnswers:
    """The answers to one question.

    Args:
        column: Whole numbers, null where nothing that counts was answered.
        labels: The number of each label or option.
    """

    column: LazyColumn
    labels: Mapping[str, int]

    @property
    def values(self) -> pa.Array:
        """The whole numbers of all records."""
        return self.column.whole()


def coded_answers(question: Question, records: Records | Sequence[Sequence[str]]) -> CodedAnswers | None:
    """The answers to a question as whole numbers, or None where it is not answered in such.

    Args:
        question: The question.
        records: The rows that are answers.
    """
    by_column = Records.of(records)
    if question.kind == "single":
        return _options(question, by_column)
    if not question.is_coded:
        return None
    return CodedAnswers(column=_scored(question, by_column), labels=question.labels)


def _scored(question: Question, records: Records) -> LazyColumn:
    if len(question.columns) == 1:
        return records.texts(question.columns[0]).read(question.coder(), pa.int16())
    return LazyColumn(
        kind=pa.int16(),
        n=len(records),
        between=lambda start, stop: question.scored(records.between(start, stop)).cast(pa.int16()),
    )


def _options(question: Question, records: Records) -> CodedAnswers | None:
    """A code for each option in alphabetical order; what fewer than five people answered is one code, Other.

    Words that hardly anybody else used may tell who wrote them. Options with personal data in them are Other too.
    """
    answered = LazyColumn(
        kind=pa.string(),
        n=len(records),
        between=lambda start, stop: question.answered(records.between(start, stop)),
    )
    counts: Counter[str] = Counter()
    for part in answered.parts():
        for found in part.value_counts().to_pylist():
            if found["values"] is not None:
                counts[found["values"]] += found["counts"]
    common = sorted(option for option, n in counts.items() if n >= _FEWEST and option != OTHER and not kinds_in(option))
    if not common or len(common) > _MOST_OPTIONS:
        return None
    codes = {option: code for code, option in enumerate(common, start=1)}
    labels = codes if len(codes) == len(counts) else {**codes, OTHER: 0}

    def coded(start: int, stop: int) -> pa.Array:
        encoded = answered.between(start, stop).dictionary_encode()
        values = pa.array([codes.get(option, 0) for option in encoded.dictionary.to_pylist()], pa.int16())
        return values.take(encoded.indices)

    return CodedAnswers(column=LazyColumn(kind=pa.int16(), n=len(records), between=coded), labels=labels)
