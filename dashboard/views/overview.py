"""Overview: is it working, is it real?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.narrative import multiplicity_sentence
from dashboard.components.attention import attention_card
from dashboard.components.cards import draw_cards, figure_card, plain_card
from dashboard.components.charts import row
from dashboard.components.frame import Frame, open_page
from dashboard.components.headline import decides, headline
from dashboard.components.partial import has_pilot, has_scores, holds
from dashboard.components.questions import questions_card
from dashboard.components.scores import trend_chart

if TYPE_CHECKING:
    from analytics.release.read import Difference, Finding

COMPARED = ("retention", "engagement", "satisfaction", "enps")
PARTICIPANTS = ("skills_gained",)


def figures(frame: Frame) -> None:
    """Draw the headline figures that the release holds."""
    names = [name for name in (*COMPARED, *PARTICIPANTS) if holds(frame.release, name)]
    compared = [name for name in names if name in COMPARED and has_pilot(frame.release)]
    differences = frame.release.compare_measures(compared, frame.where, frame.wave)
    draw_cards([_card(frame, name, differences.get(name)) for name in names])
    if corrected := multiplicity_sentence(tuple(differences.values())):
        decides(frame.release, corrected)


def _card(frame: Frame, name: str, difference: Finding[Difference] | None) -> str:
    finding = frame.release.estimate(name, frame.where, frame.wave)
    if name in COMPARED and difference is None:
        return plain_card(name, finding, frame.release.everyone)
    return figure_card(name, finding, difference)


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
        attention_card(frame)
    if not has_scores(frame.release):
        questions_card(frame)


main()
