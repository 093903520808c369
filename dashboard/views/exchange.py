"""Exchange: what moves between the two people of a pair?"""

from __future__ import annotations

from dashboard.components import exchange
from dashboard.components.calendar import calendar_card
from dashboard.components.charts import row
from dashboard.components.frame import open_page
from dashboard.components.partial import has_pairs, holds

MEASURES = (exchange.SKILLS, "cadence", "goal_attainment")


def main() -> None:
    """Draw the page."""
    frame = open_page("Exchange", "Does something move both ways between the two people of a pair?", measures=MEASURES)
    exchange.cards(frame)
    with row():
        if holds(frame.release, exchange.SKILLS):
            exchange.skills_trend(frame)
        if has_pairs(frame.release):
            exchange.pair_curve(frame)
            exchange.by_cohort(frame, "cadence", (0.0, 3.0))
            exchange.by_cohort(frame, "goal_attainment", (0.0, 100.0))
            exchange.by_cohort(frame, "support_share", (0.0, 100.0))
            exchange.by_cohort(frame, "session_completion", (0.0, 100.0))
            exchange.pair_matrix(frame)
    calendar_card(frame)


main()
