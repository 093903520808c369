"""Confidentiality: what is protected, against whom, how was it tested, and what is not?"""

from __future__ import annotations

from dashboard import state
from dashboard.access import access, viewer
from dashboard.components.confidentiality.panels import limits_card, promise_cards, release_card, tested_card
from dashboard.components.frame import heading


def main() -> None:
    """Draw the page."""
    heading("Confidentiality", "What is protected, against whom, and what is not?")
    promise_cards()
    tested_card()
    release = state.newest(access())
    if release and not viewer().scope:
        release_card(release)
    limits_card()


main()
