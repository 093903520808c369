"""What is stated about a program table on the command line, from the text of its options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

if TYPE_CHECKING:
    from collections.abc import Iterable


def junior_side(mentor_is: Literal["junior", "senior"] | None) -> Literal["mentor", "mentee"] | None:
    """Which side of the platform's pairs is the junior person.

    Args:
        mentor_is: Who the platform's mentor is, or None where nobody said.
    """
    return None if mentor_is is None else "mentor" if mentor_is == "junior" else "mentee"


def stated_columns(texts: Iterable[str]) -> dict[str, str]:
    """The heading of each column that was named.

    Args:
        texts: NAME=HEADING each.

    >>> stated_columns(["hired_on=Date Awarded"])
    {'hired_on': 'Date Awarded'}
    """
    return dict(_parted(text, "--column", "NAME=HEADING") for text in texts)


def stated_codes(texts: Iterable[str]) -> dict[str, dict[str, str]]:
    """The word for each code, by column.

    Args:
        texts: COLUMN.CODE=WORD each.

    >>> stated_codes(["gender.1=Woman", "gender.2=Man"])
    {'gender': {'1': 'Woman', '2': 'Man'}}
    """
    found: dict[str, dict[str, str]] = {}
    for text in texts:
        place, word = _parted(text, "--code", "COLUMN.CODE=WORD")
        column, dot, code = place.partition(".")
        if not (dot and code):
            raise _misspelled("--code", "COLUMN.CODE=WORD")
        found.setdefault(column, {})[code] = word
    return found


def stated_levels(text: str | None) -> tuple[str, ...]:
    """Levels from low to high.

    Args:
        text: Their names with commas between them, or None.

    >>> stated_levels("Junior, Senior, Manager")
    ('Junior', 'Senior', 'Manager')
    """
    return tuple(level for part in (text or "").split(",") if (level := part.strip()))


def _parted(text: str, option: str, form: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not (sign and name.strip() and value.strip()):
        raise _misspelled(option, form)
    return name.strip(), value.strip()


def _misspelled(option: str, form: str) -> click.BadParameter:
    return click.BadParameter(f"Write it as {form}.", param_hint=option)
