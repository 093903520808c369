"""A mapping: what each question of a survey means, as a file that people read, correct, keep and use again."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from analytics.errors import SettingsError
from analytics.imports.answered_share import MINIMUM_ANSWERED_SHARE, answered_share
from analytics.imports.item_ranges import on_range
from analytics.imports.mapped_question import MappedQuestion
from analytics.imports.options import MOST_HEADER_ROWS, Options
from analytics.imports.question import KINDS
from analytics.imports.reverse import DOUBT, DOUBTED
from analytics.imports.wording import key

if TYPE_CHECKING:
    from collections.abc import Mapping as ReadOnly

    from analytics.imports.codebook import Codebook, Item, Scale
    from analytics.imports.question import Question
    from analytics.imports.understanding import Understanding

_CODED = frozenset({"numeric", "ordinal"})
_NOT_STORED = frozenset({"metadata", "text", "date"})
_HEADING = """\
# What each question of the survey means. Correct it and pass it with `twoway import --mapping FILE`.
# kind: {kinds}. A question with use = false is not stored.
# separator: what stands between the options in a cell of kind multi.
# Questions are matched by their text first, then by their id; labels by their letters, whatever the case.
# A person has a score of a scale with minimum_answered_share of its items answered, at least.
# header_rows = 0 where the first row of the file is a response: columns are then named by their place.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """What the questions of a survey mean.

    Args:
        questions: One entry a question.
        survey: Name of the survey, for people.
        minimum_answered_share: Share of a scale's items that a person must have answered to have a score, above 0 up
            to 1.
        header_rows: Rows of headings in its files, 0 for none, or None to recognize them.
    """

    questions: tuple[MappedQuestion, ...]
    survey: str = ""
    minimum_answered_share: float = MINIMUM_ANSWERED_SHARE
    header_rows: int | None = None

    def to_toml(self) -> str:
        """The mapping as TOML; reading it back gives an equal mapping."""
        head = f"survey = {_quoted(self.survey)}\nminimum_answered_share = {self.minimum_answered_share}\n"
        head += "" if self.header_rows is None else f"header_rows = {self.header_rows}\n"
        parts = [_HEADING.format(kinds=", ".join(KINDS)), head]
        parts += [_table(question) for question in self.questions]
        return "\n".join(parts)

    @classmethod
    def from_toml(cls, text: str) -> Self:
        """The mapping written in TOML.

        Raises:
            SettingsError: The text is not TOML, or an entry has a value that is not allowed.
        """
        try:
            content = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise SettingsError(f"The mapping is not TOML: {error}.", next_step="Correct that line.") from error
        entries = content.get("question", [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise SettingsError(
                "`question` in the mapping is no list.", next_step="Begin each entry with [[question]]."
            )
        return cls(
            survey=str(content.get("survey", "")),
            questions=tuple(_mapped(entry) for entry in entries),
            minimum_answered_share=answered_share(content),
            header_rows=_header_rows(content),
        )

    @classmethod
    def load(cls, path: Path | str) -> Self:
        """The mapping in a TOML file.

        Raises:
            SettingsError: The file is missing, is not TOML, or has a value that is not allowed.
        """
        try:
            text = Path(path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(
                f"The mapping {Path(path).name} cannot be read.",
                next_step="Name a TOML file that `twoway inspect --mapping-to FILE` or the Import page has written.",
            ) from error
        return cls.from_toml(text)

    def save(self, path: Path | str) -> None:
        """Writes the mapping as a TOML file."""
        Path(path).write_text(self.to_toml(), encoding="utf-8")

    def reading(self, options: Options) -> Options:
        """What is stated about a file with this mapping: its rows of headings too, where nothing else is said of them.

        Args:
            options: What a person states about the file.
        """
        return options if options.header_rows is not None else replace(options, header_rows=self.header_rows)

    def get(self, question: Question) -> MappedQuestion | None:
        """The entry for a question: the one with its text, else the one with its id, else None.

        Two questions of one text are told apart by their ids.
        """
        text = key(question.text)
        same_text = [entry for entry in self.questions if key(entry.text) == text]
        same_id = [entry for entry in self.questions if entry.id == question.id]
        both = [entry for entry in same_text if entry in same_id]
        return next(iter([*both, *same_text, *same_id]), None)

    def apply(self, understanding: Understanding) -> Understanding:
        """The understanding with every question changed to what the mapping says of it."""
        questions = tuple(_changed(question, self.get(question)) for question in understanding.questions)
        return replace(understanding, questions=questions)


def propose(understanding: Understanding, codebook: Codebook | None = None) -> Mapping:
    """The mapping that was understood, with the scales of a codebook where its items are asked.

    Args:
        understanding: What was understood of a file.
        codebook: The scales to look for, or None for none.
    """
    personal = {name for name, _ in understanding.personal_data}
    names = understanding.table.names
    entries = []
    for question in understanding.questions:
        is_personal = any(names[column] in personal for column in question.columns)
        is_turned = understanding.table.columns[question.columns[0]].is_turned
        entry = _proposal(question, is_personal=is_personal)
        found = codebook.find(question.text, question.id) if codebook and question.kind in _CODED else None
        if found is not None:
            scale, item, alike = found
            answers = partial(_answers, understanding, question)
            entry = _settled(entry, question)
            entry = on_range(entry, question, scale, item, alike=alike, answers=answers)
            entry = _as_item(entry, scale, item, alike, is_turned=is_turned)
        entries.append(entry)
    share = MINIMUM_ANSWERED_SHARE if codebook is None else codebook.minimum_answered_share
    return Mapping(
        questions=tuple(entries),
        survey=understanding.table.file_name,
        minimum_answered_share=share,
        header_rows=understanding.options.header_rows,
    )


def _answers(understanding: Understanding, question: Question) -> Counter[int]:
    counted = question.scored(understanding.records()).drop_null().value_counts().to_pylist()
    return Counter({int(one["values"]): one["counts"] for one in counted})


def _proposal(question: Question, *, is_personal: bool) -> MappedQuestion:
    """The entry for one question, as the file alone shows it."""
    return MappedQuestion(
        id=question.id,
        text=question.text,
        kind=question.kind,
        scale_min=question.scale_min,
        scale_max=question.scale_max,
        labels=question.labels,
        not_applicable=question.not_applicable,
        is_reverse=question.is_reverse,
        separator=question.separator,
        dimension=question.role if question.kind == "dimension" else None,
        is_used=not is_personal and question.kind not in _NOT_STORED,
        reason=question.reason,
        confidence=question.confidence,
    )


def _settled(entry: MappedQuestion, question: Question) -> MappedQuestion:
    """The entry without the doubt which way the item runs: the codebook says it."""
    if not question.is_direction_open or entry.confidence < DOUBTED:
        return entry
    return replace(entry, reason=entry.reason.removesuffix(DOUBT).strip(), confidence=1.0)


def _as_item(entry: MappedQuestion, scale: Scale, item: Item, alike: float, *, is_turned: bool) -> MappedQuestion:
    """The entry as an item of a scale, reversed where either the item or the numbers in the file are."""
    same = "the same words" if alike == 1.0 else f"{alike:.0%} the same words"
    reason = f"{entry.reason} Asks item {item.id} of the scale {scale.label} ({same})."
    # Answers that run against the others where the codebook says so confirm the item rather than cast doubt on it.
    confidence = alike if entry.is_reverse and item.is_reverse else min(entry.confidence, alike)
    return replace(
        entry,
        scale=scale.name,
        item=item.id,
        is_reverse=item.is_reverse != is_turned,
        reason=reason.strip(),
        confidence=confidence,
    )


def _changed(question: Question, entry: MappedQuestion | None) -> Question:
    """The question as the mapping has it."""
    if entry is None:
        return question
    is_cut_anew = entry.separator not in {None, question.separator}
    return replace(
        question,
        kind=entry.kind,
        options=() if is_cut_anew and len(question.columns) == 1 else question.options,
        separator=entry.separator or question.separator,
        scale_min=entry.scale_min,
        scale_max=entry.scale_max,
        labels=dict(entry.labels),
        not_applicable=entry.not_applicable,
        is_reverse=entry.is_reverse,
        role=entry.dimension if entry.kind == "dimension" else question.role,
        reason=entry.reason,
        confidence=entry.confidence,
    )


def _table(entry: MappedQuestion) -> str:
    """One entry as a TOML table; what is None is left out."""
    values: dict[str, object] = {
        "id": entry.id,
        "text": entry.text,
        "use": entry.is_used,
        "kind": entry.kind,
        "min": entry.scale_min,
        "max": entry.scale_max,
        "reverse": entry.is_reverse,
        "scale": entry.scale,
        "item": entry.item,
        "dimension": entry.dimension,
        "separator": entry.separator,
        "labels": dict(entry.labels),
        "not_applicable": list(entry.not_applicable),
        "reason": entry.reason,
        "confidence": entry.confidence,
    }
    lines = [f"{name} = {_value(value)}" for name, value in values.items() if value is not None]
    return "\n".join(["[[question]]", *lines, ""])


def _value(value: object) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        pairs = ", ".join(f"{_quoted(name)} = {_value(item)}" for name, item in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list):
        return f"[{', '.join(_value(item) for item in value)}]"
    return _quoted(value) if isinstance(value, str) else str(value)


def _quoted(text: str) -> str:
    """A text as a TOML basic string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _mapped(entry: ReadOnly[str, Any]) -> MappedQuestion:
    """One entry of a TOML file, checked."""
    name = str(entry.get("id") or entry.get("text") or "without id")
    kind = entry.get("kind", "numeric")
    if not isinstance(kind, str) or kind not in KINDS:
        raise SettingsError(f"Question {name!r} has the kind {kind!r}.", allowed=f"Choose one of: {', '.join(KINDS)}.")
    low, high = _whole(entry, "min", name), _whole(entry, "max", name)
    if low is not None and high is not None and low >= high:
        raise SettingsError(f"Question {name!r} has min {low} and max {high}.", allowed="min is the smaller one.")
    return MappedQuestion(
        id=str(entry.get("id", "")),
        text=str(entry.get("text", "")),
        kind=kind,
        scale_min=low,
        scale_max=high,
        labels=_labels(entry.get("labels", {}), name),
        not_applicable=_texts(entry.get("not_applicable", []), name),
        is_reverse=_truth(entry, "reverse", name, otherwise=False),
        scale=_name(entry, "scale", name),
        item=_name(entry, "item", name),
        dimension=_name(entry, "dimension", name),
        separator=_name(entry, "separator", name),
        is_used=_truth(entry, "use", name, otherwise=True),
        reason=str(entry.get("reason", "")),
        confidence=_confidence(entry.get("confidence", 1.0), name),
    )


def _header_rows(content: ReadOnly[str, Any]) -> int | None:
    rows = content.get("header_rows")
    if rows is None or (type(rows) is int and 0 <= rows <= MOST_HEADER_ROWS):
        return rows
    raise SettingsError(
        "header_rows in the mapping is no number of rows.",
        allowed=f"A whole number from 0 to {MOST_HEADER_ROWS}.",
        next_step="Write it like: header_rows = 0",
    )


def _whole(entry: ReadOnly[str, Any], field_name: str, name: str) -> int | None:
    value = entry.get(field_name)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise SettingsError(f"Question {name!r}: {field_name} is not a whole number.", next_step="Write it like: min = 1")


def _labels(labels: object, name: str) -> dict[str, int]:
    if isinstance(labels, dict) and all(type(value) is int for value in labels.values()):
        return {str(label): value for label, value in labels.items()}
    raise SettingsError(f"Question {name!r}: labels are not numbers.", next_step='Write them like: { "Agree" = 4 }')


def _texts(values: object, name: str) -> tuple[str, ...]:
    if isinstance(values, list):
        return tuple(str(value) for value in values)
    raise SettingsError(f"Question {name!r}: not_applicable is no list.", next_step='Write it like: ["Don\'t know"]')


def _truth(entry: ReadOnly[str, Any], field_name: str, name: str, *, otherwise: bool) -> bool:
    value = entry.get(field_name, otherwise)
    if isinstance(value, bool):
        return value
    raise SettingsError(f"Question {name!r}: {field_name} is neither true nor false.", allowed="true or false.")


def _name(entry: ReadOnly[str, Any], field_name: str, name: str) -> str | None:
    value = entry.get(field_name)
    if value is None or isinstance(value, str):
        return value or None
    raise SettingsError(f"Question {name!r}: {field_name} is no text.", allowed="A name in quotation marks.")


def _confidence(value: object, name: str) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1:
        return float(value)
    raise SettingsError(f"Question {name!r}: confidence is no share.", allowed="A number from 0 to 1.")
