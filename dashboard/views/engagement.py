"""Engagement: how engaged are people, by generation and wave, in the pilot and outside it?"""

from __future__ import annotations

from dashboard.components import scores
from dashboard.components.changes import changes_card
from dashboard.components.charts import row
from dashboard.components.drivers import drivers_cards
from dashboard.components.favorable import favorable_card
from dashboard.components.frame import open_page
from dashboard.components.partial import holds
from dashboard.components.questions import questions_card
from dashboard.components.reliability import reliability_card
from dashboard.components.responses import response_card

NAME = "engagement"


def main() -> None:
    """Draw the page."""
    frame = open_page("Engagement", "How engaged are people, and is the pilot different?", measures=(NAME,))
    if holds(frame.release, NAME):
        response_card(frame, NAME)
        with row():
            scores.trend_chart(frame, NAME)
            scores.generation_chart(frame, NAME)
            scores.difference_chart(frame, NAME)
            scores.spread_chart(frame, NAME)
        changes_card(frame, NAME)
        favorable_card(frame, NAME)
        scores.heat_card(frame, NAME)
        drivers_cards(frame, NAME)
        reliability_card(frame, NAME, "bridging")
    questions_card(frame)


main()
