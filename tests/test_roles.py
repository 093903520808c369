"""Each role may do what the one table says, and is told who may where it may not."""

from __future__ import annotations

import pytest

from analytics.errors import NotAllowedError
from analytics.roles import LABELS, PERMISSIONS, Action, Role, Viewer

TABLE = """
                 executive dei_lead scoped_leader coordinator analyst steward auditor
see_release      x         x        x             x           x       x       x
see_draft        -         -        -             -           x       x       -
see_pairs        -         -        -             x           -       -       -
share_view       -         x        -             -           -       x       -
import           -         -        -             -           x       x       -
undo             -         -        -             -           x       x       -
rank_tables      -         x        -             -           -       x       -
see_audit        -         x        -             -           -       x       x
publish          -         -        -             -           -       x       -
withdraw         -         -        -             -           -       x       -
erase            -         -        -             -           -       x       -
change_settings  -         -        -             -           -       x       -
see_log          -         -        -             -           -       -       x
"""
HEADER, *LINES = TABLE.strip().splitlines()
CELLS = [
    (role, line.split()[0], mark == "x")
    for line in LINES
    for role, mark in zip(HEADER.split(), line.split()[1:], strict=True)
]


def test_the_table_names_every_role_and_every_action() -> None:
    assert {Role(role) for role, _, _ in CELLS} == set(Role) == set(PERMISSIONS) == set(LABELS)
    assert {Action(action) for _, action, _ in CELLS} == set(Action)


@pytest.mark.parametrize(("role", "action", "is_allowed"), CELLS)
def test_a_role_may_do_exactly_this(role: str, action: str, *, is_allowed: bool) -> None:
    viewer = Viewer(name="somebody", roles=frozenset({Role(role)}))
    assert viewer.may(Action(action)) is is_allowed


def test_nobody_without_a_role_may_do_anything() -> None:
    assert not any(Viewer(name="", roles=frozenset()).may(action) for action in Action)


def test_a_refusal_says_who_may_and_not_who_asked() -> None:
    viewer = Viewer(name="ann@example.org", roles=frozenset({Role.EXECUTIVE}))
    with pytest.raises(NotAllowedError, match="Data steward") as caught:
        viewer.require(Action.ERASE)
    assert "ann" not in str(caught.value)


def test_who_leads_a_unit_and_is_something_else_may_do_what_a_leader_of_a_unit_may() -> None:
    both = frozenset({Role.SCOPED_LEADER, Role.COORDINATOR, Role.STEWARD})
    bound = Viewer(name="somebody", roles=both, scope={"business_unit": ("Sales",)})
    assert {action for action in Action if bound.may(action)} == {Action.SEE_RELEASE}
    with pytest.raises(NotAllowedError, match=r"not allow this \(see pairs\)"):
        bound.require(Action.SEE_PAIRS)
    assert Viewer(name="somebody", roles=both).may(Action.SEE_PAIRS)
