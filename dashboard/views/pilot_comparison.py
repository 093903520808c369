"""Pilot comparison: how does the pilot differ from eligible people outside it, and what speaks against that?"""

from __future__ import annotations

from dashboard.components import comparison
from dashboard.components.charts import row
from dashboard.components.frame import open_page
from dashboard.components.notices import notice
from dashboard.components.partial import has_pilot


def main() -> None:
    """Draw the page."""
    frame = open_page("Pilot comparison", "How does the pilot differ from eligible people outside it?")
    if not has_pilot(frame.release):
        return
    notice(comparison.RAW, comparison.WHY, kind="warning")
    found = comparison.outcomes(frame)
    with row():
        comparison.one_axis(frame, found)
        comparison.before_launch(frame)
    comparison.verdicts(found)
    comparison.full_table(found)


main()
