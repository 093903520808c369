"""Options that people put in order: their places are no points of a scale."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from analytics.imports.records import Records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.imports.question import Question

_FEWEST_OPTIONS, _MOST_OPTIONS = 3, 40
_FEWEST_ROWS, _MOST_ROWS = 5, 5_000
_MOSTLY = 0.9


def without_ranks(questions: Sequence[Question], records: Records | Sequence[Sequence[str]]) -> list[Question]:
    """The questions, those of a ranking without a scale: first place is better than third, by nobody knows how much.

    Args:
        questions: The questions of a file.
        records: The rows that are answers.
    """
    first = Records.of(records).first(_MOST_ROWS)
    ranked = {question.id: len(run) for run in _runs(questions) if _is_ranking(run, first) for question in run}
    return [_unscaled(question, ranked[question.id]) if question.id in ranked else question for question in questions]


def _unscaled(question: Question, n: int) -> Question:
    reason = f"Places from 1 to {n}: people put {n} options in order, so these are no points of a scale."
    return replace(question, scale_min=None, scale_max=None, not_applicable=(), reason=reason, confidence=0.9)


def _runs(questions: Sequence[Question]) -> Iterator[list[Question]]:
    """Neighboring number questions of one stem."""
    run: list[Question] = []
    for question in questions:
        is_number = question.kind == "numeric" and len(question.columns) == 1 and not question.labels
        if run and not (is_number and _stem(run[-1]) == _stem(question)):
            yield run
            run = []
        if is_number and _stem(question):
            run.append(question)
    if run:
        yield run


def _stem(question: Question) -> str:
    return question.text.rpartition(" - ")[0]


def _is_ranking(run: Sequence[Question], records: Records) -> bool:
    """Whether nearly every complete row has each place once."""
    if not _FEWEST_OPTIONS <= len(run) <= _MOST_OPTIONS:
        return False
    scored = [replace(question, scale_min=None, scale_max=None, not_applicable=()).scored(records) for question in run]
    answers = np.array([column.cast(pa.float64()).to_numpy(zero_copy_only=False) for column in scored])
    complete = answers[:, ~np.isnan(answers).any(axis=0)]
    if complete.shape[1] < _FEWEST_ROWS:
        return False
    places = np.arange(1, len(run) + 1)[:, None]
    return bool((np.sort(complete, axis=0) == places).all(axis=0).mean() >= _MOSTLY)
