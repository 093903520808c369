"""Survey files as the vendors lay them out: header rows, administrative columns and words for answers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.simulate.columns import Column, Constant, Dates, Joined, Numbers, Words
from analytics.simulate.draws import Draws
from analytics.simulate.remarks import REMARK_QUESTION, REMARKS
from analytics.simulate.surveys import FINISHED, PREVIEW, UNFINISHED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from analytics.simulate.codebook import Item, Scale
    from analytics.simulate.program import SimulatedProgram
    from analytics.simulate.surveys import WaveAnswers

AGREEMENT = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
STEM = "How far do you agree with each statement?"
_PAIR_STEM = "Thinking of your partner in the program: how far do you agree with each statement?"
_DAY = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFile:
    """A survey as one vendor exports it.

    Args:
        headers: Header rows, as many as the vendor has.
        columns: The columns in order.
        encoding: How characters become bytes.
    """

    headers: tuple[list[str], ...]
    columns: Mapping[str, Column]
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Records:
    """The records of a wave that a layout keeps, with the columns that every vendor has in some form."""

    program: SimulatedProgram
    answers: WaveAnswers
    keep: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.keep)

    @property
    def draws(self) -> Draws:
        return Draws(seed=self.program.scenario.seed)

    def part(self, values: NDArray[np.integer]) -> NDArray[np.int64]:
        return values[self.keep].astype(np.int64)

    def number(self) -> NDArray[np.int64]:
        """Number of the respondent, -1 for a preview."""
        person = self.part(self.answers.person)
        return np.where(person >= 0, self.program.people.number[person], -1)

    def drawn(self, name: str, low: int, high: int) -> NDArray[np.int64]:
        whole = self.draws.whole(f"{self.answers.wave.name} {name}", len(self.answers.person), low, high)
        return self.part(whole)

    def started(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        return self.part(self.answers.answered_on), self.part(self.answers.second)

    def ended(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        day, second = self.started()
        total = second + self.part(self.answers.duration)
        return day + total // _DAY, total % _DAY

    def item(self, scale: Scale, item: Item, hidden: NDArray[np.bool_] | bool = False) -> Column:
        given = np.where(hidden, -1, self.part(self.answers.answers[item.name]))
        if is_agreement(scale):
            return Words(AGREEMENT, np.where(given < 0, -1, given - scale.low))
        return Numbers(given)

    def remark(self) -> Column:
        return Words(REMARKS, self.part(self.answers.remark))

    def person_id(self, form: str) -> Column:
        return Numbers(self.number(), form)


def _records(program: SimulatedProgram, answers: WaveAnswers, *kinds: int) -> _Records:
    return _Records(program=program, answers=answers, keep=np.flatnonzero(np.isin(answers.record, kinds)))


def is_agreement(scale: Scale) -> bool:
    """Whether answers are words from strongly disagree to strongly agree."""
    return scale.high - scale.low + 1 == len(AGREEMENT)


def _clock(form: str) -> list[str]:
    """Every second of a day as text."""
    seconds = np.arange(_DAY)
    hour, minute, second = seconds // 3600, seconds // 60 % 60, seconds % 60
    half = np.where(hour < 12, "AM", "PM")
    return list(
        map(
            form.format, hour.tolist(), minute.tolist(), second.tolist(), ((hour + 11) % 12 + 1).tolist(), half.tolist()
        )
    )


def _stamp(moment: tuple[NDArray[np.int64], NDArray[np.int64]], day_form: str, clock_form: str) -> Column:
    day, second = moment
    return Joined(Dates(day, day_form), Words(_clock(clock_form), second))


def _addresses() -> list[str]:
    """Network addresses that are reserved for documentation."""
    return [f"{net}.{host}" for net in ("192.0.2", "198.51.100", "203.0.113") for host in range(1, 255)]


def _form(program: SimulatedProgram) -> str:
    return f"E{{:0{max(6, len(str(len(program.people))))}d}}"


def _stem(scale: Scale) -> str:
    return STEM if scale.audience == "everyone" else _PAIR_STEM


def qualtrics(program: SimulatedProgram, answers: WaveAnswers) -> SurveyFile:
    """A wave as Qualtrics exports it: tags, texts and import ids above the records, previews and unfinished ones among them."""
    rows = _records(program, answers, FINISHED, UNFINISHED, PREVIEW)
    n, kind = len(rows), rows.part(answers.record)
    stamps = {
        "StartDate": _stamp(rows.started(), "%Y-%m-%d", "{0:02d}:{1:02d}:{2:02d}"),
        "EndDate": _stamp(rows.ended(), "%Y-%m-%d", "{0:02d}:{1:02d}:{2:02d}"),
    }
    meta: dict[str, tuple[str, str, Column]] = {
        "StartDate": ("Start Date", "startDate", stamps["StartDate"]),
        "EndDate": ("End Date", "endDate", stamps["EndDate"]),
        "Status": ("Response Type", "status", Words(("IP Address", "IP Address", "Survey Preview"), kind)),
        "IPAddress": ("IP Address", "ipAddress", Words(_addresses(), rows.drawn("address", 0, 761))),
        "Progress": ("Progress", "progress", Words(("100", "45", "100"), kind)),
        "Duration (in seconds)": ("Duration (in seconds)", "duration", Numbers(rows.part(answers.duration))),
        "Finished": ("Finished", "finished", Words(("True", "False", "True"), kind)),
        "RecordedDate": ("Recorded Date", "recordedDate", stamps["EndDate"]),
        "ResponseId": ("Response ID", "_recordId", Numbers(rows.drawn("response", 0, 2**52), "R_{:015x}")),
        "RecipientLastName": ("Recipient Last Name", "recipientLastName", Constant("", n)),
        "RecipientFirstName": ("Recipient First Name", "recipientFirstName", Constant("", n)),
        "RecipientEmail": ("Recipient Email", "recipientEmail", Constant("", n)),
        "ExternalReference": ("External Data Reference", "externalDataReference", rows.person_id(_form(program))),
        "LocationLatitude": ("Location Latitude", "locationLatitude", Constant("", n)),
        "LocationLongitude": ("Location Longitude", "locationLongitude", Constant("", n)),
        "DistributionChannel": (
            "Distribution Channel",
            "distributionChannel",
            Words(("email", "email", "preview"), kind),
        ),
        "UserLanguage": ("User Language", "userLanguage", Constant("EN", n)),
    }
    headings = [(tag, text, {"ImportId": key}) for tag, (text, key, _) in meta.items()]
    columns = {tag: column for tag, (_, _, column) in meta.items()}
    for number, scale in enumerate(answers.items, start=1):
        for position, item in enumerate(scale.items, start=1):
            is_matrix = is_agreement(scale)
            tag = f"Q{number}_{position}" if is_matrix else f"Q{number}"
            headings.append(
                (
                    tag,
                    f"{_stem(scale)} - {item.text}" if is_matrix else item.text,
                    {"ImportId": tag.replace("Q", "QID")},
                )
            )
            columns[tag] = rows.item(scale, item)
    headings.append(("Q90", REMARK_QUESTION, {"ImportId": "QID90_TEXT"}))
    columns["Q90"] = rows.remark()
    tags, texts, ids = zip(*headings, strict=True)
    return SurveyFile(
        headers=(list(tags), list(texts), [json.dumps(one, separators=(",", ":")) for one in ids]),
        columns=columns,
        encoding="utf-8-sig",
    )


def surveymonkey(program: SimulatedProgram, answers: WaveAnswers) -> SurveyFile:
    """A wave as SurveyMonkey exports it: question over the first column of a matrix, rows below, nothing given by who gave up."""
    rows = _records(program, answers, FINISHED, UNFINISHED)
    n, form, has_given_up = len(rows), _form(program), rows.part(answers.record) == UNFINISHED
    clock = "{3:02d}:{1:02d}:{2:02d} {4}"
    columns: dict[str, Column] = {
        "Respondent ID": Numbers(np.arange(n) * 7 + 118_340_000_000 + rows.drawn("respondent", 0, 6)),
        "Collector ID": Constant("450118273", n),
        "Start Date": _stamp(rows.started(), "%m/%d/%Y", clock),
        "End Date": _stamp(rows.ended(), "%m/%d/%Y", clock),
        "IP Address": Words(_addresses(), rows.drawn("address", 0, 761)),
        "Email Address": Numbers(rows.number(), f"{form.lower()}@example.com"),
        "First Name": Constant("", n),
        "Last Name": Constant("", n),
        "Custom Data 1": rows.person_id(form),
    }
    above, below = list(columns), [""] * len(columns)
    for scale in answers.items:
        for position, item in enumerate(scale.items):
            is_matrix = is_agreement(scale)
            above.append(("" if position else _stem(scale)) if is_matrix else item.text)
            below.append(item.text if is_matrix else "Response")
            columns[item.name] = rows.item(scale, item, hidden=has_given_up)
    columns["remark"] = rows.remark()
    return SurveyFile(headers=([*above, REMARK_QUESTION], [*below, "Open-Ended Response"]), columns=columns)


def generic(program: SimulatedProgram, answers: WaveAnswers) -> SurveyFile:
    """A wave as a plain table: one header row of question texts, finished records only."""
    rows = _records(program, answers, FINISHED)
    columns: dict[str, Column] = {
        "Employee ID": rows.person_id(_form(program)),
        "Completed on": Dates(rows.ended()[0]),
    }
    for scale in answers.items:
        for item in scale.items:
            columns[item.text] = rows.item(scale, item)
    columns[REMARK_QUESTION] = rows.remark()
    return SurveyFile(headers=(list(columns),), columns=columns)
