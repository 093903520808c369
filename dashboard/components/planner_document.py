"""The pre-registration: name it, read it, download it, keep it in the store."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from analytics.catalog import JUNIOR, SENIOR, measure
from analytics.errors import TwowayError
from analytics.report.preregistration import Design, Preregistration
from analytics.roles import Action
from dashboard import state
from dashboard.access import access, viewer
from dashboard.components.charts import card
from dashboard.components.downloads import folded
from dashboard.components.evidence_chart import definitions
from dashboard.components.notices import failure, notice
from dashboard.components.planner_inputs import PAGE
from dashboard.components.tables import Table
from dashboard.recording import recorded
from dashboard.theme import difference_unit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from analytics.report.preregistration import Section
    from dashboard.components.planner_inputs import Asked

SIDES = (JUNIOR, SENIOR)
OUTCOMES = ("retention", "engagement", "satisfaction")
NAME = "Next pilot"
MARGIN = 3.0
LARGEST_MARGIN = 50.0
REGISTERED = "registered-design"
EXPLAINED = "Written down before the pilot begins, so that the comparison can later show that it kept to it."


def document(asked: Asked) -> None:
    """Draw the pre-registration of the plan."""
    with card("document", "Write it down before it begins", EXPLAINED):
        design = _design(round(asked.plan.months))
        written = Preregistration(design=design, plan=asked.plan, sources=asked.sources, on=datetime.now(UTC).date())
        text = folded("Read it here", "".join(map(_section, written.sections())), key="document-text")
        code = f'<code style="overflow-wrap:anywhere">{written.design.sha256}</code>'
        st.html(f'{text}<p class="tw-note">SHA-256 of the design: {code}</p>')
        _buttons(written)


def chosen() -> dict[str, str]:
    """What is chosen about the document, as a shared link holds it."""
    known = state.choices(PAGE)
    return {name: known[name] for name in ("title", "for_cohort", "side", "decides", "margin") if name in known}


def _design(months: int) -> Design:
    known = chosen()
    with st.grid(5, min_column_width=150, gap="small"):
        name = _text("title", "Name", known.get("title", NAME)) or NAME
        cohort = _text("for_cohort", "Cohort, as in the pairs file", known.get("for_cohort", NAME)) or NAME
        side = _choice("side", "Side of the pairs", SIDES, known.get("side", JUNIOR), str)
        decides = _choice("decides", "What decides", OUTCOMES, known.get("decides", "retention"), _label)
        unit = difference_unit(measure(decides).unit)
        margin = _margin(f"No matter up to ({'pp' if unit.startswith('percentage') else unit})", known.get("margin"))
    return Design(
        name=name.strip(),
        cohort=cohort.strip(),
        role="Senior mentee" if side == SENIOR else "Junior mentor",
        outcomes=OUTCOMES,
        primary=decides,
        follow_up_months=months,
        margin=margin,
    )


def _buttons(written: Preregistration) -> None:
    store, name = access().store, written.file_name
    with st.container(horizontal=True, vertical_alignment="center", key="row-document"):
        st.download_button(
            "PDF",
            recorded(written.pdf, note="plan PDF"),
            f"{name}.pdf",
            "application/pdf",
            key="document-pdf",
            type="primary",
            on_click="ignore",
        )
        st.download_button(
            "Markdown",
            recorded(lambda: written.markdown().encode(), note="plan Markdown"),
            f"{name}.md",
            "text/markdown",
            key="document-markdown",
            on_click="ignore",
        )
        st.download_button(
            "Design (TOML)",
            recorded(lambda: written.design.as_toml().encode(), note="plan TOML"),
            f"{name}.toml",
            "application/toml",
            key="document-toml",
            on_click="ignore",
        )
        if store and viewer().may(Action.RANK_TABLES):
            st.button("Register in the store", key="document-register", on_click=_register, args=(written, store))
    kept: str | TwowayError | None = st.session_state.pop(REGISTERED, None)
    if isinstance(kept, TwowayError):
        failure(kept)
    elif kept:
        notice("Registered", f"The design is kept as {kept}, dated, and is never written again.", kind="done")


def _register(written: Preregistration, store: Path) -> None:
    try:
        viewer().require(Action.RANK_TABLES)
        st.session_state[REGISTERED] = f"designs/{written.register(store).name}"
    except TwowayError as error:
        st.session_state[REGISTERED] = error


def _section(section: Section) -> str:
    heading = f'<h3 class="tw-method">{escape(section.title)}</h3>'
    if section.columns:
        words = (len(section.columns) - 1,)
        return heading + Table(caption=section.title, header=section.columns, rows=section.rows, words=words).html()
    return heading + definitions([(term, meaning) for term, meaning in section.rows])


def _text(name: str, label: str, value: str) -> str:
    key = f"document-{name}"
    st.session_state[key] = value
    return st.text_input(label, max_chars=state.LONGEST, key=key, on_change=_changed, args=(name,)) or ""


def _choice(name: str, label: str, options: tuple[str, ...], value: str, words: Callable[[str], str]) -> str:
    key = f"document-{name}"
    st.session_state[key] = value if value in options else options[0]
    return st.selectbox(label, options, format_func=words, key=key, on_change=_changed, args=(name,)) or options[0]


def _margin(label: str, value: str | None) -> float:
    key = "document-margin"
    st.session_state[key] = _number(value)
    return st.number_input(
        label,
        min_value=0.1,
        max_value=LARGEST_MARGIN,
        step=0.1,
        format="%.1f",
        key=key,
        on_change=_changed,
        args=("margin",),
    )


def _number(text: str | None) -> float:
    try:
        value = float(text or MARGIN)
    except ValueError:
        return MARGIN
    return value if MARGIN / 30 <= value <= LARGEST_MARGIN else MARGIN


def _changed(name: str) -> None:
    value = st.session_state[f"document-{name}"]
    state.choose(PAGE, name, str(value) if value not in (None, "") else None)


def _label(name: str) -> str:
    return measure(name).label
