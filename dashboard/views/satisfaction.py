"""Satisfaction: are people satisfied, would they recommend the company, and do both sides like their match?"""

from __future__ import annotations

from dashboard.components import scores
from dashboard.components.charts import row
from dashboard.components.frame import open_page


def main() -> None:
    """Draw the page."""
    frame = open_page("Satisfaction", "Are people satisfied, and do both sides of a pair like their match?")
    with row():
        scores.trend_chart(frame, "satisfaction")
        scores.trend_chart(frame, "enps")
        scores.generation_chart(frame, "satisfaction")
        scores.difference_chart(frame, "satisfaction")
        scores.difference_chart(frame, "enps")
        scores.role_chart(frame, "match_quality", "safety")
    scores.heat_card(frame, "satisfaction")


main()
