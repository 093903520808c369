"""Multi-selects in one column: which mark stands between options, and which options there are."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from analytics.imports.wording import trimmed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.imports.profile import Profile

_DAMAGED = re.compile(
    r"(?i)(\d{1,2}[-. ](jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)|(jan|feb|mar|mär|apr|may|mai"
    r"|jun|jul|aug|sep|oct|okt|nov|dec|dez)[-. ]\d{2})\Z"
)
_SEPARATORS = (";", " / ", "|", ", ", ",", "\n")
_SURE = (";",)
_FEWEST_CELLS = 4
_MOST_COMBINATIONS = 500
_SHARE_JOINED = 0.1
_SHARE_KNOWN = 0.75
_MOSTLY = 0.9
_MOST_OPTIONS = 80
_FEWEST_COMBINATIONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The options in the cells of a column.

    Args:
        separator: What stands between them.
        options: The options that were chosen more than once, the most frequent first.
        n_joined: Cells that hold several.
    """

    separator: str
    options: tuple[str, ...]
    n_joined: int = 0


def joined(profile: Profile, *, is_multiple: bool = False) -> Joined | None:
    """The options that the cells of a column join, or None where each cell is one answer.

    Args:
        profile: The answers in the column.
        is_multiple: Whether the question says that several options may be chosen.
    """
    n_different = profile.n_different
    if n_different > _MOST_COMBINATIONS + profile.n // 4:
        return None
    marks = _SEPARATORS if n_different >= _FEWEST_CELLS else [mark for mark in _SURE if _is_ended(profile, mark)]
    found = [one for mark in marks if (one := _by(profile, mark, is_multiple=is_multiple)) is not None]
    # A mark behind every cell, as Microsoft Forms sets it, stands between options: any other is part of one.
    return max(found, key=lambda one: (_is_ended(profile, one.separator), one.n_joined), default=None)


def n_damaged(profile: Profile) -> int:
    """How many cells hold a day and a month as a spreadsheet makes of "1-2", beside options that are none.

    Args:
        profile: The answers in the column.
    """
    found = sum(n for text, n in profile.counts.items() if _DAMAGED.match(text))
    return found if found < profile.n else 0


def _by(profile: Profile, separator: str, *, is_multiple: bool) -> Joined | None:
    """The options that one separator gives, or None where it gives none that are chosen in several combinations."""
    weights = list(profile.counts.values())
    cells = _merged([_parts(cell, separator) for cell in profile.counts], weights, separator)
    uses: Counter[str] = Counter()
    for parts, n in zip(cells, weights, strict=True):
        for part in parts:
            uses[part] += n
    n_joined = sum(n for parts, n in zip(cells, weights, strict=True) if len(parts) > 1)
    options = tuple(option for option, n in uses.most_common() if n > 1)
    n_known = sum(uses[option] for option in options)
    is_many = len(cells) > len(options) and n_joined >= (0 if is_multiple else _SHARE_JOINED) * profile.n
    is_varied = is_many and n_joined > 0 and (is_multiple or _stand_alone(cells, options))
    is_known = 2 <= len(options) <= _MOST_OPTIONS and n_known >= _SHARE_KNOWN * uses.total()  # noqa: PLR2004
    return (
        Joined(separator=separator, options=options, n_joined=n_joined)
        if is_known and (is_varied or _is_ended(profile, separator))
        else None
    )


def _is_ended(profile: Profile, separator: str) -> bool:
    """Whether nearly every cell ends with a separator."""
    return sum(n for cell, n in profile.counts.items() if cell.endswith(separator)) > _MOSTLY * profile.n


def _stand_alone(cells: Sequence[Sequence[str]], options: Sequence[str]) -> bool:
    """Whether most options were also chosen alone, now before and now after another, or in several combinations.

    Parts of one text never are.
    """
    alone = {parts[0] for parts in cells if len(parts) == 1}
    first = {parts[0] for parts in cells if len(parts) > 1}
    later = {part for parts in cells for part in parts[1:]}
    combinations = Counter(part for parts in {tuple(sorted(parts)) for parts in cells} for part in set(parts))
    often = {part for part, n in combinations.items() if n >= _FEWEST_COMBINATIONS}
    free = alone | (first & later) | (often if any(len(parts) >= _FEWEST_COMBINATIONS for parts in cells) else set())
    return sum(option in free for option in options) * 2 >= len(options)


def _parts(cell: str, separator: str) -> list[str]:
    """A cell cut at a separator, not inside parentheses."""
    parts, start, depth = [], 0, 0
    for found in _marks(separator).finditer(cell):
        mark = found.group()
        if mark == "(":
            depth += 1
        elif mark == ")":
            depth = max(depth - 1, 0)
        elif depth == 0:
            parts.append(cell[start : found.start()])
            start = found.end()
    parts.append(cell[start:])
    return [part for part in map(trimmed, parts) if part]


@cache
def _marks(separator: str) -> re.Pattern[str]:
    return re.compile(rf"[()]|{re.escape(separator)}")


def _merged(cells: Sequence[list[str]], weights: Sequence[int], separator: str) -> list[list[str]]:
    """The parts of each cell, joined again where they never stand apart: they are one option with the mark inside."""
    uses: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for parts, n in zip(cells, weights, strict=True):
        uses.update(dict.fromkeys(parts, n))
        pairs.update(dict.fromkeys(pairwise(parts), n))
    always = {one: other for (one, other), n in pairs.items() if n > 1 and n == uses[one] == uses[other]}
    return [_rejoined(parts, always, separator) for parts in cells] if always else list(cells)


def _rejoined(parts: Sequence[str], always: Mapping[str, str], separator: str) -> list[str]:
    """The parts of one cell, each with the part that always follows it."""
    glue = separator if separator in {", ", " / ", ",", "\n"} else f"{separator} "
    options: list[str] = []
    for one, part in zip(("", *parts), parts, strict=False):
        if options and always.get(one) == part:
            options[-1] = f"{options[-1]}{glue}{part}"
        else:
            options.append(part)
    return options
