"""From the texts of a column to numbers: decimals exactly, categories by place, arms and events by their words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from analytics.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ABSENT = frozenset({"", "na", "n/a", "nan", "null", "<na>"})
ABSENT_AMONG_NUMBERS = ABSENT | {"none", "."}
PILOT_WORDS = frozenset(
    {"1", "yes", "y", "true", "t", "pilot", "program", "programme", "participant", "participants", "treated",
     "treatment", "treat", "intervention", "exposed", "enrolled", "mentored"}
)  # fmt: skip
YES_WORDS = frozenset({"yes", "y", "true", "t"})
NO_WORDS = frozenset({"no", "n", "false", "f"})
MOST_CATEGORIES = 50
TWO = 2

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """A column of numbers.

    Args:
        denominator: How many integer steps make 1: a power of ten that leaves no decimals.
        steps: Integer steps of every text.
    """

    denominator: int
    steps: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Categories:
    """A column of categories.

    Args:
        levels: Its categories in alphabetical order; the first is the reference.
        places: Place of the category of every text.
    """

    levels: tuple[str, ...]
    places: Mapping[str, int]


Coding: TypeAlias = Numbers | Categories


def coding(name: str, texts: Iterable[str | None]) -> Coding:
    """What the texts of a column mean: numbers where all of them are, else categories. Absent texts have no code.

    Args:
        name: Name of the column.
        texts: Its different texts.

    Raises:
        SettingsError: The column is empty, or has more texts than categories could.

    >>> coding("score", ["1.5", "2", "NA", None]).steps
    {'1.5': 15, '2': 20}
    >>> coding("unit", ["Sales", "IT "]).levels
    ('IT', 'Sales')
    """
    given = [text for text in texts if text is not None and text.strip().lower() not in ABSENT]
    numeric = [text for text in given if text.strip().lower() not in ABSENT_AMONG_NUMBERS]
    if not given or not numeric:
        raise SettingsError(f"The column {name!r} is empty.", next_step="Leave it out.")
    if all(_NUMBER.fullmatch(text.strip()) for text in numeric):
        return _numbers(numeric)
    levels = tuple(sorted({text.strip() for text in given}))
    if len(levels) > MOST_CATEGORIES:
        n_numbers = sum(bool(_NUMBER.fullmatch(level)) for level in levels)
        raise SettingsError(
            f"The column {name!r} has {len(levels)} different texts, {n_numbers} of them numbers.",
            allowed=f"Numbers, or at most {MOST_CATEGORIES} categories.",
            next_step="Correct the cells that are not numbers, or use broader categories.",
        )
    return Categories(levels=levels, places={text: levels.index(text.strip()) for text in given})


def measured(name: str, texts: Iterable[str | None]) -> Numbers:
    """The numbers of a column that is compared: numbers as they are, yes and no as 1 and 0.

    Args:
        name: Name of the column.
        texts: Its different texts.

    Raises:
        SettingsError: The column holds neither numbers nor yes and no.

    >>> measured("stayed", ["Yes", "no"]).steps
    {'Yes': 1, 'no': 0}
    """
    found = coding(name, texts)
    if isinstance(found, Numbers):
        return found
    if not {level.lower() for level in found.levels} <= YES_WORDS | NO_WORDS:
        raise SettingsError(f"The column {name!r} holds texts.", allowed="Numbers, or yes and no.")
    return Numbers(denominator=1, steps={text: int(text.strip().lower() in YES_WORDS) for text in found.places})


def happened(name: str, texts: Iterable[str | None]) -> Numbers:
    """Whether the event happened: 1 or yes; in a column of 1 and 2, as R codes it, 2.

    Args:
        name: Name of the column.
        texts: Its different texts.

    Raises:
        SettingsError: The column says anything else.

    >>> happened("status", ["1", "2"]).steps
    {'1': 0, '2': 1}
    """
    found = measured(name, texts)
    values = {value / found.denominator for value in found.steps.values()}
    if not (values <= {0, 1} or values == {1, TWO}):
        raise SettingsError(
            f"The column {name!r} does not say whether the event happened.", allowed="0 and 1, or yes and no."
        )
    event = TWO if TWO in values else 1
    return Numbers(
        denominator=1, steps={text: int(step == event * found.denominator) for text, step in found.steps.items()}
    )


def arms(
    name: str, texts: Iterable[str | None], pilot: str | None = None, comparison: str | None = None
) -> dict[str, bool]:
    """Whether each text of the arm column means the pilot; texts of neither arm have no entry.

    Args:
        name: Name of the column.
        texts: Its different texts.
        pilot: The label of the pilot, if it was named.
        comparison: The label of the comparison, if it was named.

    Raises:
        SettingsError: The labels do not make two arms, or nothing says which one is the pilot.

    >>> arms("arm", ["control", "treated", None])
    {'control': False, 'treated': True}
    """
    labels = {text: label(text) for text in texts if text is not None and label(text) not in ABSENT}
    known = set(labels.values())
    for wanted in (pilot, comparison):
        if wanted is not None and label(wanted) not in known:
            raise SettingsError(
                f"The column {name!r} has no label {wanted!r}.", next_step="Name a label as it stands in the file."
            )
    first = label(pilot) if pilot is not None else _pilot_among(name, known, comparison)
    others = known - {first}
    second = label(comparison) if comparison is not None else next(iter(others), first)
    if first == second or (comparison is None and len(others) > 1):
        raise SettingsError(
            f"The column {name!r} has {len(known)} labels; a comparison has two.",
            next_step="Name the two labels with --pilot and --comparison.",
        )
    return {text: one == first for text, one in labels.items() if one in {first, second}}


def label(text: str) -> str:
    """A label without differences that do not matter: capitals, spaces around it, and 1.0 for 1.

    >>> label(" 1.0"), label("Treated")
    ('1', 'treated')
    """
    plain = text.strip().lower()
    return format(Decimal(plain).normalize(), "f") if _NUMBER.fullmatch(plain) else plain


def _pilot_among(name: str, known: set[str], comparison: str | None) -> str:
    """The label that says of itself that it is the pilot."""
    candidates = known - ({label(comparison)} if comparison is not None else set())
    telling = candidates & PILOT_WORDS if len(candidates) > 1 else candidates
    if len(telling) != 1 or (telling == {"1"} and known != {"0", "1"} and comparison is None):
        raise SettingsError(
            f"The column {name!r} does not say which of its {len(known)} labels is the pilot.",
            allowed="0 and 1, no and yes, or a word such as pilot or treated.",
            next_step="Name the label of the pilot with --pilot.",
        )
    return next(iter(telling))


def _numbers(texts: list[str]) -> Numbers:
    values = {text: Decimal(text.strip()) for text in texts}
    decimals = max(max(0, -int(value.normalize().as_tuple().exponent)) for value in values.values())
    scale = 10**decimals
    return Numbers(denominator=scale, steps={text: _exactly(value, decimals) for text, value in values.items()})


def _exactly(value: Decimal, decimals: int) -> int:
    """The value times a power of ten that leaves no decimals, without any rounding."""
    sign, digits, exponent = value.as_tuple()
    shift = int(exponent) + decimals
    whole = int("".join(map(str, digits)))
    steps: int = whole * 10**shift if shift >= 0 else whole // 10**-shift
    return -steps if sign else steps
