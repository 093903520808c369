"""Planner: how many pairs, for how long, to see a difference that matters?"""

from __future__ import annotations

from analytics.report.planning import starting_plan
from dashboard import state
from dashboard.access import access
from dashboard.components import planner, planner_document, planner_inputs
from dashboard.components.charts import row
from dashboard.components.frame import heading, is_dark
from dashboard.components.notices import notice
from dashboard.components.share import share
from dashboard.theme import palette

QUESTION = "How many pairs, for how long, to see a difference that matters?"
NO_RELEASE = (
    "Nothing has been published yet, so every number below is a stated assumption. Change them to what you know."
)


def main() -> None:
    """Draw the page."""
    release = state.newest(access())
    asked = planner_inputs.asked(starting_plan(release))
    heading("Planner", QUESTION, share(asked.address() | planner_document.chosen()))
    if release is None:
        notice("A plan from assumptions", NO_RELEASE)
    if asked.refused:
        notice(
            "Part of this link is not shown",
            f"Not a number that can be planned: {', '.join(asked.refused)}.",
            kind="refused",
        )
    colors = palette(is_dark=is_dark())
    planner.answer(asked)
    planner_inputs.inputs(asked)
    with row():
        planner.retention_by_size(asked.plan, colors)
        planner.score_by_size(asked.plan, colors)
        planner.prevented_by_months(asked.plan, colors)
        planner.so_far(release, asked.plan)
    planner_document.document(asked)


main()
