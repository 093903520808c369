"""What every vendor's file has in some form: who answered, when, and the answers in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from analytics.simulate.columns import Column, Dates, Joined, Numbers, Words
from analytics.simulate.draws import Draws
from analytics.simulate.remarks import REMARKS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from analytics.simulate.codebook import Scale
    from analytics.simulate.program import SimulatedProgram
    from analytics.simulate.surveys import WaveAnswers

AGREEMENT = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
CLOCK_24, CLOCK_12 = "{0:02d}:{1:02d}:{2:02d}", "{3:02d}:{1:02d}:{2:02d} {4}"

_STEMS = {
    "everyone": "How far do you agree with each statement?",
    "participants": "Thinking of your partner in the program: how far do you agree with each statement?",
}
_DAY = 86_400
_NETS = ("192.0.2", "198.51.100", "203.0.113")
_ADDRESSES = tuple(f"{net}.{host}" for net in _NETS for host in range(1, 255))


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


def is_matrix(scale: Scale) -> bool:
    """Whether a scale is asked as one matrix, from strongly disagree to strongly agree."""
    return scale.high - scale.low + 1 == len(AGREEMENT)


def stem(scale: Scale) -> str:
    """The words above the statements of a matrix."""
    return _STEMS[scale.audience]


@cache
def _clock(form: str) -> tuple[str, ...]:
    """Every second of a day as text."""
    seconds = np.arange(_DAY)
    hour, minute, second = seconds // 3600, seconds // 60 % 60, seconds % 60
    half = np.array(("AM", "PM"))[hour // 12]
    parts = (hour, minute, second, (hour + 11) % 12 + 1, half)
    return tuple(map(form.format, *(part.tolist() for part in parts)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The records of a wave that a layout keeps.

    Args:
        program: The whole program.
        answers: The wave.
        kinds: Which records: of `FINISHED`, `UNFINISHED` and `PREVIEW`.
        emptied: Which of them are exported without their answers.
    """

    program: SimulatedProgram
    answers: WaveAnswers
    kinds: tuple[int, ...]
    emptied: tuple[int, ...] = ()

    def kept(self, values: NDArray[np.integer]) -> NDArray[np.int64]:
        """The values of the kept records."""
        return values[np.isin(self.answers.record, self.kinds)].astype(np.int64)

    def __len__(self) -> int:
        """Number of kept records."""
        return len(self.kind())

    def kind(self) -> NDArray[np.int64]:
        """`FINISHED`, `UNFINISHED` or `PREVIEW`."""
        return self.kept(self.answers.record)

    def drawn(self, name: str, high: int) -> NDArray[np.int64]:
        """A random whole number from 0 to `high` for each record, for the vendor's own columns."""
        draws = Draws(seed=self.program.scenario.seed)
        return self.kept(draws.whole(f"{self.answers.wave.name} {name}", len(self.answers.person), 0, high))

    def person(self, form: str) -> Column:
        """Who answered, as a form of the person's number; empty for a preview."""
        person = self.kept(self.answers.person)
        return Numbers(np.where(person >= 0, self.program.people.number[person], -1), form)

    def started(self, day_form: str, clock_form: str) -> Column:
        """When the survey was opened."""
        return Joined(
            Dates(self.kept(self.answers.answered_on), day_form),
            Words(_clock(clock_form), self.kept(self.answers.second)),
        )

    def ended(self, day_form: str, clock_form: str) -> Column:
        """When the survey was handed in."""
        second = self.kept(self.answers.second) + self.kept(self.answers.duration)
        return Joined(self.ended_on(day_form), Words(_clock(clock_form), second % _DAY))

    def ended_on(self, day_form: str) -> Column:
        """The day on which the survey was handed in."""
        second = self.kept(self.answers.second) + self.kept(self.answers.duration)
        return Dates(self.kept(self.answers.answered_on) + second // _DAY, day_form)

    def address(self) -> Column:
        """A network address of those reserved for documentation."""
        return Words(_ADDRESSES, self.drawn("address", len(_ADDRESSES) - 1))

    def item(self, scale: Scale, name: str) -> Column:
        """The answers to a question: words where it is part of a matrix, else numbers."""
        given = np.where(np.isin(self.kind(), self.emptied), -1, self.kept(self.answers.answers[name]))
        if is_matrix(scale):
            return Words(AGREEMENT, np.where(given < 0, -1, given - scale.low))
        return Numbers(given)

    def remark(self) -> Column:
        """The free text."""
        return Words(REMARKS, self.kept(self.answers.remark))
