"""The file of a wave as SurveyMonkey exports it: a question over its first column, its statements below."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analytics.simulate.columns import Column, Constant, Numbers
from analytics.simulate.layouts.records import CLOCK_12, Records, SurveyFile, is_matrix, stem
from analytics.simulate.remarks import REMARK_QUESTION
from analytics.simulate.surveys import FINISHED, UNFINISHED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.simulate.program import SimulatedProgram
    from analytics.simulate.surveys import WaveAnswers

_AMERICAN = "%m/%d/%Y"
_FIRST_RESPONDENT = 118_340_000_000
_COLLECTOR = "450118273"


def surveymonkey(program: SimulatedProgram, answers: WaveAnswers) -> SurveyFile:
    """A wave with two header rows; who gave up has left an empty record."""
    rows = Records(program=program, answers=answers, kinds=(FINISHED, UNFINISHED), emptied=(UNFINISHED,))
    administrative = _administrative(rows)
    questions = tuple(_questions(rows))
    return SurveyFile(
        headers=(
            [*administrative, *(above for above, _, _ in questions)],
            [*("" for _ in administrative), *(below for _, below, _ in questions)],
        ),
        columns=administrative | {f"{position}": column for position, (_, _, column) in enumerate(questions)},
    )


def _administrative(rows: Records) -> dict[str, Column]:
    n, form = len(rows), rows.program.person_form
    return {
        "Respondent ID": Numbers(_FIRST_RESPONDENT + np.arange(n) * 7 + rows.drawn("respondent", 6)),
        "Collector ID": Constant(_COLLECTOR, n),
        "Start Date": rows.started(_AMERICAN, CLOCK_12),
        "End Date": rows.ended(_AMERICAN, CLOCK_12),
        "IP Address": rows.address(),
        "Email Address": rows.person(rows.program.email_form),
        "First Name": Constant("", n),
        "Last Name": Constant("", n),
        "Custom Data 1": rows.person(form),
    }


def _questions(rows: Records) -> Iterator[tuple[str, str, Column]]:
    """What stands in the first and in the second header row, and the answers."""
    for scale in rows.answers.items:
        for position, item in enumerate(scale.items):
            column = rows.item(scale, item.name)
            if is_matrix(scale):
                yield stem(scale) if position == 0 else "", item.text, column
            else:
                yield item.text, "Response", column
    yield REMARK_QUESTION, "Open-Ended Response", rows.remark()
