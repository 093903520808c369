"""The answers to a question as small whole numbers: its scores, or a code for each of its options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from analytics.imports.identifiers import kinds_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.imports.question import Question
    from analytics.imports.records import Records

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


def coded_answers(question: Question, records: Records | Sequence[Sequence[str]]) -> CodedAnswers | None:
    """The answers to a question as whole numbers, or None where it is not answered in such.

    Args:
        question: The question.
        records: The rows that are answers.
    """
    if question.kind == "single":
        return _options(question, records)
    if not question.is_coded:
        return None
    return CodedAnswers(values=question.scored(records).cast(pa.int16()), labels=question.labels)


def _options(question: Question, records: Records | Sequence[Sequence[str]]) -> CodedAnswers | None:
    """A code for each option in alphabetical order; what fewer than five people answered is one code, Other.

    Words that hardly anybody else used may tell who wrote them. Options with personal data in them are Other too.
    """
    chosen = question.answered(records).dictionary_encode()
    options = chosen.dictionary.to_pylist()
    n_records = np.bincount(chosen.indices.drop_null().to_numpy(), minlength=len(options)).tolist()
    counts = {option: n for option, n in zip(options, n_records, strict=True) if n}
    common = sorted(option for option, n in counts.items() if n >= _FEWEST and option != OTHER and not kinds_in(option))
    if not common or len(common) > _MOST_OPTIONS:
        return None
    codes = {option: code for code, option in enumerate(common, start=1)}
    labels = codes if len(codes) == len(counts) else {**codes, OTHER: 0}
    values = pa.array([codes.get(option, 0) for option in options], pa.int16())
    return CodedAnswers(values=values.take(chosen.indices), labels=labels)
