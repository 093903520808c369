"""Every release with what has become of it, and the button that withdraws one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.audit_log import now
from analytics.errors import NotPublishedError, TwowayError
from analytics.release.states import State, withdraw
from analytics.roles import Action
from dashboard.access import viewer
from dashboard.components.notices import failure
from dashboard.components.publishing import work
from dashboard.components.tables import Table
from dashboard.recording import record
from dashboard.theme import day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from analytics.release.states import Listed

FAILED = "withdraw-failed"
CHOSEN, REASON = "withdrawn-release", "withdrawn-reason"
HASH = 12
UNBROKEN = "\N{NON-BREAKING HYPHEN}"
WITHDRAWABLE = frozenset({State.SHOWN, State.REPLACED, State.DAMAGED})


def releases_panel(published: Path, listed: Sequence[Listed]) -> None:
    """Draw the releases, newest first, and what withdraws one.

    Args:
        published: Folder of releases.
        listed: The releases.
    """
    failed = st.session_state.pop(FAILED, None)
    if isinstance(failed, TwowayError):
        failure(failed)
    if not listed:
        work.line("Nothing has been published yet.")
        return
    header = ("Release", "State", "Made", "Data", "Hash of all cells")
    rows = tuple(map(_row, listed))
    st.html(Table(caption="Releases", header=header, rows=rows, words=(1, 2, 4)).html())
    work.line("Anybody can check a release: “twoway verify” computes every hash again.")
    ids = [one.id for one in listed if one.state in WITHDRAWABLE]
    if ids and viewer().may(Action.WITHDRAW):
        with st.expander("Withdraw a release", key="withdraw-panel", type="compact"):
            _withdraw_form(published, ids)


def _row(one: Listed) -> tuple[str, ...]:
    withdrawal = one.withdrawal
    why = f" on {day(withdrawal.at)} by {withdrawal.by}: {withdrawal.reason}" if withdrawal else ""
    version = "" if one.data_version is None else str(one.data_version)
    return one.id, one.state.label + why, one.created_at[:10].replace("-", UNBROKEN), version, one.cells_hash[:HASH]


def _withdraw_form(published: Path, ids: Sequence[str]) -> None:
    work.line(
        "Viewers see the newest release that is not withdrawn. What was seen stays seen: later releases are audited "
        "together with it. This cannot be taken back."
    )
    with st.form("withdraw", border=False):
        st.selectbox("Release", ids, index=None, placeholder="Choose a release", key=CHOSEN)
        st.text_input("Why, in one sentence (viewers do not see it)", key=REASON, max_chars=500)
        st.form_submit_button("Withdraw it", key="withdraw", on_click=_withdraw, args=(published,))


def _withdraw(published: Path) -> None:
    who = viewer()
    release = st.session_state[CHOSEN]
    try:
        who.require(Action.WITHDRAW)
        if release is None:
            raise NotPublishedError("No release was chosen.", next_step="Choose the one to withdraw.")
        withdraw(published, release, reason=st.session_state[REASON], by=who.name, at=now())
    except TwowayError as error:
        st.session_state[FAILED] = error
        return
    st.session_state[CHOSEN], st.session_state[REASON] = None, ""
    record("withdraw", release=release)
