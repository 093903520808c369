"""Who may do what: the roles of people, the actions of the product, and the one table that connects them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from analytics.errors import NotAllowedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.query import Where


class Role(StrEnum):
    """What somebody is in the program."""

    EXECUTIVE = "executive"
    DEI_LEAD = "dei_lead"
    SCOPED_LEADER = "scoped_leader"
    COORDINATOR = "coordinator"
    ANALYST = "analyst"
    STEWARD = "steward"
    AUDITOR = "auditor"

    @property
    def label(self) -> str:
        """Words on screen."""
        return LABELS[self]


LABELS: Mapping[Role, str] = {
    Role.EXECUTIVE: "Executive",
    Role.DEI_LEAD: "DEI lead",
    Role.SCOPED_LEADER: "Leader of a unit",
    Role.COORDINATOR: "Coordinator",
    Role.ANALYST: "Analyst",
    Role.STEWARD: "Data steward",
    Role.AUDITOR: "Auditor",
}


class Action(StrEnum):
    """What the product does for somebody."""

    SEE_RELEASE = "see_release"
    SEE_DRAFT = "see_draft"
    SEE_PAIRS = "see_pairs"
    SHARE_VIEW = "share_view"
    IMPORT = "import"
    UNDO = "undo"
    RANK_TABLES = "rank_tables"
    SEE_AUDIT = "see_audit"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    ERASE = "erase"
    CHANGE_SETTINGS = "change_settings"
    SEE_LOG = "see_log"


PERMISSIONS: Mapping[Role, frozenset[Action]] = {
    Role.EXECUTIVE: frozenset({Action.SEE_RELEASE}),
    Role.DEI_LEAD: frozenset({Action.SEE_RELEASE, Action.SHARE_VIEW, Action.RANK_TABLES, Action.SEE_AUDIT}),
    Role.SCOPED_LEADER: frozenset({Action.SEE_RELEASE}),
    Role.COORDINATOR: frozenset({Action.SEE_RELEASE, Action.SEE_PAIRS}),
    Role.ANALYST: frozenset({Action.SEE_RELEASE, Action.SEE_DRAFT, Action.IMPORT, Action.UNDO}),
    Role.STEWARD: frozenset(
        {
            *(Action.SEE_RELEASE, Action.SEE_DRAFT, Action.SEE_AUDIT, Action.SHARE_VIEW, Action.RANK_TABLES),
            *(Action.IMPORT, Action.UNDO, Action.PUBLISH, Action.WITHDRAW, Action.ERASE, Action.CHANGE_SETTINGS),
        }
    ),
    Role.AUDITOR: frozenset({Action.SEE_RELEASE, Action.SEE_AUDIT, Action.SEE_LOG}),
}
"""What each role may do. Whatever is not here is refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Somebody who looks, and as what.

    Args:
        name: Their name in the audit log.
        roles: What they are.
        scope: Categories outside of which they see nothing, whatever they are; empty for whoever leads no unit.
    """

    name: str
    roles: frozenset[Role]
    scope: Where = field(default_factory=dict)

    def may(self, action: Action) -> bool:
        """Whether any of their roles allows an action.

        A scope binds every role: who leads a unit and is something else besides, such as a coordinator, may do what a
        leader of a unit may, since nothing else ends where the unit does.
        """
        is_within = not self.scope or action in PERMISSIONS[Role.SCOPED_LEADER]
        return is_within and any(action in PERMISSIONS[role] for role in self.roles)

    def require(self, action: Action) -> None:
        """Let an allowed action pass.

        Raises:
            NotAllowedError: None of their roles allows it.
        """
        if not self.may(action):
            allowed = ", ".join(role.label for role in Role if action in PERMISSIONS[role])
            raise NotAllowedError(
                f"Your role does not allow this ({action.value.replace('_', ' ')}).",
                allowed=f"It is for: {allowed}{', and nobody whose view ends at a unit' if self.scope else ''}.",
                next_step="Ask the data steward for the role, or for the result.",
            )
