"""Satisfaction: are people satisfied, would they recommend the company, and do both sides like their match?"""

from __future__ import annotations

from dashboard.components import scores
from dashboard.components.changes import changes_card
from dashboard.components.charts import row
from dashboard.components.favorable import favorable_card
from dashboard.components.frame import open_page
from dashboard.components.partial import holds
from dashboard.components.reliability import reliability_card
from dashboard.components.responses import response_card
from dashboard.components.themes import themes_cards

NAMES = ("satisfaction", "enps", "match_quality")


def main() -> None:
    """Draw the page."""
    frame = open_page(
        "Satisfaction", "Are people satisfied, and do both sides of a pair like their match?", measures=NAMES
    )
    known = {name: holds(frame.release, name) for name in NAMES}
    trends = [name for name in ("satisfaction", "enps") if known[name]]
    if known["satisfaction"]:
        response_card(frame, "satisfaction")
    with row():
        for name in trends:
            scores.trend_chart(frame, name)
        if known["satisfaction"]:
            scores.generation_chart(frame, "satisfaction")
        for name in trends:
            scores.difference_chart(frame, name)
        if known["match_quality"]:
            scores.role_chart(frame, "match_quality", "safety")
    if known["match_quality"]:
        scores.gap_card(frame, "match_quality", "safety")
    if known["satisfaction"]:
        changes_card(frame, "satisfaction")
        favorable_card(frame, "satisfaction")
        scores.heat_card(frame, "satisfaction")
    if frame.release.facts.waves:
        themes_cards(frame)
    if any(known.values()):
        reliability_card(frame, "satisfaction", "match_quality", "safety")


main()
