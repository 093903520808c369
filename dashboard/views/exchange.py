"""Exchange: what moves between the two people of a pair?"""

from __future__ import annotations

import streamlit as st

from analytics.catalog import JUNIOR, SENIOR
from dashboard.components import exchange
from dashboard.components.cards import plain_card
from dashboard.components.charts import row
from dashboard.components.frame import Frame, open_page

PAIRS = ("session_completion", "cadence", "goal_attainment", "support_share")


def cards(frame: Frame) -> None:
    """Draw the headline figures of both sides and of the pairs."""
    with st.grid(6, min_column_width=140, gap="small"):
        for role in (JUNIOR, SENIOR):
            where = {**frame.where, "role": (role,)}
            plain_card(f"skills-{role}", frame.release.estimate(exchange.SKILLS, where, frame.wave), f"{role}s")
        for name in PAIRS:
            plain_card(f"figure-{name}", frame.release.estimate(name, frame.where), "All pairs" if not frame.where else "These pairs")


def main() -> None:
    """Draw the page."""
    frame = open_page("Exchange", "Does something move both ways between the two people of a pair?")
    cards(frame)
    with row():
        exchange.skills_trend(frame)
        exchange.by_cohort(frame, "cadence", (0.0, 3.0))
        exchange.by_cohort(frame, "goal_attainment", (0.0, 100.0))
        exchange.by_cohort(frame, "support_share", (0.0, 100.0))
        exchange.pair_matrix(frame)
        exchange.by_cohort(frame, "session_completion", (0.0, 100.0))


main()
