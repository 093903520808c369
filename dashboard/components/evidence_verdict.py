"""What to do next, what the difference is worth, and the design to take away."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING, assert_never

import streamlit as st

from analytics.release.read import Released, Undefined, Withheld
from analytics.report.evidence import design_of, worth
from dashboard import state
from dashboard.components.comparison import PAGE, people
from dashboard.components.downloads import foot
from dashboard.components.evidence_chart import definitions, evidence_card, evidence_words, explained_html
from dashboard.components.notices import notice
from dashboard.links import address, link
from dashboard.offered_files import Offer
from dashboard.offered_files import link as file_link
from dashboard.theme import THIN, count, fixed, interval, local_text, number, probability

if TYPE_CHECKING:
    from analytics.report.evidence import Design, PilotComparison, Worth
    from dashboard.components.comparison import Shown

NEXT, DESIGN = "7 · The verdict, and what to do next", "The design behind it"
PLAN = "Plan the next pilot"
RETENTION = "retention"
COSTS = {"person_cost": "Cost of replacing one person", "program_cost": "Cost of the program"}
MOST = 1e12
NO_MONEY = "No money is shown"
MONEY = (
    ("Departures avoided", "The adjusted difference times the people of the pilot, with its 95 % interval."),
    ("Saved", "Departures avoided times your cost of replacing one person."),
    ("Costs", "Only what is entered here; nothing is assumed about your company."),
)
ASK = "Enter what it costs to replace one person, and what the program cost for these people, in one currency."


def next_step(shown: Shown) -> None:
    """Draw the verdict again, what to do next, and what the difference is worth."""
    outcome = shown.outcome
    with evidence_card("next", local_text(outcome.next_step), local_text(outcome.sentence), NEXT):
        if outcome.measure == RETENTION:
            _money(shown)
        how = explained_html("next", shown.how(*(MONEY if outcome.measure == RETENTION else ())))
        st.html(link(PLAN, address("planner", state.looked_at()), icon="straighten") + foot(how))


def design(shown: Shown) -> None:
    """Draw the design, whether it was kept to, and its files."""
    comparison = shown.comparison
    found = design_of(comparison)
    evidence_words(
        "design",
        design_title(comparison),
        "Declared as a whole; the hash changes with any part of it.",
        definitions(_facts(comparison)) + (_files(found) if found else ""),
        step=DESIGN,
    ).draw()


def design_title(comparison: PilotComparison) -> str:
    """Whether the comparison kept to a plan that was registered beforehand."""
    if comparison.kept_to:
        return "It kept to the plan that was registered beforehand"
    return "No plan was registered beforehand"


def money_lines(found: Worth) -> list[tuple[str, str]]:
    """What the difference is worth, as terms and their meaning."""
    lines = [
        (
            "Departures avoided",
            f"{number(found.avoided)} ({interval(found.avoided_interval)}) among {count(found.people)} people",
        ),
        ("Saved", _range(found.saved, found.saved_interval.low, found.saved_interval.high)),
        ("Spent", _amount(found.spent)),
        ("Saved less spent", _range(found.net, found.net_interval.low, found.net_interval.high)),
    ]
    if found.break_even is not None and found.spent:
        lines.append(("Pays for itself at", f"{number(found.break_even)} departures avoided"))
    return lines


def _money(shown: Shown) -> None:
    with st.grid(2, min_column_width=170, gap="small"):
        costs = {name: _cost(name, label) for name, label in COSTS.items()}
    found = worth(shown.outcome, replacement_cost=costs["person_cost"], program_cost=costs["program_cost"])
    match found:
        case Released(value=value) if any(costs.values()):
            st.html(definitions(money_lines(value)))
        case Released(value=value):
            st.html(definitions(money_lines(value)[:1]) + f'<p class="tw-note">{escape(ASK)}</p>')
        case Withheld(reason=reason) | Undefined(reason=reason):
            notice(NO_MONEY, reason)
        case _:
            assert_never(found)


def _cost(name: str, label: str) -> float:
    key = f"evidence-{name}"
    st.session_state[key] = _number(state.choices(PAGE).get(name, ""))
    value: float = st.number_input(
        label, min_value=0.0, max_value=MOST, step=1000.0, format="%.0f", key=key, on_change=_changed, args=(name,)
    )
    return value


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if math.isfinite(value) and 0 <= value <= MOST else 0.0


def _changed(name: str) -> None:
    value = st.session_state[f"evidence-{name}"]
    state.choose(PAGE, name, f"{value:.0f}" if value else None)


def _range(value: float, low: float, high: float) -> str:
    return f"{_amount(value)} ({_amount(low)} to {_amount(high)})"


def _amount(value: float) -> str:
    return fixed(value, 0)


def _facts(comparison: PilotComparison) -> list[tuple[str, str]]:
    assignment = comparison.assignment
    facts = [
        ("Name", comparison.name),
        ("Pilot", f"{comparison.role.lower()}s of {comparison.cohort or 'all cohorts'}"),
        ("Clock", comparison.index_rule),
        ("Follow-up", f"{comparison.follow_up_months} months"),
        ("Same on the day", ", ".join(comparison.matched_on) or "nothing"),
        ("Held equal", ", ".join(comparison.held_equal) or "nothing"),
    ]
    if assignment:
        shares = assignment.took_part
        planned = f"a pilot of {100 * assignment.planned_share:.0f}{THIN}% was planned (p {probability(assignment.p)})"
        facts += [
            ("Assigned", f"{people(assignment.assigned)}; {planned}"),
            ("Took part", f"{shares.pilot}{THIN}% of those assigned, {shares.comparison}{THIN}% of the others"),
        ]
    facts.append(("SHA-256", comparison.sha256))
    if comparison.kept_to:
        facts.append(("Registered plan", comparison.kept_to))
    return facts


def _files(found: Design) -> str:
    name = f"design-{found.sha256[:12]}"
    offers = {
        "toml": Offer(
            name=f"{name}.toml",
            mime="application/toml",
            make=lambda: found.as_toml().encode(),
            note="design TOML",
        ),
        "markdown": Offer(
            name=f"{name}.md",
            mime="text/markdown",
            make=lambda: found.document().encode(),
            note="design Markdown",
        ),
    }
    labels = {"toml": "Design (TOML)", "markdown": "Design (Markdown)"}
    links = (file_link(labels[kind], offer, key=f"design-{kind}") for kind, offer in offers.items())
    return f'<div class="tw-files">{"".join(links)}</div>'
