"""The panels of the page about the log of this server, or why there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.audit_log import AuditLogError
from dashboard.components.audit.chain import chain_card
from dashboard.components.audit.entries import entries_card
from dashboard.components.audit.figures import figures_card
from dashboard.components.notices import failure, notice
from dashboard.recording import audit_log

if TYPE_CHECKING:
    from analytics.release.read import Release


def log_panels(release: Release | None) -> None:
    """Draw who did what, which figures a line is about, and whether the log is whole.

    Args:
        release: The newest release, which knows the names of figures.
    """
    log = audit_log()
    if log is None:
        words = "This server was started with --without-audit-log: nobody can tell who saw what."
        notice("There is no audit log", words, kind="warning")
        return
    try:
        figures_card(release, entries_card(log))
        chain_card(log)
    except AuditLogError as error:
        failure(error)
