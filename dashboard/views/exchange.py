"""Exchange: what moves between the two people of a pair?"""

from __future__ import annotations

import streamlit as st

from dashboard.components import exchange
from dashboard.components.calendar import calendar_card
from dashboard.components.charts import row
from dashboard.components.cohorts import chosen_by_cohort
from dashboard.components.frame import open_page
from dashboard.components.groups import is_of_a_unit
from dashboard.components.pair_changes import pair_changes_card
from dashboard.components.partial import has_sessions, holds
from dashboard.components.ways import ways_card

OF_PAIRS = (("cadence", 3.0), ("goal_attainment", 100.0))
"""Measures of pairs by cohort, and how far their axes may reach."""
OF_SESSIONS = ("support_share", "session_completion", "cancelled_share", "no_show_share")
"""Measures of sessions by cohort, of which one is looked at."""
MEASURES = (exchange.SKILLS, "cadence", "goal_attainment")


def main() -> None:
    """Draw the page."""
    frame = open_page("Exchange", "Does something move both ways between the two people of a pair?", measures=MEASURES)
    exchange.cards(frame)
    with row(2 if has_sessions(frame.release) else 1):
        if holds(frame.release, exchange.SKILLS):
            exchange.skills_trend(frame)
        if has_sessions(frame.release):
            exchange.pair_curve(frame)
        for name, most in OF_PAIRS:
            if holds(frame.release, name):
                exchange.by_cohort(frame, name, (0.0, most))
        if has_sessions(frame.release):
            chosen_by_cohort(frame, OF_SESSIONS)
            ways_card(frame)
    if frame.release.facts.launched_on and not is_of_a_unit(frame.release):
        narrow, wide = st.columns([1, 2], gap="small")
        with narrow:
            exchange.pair_matrix(frame)
        with wide:
            pair_changes_card(frame)
    calendar_card(frame)


main()
