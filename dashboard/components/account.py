"""Who looks: the page before signing in, and the panel that says as what somebody looks."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from analytics.roles import Role, Viewer
from analytics.sign_in.standing import Reason
from dashboard import state
from dashboard.access import LookAs, access, account, look_as, looked_as, session, sign_in, sign_out
from dashboard.components.notices import failure, notice
from dashboard.recording import record

if TYPE_CHECKING:
    from analytics.errors import SettingsError
    from analytics.sign_in.standing import Session, Standing

UNIT = "business_unit"
ALL_ROLES = "All roles"
_ROLE, _CHOSEN_UNIT = "choose-look-as", "choose-unit"


def welcome(standing: Standing) -> None:
    """Draw what stands in place of every page for somebody who is shown nothing.

    Args:
        standing: Why they are shown nothing.
    """
    title, text = _words(standing)
    with st.container(horizontal_alignment="center"), st.container(key="sign-in", width=440):
        st.html(f'<h1 class="tw-heading">Twoway</h1><p class="tw-question">{escape(title)}</p>')
        if standing.reason in (Reason.NO_ROLE, Reason.NO_UNIT):
            notice("Nothing is shown to you yet", text, kind="refused")
            st.button("Sign out", key="sign-out", on_click=_leave, width="stretch")
        else:
            st.html(f"<p>{escape(text)}</p>")
            st.button("Sign in", key="sign-in-button", type="primary", on_click=st.login, width="stretch")


def closed(error: SettingsError) -> None:
    """Draw what stands in place of every page while nobody can know who looks."""
    with st.container(horizontal_alignment="center"), st.container(key="sign-in", width=440):
        st.html('<h1 class="tw-heading">Twoway</h1><p class="tw-question">Nobody can be let in at the moment.</p>')
        failure(error)


def arrived(standing: Standing) -> None:
    """Log that somebody has signed in, or was let in no further, once a server for each time they sign in.

    Args:
        standing: Who they are.

    Raises:
        AuditLogError: The log cannot be written.
    """
    if (begun := session()) is not None:
        _log_arrival(begun, standing.reason, standing.viewer.name, standing.viewer.roles)


def account_panel() -> None:
    """Draw who looks and as what, with the ways to look as less and to sign out."""
    who = account().viewer
    with st.container(key="account"):
        if len(who.roles) > 1:
            _look_as_choice(who)
        if sign_in() is not None:
            roles = ", ".join(role.label for role in Role if role in who.roles)
            unit = "; ".join(" or ".join(chosen) for chosen in who.scope.values())
            lines = (who.name, f"{roles}: {unit}" if unit else roles)
            st.html(f'<p class="tw-facts">{"<br>".join(escape(line) for line in lines)}</p>')
            st.button("Sign out", key="sign-out", type="tertiary", on_click=_leave)


@lru_cache(maxsize=4096)
def _log_arrival(_begun: Session, reason: Reason | None, name: str, roles: frozenset[Role]) -> None:
    note = "" if reason is None else reason.value
    record("refused" if note else "sign_in", who=Viewer(name=name, roles=roles), note=note)


def _leave() -> None:
    who = account().viewer
    sign_out()
    record("sign_out", who=who)


def _words(standing: Standing) -> tuple[str, str]:
    name = standing.viewer.name
    match standing.reason:
        case Reason.EXPIRED:
            return "You have been signed in for long enough.", "Sign in again to go on."
        case Reason.SIGNED_OUT:
            return "You are signed out.", "Sign in again to see the results of the program."
        case Reason.NO_ROLE:
            return f"You are signed in as {name}.", "Nobody has given you a role here. Ask the data steward for one."
        case Reason.NO_UNIT:
            return (
                f"You are signed in as {name}.",
                "You lead a unit, but nothing says which one. Ask the data steward to name it.",
            )
        case _:
            return "Is the program working, and is it real?", "Sign in to see the results of the program."


def _look_as_choice(who: Viewer) -> None:
    roles = [role for role in Role if role in who.roles]
    chosen = looked_as()
    options = ["", *(role.value for role in roles)]
    st.session_state[_ROLE] = chosen.role.value if chosen and chosen.role in roles else ""
    labels = {"": ALL_ROLES, **{role.value: role.label for role in roles}}
    st.selectbox("Look as", options, format_func=labels.__getitem__, key=_ROLE, on_change=_choose_role, args=(who,))
    if chosen and chosen.role is Role.SCOPED_LEADER and not who.scope:
        _unit_choice(who, chosen)


def _unit_choice(who: Viewer, chosen: LookAs) -> None:
    units = _units(who)
    if not units:
        st.caption("No unit is published on its own.")
        return
    st.session_state[_CHOSEN_UNIT] = next(iter(chosen.scope.get(UNIT, ())), units[0])
    st.selectbox("Unit", units, key=_CHOSEN_UNIT, on_change=_choose_unit)


def _choose_role(who: Viewer) -> None:
    value: str = st.session_state[_ROLE]
    if not value:
        look_as(None)
        return
    role = Role(value)
    units = _units(who) if role is Role.SCOPED_LEADER and not who.scope else ()
    look_as(LookAs(role=role, scope={UNIT: units[:1]} if units else {}))


def _choose_unit() -> None:
    look_as(LookAs(role=Role.SCOPED_LEADER, scope={UNIT: (st.session_state[_CHOSEN_UNIT],)}))


def _units(who: Viewer) -> tuple[str, ...]:
    """The units that are published on their own."""
    release = state.newest(access(), who)
    return tuple(choice.value for choice in release.choices(UNIT) if choice.is_published) if release else ()
