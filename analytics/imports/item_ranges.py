"""The range of a scale's item: the codebook's where only the numbers spoke for another, else the file's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.imports.scores import ENPS
from analytics.imports.wording import key

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

    from analytics.imports.codebook import Item, Scale
    from analytics.imports.mapped_question import MappedQuestion
    from analytics.imports.question import Question

TO_CONFIRM = 0.6
FEW = 20
"""Answers below which it says little that nobody chose the ends of a scale."""
SOME = 100
"""Answers below which it says little that nobody chose two points at an end of it: 30 to 40 pairs who say how skilled
they are on 1 to 7 leave out 6 and 7 in every other survey. Five points of eleven are another scale."""
MOST_LEFT_OUT = 2
"""Points at one end that people who answer in the codebook's words may all have left out."""
POPULAR = 0.1
"""Share of the answers from which on the last point that was chosen looks like the end of the scale."""
_ENPS_TOP, _ENPS_BOTTOMS = 10, (0, 1)


def on_range(
    entry: MappedQuestion,
    question: Question,
    scale: Scale,
    item: Item,
    *,
    alike: float,
    answers: Callable[[], Counter[int]],
) -> MappedQuestion:
    """The entry on the range of its scale, with the reason; where that is not certain, as the file shows it.

    Numbers alone cannot show points that nobody chose, the codebook can: in its own words, its range is right unless
    a label or the question itself says otherwise, or many people answered, many of them with the last point chosen, and
    left two points or more beyond it unchosen. Other words and other ranges are to be confirmed, since they change
    scores. eNPS is the same from 0 or from 1 to 10.

    Args:
        entry: The entry as understood from the file alone.
        question: The question that it is about.
        scale: The scale that it belongs to.
        item: The item that it asks.
        alike: How alike its words and the item's are, 0 to 1.
        answers: How often each number was answered; counted only where it matters.
    """
    is_guessed = not (entry.labels or question.is_range_stated)
    is_own = key(entry.text).endswith(key(item.text))
    if (entry.scale_min, entry.scale_max) == (scale.low, scale.high):
        return replace(entry, confidence=_confirmed(entry, item, alike)) if is_own and is_guessed else entry
    reason = _reason(entry, scale, answers) if is_guessed and is_own else ""
    if scale.name == ENPS and (entry.scale_max, scale.high) == (_ENPS_TOP, _ENPS_TOP):
        reason = _reason_of_enps(entry, scale)
    if not reason:
        said = f"{entry.reason} The codebook has it on {scale.low} to {scale.high}.".strip()
        return replace(entry, reason=said, confidence=min(entry.confidence, TO_CONFIRM))
    points = {str(point) for point in range(scale.low, scale.high + 1)}
    return replace(
        entry,
        scale_min=scale.low,
        scale_max=scale.high,
        not_applicable=tuple(one for one in entry.not_applicable if one not in points),
        reason=f"{entry.reason} {reason}".strip(),
        confidence=_confirmed(entry, item, alike),
    )


def _confirmed(entry: MappedQuestion, item: Item, alike: float) -> float:
    """The confidence once the codebook has confirmed the range; doubt about the direction stays."""
    return min(entry.confidence, alike) if entry.is_reverse and not item.is_reverse else alike


def _reason_of_enps(entry: MappedQuestion, scale: Scale) -> str:
    if entry.scale_min not in _ENPS_BOTTOMS:
        return ""
    groups = "the groups (0 to 6, 7 and 8, 9 and 10) are the same either way"
    return f"Nobody chose 0. The codebook has it on {scale.low} to {scale.high}, and {groups}."


def _reason(entry: MappedQuestion, scale: Scale, answers: Callable[[], Counter[int]]) -> str:
    """Why the codebook's range is right, or nothing where it may not be."""
    if entry.scale_min is None or entry.scale_max is None:
        return ""
    below, above = entry.scale_min - scale.low, scale.high - entry.scale_max
    if below < 0 or above < 0:
        return ""
    has = f"in these words, the codebook has it on {scale.low} to {scale.high}."
    if max(below, above) == 1:
        unchosen = " and ".join(str(end) for end, n in ((scale.low, below), (scale.high, above)) if n)
        return f"Nobody chose {unchosen}; {has}"
    counts = answers()
    if counts.total() < (SOME if max(below, above) <= MOST_LEFT_OUT else FEW):
        return f"Few answers say little about the ends of a scale; {has}"
    chosen = [end for end, n in ((entry.scale_min, below), (entry.scale_max, above)) if n]
    if max(below, above) <= MOST_LEFT_OUT and max(counts[end] for end in chosen) < POPULAR * counts.total():
        return f"Hardly anybody chose {' or '.join(map(str, chosen))}, and nobody went beyond; {has}"
    return ""
