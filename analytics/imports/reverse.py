"""Items that are asked the other way round: their text says so, or they run against the rest of their battery."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from analytics.imports.headings import pattern
from analytics.imports.records import Records
from analytics.imports.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from analytics.imports.question import Question

DOUBT, DOUBTED = "Its text says that something is not so: confirm whether agreeing means less.", 0.65
"""What is said where the words of an item alone raise a doubt, and how sure the proposal is then."""
_MARK = re.compile(r"(?i)[(\[]\s*(r|rev|reversed?|reverse[- ](coded|keyed|scored)|umgepolt|invertiert|inversé)\s*[)\]]")
_FEWEST_ITEMS, _MOST_ITEMS = 3, 60
_FEWEST_ROWS, _MOST_ROWS = 30, 5_000
_AGAINST, _CLEARLY = -0.2, 3.0
_MOSTLY = 0.8
_NUMBERED = re.compile(r"([^\W\d](?:[^\W\d]|[ ._-]){0,20}?)[ ._-]?\d{1,3}[a-z]?\Z")


def with_reversed(questions: Sequence[Question], records: Records | Sequence[Sequence[str]]) -> tuple[Question, ...]:
    """The questions, those marked that are asked the other way round.

    An item of a battery is marked when its correlation with the mean of the other items is below -0.2 after the
    others have been turned to agree among themselves, and further from 0 than chance takes it among so many rows
    (three standard errors of Fisher's z). The first 5,000 rows decide. Where rows are too few to tell, an item whose
    text says that something is not so, unlike the texts around it, is a question for a person.

    Args:
        questions: The questions of a file.
        records: The rows that are answers.
    """
    first = Records.of(records).first(_MOST_ROWS)
    against: dict[str, float] = {}
    doubtful: set[str] = set()
    for battery in _batteries(questions):
        found = _against(battery, first)
        if found is None:
            doubtful.update(_negated(battery))
        else:
            against |= found
    return tuple(
        _marked(question, against.get(question.id), is_doubtful=question.id in doubtful) for question in questions
    )


def _negated(battery: Sequence[Question]) -> list[str]:
    """The ids of the items whose texts say that something is not so, where most of the battery says that it is."""
    texts = {question.id: plain(question.text.rpartition(" - ")[2]) for question in battery}
    found = [name for name, text in texts.items() if pattern("negated").search(text)]
    return found if len(found) * 2 < len(battery) else []


def _marked(question: Question, with_rest: float | None, *, is_doubtful: bool) -> Question:
    if _MARK.search(question.text) and question.is_coded:
        turned = not question.is_reverse
        return replace(question, is_reverse=turned, reason=f"{question.reason} Its text says that it is reversed.")
    if with_rest is None:
        return question if not is_doubtful else _doubted(question)
    reason = (
        f"{question.reason} It runs against the other items of its battery (correlation {with_rest:.2f}), so it is "
    )
    reason += "taken as reversed."
    return replace(
        question, is_reverse=not question.is_reverse, reason=reason, confidence=min(question.confidence, 0.6)
    )


def _doubted(question: Question) -> Question:
    """The question with the doubt that its text raises."""
    return replace(
        question,
        reason=f"{question.reason} {DOUBT}".strip(),
        confidence=min(question.confidence, DOUBTED),
        is_direction_open=True,
    )


def _batteries(questions: Sequence[Question]) -> Iterator[list[Question]]:
    """Neighboring items on one scale; comments between them do not end a battery."""
    battery: list[Question] = []
    for question in questions:
        if question.kind == "text":
            continue
        if battery and not _is_alike(battery[-1], question):
            yield from _large_enough(battery)
            battery = []
        if question.is_coded and len(question.columns) == 1:
            battery.append(question)
    yield from _large_enough(battery)


def _is_alike(one: Question, other: Question) -> bool:
    same_scale = (one.scale_min, one.scale_max, one.kind) == (other.scale_min, other.scale_max, other.kind)
    is_one_item = other.is_coded and len(other.columns) == 1
    return is_one_item and same_scale and set(one.labels) == set(other.labels) and _are_of_one_name(one, other)


def _are_of_one_name(one: Question, other: Question) -> bool:
    """Whether neither ids nor texts say that items belong to two scales, as "stress3" and "mastery1" do."""
    return all(
        len({found[1].casefold() for name in names if (found := _NUMBERED.match(name))}) < 2  # noqa: PLR2004 - two scales
        for names in ((one.id, other.id), (one.text, other.text))
    )


def _large_enough(battery: list[Question]) -> Iterator[list[Question]]:
    if _FEWEST_ITEMS <= len(battery) <= _MOST_ITEMS:
        yield battery


def _against(battery: Sequence[Question], records: Records) -> dict[str, float] | None:
    """The ids of the items that run against the rest, with their correlation; None where rows are too few to tell."""
    scored = [question.scored(records).cast(pa.float64()) for question in battery]
    answers = np.array([column.to_numpy(zero_copy_only=False) for column in scored])
    complete = answers[:, ~np.isnan(answers).any(axis=0)]
    if complete.shape[1] < _FEWEST_ROWS:
        return None
    if _are_ranks(complete):
        return {}
    return {battery[index].id: with_rest for index, with_rest in _with_rest(complete).items()}


def _are_ranks(answers: NDArray[np.float64]) -> bool:
    """Whether people put the items in order: then rows have the same sum, and items must run against each other."""
    sums = answers.sum(axis=0)
    return bool((sums == np.median(sums)).mean() >= _MOSTLY)


def _with_rest(answers: NDArray[np.float64]) -> dict[int, float]:
    """The items against the battery, each with its correlation with the rest; the larger side runs with it.

    Args:
        answers: Complete answers, (items, rows).
    """
    spread = answers.std(axis=1)
    varied = spread > 0
    centered = np.where(
        varied[:, None], (answers - answers.mean(axis=1, keepdims=True)) / np.where(varied, spread, 1)[:, None], 0
    )
    correlation = centered @ centered.T / answers.shape[1]
    _, vectors = np.linalg.eigh(correlation)
    signs = np.where(vectors[:, -1] < 0, -1.0, 1.0)
    signs *= 1.0 if signs.sum() >= 0 else -1.0
    turned = centered * signs[:, None]
    rest = turned.sum(axis=0, keepdims=True) - turned
    with_rest = np.array([_correlation(item, others) for item, others in zip(centered, rest, strict=True)])
    against = np.flatnonzero((signs < 0) & (with_rest < min(_AGAINST, _least_clear(answers.shape[1]))))
    return {int(index): float(with_rest[index]) for index in against}


def _least_clear(n: int) -> float:
    """The correlation nearest to 0 that chance hardly explains among so many rows."""
    return -math.tanh(_CLEARLY / math.sqrt(n - 3))


def _correlation(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    spread = float(one.std() * other.std())
    return float((one * other).mean() - one.mean() * other.mean()) / spread if spread > 0 else 0.0
