"""The numbers of a plan, kept in the address so that the link opens the same plan."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import state
from dashboard.components.charts import card
from dashboard.components.evidence_chart import definitions
from dashboard.components.sheet import sheet
from dashboard.theme import THIN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.report.planning import Plan, Start

PAGE = "planner"
PERCENT = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A number that can be entered.

    Args:
        name: Its name in the address.
        label: Words above it, with the unit.
        low: Smallest value.
        high: Largest value.
        step: Distance between neighboring values; whole for a count.
        factor: What the plan's own number is multiplied by on screen.
        help: What it means, where the label does not say it.
    """

    name: str
    label: str
    low: float
    high: float
    step: float
    factor: float = 1.0
    help: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it is a count."""
        return self.step >= 1

    def read(self, text: str) -> float | None:
        """The number that an address names, or None where it names none that is allowed."""
        try:
            value = float(text)
        except ValueError:
            return None
        return value if math.isfinite(value) and self.low <= value <= self.high else None

    def rounded(self, value: float) -> float:
        """A value as it can be entered."""
        steps = round(min(max(value, self.low), self.high) / self.step) * self.step
        return float(round(steps) if self.is_whole else round(steps, 2))

    def written(self, value: float) -> str:
        """A value as it stands in an address."""
        return f"{value:.0f}" if self.is_whole else f"{value:g}"


PLAN_FIELDS = (
    Field(name="pairs", label="Pairs", low=1, high=100_000, step=1),
    Field(
        name="comparison",
        label="Comparable people",
        low=1,
        high=10_000_000,
        step=1,
        help="Eligible people of the same role who do not take part.",
    ),
    Field(name="months", label="Months of follow-up", low=1, high=60, step=1),
    Field(
        name="retention",
        label="12-month retention (%)",
        low=1,
        high=99.9,
        step=0.1,
        factor=PERCENT,
        help="Comparable people who are still there after a year without the program.",
    ),
    Field(name="deviation", label="Spread of scores (points)", low=1, high=50, step=0.1, help="Standard deviation."),
    Field(name="response", label="Answer the survey (%)", low=1, high=100, step=1, factor=PERCENT),
    Field(name="team_size", label="People of one team", low=1, high=1000, step=1, help="Mean size of a team."),
    Field(
        name="correlation",
        label="Likeness in teams (0–1)",
        low=0,
        high=1,
        step=0.01,
        help="Intraclass correlation: how much members of a team resemble each other. Usually 0 to 0.2.",
    ),
)
FIND_FIELDS = (
    Field(name="find_retention", label="Find: retention (pp)", low=0.1, high=99, step=0.1),
    Field(name="find_score", label="Find: score (points)", low=0.1, high=99, step=0.1),
)
FOUND = {"find_retention": 5.0, "find_score": 5.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is being planned.

    Args:
        plan: The plan.
        find: Differences to find, by name of their field.
        sources: Where each number of the plan comes from.
        refused: Names in the address with a value that is not allowed.
    """

    plan: Plan
    find: Mapping[str, float]
    sources: Mapping[str, str]
    refused: tuple[str, ...]

    def address(self) -> dict[str, str]:
        """Every number, as a shared link holds it."""
        values = {field.name: getattr(self.plan, field.name) * field.factor for field in PLAN_FIELDS}
        return {field.name: field.written(field.rounded(values[field.name])) for field in PLAN_FIELDS} | {
            field.name: field.written(self.find[field.name]) for field in FIND_FIELDS
        }


def asked(start: Start) -> Asked:
    """What the address asks for; numbers that it does not name are the starting ones.

    Args:
        start: The plan to start from.
    """
    chosen = state.choices(PAGE)
    read = {field.name: field.read(chosen[field.name]) for field in _fields() if field.name in chosen}
    given = {name: value for name, value in read.items() if value is not None}
    values: dict[str, Any] = {
        field.name: _own(field, given.get(field.name, field.rounded(getattr(start.plan, field.name) * field.factor)))
        for field in PLAN_FIELDS
    }
    return Asked(
        plan=replace(start.plan, **values),
        find={field.name: given.get(field.name, FOUND[field.name]) for field in FIND_FIELDS},
        sources={**start.sources, **dict.fromkeys(given, "entered here")},
        refused=tuple(name for name, value in read.items() if value is None),
    )


def inputs(plan: Asked) -> None:
    """Draw the numbers to enter, and where they come from."""
    with card("plan", "The plan", "Change a number: everything below follows, and the address with it."):
        with st.grid(5, min_column_width=150, gap="small"):
            for field in _fields():
                _input(field, _shown(field, plan))
        with st.container(horizontal=True, vertical_alignment="center", key="row-plan"):
            sources = definitions([(field.label, _source(field, plan)) for field in PLAN_FIELDS])
            st.html(sheet("how-plan", "Where these numbers come from", sources), width="content")
            if state.choices(PAGE):
                st.button("Back to the starting numbers", key="plan-reset", type="tertiary", on_click=_reset)


def _input(field: Field, value: float) -> None:
    key = f"plan-{field.name}"
    kind = int if field.is_whole else float
    st.session_state[key] = kind(value)
    st.number_input(
        field.label,
        min_value=kind(field.low),
        max_value=kind(field.high),
        step=kind(field.step),
        format="%d" if field.is_whole else "%.2f" if field.step < 0.1 else "%.1f",  # noqa: PLR2004 - a tenth
        help=field.help or None,
        key=key,
        on_change=_changed,
        args=(field,),
    )


def _changed(field: Field) -> None:
    value = st.session_state[f"plan-{field.name}"]
    state.choose(PAGE, field.name, None if value is None else field.written(field.rounded(float(value))))


def _reset() -> None:
    for name in state.choices(PAGE):
        state.choose(PAGE, name, None)


def _shown(field: Field, plan: Asked) -> float:
    if field.name in plan.find:
        return plan.find[field.name]
    return field.rounded(getattr(plan.plan, field.name) * field.factor)


def _own(field: Field, value: float) -> float:
    """A value of the screen as the plan holds it."""
    return round(value) if field.name in {"pairs", "comparison"} else value / field.factor


def _source(field: Field, plan: Asked) -> str:
    unit = f"{THIN}%" if field.factor == PERCENT else ""
    return f"{field.written(_shown(field, plan))}{unit}: {plan.sources[field.name]}."


def _fields() -> tuple[Field, ...]:
    return (*PLAN_FIELDS, *FIND_FIELDS)
