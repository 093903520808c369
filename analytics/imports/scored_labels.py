"""Questions answered in labels: their scores from a known set, or from the numbers that the labels carry."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.imports.labels import all_fits, code_and_words, label_key
from analytics.imports.near_labels import stand_in_order, tells_degree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.imports.drafts import Draft
    from analytics.imports.families import Decision
    from analytics.imports.labels import LabelSet
    from analytics.imports.question import Question

_FEWEST_SHARED = 2
_FIRST_CODES = range(-3, 3)
_MOST_NAMED_ENDS = 2
_CERTAIN, _ORDERED, _ENDS_NAMED, _UNKNOWN = 0.95, 0.75, 0.8, 0.55
_AGAINST, _MISSPELT, _LEFT_OUT, _STRAY = 0.6, 0.65, 0.68, 0.6
_SLIPS = 0.02
_TWO, _ENOUGH_FOR_MORE = 2, 40


def codes_of_families(drafts: Sequence[Draft]) -> dict[int, dict[str, int]]:
    """The labels with their numbers of each question whose labels carry them, those of its family included.

    Questions in one grid, and questions that share two labels with the same numbers, are one family: what nobody
    answered in one of them is seen in another.

    Args:
        drafts: The questions of a file, in its order.
    """
    coded = [(index, one) for index, one in enumerate(drafts) if one.nature == "labels" and one.codes]
    families: list[tuple[dict[str, int], set[str], list[int]]] = []
    for index, one in coded:
        found = next((family for family in families if _belongs(one, family[0], family[1])), None)
        if found is None:
            families.append(({}, set(), []))
            found = families[-1]
        found[0].update(one.codes)
        found[1].add(one.profile.column.stem)
        found[2].append(index)
    return {index: codes for codes, _, members in families for index in members}


def _belongs(one: Draft, codes: Mapping[str, int], stems: set[str]) -> bool:
    """Whether a question is of a family: its labels agree with it, and it stands in its grid or shares two of them."""
    shared = sum(codes.get(label) == code for label, code in one.codes.items())
    is_against = any(codes.get(label, code) != code for label, code in one.codes.items())
    taken = {code: label for label, code in codes.items()}
    is_against |= any(code in taken and taken[code] != label for label, code in one.codes.items())
    is_in_grid = bool(one.profile.column.part) and one.profile.column.stem in stems
    return not is_against and (is_in_grid or shared >= min(_FEWEST_SHARED, len(one.codes)))


def scored(plain: Question, one: Draft, decision: Decision | None, codes: Mapping[str, int]) -> Question:
    """The question with the scores of its labels.

    Args:
        plain: The question without scores.
        one: Its first reading.
        decision: The known set that its labels are from, or None.
        codes: Labels of its family that carry numbers, with them; empty where labels carry none.
    """
    if decision is None:
        return _by_codes(plain, codes, *_of_unknown(codes))
    fit = decision.fit
    scores = {label: fit.scores[label_key(label)] for label in one.labels}
    shift = _shift(one.codes, scores)
    if shift is not None:
        found = _by_codes(plain, codes, f"Labels of {fit.labels.concept} that carry their numbers.", _CERTAIN)
        return replace(found, scale_min=1 + shift, scale_max=fit.labels.points + shift)
    other = _set_with(one.codes)
    if other is not None:
        found = _by_codes(plain, codes, f"Labels of {other.concept} that carry their numbers.", _CERTAIN)
        return replace(found, scale_min=1, scale_max=max(other.points, found.scale_max or 0))
    return _by_words(plain, one, decision, scores)


def _of_unknown(codes: Mapping[str, int]) -> tuple[str, float]:
    """Why labels of no known set are scored by their numbers, and how sure that is."""
    named = [label for label in codes if code_and_words(label)[1] != label]
    if len(named) <= _MOST_NAMED_ENDS:
        return "Numbers, the ends of their scale in words.", _ENDS_NAMED
    if stand_in_order(named):
        return "The labels carry the numbers.", _ORDERED
    return "The labels carry numbers, and it is not known whether they stand in an order.", _UNKNOWN


def _shift(codes: Mapping[str, int], scores: Mapping[str, int]) -> int | None:
    """What all numbers in labels are above the rank of their label; None where that differs or there are none."""
    shifts = {code - scores[label] for label, code in codes.items()}
    return shifts.pop() if len(shifts) == 1 and min(codes.values()) in _FIRST_CODES else None


def _has_strays(one: Draft) -> bool:
    """Whether more people than by a slip gave an answer that is none of the set, or one that tells more from less."""
    n = one.labels.total() + one.strays.total()
    return bool(one.strays) and (max(one.strays.values()) > max(1, _SLIPS * n) or any(map(tells_degree, one.strays)))


def _by_words(plain: Question, one: Draft, decision: Decision, scores: Mapping[str, int]) -> Question:
    """A question whose labels are from a known set and carry no numbers, or none that follow their order."""
    fit = decision.fit
    others = {text: fit.scores[letters] for letters, text in decision.wordings.items() if letters in fit.scores}
    seen = {label_key(label) for label in scores}
    labels = dict(scores) | {text: score for text, score in others.items() if label_key(text) not in seen}
    labels |= {label: scores[right] for label, right in one.spelled.items() if right in scores}
    labels = {label: score for label, score in labels.items() if label not in one.spelled.values()}
    reason = f"{fit.labels.points}-point {fit.labels.concept} labels"
    reason += ", decided over all questions with these labels." if decision.is_shared else "."
    confidence = fit.confidence
    for is_so, said, at_most in (
        (
            len(seen | {label_key(text) for text in others}) == _TWO < fit.labels.points - 1
            and one.labels.total() >= _ENOUGH_FOR_MORE,
            "Only two of its answers were given: confirm that there were more.",
            _AGAINST,
        ),
        (bool(one.codes), "The numbers in the labels do not follow their order and were left aside.", _AGAINST),
        (bool(one.spelled), "A label is misspelt and was read as the one nearest to it.", _MISSPELT),
        (_has_strays(one), "One answer is none of them: give it its number under labels, or it is left out.", _STRAY),
        (bool(one.outs), "Answers of people without the experience count as not applicable.", _LEFT_OUT),
    ):
        reason, confidence = (f"{reason} {said}", min(confidence, at_most)) if is_so else (reason, confidence)
    return replace(
        plain,
        kind="ordinal",
        labels=dict(sorted(labels.items(), key=lambda item: item[1])),
        scale_min=1,
        scale_max=fit.labels.points,
        reason=reason,
        confidence=max(confidence, 0.0),
    )


def _by_codes(plain: Question, found: Mapping[str, int], reason: str, confidence: float) -> Question:
    """A question whose labels carry their scores."""
    codes = dict(sorted(found.items(), key=lambda item: item[1]))
    low, high = min(codes.values()), max(codes.values())
    return replace(
        plain,
        kind="ordinal",
        labels=codes,
        scale_min=min(low, 1) if low > 0 else low,
        scale_max=high,
        reason=reason,
        confidence=confidence,
    )


def _set_with(codes: Mapping[str, int]) -> LabelSet | None:
    """A known set in which the numbers are the ranks, so that a number left out is an answer nobody gave."""
    letters = {label_key(label): code for label, code in codes.items()}
    fits = all_fits(tuple(sorted(letters)), 0) if letters else ()
    return next((fit.labels for fit in fits if dict(fit.scores) == letters), None)
