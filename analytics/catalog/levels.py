"""Which level of a company is higher, as far as their names say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analytics.catalog.dimensions import UNDISCLOSED

if TYPE_CHECKING:
    from collections.abc import Iterable

_NUMBERED = re.compile(r"(\D*)(\d+)(\D*)")


def level_order(levels: Iterable[str]) -> dict[str, int]:
    """The place of every level from low to high, where their names differ by one number only, such as L1 to L12.

    Args:
        levels: Names of levels; "Undisclosed" has no place.

    Returns:
        Places from 0 up, or nothing where the names do not say which level is higher.

    >>> level_order(["L10", "L9", "Undisclosed", "L11"])
    {'L9': 0, 'L10': 1, 'L11': 2}
    >>> level_order(["Analyst", "Partner"])
    {}
    """
    named = [(name, _NUMBERED.fullmatch(name)) for name in sorted(set(levels) - {UNDISCLOSED})]
    numbers = {name: int(found[2]) for name, found in named if found}
    words = {(found[1].casefold(), found[3].casefold()) for _, found in named if found}
    if len(numbers) < len(named) or len(words) > 1 or len(set(numbers.values())) < len(numbers):
        return {}
    return {name: place for place, name in enumerate(sorted(numbers, key=lambda name: numbers[name]))}
