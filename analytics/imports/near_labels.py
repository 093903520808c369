"""Answers beside a known set: words misspelt, words of people without the experience, sets that nobody has listed."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from analytics.imports.labels import best_fit, label_sets, listed
from analytics.imports.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SHORTEST_TO_CORRECT = 7
_AS_GOOD_AS_SAME = 0.93
_FEWEST_IN_ORDER, _MOST_IN_ORDER = 3, 9
_SHARE_IN_ORDER = 0.65
_LONGEST_IN_ORDER = 80


def has_no_experience(answer: str) -> bool:
    """Whether an answer says that the person has not met what is asked about.

    >>> has_no_experience("I have never submitted a request"), has_no_experience("Not useful")
    (True, False)
    """
    return bool(_no_experience().search(plain(answer)))


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
    return sum(bool(_degree().search(label)) for label in asked) >= _SHARE_IN_ORDER * len(asked)


@cache
def _known_letters() -> frozenset[str]:
    return frozenset(wording for one in label_sets() for wording in one.literals)


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
