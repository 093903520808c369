"""Compare views: what differs between two views, or between two releases?"""

from __future__ import annotations

from dashboard.components.compared import HEADLINE, compared
from dashboard.components.frame import open_page


def main() -> None:
    """Draw the page."""
    compared(open_page("Compare views", "What differs between two views, or between two releases?", measures=HEADLINE))


main()
