"""Numbers that answers hold in words: counts with a unit, stars, codes of labels, and words for the ends of a scale."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analytics.imports.labels import all_fits, code_and_words, label_key

if TYPE_CHECKING:
    from collections import Counter

_MOST_END_WORDS = 3
_LOW_END, _HIGH_END, _MIDDLE = 0.3, 0.7, (0.4, 0.6)
_OR_MORE = re.compile(
    r"(?i)(\d{1,3})\s*(\+|(or|and) (more|above|over)|oder mehr|und mehr|ou plus|et plus|o más|ou mais|o più|of meer"
    r"|以上)\Z"
)
_STARS = re.compile(r"(?i)(\d{1,2})\s*(★|⭐|(stars?|points?|sterne?|punkte?|étoiles?|estrellas?|stelle|sterren)\Z)")
_FULL_STARS = "★⭐✭🌟"
_DRAWN = re.compile(r"[★⭐✭🌟☆✩\ufe0f]{1,22}\Z")
_UNIT = re.compile(
    r"(?i)(\d{1,4})\s*(years?|yrs?|months?|weeks?|days?|hours?|hrs?|h|minutes?|mins?|jahre?|monate?|wochen?|tage?"
    r"|stunden?|ans?|mois|semaines?|jours?|heures?|años?|mes(es)?|semanas?|días?|horas?|anos?|dias?|anni|anno|mesi"
    r"|settimane|giorni|ore|jaar|maanden|weken|dagen|uur|年|ヶ月|か月|週間|日|時間|分|€|\$|£|km)\Z"
)


def number_in(word: str) -> int | None:
    """The number that a label among numbers carries: "5 - always", "(2) minor", "5 or more", or "5 stars".

    >>> number_in("5 - always"), number_in("5 or more"), number_in("★★★☆☆"), number_in("always")
    (5, 5, 3, None)
    """
    drawn = _DRAWN.match(word)
    if drawn:
        return sum(word.count(star) for star in _FULL_STARS)
    counted = _OR_MORE.match(word) or _STARS.match(word) or _UNIT.match(word)
    return int(counted[1]) if counted else code_and_words(word)[0]


def are_counts(words: Counter[str]) -> bool:
    """Whether all answers are counts of stars, or whole numbers with a unit.

    >>> from collections import Counter
    >>> are_counts(Counter({"3 stars": 2, "5 stars": 9})), are_counts(Counter({"3 years": 2})), are_counts(Counter("a"))
    (True, True, False)

    Args:
        words: How often each word was answered.
    """
    return all(_STARS.match(word) or _DRAWN.match(word) for word in words) or all(map(_UNIT.match, words))


def has_unit(word: str) -> bool:
    """Whether a word is a whole number with a unit.

    >>> has_unit("3 years"), has_unit("3 stars")
    (True, False)
    """
    return bool(_UNIT.match(word))


def ends_of_scale(words: Counter[str]) -> dict[str, int]:
    """Words among numbers that stand for the ends or the middle of a scale; empty unless each does, once.

    >>> from collections import Counter
    >>> ends_of_scale(Counter({"Very satisfied": 9, "Very dissatisfied": 2}))
    {'Very satisfied': 2, 'Very dissatisfied': 0}

    Args:
        words: How often each word was answered beside the numbers.
    """
    if not words or len(words) > _MOST_END_WORDS:
        return {}
    places = {word: _place(word) for word in words}
    found = {word: place for word, place in places.items() if place is not None}
    return found if len(found) == len(words) == len(set(found.values())) and set(found.values()) != {1} else {}


def _place(word: str) -> int | None:
    """Where an answer stands in the sets that have it: 0 low, 1 in the middle, 2 high, None for elsewhere."""
    fits = all_fits((label_key(word),), 0)
    if not fits:
        return None
    # "Very {x}" is high of anything: words that a set has whole say more.
    whole = [fit for fit in fits if not fit.labels.patterns] or fits
    places = [(next(iter(fit.scores.values())) - 1) / (fit.labels.points - 1) for fit in whole]
    mean = sum(places) / len(places)
    if _MIDDLE[0] <= mean <= _MIDDLE[1]:
        return 1
    return 0 if mean < _LOW_END else 2 if mean > _HIGH_END else None
