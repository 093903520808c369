"""Exchange: what moves between the two people of a pair?"""

from __future__ import annotations

from dashboard.components import exchange
from dashboard.components.calendar import calendar_card
from dashboard.components.charts import row
from dashboard.components.frame import open_page
from dashboard.components.partial import has_sessions, holds

OF_PAIRS = (("cadence", 3.0), ("goal_attainment", 100.0), ("support_share", 100.0), ("session_completion", 100.0))
"""Measures of pairs by cohort, and how far their axes may reach."""
MEASURES = (exchange.SKILLS, "cadence", "goal_attainment")


def main() -> None:
    """Draw the page."""
    frame = open_page("Exchange", "Does something move both ways between the two people of a pair?", measures=MEASURES)
    exchange.cards(frame)
    with row():
        if holds(frame.release, exchange.SKILLS):
            exchange.skills_trend(frame)
        if has_sessions(frame.release):
            exchange.pair_curve(frame)
        for name, most in OF_PAIRS:
            if holds(frame.release, name):
                exchange.by_cohort(frame, name, (0.0, most))
    if frame.release.facts.launched_on:
        exchange.pair_matrix(frame)
    calendar_card(frame)


main()
