"""What viewers see now, what the store holds beyond it, and the buttons that make a draft or a release."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.program import Program
from analytics.release.flow import AFTER_WITHDRAWAL, draft_of, is_shown, withdrawn_of
from analytics.release.states import State
from analytics.release.waves import WaveState, close, hold_open, survey_waves
from analytics.roles import Action
from dashboard.access import viewer
from dashboard.components.publishing import work
from dashboard.components.tables import Table
from dashboard.recording import record
from dashboard.theme import day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from streamlit.delta_generator import DeltaGenerator

    from analytics.release.states import Listed
    from analytics.release.waves import SurveyWave
    from analytics.store import Store, Version

WAVE_WORDS = {
    WaveState.OPEN: "open; the next release closes it",
    WaveState.HELD_OPEN: "held open: answers still come in",
    WaveState.CLOSED: "closed",
}


def standing_panel(store: Store, published: Path, listed: Sequence[Listed]) -> DeltaGenerator:
    """Draw what viewers see, what would be published and the buttons that do it; return where work is followed.

    Args:
        store: The store.
        published: Folder of releases.
        listed: Every release, newest first.
    """
    version, program = store.version(), Program.read(store.folder)
    waves = survey_waves(store.folder, version.imports)
    work.line(seen_now(listed, version.number))
    box = st.empty()
    if is_shown(published, version, program):
        work.line("Nothing has changed since: the data and the settings are those of this release.")
    elif gone := only_withdrawn(published, version, program):
        work.line(gone)
    elif not viewer().may(Action.PUBLISH):
        work.line("The data steward makes drafts and publishes them.")
    elif not work.is_going_on(published):
        with box.container():
            _buttons(store, published, draft_of(published, version, program), waves)
    work.told()
    _said(listed)
    if waves:
        _waves(store, waves)
    return box


def only_withdrawn(published: Path, version: Version, program: Program) -> str:
    """Why nothing can be published where it would be what was withdrawn, and what to do; "" where something can."""
    gone = withdrawn_of(published, version, program)
    if gone is None:
        return ""
    return f"The same data and settings give release {gone.id} again, which was withdrawn. {AFTER_WITHDRAWAL}"


def seen_now(listed: Sequence[Listed], version: int) -> str:
    """What viewers see, as one sentence, and what the store holds."""
    shown = next((one for one in listed if one.state is State.SHOWN), None)
    if shown is None:
        gone = " What was published has been withdrawn." if any(one.withdrawal for one in listed) else ""
        return f"Viewers see nothing.{gone} The store is at data version {version}."
    if shown.data_version == version:
        return f"Viewers see data version {version}, which is the newest."
    return f"Viewers see data version {shown.data_version}; the store is at version {version}."


def closing(waves: Sequence[SurveyWave]) -> str:
    """What publishing closes, as one sentence; "" where it closes nothing."""
    names = [one.name for one in waves if one.state is WaveState.OPEN]
    if not names:
        return ""
    subject = f"the wave {names[0]}" if len(names) == 1 else f"the waves {', '.join(names)}"
    return f"Publishing closes {subject}: later answers can only be added as an amendment."


def _buttons(store: Store, published: Path, draft: Listed | None, waves: Sequence[SurveyWave]) -> None:
    held = [one.name for one in waves if one.state is WaveState.HELD_OPEN]
    if held:
        work.line(f"{', '.join(held)} is held open, so that a draft can be made and nothing can be published.")
    elif text := closing(waves):
        work.line(text)
    with st.container(horizontal=True, vertical_alignment="center"):
        if draft is None:
            _button("Make a draft", "make-draft", store, published, is_draft=True)
            _button("Publish without a draft", "publish", store, published, disabled=bool(held))
        else:
            _button("Publish this draft", "publish-draft", store, published, draft=draft.id, disabled=bool(held))
    if draft is not None:
        work.line(f"The draft {draft.id} of {day(draft.created_at)} is what would be published now, to the byte.")


def _button(
    label: str,
    key: str,
    store: Store,
    published: Path,
    *,
    is_draft: bool = False,
    draft: str = "",
    disabled: bool = False,
) -> None:
    st.button(
        label,
        key=key,
        type="primary" if is_draft or draft else "secondary",
        disabled=disabled,
        on_click=work.begin,
        args=(store.folder, published),
        kwargs={"is_draft": is_draft, "draft": draft},
    )


def _said(listed: Sequence[Listed]) -> None:
    made = next((one for one in listed if one.id == work.result() and one.state in {State.DRAFT, State.SHOWN}), None)
    if made is not None:
        work.published_notice(made.id, is_draft=made.state is State.DRAFT, waves=_closed_by(made, listed))


def _closed_by(made: Listed, listed: Sequence[Listed]) -> tuple[str, ...]:
    """The survey waves of a release that no earlier one had closed."""
    before = {name for one in listed if one is not made and one.state is not State.DRAFT for name in one.waves}
    return tuple(name for name in made.waves if name not in before)


def _waves(store: Store, waves: Sequence[SurveyWave]) -> None:
    rows = tuple(
        (one.name, WAVE_WORDS[one.state], f"{day(one.at)}, {one.by}" if one.at else "") for one in reversed(waves)
    )
    header = ("Survey wave", "State", "Since")
    with st.expander("Survey waves", key="waves", type="compact"):
        st.html(Table(caption="Survey waves", header=header, rows=rows, words=(1, 2)).html())
        if not viewer().may(Action.PUBLISH):
            return
        for one in waves:
            if one.state is not WaveState.CLOSED:
                is_held = one.state is WaveState.HELD_OPEN
                label = (
                    f"Close {one.name}: all answers are in"
                    if is_held
                    else f"Hold {one.name} open: answers still come in"
                )
                st.button(label, key=f"wave-{one.name}", on_click=_switch, args=(store, waves, one))


def _switch(store: Store, waves: Sequence[SurveyWave], wave: SurveyWave) -> None:
    who = viewer()
    who.require(Action.PUBLISH)
    record("settings", note="survey wave")
    if wave.state is WaveState.HELD_OPEN:
        close(store.folder, waves, [wave.name], by=who.name, at=store.now())
    else:
        hold_open(store.folder, waves, wave.name, by=who.name, at=store.now())
