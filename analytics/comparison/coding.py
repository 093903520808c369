"""From the texts of a column to numbers: decimals exactly, categories by place, arms and events by their words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from analytics.comparison.written import PLAIN, days, numbers
from analytics.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

ABSENT = frozenset({"", "na", "n/a", "nan", "null", "<na>"})
ABSENT_AMONG_NUMBERS = ABSENT | {"none", "."}
PILOT_WORDS = frozenset(
    {"1", "yes", "y", "true", "t", "pilot", "program", "programme", "participant", "participants", "treated",
     "treatment", "treat", "intervention", "exposed", "enrolled", "mentored"}
)  # fmt: skip
LEFT_WORDS = frozenset(
    {"left", "leaver", "gone", "exit", "exited", "terminated", "termination", "resigned", "quit", "departed", "dead",
     "died", "death", "deceased", "event", "failed", "relapsed"}
)  # fmt: skip
STILL_WORDS = frozenset(
    {"active", "stayed", "still there", "still employed", "employed", "current", "censored", "alive", "present",
     "retained"}
)  # fmt: skip
YES_WORDS = frozenset({"yes", "y", "true", "t"})
NO_WORDS = frozenset({"no", "n", "false", "f"})
MOST_CATEGORIES = 50
TWO = 2
NAME_EVENT = "Name the label that means leaving with --event-is; it may be repeated."


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
    written = numbers(numeric)
    if written is not None:
        return _numbers(written)
    levels = tuple(sorted({text.strip() for text in given}))
    if len(levels) > MOST_CATEGORIES:
        n_numbers = sum(PLAIN.fullmatch(level) is not None for level in levels)
        raise SettingsError(
            f"The column {name!r} has {len(levels)} different texts, {n_numbers} of them numbers.",
            allowed=f"Numbers, or at most {MOST_CATEGORIES} categories.",
            next_step="Correct the cells that are not numbers, or use broader categories.",
        )
    return Categories(levels=levels, places={text: levels.index(text.strip()) for text in given})


def known_before(name: str, texts: Iterable[str | None]) -> Coding:
    """What the texts of a column known beforehand mean: days where all of them are dates, else as `coding`.

    Args:
        name: Name of the column.
        texts: Its different texts.

    Raises:
        SettingsError: As for `coding`.

    >>> known_before("hired_on", ["2026-01-02", "2025-12-31", ""]).steps
    {'2026-01-02': 739618, '2025-12-31': 739616}
    """
    whole = list(texts)
    given = [text for text in whole if text is not None and text.strip().lower() not in ABSENT_AMONG_NUMBERS]
    dates = days(given) if given else None
    return coding(name, whole) if dates is None else Numbers(denominator=1, steps=dates)


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


def happened(name: str, texts: Iterable[str | None], labels: Collection[str] = ()) -> Numbers:
    """Whether the event happened: 1, yes, or a word such as left; in a column of 1 and 2, as R codes it, 2.

    Args:
        name: Name of the column.
        texts: Its different texts.
        labels: The labels that say that it happened, if they were named; all others say that it did not.

    Raises:
        SettingsError: The column says anything else, or has no such label.

    >>> happened("status", ["1", "2"]).steps
    {'1': 0, '2': 1}
    >>> happened("status", ["Active", "Left"]).steps
    {'Active': 0, 'Left': 1}
    """
    given = {text: label(text) for text in texts if text is not None and label(text) not in ABSENT_AMONG_NUMBERS}
    known = set(given.values())
    if labels:
        named = {label(one) for one in labels}
        if not named <= known:
            raise SettingsError(f"The column {name!r} lacks a label that --event-is names.", next_step=NAME_EVENT)
        return Numbers(denominator=1, steps={text: int(one in named) for text, one in given.items()})
    if known and known <= LEFT_WORDS | STILL_WORDS:
        return Numbers(denominator=1, steps={text: int(one in LEFT_WORDS) for text, one in given.items()})
    return _yes_or_no(name, given)


def _yes_or_no(name: str, texts: Iterable[str]) -> Numbers:
    allowed = "0 and 1, yes and no, or active and left."
    try:
        found = measured(name, texts)
    except SettingsError as error:
        raise SettingsError(error.what, allowed=allowed, next_step=NAME_EVENT) from error
    values = {value / found.denominator for value in found.steps.values()}
    if not (values <= {0, 1} or values == {1, TWO}):
        message = f"The column {name!r} does not say whether the event happened."
        raise SettingsError(message, allowed=allowed, next_step=NAME_EVENT)
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
    return format(Decimal(plain).normalize(), "f") if PLAIN.fullmatch(plain) else plain


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


def _numbers(values: Mapping[str, Decimal]) -> Numbers:
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
