"""Retention: do people stay?"""

from __future__ import annotations

from dashboard.components import curves
from dashboard.components.charts import row
from dashboard.components.drivers import drivers_cards
from dashboard.components.frame import open_page
from dashboard.components.partial import has_roster


def main() -> None:
    """Draw the page."""
    frame = open_page(
        "Retention", "Do people stay, and do those in the pilot stay longer?", measures=("retention",), has_waves=False
    )
    if not has_roster(frame.release):
        return
    with row():
        curves.arm_curves(frame)
        curves.generation_curves(frame)
        curves.difference_dots(frame)
        curves.generation_dots(frame)
        curves.departures(frame)
    curves.rates(frame)
    curves.horizons(frame)
    drivers_cards(frame, "leaving")


main()
