"""The file of a wave as a plain table: one header row of question texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.simulate.layouts.records import Records, SurveyFile
from analytics.simulate.remarks import REMARK_QUESTION
from analytics.simulate.surveys import FINISHED

if TYPE_CHECKING:
    from analytics.simulate.columns import Column
    from analytics.simulate.program import SimulatedProgram
    from analytics.simulate.surveys import WaveAnswers


def generic(program: SimulatedProgram, answers: WaveAnswers) -> SurveyFile:
    """A wave with one header row and finished records only."""
    rows = Records(program=program, answers=answers, kinds=(FINISHED,))
    columns: dict[str, Column] = {
        "Employee ID": rows.person(program.person_form),
        "Completed on": rows.ended_on("%Y-%m-%d"),
    }
    columns |= {item.text: rows.item(scale, item.name) for scale in answers.items for item in scale.items}
    columns[REMARK_QUESTION] = rows.remark()
    return SurveyFile(headers=(list(columns),), columns=columns)
