"""The inspect report: what was understood of a file, as plain data with fixed keys."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.compute as pc

from analytics.imports.question import number
from analytics.imports.records import Records
from analytics.imports.wording import key, trimmed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.question import Question
    from analytics.imports.understanding import Understanding


def report(understanding: Understanding) -> dict[str, Any]:
    """The report of a file, ready for JSON.

    Keys: file, sha256, format, encoding, delimiter, header_rows, records (rows below the headers), responses (rows
    kept), columns, dropped, warnings, personal_data and questions.

    Args:
        understanding: What was understood of the file.
    """
    table, records = understanding.table, understanding.records()
    return {
        "file": table.file_name,
        "sha256": table.sha256,
        "format": table.format,
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "header_rows": table.header_rows,
        "records": len(table.records),
        "responses": len(records),
        "columns": len(table.columns),
        "dropped": [{"reason": reason, "rows": len(rows)} for reason, rows in understanding.dropped.items()],
        "warnings": [{"code": notice.code, "message": notice.message} for notice in understanding.warnings],
        "personal_data": [{"column": column, "kind": kind} for column, kind in understanding.personal_data],
        "questions": [question_report(question, records) for question in understanding.questions],
    }


def question_report(question: Question, records: Records | Sequence[Sequence[str]]) -> dict[str, Any]:
    """The report of one question: id, text, kind, answered, not_applicable, scale, mapping, reverse, mean, and why.

    Args:
        question: The question.
        records: The rows that are answers.
    """
    answered, absent, mean = _counted(question, records)
    return {
        "id": question.id,
        "text": question.text,
        "kind": question.kind,
        "answered": answered,
        "not_applicable": absent,
        "scale": {"min": question.scale_min, "max": question.scale_max},
        "mapping": dict(question.labels),
        "reverse": question.is_reverse,
        "mean": mean,
        "reason": question.reason,
        "confidence": round(question.confidence, 2),
    }


def _counted(question: Question, records: Records | Sequence[Sequence[str]]) -> tuple[int, int, float | None]:
    """Rows with an answer, rows with "does not apply", and the mean where answers are numbers."""
    if len(question.columns) > 1:
        return _counted_over_columns(question, records)
    (column,) = question.columns
    texts = Records.of(records).texts(column)
    if texts.is_varied and not question.not_applicable and question.kind not in {"numeric", "ordinal"}:
        return len(texts) - int(np.count_nonzero(texts.is_blank())), 0, None
    cells = texts.counts()
    absent = {key(label) for label in question.not_applicable}
    n_absent = sum(n for cell, n in cells.items() if trimmed(cell) and key(trimmed(cell)) in absent)
    n_filled = sum(n for cell, n in cells.items() if trimmed(cell))
    if question.kind not in {"numeric", "ordinal"}:
        return n_filled - n_absent, n_absent, None
    values = _values(question, cells)
    n = sum(values.values())
    mean = math.fsum(value * count for value, count in values.items()) / n if n else None
    return n, n_absent, mean


def _values(question: Question, cells: Counter[str]) -> Counter[float]:
    """How often each number was answered; whole numbers by their code, others where there is no scale."""
    score, values = question.coder(), Counter[float]()
    absent = {trimmed(label) for label in question.not_applicable}
    for cell, n in cells.items():
        value: float | None = score(cell)
        if value is None and not question.is_coded and trimmed(cell) not in absent:
            value = _within(number(trimmed(cell)), question)
        if value is not None:
            values[value] += n
    return values


def _within(value: float | None, question: Question) -> float | None:
    """The value, unless it lies outside what is plausible for the question."""
    low = -math.inf if question.scale_min is None else question.scale_min
    high = math.inf if question.scale_max is None else question.scale_max
    return value if value is not None and low <= value <= high else None


def _counted_over_columns(
    question: Question, records: Records | Sequence[Sequence[str]]
) -> tuple[int, int, float | None]:
    """The counts of a question that is spread over columns."""
    absent = {key(label) for label in question.not_applicable}
    columns = [Records.of(records).cells(column) for column in question.columns]
    is_filled = np.array([~cells.is_blank for cells in columns])
    is_told = np.array([cells.mask(lambda text: bool(text) and key(text) not in absent) for cells in columns])
    n_filled = int(np.count_nonzero(is_filled.any(axis=0)))
    n_absent = n_filled - int(np.count_nonzero(is_told.any(axis=0)))
    if question.kind not in {"numeric", "ordinal"}:
        return n_filled - n_absent, n_absent, None
    scores = question.scored(records).drop_null()
    return len(scores), n_absent, (pc.sum(scores).as_py() / len(scores) if len(scores) else None)
