"""What was never recorded about pairs, so that a measure of them cannot be known, and what to import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.catalog.ways import WAYS
from analytics.release.audit.plan import CHANNEL_SHARES

if TYPE_CHECKING:
    from analytics.release.facts import Facts

NO_SESSIONS = "No sessions are imported yet, so nobody knows how often pairs meet."
NO_GOALS = "No goals of pairs are imported yet."
NO_CHANNELS = (
    "The sessions do not say how pairs met. Import them with the column channel: in person, video or the like."
)
NO_SETTINGS = "The sessions do not say where pairs met. Import them with the column setting: formal or informal."


def not_recorded(facts: Facts, measure: str) -> str:
    """What the pairs of a release have none of although a measure needs it, in a sentence; else empty.

    Args:
        facts: What the release says about itself.
        measure: Name of a measure of pairs.
    """
    if measure == "goal_attainment":
        return "" if facts.has_goals else NO_GOALS
    if not facts.has_sessions:
        return NO_SESSIONS
    if measure in CHANNEL_SHARES:
        return "" if facts.has_channels else NO_CHANNELS
    return NO_SETTINGS if measure in {one.name for one in WAYS} and not facts.has_settings else ""
