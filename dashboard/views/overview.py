"""Overview: is it working, is it real?"""

from __future__ import annotations

import streamlit as st

from analytics.narrative import multiplicity_sentence
from dashboard.components.attention import attention, draw_attention
from dashboard.components.cards import figure_card, plain_card
from dashboard.components.charts import card, row
from dashboard.components.frame import Frame, open_page
from dashboard.components.headline import decides, headline
from dashboard.components.partial import has_pilot, has_scores, holds
from dashboard.components.questions import questions_card
from dashboard.components.scores import trend_chart

COMPARED = ("retention", "engagement", "satisfaction", "enps")
PARTICIPANTS = ("skills_gained",)


def figures(frame: Frame) -> None:
    """Draw the headline figures that the release holds."""
    names = [name for name in (*COMPARED, *PARTICIPANTS) if holds(frame.release, name)]
    compared = [name for name in names if name in COMPARED and has_pilot(frame.release)]
    differences = frame.release.compare_measures(compared, frame.where, frame.wave)
    with st.grid(5, min_column_width=172, gap="small"):
        for name in names:
            finding = frame.release.estimate(name, frame.where, frame.wave)
            difference = differences.get(name)
            if name in COMPARED and difference is None:
                plain_card(name, finding, frame.release.everyone)
            else:
                figure_card(name, finding, difference)
    if corrected := multiplicity_sentence(tuple(differences.values())):
        decides(frame.release, corrected)


def main() -> None:
    """Draw the page."""
    question = "Is the program working, and how sure are we?"
    frame = open_page("Overview", question, measures=COMPARED, has_pack=True)
    if has_pilot(frame.release):
        headline(frame)
    figures(frame)
    with row():
        if holds(frame.release, "engagement"):
            trend_chart(frame, "engagement")
        with card(
            "attention",
            "What needs attention",
            "Findings that could change the verdict, or that somebody should act on.",
        ):
            draw_attention(attention(frame.release, frame.where))
    if not has_scores(frame.release):
        questions_card(frame)


main()
