"""Who is looking, and what this process may open for them."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from analytics.errors import SettingsError
from analytics.roles import Action, Role, Viewer
from analytics.sign_in.settings import SignIn
from analytics.sign_in.signed_out import SignedOut
from analytics.sign_in.standing import Session, Standing, session_of, standing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from analytics.release.read import Where

PUBLISHED = "TWOWAY_PUBLISHED"
STORE = "TWOWAY_STORE"
VIEWS = "TWOWAY_VIEWS"
SIGN_IN = "TWOWAY_SIGN_IN"
LOCAL = Viewer(name="local", roles=frozenset(Role))
"""Whoever sits at this machine, where nobody signs in."""

_LOOK_AS = "look_as"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What this process may open.

    Args:
        published: Folder of published releases.
        store: The private store, or None where only releases may be seen.
    """

    published: Path
    store: Path | None

    @property
    def may_import(self) -> bool:
        """Whether files may be imported, undone and published here."""
        return self.store is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAs:
    """As what somebody with several roles looks.

    Args:
        role: One of their roles.
        scope: The unit, for whoever looks as the leader of one.
    """

    role: Role
    scope: Where


def access() -> Access:
    """What the server was started with.

    Without a folder of releases there is nothing to see, which is a page of its own and not a failure.
    """
    store = os.environ.get(STORE)
    return Access(published=Path(os.environ.get(PUBLISHED, "published")), store=Path(store) if store else None)


def sign_in() -> SignIn | None:
    """The settings of sign-in as they are now, or None where nobody signs in.

    Raises:
        SettingsError: They cannot be read; then nobody may see anything.
    """
    path = os.environ.get(SIGN_IN)
    if not path:
        return None
    try:
        changed_at = Path(path).stat().st_mtime_ns
    except OSError as error:
        next_step = "Whoever runs this server has to bring it back."
        raise SettingsError("The settings of sign-in are missing.", next_step=next_step) from error
    return _settings(Path(path), changed_at)


def account() -> Standing:
    """Who looks, with all of their roles, and why they are shown nothing where they are.

    Raises:
        SettingsError: The settings of sign-in, or the record of who signed out, cannot be read.
    """
    return account_of(_claims())


def viewer() -> Viewer:
    """Who looks, in this run. Ask again at every action: what they may do can change after a page was drawn.

    Raises:
        SettingsError: The settings of sign-in, or the record of who signed out, cannot be read.
    """
    return narrowed(account().viewer, looked_as())


def may_import() -> bool:
    """Whether whoever looks may import files here."""
    return access().may_import and viewer().may(Action.IMPORT)


def viewer_later() -> Callable[[], Viewer]:
    """Asks who looks at a later moment outside of a run, such as when a file is asked for: the same person, anew."""
    claims, chosen = _claims(), looked_as()
    return lambda: narrowed(account_of(claims).viewer, chosen)


def looked_as() -> LookAs | None:
    """As what this session looks, where that was chosen."""
    chosen: LookAs | None = st.session_state.get(_LOOK_AS)
    return chosen


def look_as(chosen: LookAs | None) -> None:
    """Look as one of several roles, or as all of them.

    Args:
        chosen: The role, or None for all.
    """
    st.session_state[_LOOK_AS] = chosen


def narrowed(who: Viewer, chosen: LookAs | None) -> Viewer:
    """Somebody as one of their roles. A role that is not theirs changes nothing, and no scope becomes wider.

    The leader of no unit may do nothing.

    Args:
        who: Somebody.
        chosen: The role; None for all.
    """
    if chosen is None or chosen.role not in who.roles:
        return who
    scope = who.scope or (chosen.scope if chosen.role is Role.SCOPED_LEADER else {})
    is_lost = chosen.role is Role.SCOPED_LEADER and not scope
    return replace(who, roles=frozenset() if is_lost else frozenset({chosen.role}), scope=scope)


def session() -> Session | None:
    """When whoever looks has signed in; None where nobody does."""
    return session_of(_claims())


def sign_out() -> None:
    """End the session of whoever looks, on every server, and take its cookie away."""
    settings, ended = sign_in(), session()
    if settings is not None and ended is not None:
        SignedOut(settings.state).end_session(ended.subject, ended.issued_at)
    st.logout()


def account_of(claims: Mapping[str, object]) -> Standing:
    """Who somebody is by what the provider said about them, and why they are shown nothing where they are.

    Args:
        claims: What the provider said, from a cookie with a good signature; empty where nobody signed in.

    Raises:
        SettingsError: The settings of sign-in, or the record of who signed out, cannot be read.
    """
    settings = sign_in()
    if settings is None:
        return Standing(viewer=LOCAL)
    return standing(claims, settings, SignedOut(settings.state), time.time())


def _claims() -> Mapping[str, object]:
    """What the provider said about whoever looks: from the cookie that this session was opened with."""
    return {} if sign_in() is None else st.user.to_dict()


@lru_cache(maxsize=2)
def _settings(path: Path, _changed_at: int) -> SignIn:
    """The settings, read again when the file changes."""
    return SignIn.read(path)
