"""SPSS files (.sav, .zsav): labels of variables are the questions, labels of values the scale."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from analytics.errors import UnreadableFileError
from analytics.imports.containers.cells import cell
from analytics.imports.containers.contents import Contents, Described
from analytics.imports.labels import best_fit, is_not_applicable, is_unknown, label_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.imports.containers.budget import Budget

_A_CHOICE = 2
_HEADER, _LAYOUT_AT, _RECORD = 176, 64, 32
_VARIABLE, _CONTINUED = 2, -1
_ORDERED = frozenset({"ordinal", "scale"})


def read(content: bytes, file_name: str, budget: Budget) -> Contents:
    """The table in an SPSS file.

    Cells stand as their labels where every answer has one, else as numbers. Values that are declared as missing by
    the user are kept as they are and said to be not applicable; what is missing in the system is blank.

    Args:
        content: The bytes of the file.
        file_name: The name the user gave it.
        budget: How many cells and how much text it may hold.

    Raises:
        UnreadableFileError: It is damaged or too large.
    """
    from pyreadstat import PyreadstatError, ReadstatError, read_sav

    try:
        budget.take_columns(_n_variables(content))
        _, about = read_sav(io.BytesIO(content), metadataonly=True, output_format="dict")
        budget.take(max(about.number_rows or 0, 0), about.number_columns or 0)
        values, about = read_sav(io.BytesIO(content), user_missing=True, output_format="dict")
    except (PyreadstatError, ReadstatError, ValueError, OverflowError, KeyError, struct.error) as error:
        raise UnreadableFileError(
            f"{file_name} is a damaged SPSS file.", next_step="Save it again in SPSS, as .sav or CSV."
        ) from error
    budget.take(max(map(len, values.values()), default=0), len(values))
    variables = [variable(name, values[name], about) for name in about.column_names]
    rows = [budget.taken([one.name for one in variables])]
    rows += (budget.taken(list(row)) for row in zip(*(one.cells() for one in variables), strict=True))
    return Contents(kind="sav", rows=rows, described=tuple(one.described() for one in variables))


def _n_variables(content: bytes) -> int:
    """How many variables the dictionary of an SPSS file begins with: counted here, where it takes no time.

    Each has a record of 32 bytes, a label of its own length padded to 4 bytes, and up to 3 missing values of 8.
    """
    order = "<" if content[_LAYOUT_AT] in {2, 3} else ">"
    position, found = _HEADER, 0
    while position + _RECORD <= len(content):
        kind, width, has_label, n_missing = struct.unpack_from(f"{order}4i", content, position)
        if kind != _VARIABLE:
            break
        found += width != _CONTINUED
        position += _RECORD
        if has_label == 1:
            (length,) = struct.unpack_from(f"{order}i", content, position)
            position += 4 + max(length, 0) // 4 * 4 + 4 * (length % 4 > 0)
        position += 8 * min(abs(n_missing), 3)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """One variable of an SPSS file.

    Args:
        name: Its name.
        text: Its label, the question.
        values: Its value in each row.
        labels: The label of each value, those that are declared as missing included.
        missing: Ends of each range of values that are declared as missing.
        measure: "nominal", "ordinal", "scale" or "unknown", as the file states it.
    """

    name: str
    text: str
    values: Sequence[Any]
    labels: Mapping[Any, str] = field(default_factory=dict)
    missing: tuple[tuple[Any, Any], ...] = ()
    measure: str = "unknown"

    def cells(self) -> list[str]:
        """The texts of the values: labels where each answer has one of its own, numbers otherwise."""
        shown = self.labels if self._is_worded() else {}
        texts = {value: shown.get(value, "") or cell(value) for value in set(self.values)}
        return [texts[value] for value in self.values]

    def described(self) -> Described:
        """What the file says about the variable."""
        labels = self._scale()
        texts = {text: self.labels.get(value, "") for value, text in self._absent().items()}
        absent = {*texts, *texts.values()} - {""}
        fit = best_fit([label_key(text) for text in labels], 1) if labels else None
        known = {text: fit.scores[label_key(text)] for text in labels} if fit is not None else {}
        falls = sorted(known, key=lambda text: -known[text]) == sorted(labels, key=lambda text: labels[text])
        return Described(
            text=self.text,
            labels=tuple(sorted(labels.items(), key=lambda pair: pair[1])),
            not_applicable=tuple(sorted(absent)),
            is_turned=len(known) > 1 and falls,
        )

    def _is_missing(self, value: object) -> bool:
        """Whether a value is declared as missing, or its label says that the person does not know."""
        if any(_between(value, low, high) for low, high in self.missing):
            return True
        label = self.labels.get(value, "").strip()
        return bool(label) and (is_unknown(label) or is_not_applicable(label))

    def _absent(self) -> dict[Any, str]:
        """The values declared as missing, among answers and labels, with their texts as numbers."""
        found = {value for value in {*self.values, *self.labels} if value is not None and self._is_missing(value)}
        return {value: cell(value) for value in found}

    def _answers(self) -> set[Any]:
        """The different values that are answers."""
        return {value for value in set(self.values) if value not in {None, ""} and not self._is_missing(value)}

    def _is_worded(self) -> bool:
        """Whether every answer has a label, and each label one value."""
        answers = self._answers()
        texts = [text.strip() for text in self.labels.values()]
        return (
            bool(self.labels)
            and all(self.labels.get(one, "").strip() for one in answers)
            and (len(set(texts)) == len(texts))
        )

    def _scale(self) -> dict[str, float]:
        """The number of each label, where labels stand in an order; empty where they name a choice."""
        numbers = {
            text: float(value)
            for value, text in self.labels.items()
            if isinstance(value, int | float) and not self._is_missing(value) and text.strip()
        }
        is_whole = all(value.is_integer() for value in numbers.values())
        if len(numbers) < _A_CHOICE or not is_whole or len(numbers) < len(self._labeled()):
            return {}
        if self._is_worded():
            is_known = best_fit([label_key(text) for text in numbers], 1) is not None
            is_order = self.measure in _ORDERED and len(numbers) > _A_CHOICE and not _by_alphabet(numbers)
            return numbers if is_order or (is_known and len(numbers) > _A_CHOICE) else {}
        low, high = min(numbers.values()), max(numbers.values())
        answers = self._answers()
        is_inside = all(isinstance(one, int | float) and low <= one <= high for one in answers)
        return numbers if is_inside and self.measure != "nominal" else {}

    def _labeled(self) -> list[Any]:
        """The values that are labeled and count."""
        return [value for value in self.labels if not self._is_missing(value)]


def variable(name: str, values: Sequence[Any], about: Any) -> Variable:  # noqa: ANN401 - what pyreadstat says
    """One variable, from what the reader gives.

    Args:
        name: Its name.
        values: Its values.
        about: What the file says about its variables.
    """
    return Variable(
        name=name,
        text=(about.column_names_to_labels.get(name) or "").strip(),
        values=values,
        labels={value: text for value, text in about.variable_value_labels.get(name, {}).items() if text},
        missing=tuple((span["lo"], span["hi"]) for span in about.missing_ranges.get(name, ())),
        measure=about.variable_measure.get(name, "unknown"),
    )


def _by_alphabet(numbers: Mapping[str, float]) -> bool:
    """Whether words are numbered from 1 in the order of the alphabet, as R numbers the names of a choice."""
    in_order = sorted(numbers, key=numbers.__getitem__)
    is_counted = sorted(numbers.values()) == list(range(1, len(numbers) + 1))
    return is_counted and in_order == sorted(in_order, key=str.casefold)


def _between(value: object, low: object, high: object) -> bool:
    """Whether a value lies in a range; texts have ranges of their own."""
    if isinstance(value, str) and isinstance(low, str) and isinstance(high, str):
        return low.rstrip() <= value.rstrip() <= high.rstrip()
    numbers = (value, low, high)
    return all(isinstance(one, int | float) for one in numbers) and low <= value <= high  # type: ignore[operator]
