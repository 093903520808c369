"""One question of a survey, and the numbers that its answers stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
import pyarrow as pa

from analytics.imports.records import Records
from analytics.imports.wording import key, trimmed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from analytics.imports.texts import Mask

Kind: TypeAlias = Literal["numeric", "ordinal", "single", "multi", "text", "date", "dimension", "metadata"]

KINDS: tuple[Kind, ...] = ("numeric", "ordinal", "single", "multi", "text", "date", "dimension", "metadata")

LARGEST_CODE = 32_767
_NUMBER = re.compile(r"[+-]?(?:\d{1,15}(?:[.,]\d{0,25})?|[.,]\d{1,25})(?:[ \xa0\u202f]?%)?\Z")
_POINTED = re.compile(r"[+-]?\d{1,3}(?:\.\d{3}){1,4},\d{1,15}\Z")
_CURRENCY = "$€£¥ \xa0"
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,15})?(?:[ \xa0\u202f]?%)?\Z")
_NOT_CHOSEN = frozenset(
    {"", "0", "no", "n", "nein", "non", "não", "nao", "nee", "いいえ", "false", "off", "unchecked", "notselected"}
)


def number(text: str) -> float | None:
    """The number that a cell holds, or None; a comma before three digits parts thousands, any other is a decimal mark.

    >>> number("3,5"), number("43 %"), number("1,250"), number("1e5"), number("$ 12.50"), number("1.250,5 €")
    (3.5, 43.0, 1250.0, None, 12.5, 1250.5)
    """
    if text[:1] in _CURRENCY or text[-1:] in _CURRENCY:
        text = text.strip(_CURRENCY)
    if _POINTED.match(text):
        return float(text.replace(".", "").replace(",", "."))
    if _THOUSANDS.match(text):
        return float(text.rstrip("%").replace(",", ""))
    return float(text.rstrip("%").replace(",", ".")) if _NUMBER.match(text) else None


def whole(text: str) -> int | None:
    """The whole number that a cell holds, or None.

    >>> whole("15.0"), whole("15.5"), whole("fifteen")
    (15, None, None)
    """
    value = number(text)
    return int(value) if value is not None and value.is_integer() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, with the columns that hold its answers.

    Args:
        id: The survey tool's own id, or a position such as "q012". Unique in the file.
        columns: Positions of its columns; several for one column an option and for a rating spread over its points.
        text: What was asked, on one line.
        kind: What its answers are.
        scale_min: Lowest possible score, or None where the answers are not on a scale.
        scale_max: Highest possible score, or None.
        is_range_stated: Whether the question's own words say both, so that they are no guess.
        labels: Score of each label. A number that stands as a number needs no label.
        options: What each of `columns` stands for, where there are several.
        not_applicable: Answers that mean "does not apply" or "don't know", labels or codes.
        is_reverse: Whether agreeing means less of what the scale measures.
        is_direction_open: Whether its words alone raise the doubt which way it runs; a codebook settles that.
        role: What metadata holds ("respondent_id"), or which dimension a dimension is ("gender"), else None.
        separator: What stands between the options of a multi-select in one column, else None.
        reason: Why it was understood so, one sentence.
        confidence: 0 to 1.
    """

    id: str
    columns: tuple[int, ...]
    text: str
    kind: Kind
    scale_min: int | None = None
    scale_max: int | None = None
    is_range_stated: bool = False
    labels: Mapping[str, int] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    is_reverse: bool = False
    is_direction_open: bool = False
    role: str | None = None
    separator: str | None = None
    reason: str = ""
    confidence: float = 1.0

    @property
    def is_coded(self) -> bool:
        """Whether its answers are whole numbers on a known scale."""
        return self.kind in {"numeric", "ordinal"} and self.scale_min is not None and self.scale_max is not None

    def coder(self) -> Callable[[str], int | None]:
        """A function from a cell to its score: None for blank, not applicable, or off the scale."""
        scores: dict[str, int | None] = {key(label): score for label, score in self.labels.items()}
        scores |= {key(label): None for label in self.not_applicable if key(label)}
        low = -LARGEST_CODE if self.scale_min is None else self.scale_min
        high = LARGEST_CODE if self.scale_max is None else self.scale_max
        absent = {whole(trimmed(label)) for label in self.not_applicable} - {None}

        def score(cell: str) -> int | None:
            text = trimmed(cell)
            value = whole(text)
            if value is not None and (value in absent or text not in self.labels):
                return value if low <= value <= high and value not in absent else None
            return scores.get(key(text)) if text else None

        return score

    def coded(self, records: Records | Sequence[Sequence[str]]) -> list[int | None]:
        """The score of each record, None where there is none.

        Args:
            records: Records of the table that the question was found in.
        """
        found: list[int | None] = self.scored(records).to_pylist()
        return found

    def scored(self, records: Records | Sequence[Sequence[str]]) -> pa.Array:
        """The score of each record as a whole number, null where there is none.

        Args:
            records: Records of the table that the question was found in.
        """
        if self.kind not in {"numeric", "ordinal"}:
            return pa.nulls(len(records), pa.int32())
        if len(self.columns) == 1:
            return Records.of(records).texts(self.columns[0]).read(self.coder(), pa.int32()).all()
        scores = pa.array([self.labels.get(option) for option in self.options], pa.int32())
        return scores.take(self.only_choices(records))

    def only_choices(self, records: Records | Sequence[Sequence[str]]) -> pa.Array:
        """The position of the one option that was chosen in each record, null where none or several were.

        Args:
            records: Records of the table that the question was found in; it is spread over columns, one an option.
        """
        n_chosen = np.zeros(len(records), dtype=np.int32)
        place = np.zeros(len(records), dtype=np.int32)
        for position, is_chosen_here in enumerate(self._chosen(Records.of(records))):
            n_chosen += is_chosen_here
            place[is_chosen_here] = position
        return pa.array(place, mask=n_chosen != 1)

    def answers(self, records: Records | Sequence[Sequence[str]]) -> list[str | None]:
        """The answer of each record as text, None where blank or not applicable.

        Of a question spread over columns it is the option chosen, None where several are.
        """
        found: list[str | None] = self.answered(records).to_pylist()
        return found

    def answered(self, records: Records | Sequence[Sequence[str]]) -> pa.Array:
        """The answers as `answers` gives them, as one array."""
        if len(self.columns) > 1:
            return pa.array(self.options, pa.string()).take(self.only_choices(records))
        absent = {key(label) for label in self.not_applicable}
        texts = Records.of(records).texts(self.columns[0])
        return texts.read(lambda text: None if key(text) in absent else text, pa.string()).all()

    def choices(self, records: Records | Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
        """The options chosen in each record of a multi-select, in the order of the file."""
        if len(self.columns) == 1:
            texts = Records.of(records).texts(self.columns[0])
            parted = [self._parted(text) for text in texts.distinct]
            return [parted[code] for code in texts.codes.tolist()]
        chosen = np.array(list(self._chosen(Records.of(records))))
        return [
            tuple(option for option, is_one in zip(self.options, row, strict=True) if is_one)
            for row in chosen.T.tolist()
        ]

    def _chosen(self, records: Records) -> Iterator[Mask]:
        """For each option, which records have chosen it."""
        absent = {key(label) for label in self.not_applicable}
        for column, option in zip(self.columns, self.options, strict=True):
            texts = records.texts(column)
            yield texts.mask(_chooses(option, absent))

    def _parted(self, cell: str) -> tuple[str, ...]:
        """The options in one cell: first those whose text is known, whole, then what stands between separators."""
        text, found = trimmed(cell), list[str]()
        for option in sorted(self.options, key=len, reverse=True):
            if option and option in text:
                found.append(option)
                text = text.replace(option, "", 1)
        if self.separator:
            found += [rest for rest in (trimmed(part) for part in text.split(self.separator)) if rest]
        return tuple(found)


def _chooses(option: str, absent: set[str]) -> Callable[[str], bool]:
    """A function that tells whether a cell chooses an option."""
    return lambda cell: is_chosen(cell, option) and (key(cell) not in absent or cell == option)


def is_chosen(cell: str, option: str) -> bool:
    """Whether a cell in the column of an option says that the option was chosen.

    >>> is_chosen("Python", "Python"), is_chosen("No", "Python"), is_chosen("No", "No"), is_chosen(" ", "No")
    (True, False, True, False)
    """
    text = trimmed(cell)
    return bool(text) and (text == option or key(text) == key(option) or key(text) not in _NOT_CHOSEN)
