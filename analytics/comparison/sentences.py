"""What a comparison says in words: what is compared, the verdict in one sentence, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.measures.amounts import number, signed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.comparison.design import Design
    from analytics.comparison.effects import Counts
    from analytics.comparison.evidence import OutcomeEvidence
    from analytics.measures.finding import Verdict

LOT = "let chance choose who of the next volunteers starts first: then the groups are alike in everything"
NEXT: Mapping[Verdict, str] = {
    "higher": f"Continue, and {LOT}.",
    "lower": f"Find out why before the next cohort starts, and {LOT}.",
    "no_difference": "Do not expect the program to change this; judge it by its other outcomes.",
    "not_enough": "Follow more people, or for longer, before deciding; the Planner says how many.",
}
UNLIKE = frozenset({"no_overlap", "poor_overlap", "imbalance_after", "no_counterpart", "few_effective_people"})
"""Cautions that say that the groups cannot be compared."""

BEFORE = frozenset({"placebo", "changes_disagree", "fragile", "no_earlier_score"})
"""Cautions that say that a difference may have been there without the program."""


def comparison_sentence(design: Design, n: Counts) -> str:
    """What is compared, with whom and over what time.

    Args:
        design: What was declared.
        n: People compared, as they may be shown.
    """
    cohort = f"cohort {design.cohort}" if design.cohort else "all cohorts"
    sharing = f", with the same {words_of(design.match)}" if design.match else ""
    return (
        f"{n.pilot:,} {design.role.lower()}s of {cohort} against {n.comparison:,} people who were employed, eligible "
        f"and not yet enrolled on the same days{sharing}; followed for {design.follow_up_months} months from the day "
        f"the pair {design.index_date}."
    )


def index_rule(design: Design) -> str:
    """Where the clock of both groups starts, in words.

    Args:
        design: What was declared.
    """
    return (
        f"The clock of participants starts on the day their pair {design.index_date}. Everybody else gets one of these "
        "days by a draw that knows nothing of who leaves when, and whoever enrolls later is followed until then."
    )


def window_words(measure: str, months: int, *, is_surveyed: bool, first_day: int) -> str:
    """When an outcome was measured, in words.

    Args:
        measure: Name of the outcome.
        months: Months of follow-up.
        is_surveyed: Whether a survey measured it.
        first_day: First day on which a survey counts.
    """
    if is_surveyed:
        return f"in the first survey from {first_day} days to {months} months after the index date"
    if measure == "promotions":
        return f"promoted within {months} months of the index date"
    return f"still employed {months} months after the index date"


def verdict_sentence(found: OutcomeEvidence) -> str:
    """The verdict on an outcome in one sentence.

    Args:
        found: The outcome.
    """
    label, headline, unit = found.label, found.headline, found.unit
    if headline is None:
        return f"{label}: nobody can say. The estimate that was declared to decide cannot be made with these people."
    limits = headline.effect.interval
    amount = f"{signed(headline.effect.difference, unit)} ({number(limits.low)} to {number(limits.high)})"
    codes = {one.code for one in found.cautions if one.forbids_verdict}
    if codes & UNLIKE:
        return f"{label}: the groups are too unlike to say. The adjusted difference is {amount}."
    if codes:
        return f"{label}: nobody can say that the program made the difference of {amount}."
    if found.verdict in {"higher", "lower"}:
        held = "with what was known beforehand held equal" if found.assigned is None else "among everybody assigned"
        return f"{label} is {found.verdict} in the pilot, {held}: {amount}."
    if found.verdict == "no_difference":
        return f"{label}: no difference larger than {number(found.margin or 0.0, unit)}: {amount}."
    seen = number(found.smallest_detectable or 0.0, unit)
    return (
        f"{label}: not enough people to say. The adjusted difference is {amount}; this many people would have shown a "
        f"difference of {seen}."
    )


def next_step(found: OutcomeEvidence) -> str:
    """What to do next, in one sentence.

    Args:
        found: The outcome.
    """
    codes = {one.code for one in found.cautions if one.forbids_verdict}
    if codes & UNLIKE:
        return f"Compare with people more like the participants, or {LOT}."
    if codes & BEFORE:
        return f"Do not report this as an effect of the program; {LOT}."
    if codes:
        return f"Resolve the warnings above before anything is reported, or {LOT}."
    return NEXT[found.verdict]


def words_of(names: Sequence[str]) -> str:
    """Names of characteristics in words.

    >>> words_of(("level", "tenure_band", "business_unit"))
    'level, tenure band and business unit'
    """
    *first, last = (name.replace("_", " ") for name in names)
    return f"{', '.join(first)} and {last}" if first else last
