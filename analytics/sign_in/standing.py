"""What somebody may do by what the provider said about them, asked anew for every look."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from analytics.roles import Role, Viewer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.query import Where
    from analytics.sign_in.settings import Person, SignIn
    from analytics.sign_in.signed_out import SignedOut

SECONDS_AN_HOUR = 3600
SLOW_CLOCKS = 60
"""Seconds by which the clocks of the provider and of this machine may differ."""

NOBODY = Viewer(name="nobody", roles=frozenset())


class Reason(StrEnum):
    """Why somebody is shown nothing."""

    NOT_SIGNED_IN = "not_signed_in"
    EXPIRED = "expired"
    SIGNED_OUT = "signed_out"
    NO_ROLE = "no_role"
    NO_UNIT = "no_unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Who somebody is, and why they are shown nothing where they are.

    Args:
        viewer: Who looks, and as what; without any role where there is a reason.
        reason: Why they are shown nothing; None where they are shown what their roles allow.
    """

    viewer: Viewer
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One time that somebody signed in.

    Args:
        subject: Who, as the provider calls them.
        issued_at: When, seconds since 1970.
        expires_at: Until when the provider vouches for it, seconds since 1970.
    """

    subject: str
    issued_at: float
    expires_at: float


def standing(claims: Mapping[str, object], settings: SignIn, signed_out: SignedOut, now: float) -> Standing:
    """What somebody is by what the provider said about them.

    Args:
        claims: What the provider said, from a cookie with a good signature; empty where nobody signed in.
        settings: Who is what.
        signed_out: Who has signed out.
        now: Seconds since 1970.

    Raises:
        SettingsError: Nobody can know who has signed out.
    """
    session = session_of(claims)
    if session is None:
        return Standing(viewer=NOBODY, reason=Reason.NOT_SIGNED_IN)
    if not is_current(session, settings, now):
        return Standing(viewer=NOBODY, reason=Reason.EXPIRED)
    email = email_of(claims)
    if signed_out.covers((session.subject, email), session.subject, session.issued_at):
        return Standing(viewer=NOBODY, reason=Reason.SIGNED_OUT)
    return _placed(claims, (session.subject, email), settings)


def session_of(claims: Mapping[str, object]) -> Session | None:
    """The session that claims are about, or None where they are about none."""
    subject, issued_at, expires_at = claims.get("sub"), _seconds(claims.get("iat")), _seconds(claims.get("exp"))
    if claims.get("is_logged_in") is not True or not isinstance(subject, str) or not subject:
        return None
    if issued_at is None or expires_at is None:
        return None
    return Session(subject=subject, issued_at=issued_at, expires_at=expires_at)


def is_current(session: Session, settings: SignIn, now: float) -> bool:
    """Whether a session has begun and is not over, by the provider's time and by ours."""
    last = min(session.expires_at, session.issued_at + settings.hours * SECONDS_AN_HOUR)
    return session.issued_at - SLOW_CLOCKS <= now < last


def email_of(claims: Mapping[str, object]) -> str:
    """The e-mail address of somebody; empty where there is none, or where the provider says that it is unverified."""
    email = claims.get("email")
    is_good = isinstance(email, str) and claims.get("email_verified", True) in (True, "true")
    return str(email) if is_good else ""


def _placed(claims: Mapping[str, object], names: tuple[str, str], settings: SignIn) -> Standing:
    subject, email = names
    name = email or subject
    people = [person for person in settings.people if person.is_meant(subject, email)]
    roles = frozenset(role for one in people for role in one.roles) | _claimed_roles(claims, settings)
    if not roles:
        return Standing(viewer=Viewer(name=name, roles=frozenset()), reason=Reason.NO_ROLE)
    if Role.SCOPED_LEADER not in roles:
        return Standing(viewer=Viewer(name=name, roles=roles))
    scope = _scope(people, claims, settings)
    if not scope:
        return Standing(viewer=Viewer(name=name, roles=frozenset()), reason=Reason.NO_UNIT)
    return Standing(viewer=Viewer(name=name, roles=roles, scope=scope))


def _claimed_roles(claims: Mapping[str, object], settings: SignIn) -> frozenset[Role]:
    values = _values(claims, settings.roles_claim)
    return frozenset(role for value in values for role in settings.roles.get(value, frozenset()))


def _scope(people: list[Person], claims: Mapping[str, object], settings: SignIn) -> Where:
    """The unit of a leader: as the settings name it for them, else as the provider says."""
    named = next((person.scope for person in people if person.scope), None)
    if named:
        return named
    values = _values(claims, settings.unit_claim)
    categories = dict.fromkeys(category for value in values for category in settings.units.get(value, (value,)))
    return {settings.unit_dimension: tuple(categories)} if categories else {}


def _values(claims: Mapping[str, object], name: str) -> tuple[str, ...]:
    """The values of a claim; dots in a name lead into claims inside of claims.

    >>> _values({"realm_access": {"roles": ["board"]}}, "realm_access.roles")
    ('board',)
    """
    if not name:
        return ()
    found = claims.get(name)
    if found is None and "." in name:
        first, rest = name.split(".", 1)
        inner = claims.get(first)
        return _values(inner, rest) if isinstance(inner, dict) else ()
    listed = found if isinstance(found, (list, tuple)) else [found]
    return tuple(value for value in listed if isinstance(value, str) and value)


def _seconds(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None
