"""A small survey, understood and mapped by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.imports.canonical.directory import Directory
from analytics.imports.mapped_question import MappedQuestion
from analytics.imports.mapping import Mapping
from analytics.imports.question import Question
from analytics.imports.records import Records
from analytics.imports.survey import SurveyImport, read_survey
from analytics.imports.table import Column, Table
from analytics.imports.understanding import Understanding
from analytics.store import Key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

KEY = Key(bytes(range(32)))
AGREE = {"Disagree": 1, "Neither": 3, "Agree": 5}
NAMES = ("Response ID", "Employee ID", "Date", "I like it.", "I may leave.", "Recommend?", "Gender", "Remarks")
RECORDS = (
    ("R1", "01", "2024-06-01", "Agree", "Disagree", "10", "Woman", "Call me"),
    ("R2", "02", "2024-06-03", "Neither", "", "6", "prefer not to say", ""),
    ("R3", "99", "2024-06-05", "", "", "n/a", "", ""),
)
QUESTIONS = (
    Question(id="id", columns=(0,), text="Response ID", kind="metadata"),
    Question(id="person", columns=(1,), text="Employee ID", kind="metadata"),
    Question(id="on", columns=(2,), text="Date", kind="metadata"),
    Question(id="like", columns=(3,), text="I like it.", kind="ordinal", scale_min=1, scale_max=5, labels=AGREE),
    Question(id="leave", columns=(4,), text="I may leave.", kind="ordinal", scale_min=1, scale_max=5, labels=AGREE),
    Question(id="nps", columns=(5,), text="Recommend?", kind="numeric", scale_min=0, scale_max=10),
    Question(id="gender", columns=(6,), text="Gender", kind="dimension", role="gender"),
    Question(id="text", columns=(7,), text="Remarks", kind="text"),
)


def entry(question: Question, *, scale: str | None = None, is_reverse: bool = False) -> MappedQuestion:
    """The entry of a mapping that confirms a question."""
    return MappedQuestion(
        id=question.id,
        text=question.text,
        kind=question.kind,
        scale_min=question.scale_min,
        scale_max=question.scale_max,
        labels=question.labels,
        not_applicable=question.not_applicable,
        is_reverse=is_reverse,
        scale=scale,
        item=question.id if scale else None,
        dimension=question.role if question.kind == "dimension" else None,
        is_used=question.kind not in {"metadata", "text"},
    )


SCALES = {"like": "engagement", "leave": "engagement", "nps": "enps"}
MAPPING = Mapping(
    questions=tuple(
        entry(question, scale=SCALES.get(question.id), is_reverse=question.id == "leave") for question in QUESTIONS
    )
)


def understanding(
    records: Sequence[Sequence[str]] = RECORDS,
    *,
    questions: Sequence[Question] = QUESTIONS,
    respondent_id: int | None = 0,
    person_ids: tuple[int, ...] = (1,),
    on: int | None = 2,
) -> Understanding:
    """What was understood of the small survey."""
    table = Table(
        file_name="survey.csv",
        sha256="5a" * 32,
        encoding="utf-8",
        delimiter=",",
        format="generic",
        header_rows=1,
        first_row=2,
        columns=tuple(Column(index=index, key=name, name=name, stem=name) for index, name in enumerate(NAMES)),
        records=Records.of_rows(records, len(NAMES)),
    )
    return Understanding(
        table=table,
        questions=tuple(questions),
        kept=range(len(records)),
        respondent_id=respondent_id,
        person_ids=person_ids,
        date=on,
        date_order="ymd",
    )


def survey(
    understood: Understanding | None = None,
    *,
    mapping: Mapping = MAPPING,
    wave_on: date | None = None,
    directory: Directory | None = None,
) -> SurveyImport:
    """The tables of a survey."""
    return read_survey(
        understood or understanding(),
        mapping,
        wave="2024-06",
        wave_on=wave_on,
        import_id="abc",
        key=KEY,
        directory=directory or Directory(),
    )
