"""What could overturn the comparison, in words, and what a careless calculation would have said."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from dashboard.components.downloads import foot
from dashboard.components.evidence_chart import evidence_words, explained_html
from dashboard.components.notices import notice
from dashboard.theme import coefficient, local_text

if TYPE_CHECKING:
    from analytics.report.evidence import Check, OutcomeEvidence, Overturning
    from dashboard.components.comparison import Shown

STEP = "6 · What could overturn it"
HOLDS, AGAINST, UNKNOWN = "Holds", "Speaks against it", "Not known"
NO_DOUBTS = '<p class="tw-note">Without an adjusted difference there is nothing to overturn.</p>'
CARELESS = "What a careless calculation would have said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One thing that could overturn the comparison.

    Args:
        title: What it is.
        text: What it says.
        is_passed: Whether the comparison withstands it; None where nobody knows.
    """

    title: str
    text: str
    is_passed: bool | None


def doubts(shown: Shown) -> None:
    """Draw what could overturn the comparison."""
    found = list_of_doubts(shown.outcome)
    items = f'<ul class="tw-list">{"".join(_item(one) for one in found)}</ul>' if found else NO_DOUBTS
    how = shown.how(
        ("Something unmeasured", "E-value: VanderWeele and Ding (2017), Annals of Internal Medicine 167, 268-274."),
        ("Before the program", "A placebo: the program cannot have changed what was measured before it."),
        ("Left out", "Every business unit in turn; comparison people in the teams of participants."),
    )
    evidence_words(
        "doubts",
        doubts_title(found),
        "Each check applies the method that decides to something else.",
        items + foot(explained_html("doubts", how)),
        step=STEP,
    ).draw()
    naive = shown.comparison.naive
    if naive and shown.outcome.measure == "retention":
        notice(CARELESS, local_text(naive.sentence), kind="warning")


def list_of_doubts(outcome: OutcomeEvidence) -> list[Doubt]:
    """Everything that could overturn an outcome, what speaks against it first."""
    found = outcome.overturning
    if found is None:
        return []
    every = [*_unmeasured(found), _check(found.placebo), *_units(found)]
    every += [_check(found.without_teammates), _check(found.other_scheme)]
    return sorted(every, key=lambda one: (one.is_passed is not False, one.is_passed is None))


def doubts_title(found: list[Doubt]) -> str:
    """The title: how many checks the comparison withstands."""
    known = [one for one in found if one.is_passed is not None]
    against = sum(one.is_passed is False for one in known)
    if not known:
        return "No check could be made"
    if against:
        return f"{against} of {len(known)} checks {'speaks' if against == 1 else 'speak'} against it"
    if len(known) == 1:
        return "The one check that could be made holds"
    return f"All {len(known)} checks that could be made hold"


def _unmeasured(found: Overturning) -> list[Doubt]:
    values = found.e_values
    if values is None:
        return []
    both = f"E-value {coefficient(values.of_estimate)}, of the nearest limit {coefficient(values.of_limit)}."
    is_passed = values.of_limit > values.strongest_ratio if values.of_limit > 1 else None
    return [Doubt(title="Something unmeasured", text=f"{local_text(values.sentence)} {both}", is_passed=is_passed)]


def _check(found: Check) -> Doubt:
    return Doubt(title=found.label, text=local_text(found.sentence), is_passed=found.is_passed)


def _units(found: Overturning) -> list[Doubt]:
    one = found.one_unit_out
    return (
        [Doubt(title="Without one business unit", text=local_text(one.sentence), is_passed=one.is_passed)]
        if one
        else []
    )


def _item(one: Doubt) -> str:
    word = UNKNOWN if one.is_passed is None else HOLDS if one.is_passed else AGAINST
    color = (
        "var(--tw-warning)"
        if one.is_passed is False
        else "var(--tw-muted)"
        if one.is_passed is None
        else "var(--tw-pilot-text)"
    )
    mark = f'<span style="color:{color};font-weight:600;float:right;margin-left:1rem">{word}</span>'
    return f"<li>{mark}<strong>{escape(one.title)}</strong><span>{escape(one.text)}</span></li>"
