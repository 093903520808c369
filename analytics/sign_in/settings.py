"""The table `[sign_in]` of a settings file: which provider is asked, and who is what."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from analytics import catalog
from analytics.errors import SettingsError, UnknownNameError
from analytics.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from analytics.query import Where

TABLE = "sign_in"
LONGEST_HOURS = 8.0
STATE = ".sign-in"
ASKS = "openid email profile"
KNOWN = frozenset(
    {"address", "discovery", "client_id", "client_secret_file", "asks", "hours", "state", "roles", "scope", "person"}
)
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody named in the settings.

    Args:
        roles: What they are.
        email: Their e-mail address; empty where the subject names them.
        subject: Who they are to the provider; empty where the e-mail address names them.
        scope: Categories by dimension outside of which they see nothing, as the leader of a unit.
    """

    roles: frozenset[Role]
    email: str = ""
    subject: str = ""
    scope: Where = field(default_factory=dict)

    def is_meant(self, subject: str, email: str) -> bool:
        """Whether somebody is this person.

        Args:
            subject: Who they are to the provider.
            email: Their e-mail address; empty where the provider does not vouch for it.
        """
        return bool((self.subject and self.subject == subject) or (email and self.email.casefold() == email.casefold()))


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """How people sign in.

    Args:
        address: Where browsers find the dashboard, such as `https://twoway.example.com`.
        discovery: Address of the provider's OpenID Connect document.
        client_id: Name of the dashboard at the provider.
        client_secret_file: File with the secret that the provider gave; None where the environment has it.
        state: Folder that all servers of a deployment share: secret of the cookies, and who signed out.
        asks: Scopes asked of the provider.
        hours: How long somebody stays signed in at most.
        roles_claim: The claim that gives roles; empty where only people named here have any.
        roles: Roles by value of that claim.
        unit_claim: The claim that gives a leader's unit; empty where only people named here have one.
        unit_dimension: The dimension of the unit.
        units: Categories by value of that claim; a value that is not named is itself a category.
        people: People named here.
    """

    address: str
    discovery: str
    client_id: str
    client_secret_file: Path | None
    state: Path
    asks: str = ASKS
    hours: float = LONGEST_HOURS
    roles_claim: str = ""
    roles: Mapping[str, frozenset[Role]] = field(default_factory=dict)
    unit_claim: str = ""
    unit_dimension: str = "business_unit"
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    people: tuple[Person, ...] = ()

    @property
    def host(self) -> str:
        """The name of the dashboard's machine, as browsers call it."""
        return urlsplit(self.address).hostname or ""

    @property
    def is_encrypted(self) -> bool:
        """Whether browsers reach the dashboard by HTTPS."""
        return urlsplit(self.address).scheme == "https"

    @classmethod
    def read(cls, path: Path) -> SignIn:
        """The table `[sign_in]` of a file.

        Raises:
            SettingsError: There is no such file or table, or it holds something that is not allowed.
        """
        table = sign_in_table(path)
        if table is None:
            raise SettingsError(f"{path.name} has no table [{TABLE}].", next_step="See the documentation of sign-in.")
        return _checked(table, path.resolve().parent)


def sign_in_table(path: Path) -> Mapping[str, Any] | None:
    """The table `[sign_in]` of a file, unchecked, or None where it has none.

    Raises:
        SettingsError: The file cannot be read, or is not TOML.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get(TABLE)
    except OSError as error:
        raise SettingsError(f"{path.name} cannot be read.", next_step="Check the path and its permissions.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path.name} is not valid TOML.", next_step="Correct the file.") from error
    if table is not None and not isinstance(table, dict):
        raise _refused("", "A table, with one setting a line.")
    return table


def _checked(table: Mapping[str, Any], folder: Path) -> SignIn:
    _only(table, KNOWN, "")
    roles, scope = _table(table, "roles"), _table(table, "scope")
    _only(roles, {"claim", "of"}, "roles.")
    _only(scope, {"claim", "dimension", "of"}, "scope.")
    secret = _text(table, "client_secret_file", default="")
    people = table.get("person", [])
    if not isinstance(people, list) or not all(isinstance(one, dict) for one in people):
        raise _refused("person", f"Tables [[{TABLE}.person]], each with an email or a subject, and roles.")
    return SignIn(
        address=_web_address(table, "address").rstrip("/"),
        discovery=_web_address(table, "discovery"),
        client_id=_text(table, "client_id"),
        client_secret_file=folder / secret if secret else None,
        state=folder / _text(table, "state", default=STATE),
        asks=_text(table, "asks", default=ASKS),
        hours=_hours(table.get("hours", LONGEST_HOURS)),
        roles_claim=_text(roles, "claim", default="", prefix="roles."),
        roles={value: _roles(names, f"roles.of.{value}") for value, names in _table(roles, "of").items()},
        unit_claim=_text(scope, "claim", default="", prefix="scope."),
        unit_dimension=_dimension(_text(scope, "dimension", default="business_unit", prefix="scope.")),
        units={value: _names(found, f"scope.of.{value}") for value, found in _table(scope, "of").items()},
        people=tuple(_person(one) for one in people),
    )


def _person(table: Mapping[str, Any]) -> Person:
    _only(table, {"email", "subject", "roles", "scope"}, "person.")
    if ("email" in table) == ("subject" in table):
        raise _refused("person", "Either an email or a subject for each person.")
    named = {key: _text(table, key, prefix="person.") for key in ("email", "subject") if key in table}
    scope = {
        _dimension(dimension): _names(found, f"person.scope.{dimension}")
        for dimension, found in _table(table, "scope").items()
    }
    return Person(**named, roles=_roles(table.get("roles"), "person.roles"), scope=scope)


def _only(table: Mapping[str, Any], known: Iterable[str], prefix: str) -> None:
    for name in table:
        if name not in known:
            allowed = f"Choose one of: {', '.join(sorted(known))}."
            raise SettingsError(f"Unknown setting {prefix + name!r} in [{TABLE}].", allowed=allowed)


def _refused(name: str, allowed: str) -> SettingsError:
    return SettingsError(f"The setting {name!r} in [{TABLE}] is missing or not allowed.", allowed=allowed)


def _table(table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = table.get(name, {})
    if not isinstance(found, dict):
        raise _refused(name, "A table.")
    return found


def _text(table: Mapping[str, Any], name: str, *, default: str | None = None, prefix: str = "") -> str:
    found = table.get(name, default)
    if not isinstance(found, str) or (default is None and not found.strip()):
        raise _refused(prefix + name, f'A text in quotation marks, such as {name} = "...".')
    return found.strip()


def _web_address(table: Mapping[str, Any], name: str) -> str:
    """An address that nobody on the way can read or change: HTTPS, or this machine."""
    found = _text(table, name)
    parts = urlsplit(found)
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and _is_here(parts.hostname))):
        raise _refused(name, "An address with https://; http:// only for this machine.")
    return found


def _is_here(host: str) -> bool:
    return host in LOCAL_HOSTS


def _hours(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= LONGEST_HOURS:
        raise _refused("hours", f"A number of hours above 0, up to {LONGEST_HOURS:g}.")
    return float(value)


def _names(value: object, name: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
        raise _refused(name, 'A list of texts, such as ["Sales"].')
    return tuple(value)


def _roles(value: object, name: str) -> frozenset[Role]:
    try:
        return frozenset(Role(one) for one in _names(value, name))
    except ValueError as error:
        raise _refused(name, f"Roles, of: {', '.join(Role)}.") from error


def _dimension(name: str) -> str:
    try:
        return catalog.dimension(name).name
    except UnknownNameError as error:
        raise _refused("scope", error.allowed) from error
