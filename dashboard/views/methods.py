"""Methods: how is every figure made?"""

from __future__ import annotations

import streamlit as st

from analytics.report.calibration import programs
from dashboard import state
from dashboard.access import access
from dashboard.components.calibration import NOTE, calibration_tables
from dashboard.components.charts import card
from dashboard.components.downloads import draw_table, release_line
from dashboard.components.frame import heading
from dashboard.components.methods import chapter_html, chapters, measure_html, measures, schemes_table
from dashboard.components.release_facts import facts_html, waves_table
from dashboard.theme import count


def main() -> None:
    """Draw the page."""
    heading("Methods", "How is every figure made, and on which rules is it published?")
    release = state.newest(access())
    if release:
        with card("release", "This release", "What the figures on the other pages come from."):
            st.html(facts_html(release))
            draw_table(waves_table(release), key="waves", about=[release_line(release)])
    with card("measures", "Measures", "One definition for the pages, the command line and the exports."):
        for measure in measures():
            with st.expander(measure.label, key=f"measure-{measure.name}", type="compact"):
                st.html(measure_html(measure))
    with card(
        "statistics",
        "Statistics",
        "Rendered from the code: formula, source, and the program that the result was checked against.",
    ):
        for number, chapter in enumerate(chapters()):
            with st.expander(chapter.title, key=f"chapter-{number}", type="compact"):
                st.html(chapter_html(chapter))
    with card(
        "calibration",
        "How often the product is right",
        f"{count(programs())} simulated programs with known truth, each through the path that a real one takes: store, "
        f"comparison, verdict. {NOTE}",
    ):
        for number, (label, table) in enumerate(calibration_tables()):
            with st.expander(label, key=f"calibration-{number}", type="compact", expanded=number == 0):
                draw_table(table, key=f"calibration-{number}")
    with card(
        "generations", "Generations", "Which birth years make a generation; the release says which scheme it uses."
    ):
        draw_table(schemes_table(), key="schemes")


main()
