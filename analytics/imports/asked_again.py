"""Questions that an earlier wave asked in other words, in another language or under another heading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from analytics.imports.headings import pattern
from analytics.imports.wording import key, plain, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.imports.mapped_question import MappedQuestion

OFFERED = 0.65
"""The confidence of a match: below what can stand without a look, so that a person always confirms it."""
_POSITION = re.compile(r"[pq]\d{3}(_[pq]\d{3})?\Z")
_NOT_MATCHED = frozenset({"metadata", "text", "date"})
_CLOSE, _CLOSE_IN_ORDER = 0.8, 0.65
_CLEARLY_BEST = 0.04
_FEWEST_IDS, _SHARE_OF_IDS = 3, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An earlier question that a question may be.

    Args:
        file_name: The file that the earlier question was confirmed with.
        earlier: What it means.
        reason: Why the two may be one, a sentence for people.
    """

    file_name: str
    earlier: MappedQuestion
    reason: str


def matches(asked: Sequence[MappedQuestion], known: Mapping[str, tuple[str, MappedQuestion]]) -> dict[int, Match]:
    """For each question that no wave asked in the same words, the earlier one that it may be.

    The survey tool's own ids come first, as long as both surveys share many of them: that is a translation, or a
    survey whose texts were edited. Then come texts that are nearly the same; two that follow each other in both
    surveys need less. A text with a negation is never matched with one without.

    Args:
        asked: The questions of a file, in its order.
        known: The confirmed questions by the letters of their texts, with the file of each.
    """
    wanted = {index: one for index, one in enumerate(asked) if key(one.text) not in known and _is_matched(one)}
    texts = {key(one.text) for one in asked}
    free = {text: pair for text, pair in known.items() if text not in texts and _is_matched(pair[1])}
    found = _by_id(wanted, free, asked, known)
    taken = {key(match.earlier.text) for match in found.values()}
    order = {text: position for position, text in enumerate(known)}
    last = -1
    for index, one in enumerate(asked):
        if index in wanted and index not in found:
            near = _nearest(one, {text: pair for text, pair in free.items() if text not in taken}, order, last)
            if near is not None:
                found[index] = near
                taken.add(key(near.earlier.text))
        earlier = key(found[index].earlier.text) if index in found else key(one.text)
        last = order.get(earlier, -1)
    return found


def _is_matched(one: MappedQuestion) -> bool:
    return one.kind not in _NOT_MATCHED and bool(key(one.text))


def _by_id(
    wanted: Mapping[int, MappedQuestion],
    free: Mapping[str, tuple[str, MappedQuestion]],
    asked: Sequence[MappedQuestion],
    known: Mapping[str, tuple[str, MappedQuestion]],
) -> dict[int, Match]:
    """The questions with the survey tool's id of an earlier one, where the two surveys clearly share their ids."""
    ids = {one.id for one in asked if not _POSITION.match(one.id)}
    earlier = {one.id: (file_name, one) for file_name, one in free.values()}
    shared = ids & {one.id for _, one in known.values()}
    if len(shared) < max(_FEWEST_IDS, _SHARE_OF_IDS * len(ids)):
        return {}
    found = {}
    for index, one in wanted.items():
        if one.id in earlier and one.id in shared and _is_alike(one, earlier[one.id][1]):
            file_name, before = earlier[one.id]
            reason = f"It has the id {one.id} that {file_name} has for “{_short(before.text)}”."
            found[index] = Match(file_name=file_name, earlier=before, reason=reason)
    return found


def _nearest(
    one: MappedQuestion, free: Mapping[str, tuple[str, MappedQuestion]], order: Mapping[str, int], last: int
) -> Match | None:
    """The earlier question with nearly the same words, None where none is near or two are."""
    near = sorted(
        ((_likeness(one, pair[1]), text) for text, pair in free.items() if _is_alike(one, pair[1])), reverse=True
    )
    if not near or (len(near) > 1 and near[0][0] - near[1][0] < _CLEARLY_BEST):
        return None
    alike, text = near[0]
    is_next = last >= 0 and order[text] == last + 1
    if alike < (_CLOSE_IN_ORDER if is_next else _CLOSE):
        return None
    file_name, earlier = free[text]
    place = ", and stands in the same place" if is_next else ""
    reason = f"It has {alike:.0%} of the words of “{_short(earlier.text)}” in {file_name}{place}."
    return Match(file_name=file_name, earlier=earlier, reason=reason)


def _likeness(one: MappedQuestion, other: MappedQuestion) -> float:
    """How alike two texts are, 0 to 1; 0 where one of them says that something is not so."""
    texts = plain(one.text), plain(other.text)
    if bool(pattern("negated").search(texts[0])) != bool(pattern("negated").search(texts[1])):
        return 0.0
    first, second = (" ".join(words(text)) for text in texts)
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _is_alike(one: MappedQuestion, other: MappedQuestion) -> bool:
    """Whether two questions are answered alike: the same kind, and the same number of points."""
    both = {one.kind, other.kind}
    is_one_kind = len(both) == 1 or both == {"numeric", "ordinal"}
    return is_one_kind and _points(one) == _points(other)


def _points(one: MappedQuestion) -> int | None:
    return None if one.scale_min is None or one.scale_max is None else one.scale_max - one.scale_min


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"  # noqa: PLR2004 - what fits on a line
