"""The file of a wave as Qualtrics exports it: tags, texts and import ids above the records."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.simulate.columns import Column, Constant, Numbers, Words
from analytics.simulate.layouts.records import CLOCK_24, Records, SurveyFile, is_matrix, stem
from analytics.simulate.remarks import REMARK_QUESTION
from analytics.simulate.surveys import FINISHED, PREVIEW, UNFINISHED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.simulate.program import SimulatedProgram
    from analytics.simulate.surveys import WaveAnswers

_ISO = "%Y-%m-%d"
_LARGEST_RESPONSE = 2**52


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading:
    tag: str
    text: str
    import_id: str
    column: Column


def qualtrics(program: SimulatedProgram, answers: WaveAnswers) -> SurveyFile:
    """A wave with three header rows and a byte order mark, previews and unfinished records among the finished."""
    rows = Records(program=program, answers=answers, kinds=(FINISHED, UNFINISHED, PREVIEW))
    headings = (*_administrative(rows), *_questions(rows))
    return SurveyFile(
        headers=(
            [one.tag for one in headings],
            [one.text for one in headings],
            [json.dumps({"ImportId": one.import_id}, separators=(",", ":")) for one in headings],
        ),
        columns={one.tag: one.column for one in headings},
        encoding="utf-8-sig",
    )


def _administrative(rows: Records) -> tuple[_Heading, ...]:
    empty = Constant("", len(rows))
    person_form = rows.program.person_form
    columns: tuple[tuple[str, str, str, Column], ...] = (
        ("StartDate", "Start Date", "startDate", rows.started(_ISO, CLOCK_24)),
        ("EndDate", "End Date", "endDate", rows.ended(_ISO, CLOCK_24)),
        ("Status", "Response Type", "status", Words(("IP Address", "IP Address", "Survey Preview"), rows.kind())),
        ("IPAddress", "IP Address", "ipAddress", rows.address()),
        ("Progress", "Progress", "progress", Words(("100", "45", "100"), rows.kind())),
        ("Duration (in seconds)", "Duration (in seconds)", "duration", Numbers(rows.kept(rows.answers.duration))),
        ("Finished", "Finished", "finished", Words(("True", "False", "True"), rows.kind())),
        ("RecordedDate", "Recorded Date", "recordedDate", rows.ended(_ISO, CLOCK_24)),
        ("ResponseId", "Response ID", "_recordId", Numbers(rows.drawn("response", _LARGEST_RESPONSE), "R_{:015x}")),
        ("RecipientLastName", "Recipient Last Name", "recipientLastName", empty),
        ("RecipientFirstName", "Recipient First Name", "recipientFirstName", empty),
        ("RecipientEmail", "Recipient Email", "recipientEmail", empty),
        ("ExternalReference", "External Data Reference", "externalDataReference", rows.person(person_form)),
        ("LocationLatitude", "Location Latitude", "locationLatitude", empty),
        ("LocationLongitude", "Location Longitude", "locationLongitude", empty),
        ("DistributionChannel", "Distribution Channel", "distributionChannel", _channel(rows)),
        ("UserLanguage", "User Language", "userLanguage", Constant("EN", len(rows))),
    )
    return tuple(_Heading(tag=tag, text=text, import_id=key, column=column) for tag, text, key, column in columns)


def _channel(rows: Records) -> Column:
    return Words(("email", "email", "preview"), rows.kind())


def _questions(rows: Records) -> Iterator[_Heading]:
    for number, scale in enumerate(rows.answers.items, start=1):
        for position, item in enumerate(scale.items, start=1):
            tag = f"{number}_{position}" if is_matrix(scale) else f"{number}"
            text = f"{stem(scale)} - {item.text}" if is_matrix(scale) else item.text
            yield _Heading(tag=f"Q{tag}", text=text, import_id=f"QID{tag}", column=rows.item(scale, item.name))
    number = len(rows.answers.items) + 1
    yield _Heading(tag=f"Q{number}", text=REMARK_QUESTION, import_id=f"QID{number}_TEXT", column=rows.remark())
