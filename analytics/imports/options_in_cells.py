"""Multi-selects in one column: which mark stands between options, and which options there are."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.imports.wording import trimmed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.profile import Profile

_SEPARATORS = (";", " / ", "|", ", ", ",", "\n")
_FEWEST_CELLS = 4
_SHARE_JOINED = 0.1
_SHARE_KNOWN = 0.75
_MOST_OPTIONS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The options in the cells of a column.

    Args:
        separator: What stands between them.
        options: The options that were chosen more than once, the most frequent first.
    """

    separator: str
    options: tuple[str, ...]


def joined(profile: Profile) -> Joined | None:
    """The options that the cells of a column join, or None where each cell is one answer.

    Args:
        profile: The answers in the column.
    """
    if len(profile.counts) < _FEWEST_CELLS:
        return None
    found = [option for mark in _SEPARATORS if (option := _by(profile, mark)) is not None]
    return max(found, key=lambda option: len(option[1].options), default=(0, None))[1] if found else None


def _by(profile: Profile, separator: str) -> tuple[float, Joined] | None:
    """The options that one separator gives, with the share of parts that are known options; None where it gives none."""
    parted = {cell: _parts(cell, separator) for cell in profile.counts}
    n_cells = profile.n
    n_joined = sum(n for cell, n in profile.counts.items() if len(parted[cell]) > 1)
    if n_joined < _SHARE_JOINED * n_cells:
        return None
    uses: Counter[str] = Counter()
    for cell, n in profile.counts.items():
        for part in parted[cell]:
            uses[part] += n
    merged = _merged(list(parted.values()), list(profile.counts.values()), uses, separator)
    options = [option for option, n in merged.most_common() if n > 1]
    known = sum(merged[option] for option in options)
    if not 2 <= len(options) <= _MOST_OPTIONS or known < _SHARE_KNOWN * merged.total():  # noqa: PLR2004
        return None
    return known / merged.total(), Joined(separator=separator, options=tuple(options))


def _parts(cell: str, separator: str) -> list[str]:
    """A cell cut at a separator, not inside parentheses."""
    parts, start, depth = [], 0, 0
    for found in re.finditer(rf"[()]|{re.escape(separator)}", cell):
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


def _merged(cells: Sequence[Sequence[str]], weights: Sequence[int], uses: Counter[str], separator: str) -> Counter[str]:
    """The uses of each option, parts joined again that never stand apart: they are one option with the mark inside."""
    pairs: Counter[tuple[str, str]] = Counter()
    for parts, n in zip(cells, weights, strict=True):
        for pair in zip(parts, parts[1:], strict=False):
            pairs[pair] += n
    always = {one: other for (one, other), n in pairs.items() if n > 1 and n == uses[one] == uses[other]}
    glue = separator if separator.endswith(" ") else f"{separator} "
    merged: Counter[str] = Counter()
    for parts, n in zip(cells, weights, strict=True):
        option = ""
        for part in parts:
            option = f"{option}{glue}{part}" if option else part
            if part not in always:
                merged[option] += n
                option = ""
        if option:
            merged[option] += n
    return merged
