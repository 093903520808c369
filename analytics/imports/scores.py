"""Scale scores as exact integers: the mean of the answered items, times a number that removes every fraction."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analytics.errors import SettingsError
from analytics.imports.answered_share import MINIMUM_ANSWERED_SHARE, fewest_answers
from analytics.store.rows import LazyColumn

if TYPE_CHECKING:
    from collections.abc import Sequence

ENPS = "enps"
BLANK = np.iinfo(np.int64).min
_PROMOTER, _PASSIVE = 9, 7
_ENPS_RANGE = (0, 10)
_LARGEST = np.iinfo(np.int32).max

Answers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAnswers:
    """The answers to one item of a scale.

    Args:
        values: The answers, `BLANK` where there is none, shape (respondents,).
        low: Lowest possible answer.
        high: Highest possible answer.
        is_reverse: Whether agreeing means less of what the scale measures.
    """

    values: Answers
    low: int
    high: int
    is_reverse: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The scores of one scale.

    Args:
        name: The scale.
        values: Integers; `BLANK` where too few of the items were answered. The score from 0 to 100 is
            value x 100 / denominator. Shape (respondents,).
        n_items: Number of items asked.
        denominator: What makes a score of 1 out of the integers.
    """

    name: str
    values: Answers
    n_items: int
    denominator: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a scale, its answers still to be read.

    Args:
        answers: The answers, null where there is none.
        low: Lowest possible answer.
        high: Highest possible answer.
        is_reverse: Whether agreeing means less of what the scale measures.
    """

    answers: LazyColumn
    low: int
    high: int
    is_reverse: bool = False

    def between(self, start: int, stop: int) -> ItemAnswers:
        """The answers of neighboring respondents."""
        values = self.answers.between(start, stop).cast(pa.int64()).fill_null(BLANK).to_numpy(zero_copy_only=False)
        return ItemAnswers(values=values, low=self.low, high=self.high, is_reverse=self.is_reverse)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreColumn:
    """The scores of one scale as a column of the store.

    Args:
        name: The scale.
        column: Integers, null where too few of the items were answered.
        n_items: Number of items asked.
        denominator: What makes a score of 1 out of the integers.
        n_scored: Respondents with a score.
    """

    name: str
    column: LazyColumn
    n_items: int
    denominator: int
    n_scored: int


def score_column(name: str, items: Sequence[Item], minimum_share: float = MINIMUM_ANSWERED_SHARE) -> ScoreColumn:
    """The scores of a scale as a column of the store; see `scores`.

    Args:
        name: The scale.
        items: Its items, at least one.
        minimum_share: Share of the items that a person must have answered, above 0 and up to 1.

    Raises:
        SettingsError: An item of eNPS is not asked from 0 to 10, or the items are too many for exact scores.
    """

    def between(start: int, stop: int) -> pa.Array:
        values = scores(name, [item.between(start, stop) for item in items], minimum_share).values
        return pa.array(values, mask=values == BLANK).cast(pa.int32())

    nobody = scores(name, [item.between(0, 0) for item in items], minimum_share)
    column = LazyColumn(kind=pa.int32(), n=items[0].answers.n, between=between).held()
    n_scored = sum(len(part) - part.null_count for part in column.parts())
    return ScoreColumn(
        name=name, column=column, n_items=nobody.n_items, denominator=nobody.denominator, n_scored=n_scored
    )


def scores(name: str, items: Sequence[ItemAnswers], minimum_share: float = MINIMUM_ANSWERED_SHARE) -> Scores:
    """The scores of a scale: the mean of the answered items, brought to one range and turned where reverse-keyed.

    With k items, each answer counts from 0 to the least common multiple of the items' ranges; their sum over the a
    answered items is multiplied by lcm(1..k) / a, which is a whole number, so that no score is ever rounded.
    eNPS is special: 0 to 6 counts as -1, 7 and 8 as 0, 9 and 10 as 1.

    Args:
        name: The scale.
        items: The answers to its items, at least one.
        minimum_share: Share of the items that a person must have answered, above 0 and up to 1.

    Raises:
        SettingsError: An item of eNPS is not asked from 0 to 10, or the items are too many for exact scores.

    >>> one = ItemAnswers(values=np.array([5, 1]), low=1, high=5)
    >>> other = ItemAnswers(values=np.array([1, BLANK]), low=1, high=5, is_reverse=True)
    >>> found = scores("engagement", [one, other])
    >>> found.values.tolist(), found.denominator
    ([8, 0], 8)
    """
    if name == ENPS:
        return _enps(items)
    span = math.lcm(*(item.high - item.low for item in items))
    steps = math.lcm(*range(1, len(items) + 1))
    if span * steps > _LARGEST:
        raise SettingsError(
            f"The scale {name} has {len(items)} items: too many for exact scores.",
            allowed="Up to 22 items with five answers each are.",
            next_step="Divide it into smaller scales in the codebook.",
        )
    n_answered = sum((item.values != BLANK).astype(np.int64) for item in items)
    total = sum(_from_zero(item, span) for item in items)
    is_scored = np.asarray(n_answered) >= fewest_answers(len(items), minimum_share)
    shares = steps // np.maximum(n_answered, 1)
    values = np.where(is_scored, total * shares, BLANK)
    return Scores(name=name, values=values, n_items=len(items), denominator=span * steps)


def _from_zero(item: ItemAnswers, span: int) -> Answers:
    """The answers from 0 to `span`, more meaning more of what the scale measures; 0 where blank."""
    is_blank = item.values == BLANK
    risen = (np.where(is_blank, item.low, item.values) - item.low) * (span // (item.high - item.low))
    turned = span - risen if item.is_reverse else risen
    return np.where(is_blank, 0, turned)


def _enps(items: Sequence[ItemAnswers]) -> Scores:
    (item, *more) = items
    if more or (item.low, item.high) != _ENPS_RANGE or item.is_reverse:
        raise SettingsError(
            "eNPS is not asked as one question from 0 to 10.",
            allowed="It needs exactly one item with min = 0 and max = 10, not reversed.",
            next_step="Correct the mapping, or take the scale `enps` out of it.",
        )
    bands = (item.values >= _PROMOTER).astype(np.int64) - (item.values < _PASSIVE)
    return Scores(name=ENPS, values=np.where(item.values == BLANK, BLANK, bands), n_items=1, denominator=1)
