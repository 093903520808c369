"""How the generations meet and what changes where they do, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.catalog import SENIOR
from analytics.measures.finding import Estimate, Finding, Released
from analytics.measures.pair_changes import PairChange, corrected
from analytics.report.digits import signed, whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["PairChange", "corrected", "pair_changes_title", "ways_title"]

WORDS: Mapping[str, str] = {
    "in_person_share": "in person",
    "video_share": "by video",
    "chat_share": "by chat",
    "phone_share": "by phone",
}


def ways_title(everyone: Mapping[str, Finding[Estimate]], juniors: Sequence[Mapping[str, Finding[Estimate]]]) -> str:
    """A title about channels: the one that a generation clearly prefers to all others, or the commonest.

    Args:
        everyone: The share of each channel among all sessions, by measure.
        juniors: The same for the juniors of each generation.
    """
    known = [value for name in WORDS for value in _values(name, [everyone])]
    if len(known) < len(WORDS):
        return "How the generations meet"
    shares = dict(zip(WORDS, known, strict=True))
    for name in sorted(WORDS, key=lambda one: -shares[one].value):
        ranked = sorted(_values(name, juniors), key=lambda one: -one.value)
        if len(ranked) > 1 and _is_above(ranked[0], ranked[1:]):
            whom, share = ranked[0].label, whole(ranked[0].value)
            return f"{whom} mentors meet {WORDS[name]} more often than others: {share}\u00a0% of their sessions"
    most = max(WORDS, key=lambda one: shares[one].value)
    title = f"Pairs meet most often {WORDS[most]}, {whole(shares[most].value)}\u00a0% of their sessions"
    return f"{title}; no generation of juniors stands out" if len(_values(most, juniors)) > 1 else title


def pair_changes_title(found: Sequence[PairChange]) -> str:
    """A title about the largest change beyond chance, or that there is none."""
    if not found:
        return "Bridging generations: what changed, by both generations"
    clear = [one for one, limits in zip(found, corrected(found), strict=True) if limits.excludes(0.0)]
    if not clear:
        return "Bridging generations: no change of two generations beyond chance"
    most = max(clear, key=lambda one: abs(one.change.value))
    juniors, seniors = f"{most.junior_generation} juniors", f"{most.senior_generation} seniors"
    whom = f"{seniors} with {juniors}" if most.role == SENIOR else f"{juniors} with {seniors}"
    moved = "rose" if most.change.value > 0 else "fell"
    return f"Bridging generations {moved} most for {whom}: {signed(most.change.value)} points"


def _values(name: str, groups: Sequence[Mapping[str, Finding[Estimate]]]) -> list[Estimate]:
    outcomes = [one[name].outcome for one in groups if name in one]
    return [outcome.value for outcome in outcomes if isinstance(outcome, Released)]


def _is_above(highest: Estimate, others: Sequence[Estimate]) -> bool:
    """Whether an interval is above all others."""
    every = [one.interval for one in (highest, *others)]
    first, *rest = every
    return first is not None and all(one is not None and first.low > one.high for one in rest)
