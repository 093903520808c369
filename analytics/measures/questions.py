"""The answers to the single questions of a survey, each on its own scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.errors import UndefinedStatisticError
from analytics.measures.finding import Question
from analytics.query import Query
from analytics.stats.intervals import mean
from analytics.stats.moments import Sums

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.measures.cell import Cell


def asked() -> Query:
    """What to ask the engine for the numeric questions of every survey."""
    return Query(aggregate="questions")


def answers(row: Mapping[str, object]) -> Query:
    """What to ask the engine for the answers to one question of one survey in one column.

    Args:
        row: What the survey's dictionary says: wave, asked_as, text, column_name.
    """
    column, text = str(row["column_name"]), str(row["text"] or "")
    values = {"wave": str(row["wave"]), "question": str(row["asked_as"]), "text": text, "column": column}
    return Query(aggregate="answers", column=column, values=values)


def question(row: Mapping[str, object], cell: Cell) -> Question | None:
    """The mean answer to one question, or None where all answers are the same.

    Args:
        row: What the survey's dictionary says: question_id, text, scale_min, scale_max.
        cell: Integer sums of the answers.
    """
    try:
        found = mean(Sums(n=cell.n, total=cell.total, squares=cell.squares).moments())
    except UndefinedStatisticError:
        return None
    low, high = row["scale_min"], row["scale_max"]
    return Question(
        id=str(row["question_id"]),
        text=str(row["text"]),
        n=found.n,
        mean=found.mean,
        interval=found.interval,
        minimum=low if isinstance(low, int) else 0,
        maximum=high if isinstance(high, int) else 0,
    )
