"""What somebody may do: by their claims, by the settings, by the clock, and by who has signed out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from analytics.errors import SettingsError
from analytics.roles import Role
from analytics.sign_in.settings import SignIn
from analytics.sign_in.signed_out import SignedOut
from analytics.sign_in.standing import Reason, standing
from tests.sign_in.conftest import NOW, claims

if TYPE_CHECKING:
    from pathlib import Path

HOUR = 3600


def test_a_group_gives_its_roles(settings: SignIn, signed_out: SignedOut) -> None:
    found = standing(claims(groups=["board", "stewards", "choir"]), settings, signed_out, NOW)
    assert found.reason is None
    assert found.viewer.name == "eve@example.com"
    assert found.viewer.roles == {Role.EXECUTIVE, Role.STEWARD, Role.ANALYST}
    assert found.viewer.scope == {}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"is_logged_in": False}, Reason.NOT_SIGNED_IN),
        ({"is_logged_in": "yes"}, Reason.NOT_SIGNED_IN),
        ({"sub": None}, Reason.NOT_SIGNED_IN),
        ({"sub": ""}, Reason.NOT_SIGNED_IN),
        ({"iat": None}, Reason.NOT_SIGNED_IN),
        ({"exp": None}, Reason.NOT_SIGNED_IN),
        ({"exp": True}, Reason.NOT_SIGNED_IN),
        ({"exp": "1900000000"}, Reason.NOT_SIGNED_IN),
        ({"exp": NOW}, Reason.EXPIRED),
        ({"exp": NOW - 1}, Reason.EXPIRED),
        ({"iat": NOW - 2 * HOUR, "exp": NOW + HOUR}, Reason.EXPIRED),
        ({"iat": NOW + 120}, Reason.EXPIRED),
        ({"groups": []}, Reason.NO_ROLE),
        ({"groups": ["choir"]}, Reason.NO_ROLE),
        ({"groups": {"board": True}}, Reason.NO_ROLE),
        ({"groups": ["unit-heads"]}, Reason.NO_UNIT),
        ({"groups": ["unit-heads", "board"]}, Reason.NO_UNIT),
        ({"groups": ["unit-heads"], "department": ""}, Reason.NO_UNIT),
    ],
)
def test_whoever_is_not_clearly_somebody_may_do_nothing(
    settings: SignIn, signed_out: SignedOut, changed: dict[str, Any], reason: Reason
) -> None:
    found = standing(claims(**changed), settings, signed_out, NOW)
    assert found.reason is reason
    assert found.viewer.roles == frozenset()


def test_without_claims_nobody_is_signed_in(settings: SignIn, signed_out: SignedOut) -> None:
    assert standing({}, settings, signed_out, NOW).reason is Reason.NOT_SIGNED_IN


@pytest.mark.parametrize("seconds", [0, 2 * HOUR - 61])
def test_until_then_somebody_stays_signed_in(settings: SignIn, signed_out: SignedOut, seconds: int) -> None:
    assert standing(claims(exp=NOW + 9 * HOUR), settings, signed_out, NOW + seconds).reason is None


@pytest.mark.parametrize(
    ("changed", "unit"),
    [
        ({"department": "D-100"}, ("Sales", "Marketing")),
        ({"department": "Finance"}, ("Finance",)),
        ({"department": ["Finance", "D-100"]}, ("Finance", "Sales", "Marketing")),
    ],
)
def test_a_leader_sees_the_unit_of_the_claim(
    settings: SignIn, signed_out: SignedOut, changed: dict[str, Any], unit: tuple[str, ...]
) -> None:
    found = standing(claims(groups=["unit-heads"], **changed), settings, signed_out, NOW)
    assert found.viewer.roles == {Role.SCOPED_LEADER}
    assert found.viewer.scope == {"business_unit": unit}


def test_a_leader_who_is_something_else_too_still_sees_the_unit_only(settings: SignIn, signed_out: SignedOut) -> None:
    both = claims(groups=["unit-heads", "board"], department="Finance")
    assert standing(both, settings, signed_out, NOW).viewer.scope == {"business_unit": ("Finance",)}


def test_people_are_named_by_email_or_subject(settings: SignIn, signed_out: SignedOut) -> None:
    ada = standing(claims(groups=[], email="ADA@EXAMPLE.com"), settings, signed_out, NOW).viewer
    assert ada.roles == {Role.SCOPED_LEADER}
    assert ada.scope == {"business_unit": ("Research",)}
    auditor = standing(claims(groups=[], sub="00u1"), settings, signed_out, NOW).viewer
    assert auditor.roles == {Role.AUDITOR}


@pytest.mark.parametrize(
    "changed", [{"email": "ada@example.com", "email_verified": False}, {"email": "00u1"}, {"sub": "ada@example.com"}]
)
def test_nobody_is_taken_for_somebody_else(settings: SignIn, signed_out: SignedOut, changed: dict[str, Any]) -> None:
    assert standing(claims(groups=[], **changed), settings, signed_out, NOW).reason is Reason.NO_ROLE


def test_who_signed_out_is_out_in_that_session_only(settings: SignIn, signed_out: SignedOut) -> None:
    signed_out.end_session("00u7", NOW - 60)
    assert standing(claims(), settings, signed_out, NOW).reason is Reason.SIGNED_OUT
    assert standing(claims(iat=NOW - 30), settings, signed_out, NOW).reason is None
    assert standing(claims(sub="00u8"), settings, signed_out, NOW).reason is None


@pytest.mark.parametrize("name", ["00u7", "eve@example.com", " Eve@Example.com"])
def test_somebody_can_be_signed_out_everywhere(settings: SignIn, signed_out: SignedOut, name: str) -> None:
    signed_out.end_all(name, NOW)
    for iat in (NOW - 60, NOW - 1, NOW):
        assert standing(claims(iat=iat), settings, signed_out, NOW).reason is Reason.SIGNED_OUT
    assert standing(claims(iat=NOW + 1), settings, signed_out, NOW + 1).reason is None


def test_another_server_sees_a_sign_out_at_once(settings: SignIn, signed_out: SignedOut) -> None:
    signed_out.end_session("00u7", NOW - 60)
    assert standing(claims(), settings, SignedOut(settings.state), NOW).reason is Reason.SIGNED_OUT


def test_where_nobody_can_know_who_signed_out_nobody_gets_in(settings: SignIn, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="signed out"):
        standing(claims(), settings, SignedOut(tmp_path / "elsewhere"), NOW)


def test_a_damaged_record_lets_nobody_in(settings: SignIn, signed_out: SignedOut) -> None:
    signed_out.end_session("00u7", NOW - 60)
    (record,) = (settings.state / "signed-out").iterdir()
    record.write_text("yes", encoding="ascii")
    with pytest.raises(SettingsError, match="signed out"):
        standing(claims(), settings, signed_out, NOW)


def test_roles_are_found_inside_of_other_claims(settings_file: Path, signed_out: SignedOut) -> None:
    text = settings_file.read_text(encoding="utf-8").replace('"groups"', '"realm_access.roles"')
    settings_file.write_text(text, encoding="utf-8")
    nested = claims(groups=[], realm_access={"roles": ["board"]})
    found = standing(nested, SignIn.read(settings_file), signed_out, NOW)
    assert found.viewer.roles == {Role.EXECUTIVE}
