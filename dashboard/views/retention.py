"""Retention: do people stay?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.components import curves
from dashboard.components.charts import row
from dashboard.components.drivers import drivers_cards
from dashboard.components.frame import open_page
from dashboard.components.notices import notice
from dashboard.components.partial import has_roster

if TYPE_CHECKING:
    from dashboard.components.frame import Frame


def main() -> None:
    """Draw the page."""
    frame = open_page(
        "Retention", "Do people stay, and do those in the pilot stay longer?", measures=("retention",), has_waves=False
    )
    if not has_roster(frame.release):
        return
    if reason := curves.not_known(frame):
        notice("Nobody can say yet who stays", reason)
    else:
        cards(frame)
    if frame.release.facts.launched_on:
        curves.rates(frame)
    if not reason:
        curves.horizons(frame)
    drivers_cards(frame, "leaving")


def cards(frame: Frame) -> None:
    """Draw the charts about who stays."""
    has_steps = curves.has_steps_by_generation(frame)
    with row():
        curves.arm_curves(frame)
        if has_steps:
            curves.generation_curves(frame)
        else:
            curves.departures(frame)
        curves.difference_dots(frame)
        curves.generation_dots(frame)
    if has_steps:
        curves.departures(frame)


main()
