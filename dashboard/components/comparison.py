"""Which pilot comparison is looked at, what speaks against it, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from analytics.release.read import Withheld
from dashboard import state
from dashboard.components.downloads import folded, foot, table_html
from dashboard.components.evidence_chart import explained_html, said
from dashboard.components.frame import heading, is_dark
from dashboard.components.groups import is_of_a_unit
from dashboard.components.notices import notice
from dashboard.components.partial import partial_notice
from dashboard.components.share import share
from dashboard.components.tables import Table
from dashboard.theme import count, interval, local_text, number, palette, signed

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from analytics.release.read import Release
    from analytics.report.evidence import Counts, OutcomeEvidence, PilotComparison
    from dashboard.theme import Palette

PAGE = "pilot-comparison"
TITLE = "Pilot comparison"
QUESTION = "Did it work, compared with whom, and what would overturn it?"
NONE = "This release holds no pilot comparison"
WHY_NONE = (
    "A comparison needs a roster, pairs, and enough comparable people outside of the pilot. "
    "Import what is lacking and publish again; a release from before comparisons were published holds none."
)
NOT_OF_A_UNIT = "The pilot comparison is about the whole program"
WHY_NOT_OF_A_UNIT = "It is not made for one unit by itself. Raw figures of this unit are on the pages about outcomes."
BEFORE_ANY_NUMBER = "Before you read any number"
NO_VERDICT = "No verdict is possible"
RULE = (
    "Higher or lower where the 95 % interval of the adjusted difference leaves zero out; no difference where its 90 % "
    "interval lies within the margin; else not enough people."
)
FILTERS_REST = "Filters rest here"
WHY_THEY_REST = "A comparison is declared as a whole before its results are seen, so filters do not change it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page draws from.

    Args:
        release: The release.
        comparison: The chosen comparison.
        outcome: The chosen outcome.
        palette: Colors of the appearance that the viewer has chosen.
    """

    release: Release
    comparison: PilotComparison
    outcome: OutcomeEvidence
    palette: Palette

    def chosen(self) -> Hashable:
        """All that a card depends on beside the release."""
        return self.comparison.name, self.comparison.sha256, self.outcome.measure, self.palette

    @property
    def is_forbidden(self) -> bool:
        """Whether something forbids a verdict."""
        return any(caution.forbids_verdict for caution in self.outcome.cautions)

    def how(self, *entries: tuple[str, str]) -> list[tuple[str, str]]:
        """How something on this page was computed: what is the same everywhere, and what is special about it.

        Args:
            entries: What is special, as terms and their meaning.
        """
        comparison, facts = self.comparison, self.release.facts
        return [
            ("Who", comparison.sentence),
            ("Clock", comparison.index_rule),
            ("Window", f"{self.outcome.label}: {self.outcome.window}."),
            ("Same on the day", ", ".join(comparison.matched_on) or "nothing"),
            ("Held equal", ", ".join(comparison.held_equal) or "nothing"),
            *entries,
            ("Counts", people(self.outcome.basis.n)),
            ("Design", f"{comparison.name}, SHA-256 {comparison.sha256}"),
            ("Data", f"Release {facts.id}, data version {facts.data_version}."),
        ]


def people(counts: Counts) -> str:
    """How many people of both groups, in words.

    >>> from analytics.report.evidence import Counts
    >>> people(Counts(pilot=486, comparison=6791))
    'pilot 486, comparison 6,791'
    """
    return f"pilot {count(counts.pilot)}, comparison {count(counts.comparison)}"


def open_comparison(release: Release) -> Shown | None:
    """Draw the head of the page and what speaks against the comparison; nothing to draw from where there is none.

    Args:
        release: The release.
    """
    comparisons, asked = release.pilot_comparisons(), state.choices(PAGE)
    if not comparisons:
        heading(TITLE, QUESTION)
        partial_notice(release)
        notice(*((NOT_OF_A_UNIT, WHY_NOT_OF_A_UNIT) if is_of_a_unit(release) else (NONE, WHY_NONE)))
        return None
    comparison = next((one for one in comparisons if _in_address(one) == asked.get("design")), comparisons[0])
    outcomes = comparison.outcomes
    outcome = next((one for one in outcomes if one.measure == asked.get("outcome")), outcomes[0] if outcomes else None)
    named = {"outcome": outcome.measure} if outcome else {}
    heading(TITLE, QUESTION, share({**asked, "design": _in_address(comparison), **named}))
    _choice(comparisons, comparison, outcome)
    _notices(asked, comparisons, comparison)
    if outcome is None:
        lacking(comparison)
        return None
    return Shown(release=release, comparison=comparison, outcome=outcome, palette=palette(is_dark=is_dark()))


def cautions(shown: Shown) -> None:
    """Draw what speaks against believing the comparison, before any of its numbers."""
    found = shown.outcome.cautions
    if not found:
        return
    title = NO_VERDICT if shown.is_forbidden else BEFORE_ANY_NUMBER
    items = "".join(f"<li>{escape(one.message)}</li>" for one in found)
    kind = "warning" if shown.is_forbidden else "empty"
    st.html(
        f'<div class="tw-notice tw-{kind}" role="note"><p class="tw-notice-title">{escape(title)}</p>'
        f'<ul style="margin:0.3rem 0 0;padding-left:1.1rem">{items}</ul></div>'
    )


def verdict(shown: Shown) -> None:
    """Draw what is compared, and the sentence that answers the page's question with the numbers behind it."""
    is_clear = shown.outcome.verdict in {"higher", "lower"} and not shown.is_forbidden
    color = "" if is_clear else ' style="border-left-color:var(--tw-comparison)"'
    how = shown.how(("Verdict", RULE), ("Margin", _margin(shown.outcome)))
    outcomes = table_html(every_outcome(shown.comparison), key="outcomes", about=said(how))
    st.html(
        f'<p class="tw-sentence">{escape(local_text(shown.comparison.sentence))}</p>'
        '<section class="tw-card st-key-card-verdict">'
        f'<p class="tw-verdict"{color}>{escape(local_text(shown.outcome.sentence))}'
        f"<small>{escape(numbers(shown.outcome))}</small></p>"
        f"{folded('All outcomes', outcomes, key='table-outcomes')}{foot(explained_html('verdict', how))}</section>"
    )


def numbers(outcome: OutcomeEvidence) -> str:
    """The numbers behind the verdict, in one line."""
    unit, seen = outcome.unit, outcome.smallest_detectable
    least = "" if seen is None else f" {number(seen)} {unit} or more would have been seen in four of five such pilots."
    adjusted = "" if outcome.headline else "No adjusted difference. "
    raw = f"Before adjusting: {signed(outcome.raw.effect.difference)} {unit}. " if outcome.raw else ""
    return f"{adjusted}{raw}{people(outcome.basis.n).capitalize()}.{least}"


def every_outcome(comparison: PilotComparison) -> Table:
    """A table of all outcomes of a comparison: the verdict and the numbers behind it."""
    return Table(
        caption="All outcomes",
        header=("Outcome", "Adjusted", "95 % interval", "Before adjusting", "Pilot n", "Comparison n", "Verdict"),
        rows=tuple(_outcome_row(one) for one in comparison.outcomes),
        words=(6,),
    )


def _outcome_row(one: OutcomeEvidence) -> tuple[str, ...]:
    effect, n = one.headline.effect if one.headline else None, one.basis.n
    label = f"{one.label} ({'pp' if one.unit == 'percentage points' else one.unit})"
    adjusted = (signed(effect.difference), interval(effect.interval)) if effect else ("–", "")
    raw = signed(one.raw.effect.difference) if one.raw else "–"
    return (label, *adjusted, raw, count(n.pilot), count(n.comparison), local_text(one.sentence.removesuffix(".")))


def lacking(comparison: PilotComparison) -> None:
    """Draw which outcomes of the design cannot be shown, and why."""
    reasons: dict[str, list[str]] = {}
    for one in comparison.missing:
        reasons.setdefault(one.reason, []).append(one.label)
    if reasons:
        notice("Not shown", " ".join(f"{', '.join(labels)}: {reason}" for reason, labels in reasons.items()))


def _notices(asked: Mapping[str, str], comparisons: Sequence[PilotComparison], comparison: PilotComparison) -> None:
    view = state.looked_at()
    if view.unknown or _is_refused(asked, comparisons, comparison):
        notice("Part of this link is not shown", Withheld().reason, kind="refused")
    if view.where:
        notice(FILTERS_REST, WHY_THEY_REST)


def _choice(
    comparisons: Sequence[PilotComparison], comparison: PilotComparison, outcome: OutcomeEvidence | None
) -> None:
    with st.container(horizontal=True, vertical_alignment="top", gap="small", key="row-choice"):
        if len(comparisons) > 1:
            st.session_state["evidence-design"] = comparison.name
            names = [one.name for one in comparisons]
            st.selectbox("Comparison", names, key="evidence-design", on_change=_changed, args=("design",), width=340)
        if outcome:
            st.session_state["evidence-outcome"] = outcome.measure
            labels = {
                one.measure: f"{one.label}{' · decides' if one.is_primary else ''}" for one in comparison.outcomes
            }
            st.segmented_control(
                "Outcome",
                list(labels),
                format_func=lambda name: labels.get(name, name),
                required=True,
                key="evidence-outcome",
                on_change=_changed,
                args=("outcome",),
            )


def _changed(name: str) -> None:
    chosen: str = st.session_state[f"evidence-{name}"]
    state.choose(PAGE, name, chosen[: state.LONGEST])


def _is_refused(asked: Mapping[str, str], comparisons: Sequence[PilotComparison], comparison: PilotComparison) -> bool:
    designs = {_in_address(one) for one in comparisons}
    outcomes = {one.measure for one in comparison.outcomes}
    return ("design" in asked and asked["design"] not in designs) or (
        "outcome" in asked and asked["outcome"] not in outcomes
    )


def _in_address(comparison: PilotComparison) -> str:
    """The name of a comparison as far as an address holds it."""
    return comparison.name[: state.LONGEST]


def _margin(outcome: OutcomeEvidence) -> str:
    if outcome.margin is None:
        return "none was declared for this outcome, so nobody can show that there is no difference."
    return f"differences up to {number(outcome.margin)} {outcome.unit} do not matter, declared in advance."
