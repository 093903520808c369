"""Pairs: which of them need somebody this week?"""

from __future__ import annotations

from dashboard.components.frame import heading
from dashboard.components.pairs.panels import panels


def main() -> None:
    """Draw the page."""
    heading("Pairs", "Which pairs need somebody this week?")
    panels()


main()
