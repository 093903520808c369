"""The answers to a question as small whole numbers: its scores, or a code for each of its options."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from analytics.imports.canonical.cells import Cells

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
        values: Whole numbers, null where nothing that counts was answered.
        labels: The number of each label or option.
    """

    values: pa.Array
    labels: Mapping[str, int]


def coded_answers(question: Question, records: Sequence[Sequence[str]]) -> CodedAnswers | None:
    """The answers to a question as whole numbers, or None where it is not answered in such.

    Args:
        question: The question.
        records: The rows that are answers.
    """
    if question.kind == "single":
        return _options(question, records)
    if not question.is_coded:
        return None
    if len(question.columns) > 1:
        return CodedAnswers(values=pa.array(question.coded(records), pa.int16()), labels=question.labels)
    (position,) = question.columns
    cells = Cells.of([record[position] for record in records])
    return CodedAnswers(values=cells.spread(cells.read(question.coder()), pa.int16()), labels=question.labels)


def _options(question: Question, records: Sequence[Sequence[str]]) -> CodedAnswers | None:
    """A code for each option in alphabetical order; what fewer than five people answered is one code, Other.

    Words that hardly anybody else used may tell who wrote them.
    """
    if len(question.columns) > 1:
        chosen = [options[0] if len(options) == 1 else None for options in question.choices(records)]
    else:
        chosen = question.answers(records)
    counts = Counter(option for option in chosen if option is not None)
    common = sorted(option for option, n in counts.items() if n >= _FEWEST and option != OTHER)
    if not common or len(common) > _MOST_OPTIONS:
        return None
    codes = {option: code for code, option in enumerate(common, start=1)}
    labels = codes if len(codes) == len(counts) else {**codes, OTHER: 0}
    values = [None if option is None else codes.get(option, 0) for option in chosen]
    return CodedAnswers(values=pa.array(values, pa.int16()), labels=labels)
