"""Participation: who is in, who could have been, and is their experience equal?"""

from __future__ import annotations

from dashboard.components import participation
from dashboard.components.frame import open_page
from dashboard.components.groups import is_of_a_unit
from dashboard.components.notices import notice
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
    if is_of_a_unit(frame.release):
        notice("Not for a unit by itself", participation.WHOLE_ONLY)
    else:
        participation.parity_card(frame)
        participation.intersections_card(frame)
        participation.cohorts_card(frame)
    participation.experience_card(frame)


main()
