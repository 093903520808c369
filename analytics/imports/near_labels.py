"""Answers beside a known set: words misspelt, words of people without the experience, sets that nobody has listed."""

from __future__ import annotations

import re
from collections import Counter
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from analytics.imports.labels import best_fit, label_key, label_sets, listed
from analytics.imports.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SHORTEST_TO_CORRECT = 7
_AS_GOOD_AS_SAME = 0.93
_FEWEST_IN_ORDER, _MOST_IN_ORDER = 3, 9
_SHARE_IN_ORDER = 0.65
_LONGEST_IN_ORDER = 80
_WHAT_TO_DO = "give each its number under labels, if so."
_OF_FACTS = frozenset({"yes"})


def has_no_experience(answer: str) -> bool:
    """Whether an answer says that the person has not met what is asked about.

    >>> has_no_experience("I have never submitted a request"), has_no_experience("Not useful")
    (True, False)
    """
    return bool(_no_experience().search(plain(answer)))


def is_in_doubt(answer: str) -> bool:
    """Whether an answer says that the person is in doubt.

    >>> is_in_doubt("Not sure"), is_in_doubt("Neutral")
    (True, False)
    """
    return label_key(answer) in _hedges()


def corrected(label: str, others: Sequence[str]) -> str | None:
    """The letters that a misspelt label stands for, or None where it is no slip beside the others.

    >>> corrected("stronlgydisagree", ["disagree", "neutral", "stronglyagree"])
    'stronglydisagree'

    Args:
        label: Letters of the label.
        others: Letters of the other labels of its question.
    """
    if len(label) < _SHORTEST_TO_CORRECT or label in _known_letters():
        return None
    fitting = [one for one in label_sets() if one.literals and any(other in one.literals for other in others)]
    letters = {wording for one in fitting for wording in one.literals if wording not in others}
    for found in get_close_matches(label, sorted(letters), n=3, cutoff=_AS_GOOD_AS_SAME):
        if best_fit([*others, found], 0) is not None:
            return found
    return None


def stand_in_order(labels: Iterable[str]) -> bool:
    """Whether labels that no known set has seem to tell more from less.

    >>> stand_in_order(["Hardly interested", "Rather interested", "Very interested"])
    True
    >>> stand_in_order(["Sales", "Finance", "More than one"])
    False
    """
    asked = [plain(label).casefold() for label in labels]
    if not _FEWEST_IN_ORDER <= len(asked) <= _MOST_IN_ORDER or max(map(len, asked)) > _LONGEST_IN_ORDER:
        return False
    return sum(map(tells_degree, asked)) >= _SHARE_IN_ORDER * len(asked)


def tells_degree(label: str) -> bool:
    """Whether a label has a word that tells more from less.

    >>> tells_degree("Very poor"), tells_degree("Sales")
    (True, False)
    """
    return bool(_degree().search(plain(label).casefold()))


def doubt_about_order(labels: Counter[str]) -> str:
    """Why answers that are read as a choice may stand in an order after all, with what to do; nothing if they do not.

    Args:
        labels: How often each answer was given.
    """
    if stand_in_order(labels):
        return f"The answers seem to stand in an order that is not known: {_WHAT_TO_DO}"
    if is_nearly_known(labels):
        return f"Most answers are a known set, and some are none of it: {_WHAT_TO_DO}"
    if are_one_sided(labels):
        return f"The answers are one half of a known set, in an order: {_WHAT_TO_DO}"
    return ""


def is_nearly_known(labels: Counter[str]) -> bool:
    """Whether most people gave answers of a known set of at least three, and others something beside it.

    >>> is_nearly_known(Counter({"Superb": 9, "Agree": 20, "Neutral": 8, "Disagree": 5}))
    True
    >>> is_nearly_known(Counter({"Sales": 9, "Finance": 20, "Agree": 8}))
    False

    Args:
        labels: How often each answer was given.
    """
    counts = Counter[str]()
    for label, n in labels.items():
        counts[label_key(label)] += n
    known = [letters for letters in counts if letters in _known_letters()]
    if not _FEWEST_IN_ORDER <= len(known) <= len(counts) <= _MOST_IN_ORDER:
        return False
    choices = [known, *([one for one in known if one != left] for left in sorted(known, key=counts.__getitem__))]
    for ones in choices:
        fit = best_fit(ones, 0) if len(ones) >= _FEWEST_IN_ORDER else None
        if fit is not None and fit.labels.concept not in _OF_FACTS:
            return sum(counts[one] for one in ones) * 2 > counts.total()
    return False


def are_one_sided(labels: Counter[str]) -> bool:
    """Whether all answers are of a known set and on one side of it, as if nobody had chosen the other half.

    >>> are_one_sided(Counter({"Very good": 395, "Good": 371})), are_one_sided(Counter({"Agree": 90, "Disagree": 7}))
    (True, False)

    Args:
        labels: How often each answer was given.
    """
    fit = best_fit(map(label_key, labels), 0) if len(labels) > 1 else None
    if fit is None or fit.labels.concept in _OF_FACTS:
        return False
    middle = (fit.labels.points + 1) / 2
    return all(score > middle for score in fit.scores.values()) or all(score < middle for score in fit.scores.values())


@cache
def _known_letters() -> frozenset[str]:
    return frozenset(wording for one in label_sets() for wording in one.literals)


@cache
def _hedges() -> frozenset[str]:
    return frozenset(map(label_key, listed("hedges")))


@cache
def _no_experience() -> re.Pattern[str]:
    return re.compile("|".join(listed("no_experience")), re.IGNORECASE)


@cache
def _degree() -> re.Pattern[str]:
    """Words of degree; in a script without blanks between words they may stand anywhere."""
    words = listed("degree_words")
    latin = "|".join(re.escape(word) for word in words if word[0] < "\u3000")
    rest = "|".join(re.escape(word) for word in words if word[0] >= "\u3000")
    return re.compile(rf"\b(?:{latin})\b|{rest}")
