"""Audit: who saw what, what was refused, and which rules are in force?"""

from __future__ import annotations

from dashboard import state
from dashboard.access import access
from dashboard.components.audit.panels import log_panels
from dashboard.components.audit.policy import limits_panel, retention_card, rules_card
from dashboard.components.frame import heading


def main() -> None:
    """Draw the page."""
    heading("Audit", "Who saw what, what was refused, and which rules are in force?")
    release = state.newest(access())
    log_panels(release)
    rules_card(release)
    retention_card()
    limits_panel()


main()
