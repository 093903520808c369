"""The scale that numbers stand on: said by the question, shown by its neighbors, or the least surprising one."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analytics.imports.wording import plain, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_TOPS: Mapping[int, float] = {5: 0.0, 10: 1.0, 7: 1.5, 4: 2.5, 3: 3.0, 6: 4.0, 9: 5.0, 8: 6.0}
_TOPS_FROM_0: Mapping[int, float] = {10: 2.0, 4: 4.0, 5: 4.5, 6: 4.5, 3: 5.0, 7: 6.5, 8: 9.0, 9: 9.0}
_GAIN_OF_NPS = 4.0
_LONGEST_TEXT = 2_000
_SYMMETRIC = (2, 3, 4, 5)
_PRIOR_OF_SYMMETRIC = 3.0
_SHARE_OF_END, _SHARE_OF_OTHER, _MOST_SURPRISE = 0.03, 0.05, 3.0
_SHARE_BESIDE_WORD = 0.25
_CODES = frozenset(
    {
        -999,
        -99,
        -98,
        -97,
        -96,
        -88,
        -77,
        -66,
        -9,
        -8,
        -7,
        -6,
        -3,
        -2,
        -1,
        0,
        6,
        8,
        9,
        11,
        66,
        77,
        88,
        96,
        97,
        98,
        99,
        888,
        999,
        9999,
    }
)
_COST_OF_CODE, _COST_OF_NEXT, _COST_OF_STRAY, _COST_OF_SHARE = 3.5, 5.0, 6.0, 8.0
_MOST_CODES = 3
_ZEROS_TO_CONFIRM = 0.02
_TWO_CODES, _UNSURE = frozenset({1, 2}), 0.5
_SAME_GRID, _SAME_RUN = 4.0, 2.5
_SURE_MARGIN, _SURE_N, _POPULAR = 1.0, 20, 0.1
_NPS = re.compile(
    r"(?i)\bnps\b|promoter|likel.*recommend|wahrscheinlich.*empfehl|probab.*recom|waarschijnlijk.*aanbevel|probab.*consigli"
    r"|勧め.*可能性|おすすめ.*可能性|推奨"
)
_RANGE = re.compile(
    r"(?<![\d.,/-])(-?\d{1,3})\s?(?:-|–|—|to|bis|à|a|al|até|tot|through|~|〜|から)\s?(\d{1,3})(?![\d.,]*\d|\s?%)"
)
_ANCHOR = re.compile(
    r"(?<![\d.,])(-?\d{1,3})\s?"
    r"(?:[-–—=:(]|is\b|being\b|means?\b|meaning\b|ist\b|bedeutet\b|est\b|signifie\b|es\b|significa\b|é\b|è\b|betekent\b|は)"
    r"\s?[(\"“'«„]?\s?[^\W\d]"
)
_OUT_OF = re.compile(r"(?i)(?:out of|von|sur|de|su|van|/)\s?(5|7|10|100)\b(?!\s?%)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The whole numbers that answer one question.

    Args:
        text: What was asked.
        stem: The text that the question shares with the other rows of its grid, or its own.
        counts: How often each number was answered.
        run: Which run of neighboring number questions it belongs to.
        has_low: Whether a word stands for the lowest answer, so that the number itself never appears.
        has_high: Whether a word stands for the highest answer.
    """

    text: str
    stem: str
    counts: Counter[int]
    run: int = 0
    has_low: bool = False
    has_high: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """The scale of a question.

    Args:
        low: Lowest answer.
        high: Highest answer.
        outside: Answers that are not on it.
        reason: Why it was taken.
        confidence: 0 to 1.
        is_stated: Whether the question's own words say it.
    """

    low: int
    high: int
    outside: tuple[int, ...] = ()
    reason: str = ""
    confidence: float = 1.0
    is_stated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    low: int
    high: int
    outside: tuple[int, ...]
    cost: float
    prior: float = 0.0

    @property
    def ends(self) -> tuple[int, int]:
        return self.low, self.high


def ranges(questions: Sequence[Numbers]) -> list[Range | None]:
    """The scale of each question, None where its numbers are amounts and not on a scale.

    A question's own words come first. Numbers alone are weighed: how rare a scale is, how surprising it would be that
    some of its points were never chosen, and what the surely understood neighbors have. So a 6 beside items that end
    at 5 is seen as a code, and a battery that reaches 6 everywhere is a scale of six.

    Args:
        questions: The number questions of a file, in its order.
    """
    stated = [_stated(question) for question in questions]
    candidates = [[] if said else _candidates(question) for said, question in zip(stated, questions, strict=True)]
    candidates = _of_grids(questions, candidates)
    sure = [_sure(*three) for three in zip(stated, candidates, questions, strict=True)]
    return [
        said or (_of_values(questions[index], options, *_neighbors(index, questions, sure)) if options else None)
        for index, (said, options) in enumerate(zip(stated, candidates, strict=True))
    ]


def _stated(question: Numbers) -> Range | None:
    """The scale that a question's text states, where its answers agree."""
    text = plain(question.text[:_LONGEST_TEXT])
    for low, high in _stated_ends(text):
        outside = tuple(value for value in question.counts if not low <= value <= high)
        n_outside = sum(question.counts[value] for value in outside)
        if n_outside * 2 < question.counts.total():
            reason, share = f"The question says {low} to {high}.", question.counts[low - 1] / question.counts.total()
            if low == 1 and share >= _ZEROS_TO_CONFIRM:
                more = (
                    f"{reason} {share:.0%} answered 0: confirm whether 0 is an answer or means that it does not apply."
                )
                return Range(low=low, high=high, outside=outside, reason=more, confidence=_UNSURE, is_stated=True)
            return Range(low=low, high=high, outside=outside, reason=reason, confidence=0.98, is_stated=True)
    return None


def _stated_ends(text: str) -> Iterator[tuple[int, int]]:
    """Pairs of ends that a text may state, the most explicit first."""
    anchors = sorted({int(match) for match in _ANCHOR.findall(text)})
    pairs = [(anchors[0], anchors[-1])] if len(anchors) > 1 else []
    pairs += [(int(low), int(high)) for low, high in _RANGE.findall(text) if int(low) < int(high)]
    pairs += [(1, int(high)) for high in _OUT_OF.findall(text)]
    for one, other in pairs:
        low, high = min(one, other), max(one, other)
        if low in {-5, -4, -3, -2, 0, 1} and 2 <= high <= 100 and high - low > 1:  # noqa: PLR2004 - ends of usual scales
            yield low, high


def _candidates(question: Numbers) -> list[_Candidate]:
    """The scales that a question may be on, the least surprising first."""
    values = set(question.counts)
    if values <= {0, 1} and not (question.has_low or question.has_high):
        return [_Candidate(low=0, high=1, outside=(), cost=0.0)] if values else []
    ends = [(low, top, _prior(question, low, top)) for top in _TOPS for low in (1, 0)]
    ends += [(-half, half, _PRIOR_OF_SYMMETRIC) for half in _SYMMETRIC if -half in values or 1 - half in values]
    found = [candidate for low, top, prior in ends if (candidate := _weighed(question, low, top, prior)) is not None]
    return sorted(found, key=lambda candidate: candidate.cost)


def _of_grids(questions: Sequence[Numbers], candidates: Sequence[list[_Candidate]]) -> list[list[_Candidate]]:
    """The candidates of each question, those of a grid weighed together: its rows are on one scale.

    The rarity of a scale counts once for the grid, the surprise of each row's answers counts each time.
    """
    grids: dict[str, list[int]] = {}
    for index, question in enumerate(questions):
        if candidates[index]:
            grids.setdefault(question.stem, []).append(index)
    weighed = list(candidates)
    for rows in grids.values():
        if len(rows) > 1:
            for row, common in zip(rows, _in_common([candidates[row] for row in rows]), strict=True):
                weighed[row] = common or candidates[row]
    return weighed


def _in_common(rows: Sequence[Sequence[_Candidate]]) -> list[list[_Candidate]]:
    """The candidates that all rows of a grid have, each with the mean surprise of all rows."""
    by_ends = [{candidate.ends: candidate for candidate in row} for row in rows]
    shared = set.intersection(*(set(row) for row in by_ends))
    surprise = {ends: sum(row[ends].cost - row[ends].prior for row in by_ends) for ends in shared}
    return [
        sorted(
            (replace(row[ends], cost=row[ends].prior + surprise[ends]) for ends in shared),
            key=lambda candidate: candidate.cost,
        )
        for row in by_ends
    ]


def _prior(question: Numbers, low: int, top: int) -> float:
    """How rare a scale is, 0 for 1 to 5; recommendation questions are most often on 0 to 10."""
    if (low, top) != (0, 10):
        return _TOPS[top] if low else _TOPS_FROM_0[top]
    asks_to_recommend = _NPS.search(" ".join(words(question.text[:_LONGEST_TEXT])))
    return _TOPS_FROM_0[top] - (_GAIN_OF_NPS if asks_to_recommend else 0.0)


def _weighed(question: Numbers, low: int, top: int, prior: float) -> _Candidate | None:
    """One scale with its cost, or None where the answers are not on it."""
    counts, n = question.counts, question.counts.total()
    outside = tuple(sorted(value for value in counts if not low <= value <= top))
    inside = set(counts) - set(outside)
    n_outside = sum(counts[value] for value in outside)
    if len(outside) > _MOST_CODES or n_outside > 0.75 * n or len(inside) < 1:
        return None
    if (question.has_low and low in counts) or (question.has_high and top in counts):
        return None
    cost = prior + sum(_cost_of_outside(value, low, top, counts[value] / n) for value in outside)
    named = ({low} if question.has_low else set()) | ({top} if question.has_high else set())
    for value in set(range(low, top + 1)) - inside - named:
        is_next = value - 1 in named or value + 1 in named
        usual = _SHARE_OF_END if value in {low, top} else _SHARE_BESIDE_WORD if is_next else _SHARE_OF_OTHER
        most = _MOST_SURPRISE * 2 if is_next else _MOST_SURPRISE
        cost += min(usual * n * 5 / (top - low + 1), most)
    return _Candidate(low=low, high=top, outside=outside, cost=cost, prior=prior)


def _cost_of_outside(value: int, low: int, top: int, share: float) -> float:
    """How surprising an answer beside the scale is: little for a usual code, much for the next number."""
    if value == top + 1:
        return _COST_OF_NEXT
    if value == low - 1:
        return _COST_OF_CODE + _COST_OF_SHARE * share
    if value in _CODES:
        return _COST_OF_CODE
    return _COST_OF_STRAY + 40.0 * share


def _sure(said: Range | None, candidates: Sequence[_Candidate], question: Numbers) -> tuple[int, int] | None:
    """The ends of a question that is understood without its neighbors, None for the others.

    Its highest answer must be a popular one: only then does it mean something that nobody went beyond it.
    """
    if said is not None:
        return said.low, said.high
    n = question.counts.total()
    if not candidates or n < _SURE_N or candidates[0].outside:
        return None
    best = candidates[0]
    margin = candidates[1].cost - best.cost if len(candidates) > 1 else _MOST_SURPRISE
    return best.ends if margin >= _SURE_MARGIN and question.counts[best.high] >= _POPULAR * n else None


def _neighbors(
    index: int, questions: Sequence[Numbers], sure: Sequence[tuple[int, int] | None]
) -> tuple[tuple[int, int] | None, float]:
    """The scale of the surely understood neighbors, and how much it speaks for the same scale here."""
    question = questions[index]
    in_grid, in_run = Counter[tuple[int, int]](), Counter[tuple[int, int]]()
    for position, (other, ends) in enumerate(zip(questions, sure, strict=True)):
        if ends is not None and position != index:
            in_grid[ends] += other.stem == question.stem
            in_run[ends] += other.run == question.run
    for votes, fewest, gain in ((in_grid, 1, _SAME_GRID), (in_run, 2, _SAME_RUN)):
        ends, n = max(votes.items(), key=lambda vote: vote[1], default=(None, 0))
        if n >= fewest:
            return ends, gain
    return None, 0.0


def _of_values(
    question: Numbers, candidates: Sequence[_Candidate], neighbors: tuple[int, int] | None, gain: float
) -> Range:
    """The scale of one question; where only 1 and 2 were answered, it may as well be yes and no."""
    found = _chosen(candidates, neighbors, gain)
    if set(question.counts) != _TWO_CODES or (found.low, found.high) == neighbors:
        return found
    return replace(found, reason="Only 1 and 2 were answered: a scale, or yes and no in numbers.", confidence=_UNSURE)


def _chosen(candidates: Sequence[_Candidate], neighbors: tuple[int, int] | None, gain: float) -> Range:
    """The least surprising scale of one question, its neighbors weighed in."""
    weighed = sorted(
        ((candidate.cost - gain * (candidate.ends == neighbors), candidate) for candidate in candidates),
        key=lambda pair: pair[0],
    )
    cost, best = weighed[0]
    margin = weighed[1][0] - cost if len(weighed) > 1 else _MOST_SURPRISE
    reason = f"Whole numbers that fit {best.low} to {best.high}"
    reason += ", as the questions around it." if best.ends == neighbors else "."
    confidence = min(0.97, 0.6 + 0.12 * margin) - 0.1 * bool(best.outside)
    return Range(low=best.low, high=best.high, outside=best.outside, reason=reason, confidence=confidence)
