"""What headings ask for: a dimension of the catalog, an amount, an opinion; the words are in `headings.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from analytics.imports.wording import plain, without_accents, words

_FILE = Path(__file__).with_name("headings.toml")
_LONGEST_HEADING = 140
_FEW_WORDS = 5


def dimension(heading: str) -> str | None:
    """The dimension that a heading asks for, or None; opinions about a dimension are no dimension.

    >>> dimension("What is your gender?"), dimension("Genero"), dimension("I feel that gender does not matter here.")
    ('gender', 'gender', None)
    """
    text = without_accents(plain(heading).strip(" :?*").replace("_", " "))
    if not text or len(text) > _LONGEST_HEADING or pattern("opinion").search(text):
        return None
    return next((name for name, found in patterns("dimension") if found.search(text)), None)


def is_amount(heading: str) -> bool:
    """Whether a heading asks how many or how much, so that its numbers are no points of a scale.

    >>> is_amount("How many people?"), is_amount("YearsAtCompany"), is_amount("How have you felt over this last year?")
    (True, True, False)
    """
    asked = words(heading)
    spelled = " ".join(asked)
    is_short = len(asked) <= _FEW_WORDS
    return bool(pattern("amount").search(plain(heading)) or (is_short and pattern("unit").search(spelled)))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The expressions of one list in `headings.toml`, as one."""
    return _joined(content()[name])


@cache
def patterns(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The kinds of one table in `headings.toml`, each with its expressions as one, without accents."""
    return tuple((kind, _joined(list(map(without_accents, said)))) for kind, said in content()[name].items())


@cache
def content() -> dict[str, Any]:
    """What stands in `headings.toml`."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _joined(expressions: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(expressions), re.IGNORECASE)
