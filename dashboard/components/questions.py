"""Every question of a survey with its mean, as it was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.components.charts import written_card
from dashboard.components.downloads import release_line, table_html
from dashboard.components.groups import is_of_a_unit, whom
from dashboard.components.kept import kept
from dashboard.components.tables import Table
from dashboard.theme import count, fixed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.release.read import Question
    from dashboard.components.charts import Card
    from dashboard.components.frame import Frame


@kept
def questions_card(frame: Frame) -> Iterator[Card]:
    """Draw the mean of every numeric question of the chosen survey, for everyone; nothing for a unit."""
    waves = [wave.name for wave in frame.release.facts.waves]
    if not waves or is_of_a_unit(frame.release):
        return
    wave = frame.wave if frame.wave in waves else waves[-1]
    found = frame.release.questions(wave)
    yield written_card(
        "questions",
        f"Every question of the survey of {wave}",
        f"Mean of the answers of {whom(frame.release)} on the question's own scale, with its 95 % interval.",
        table_html(questions_table(found, wave), key="questions", about=[release_line(frame.release)]),
    )


def questions_table(found: tuple[Question, ...], wave: str) -> Table:
    """The table of questions."""
    rows = tuple(
        (
            question.text,
            f"{question.minimum} to {question.maximum}",
            fixed(question.mean, 2),
            f"{fixed(question.interval.low, 2)} to {fixed(question.interval.high, 2)}",
            count(question.n),
        )
        for question in found
    )
    note = "" if rows else "No question of this survey is answered in numbers by enough people."
    header = ("Question", "Scale", "Mean", "95 % interval", "n")
    return Table(caption=f"Questions of the survey of {wave}", header=header, rows=rows, note=note)
