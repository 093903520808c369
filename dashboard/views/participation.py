"""Participation: who is in, who could have been, and is their experience equal?"""

from __future__ import annotations

from dashboard.components import participation
from dashboard.components.frame import open_page
from dashboard.components.partial import has_pilot

MEASURES = ("participation",)


def main() -> None:
    """Draw the page."""
    frame = open_page(
        "Participation", "Who takes part, who could have, and is their experience equal?", measures=MEASURES
    )
    if not has_pilot(frame.release):
        return
    participation.cards(frame)
    participation.parity_card(frame)
    participation.intersections_card(frame)
    participation.cohorts_card(frame)
    participation.experience_card(frame)


main()
