"""One axis of a figure: where a value lies, and which values are named."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from analytics.numerals import local
from dashboard.theme import MINUS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
USUAL_TICKS = 6
HALF = 0.5
PADDING = 0.06


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One axis.

    Args:
        spec: Its part of the layout.
        categories: Names on it, where it holds names.
        low: The number at its start; of a logarithmic axis the logarithm.
        high: The number at its end.
        start: Place of its start in pixels.
        end: Place of its end in pixels.
    """

    spec: Mapping[str, Any]
    categories: tuple[str, ...]
    low: float
    high: float
    start: float = 0.0
    end: float = 1.0

    @property
    def is_log(self) -> bool:
        """Whether it grows by factors."""
        return self.spec.get("type") == "log"

    @property
    def is_shown(self) -> bool:
        """Whether its names and lines are drawn."""
        return bool(self.spec.get("visible", True))

    @property
    def step(self) -> float:
        """Pixels for one unit."""
        return abs(self.end - self.start) / (self.high - self.low or 1.0)

    def number(self, value: object) -> float:
        """A value as the number that the axis counts in; of a logarithmic axis the logarithm."""
        found = plain(value, self.categories)
        return math.log10(found) if self.is_log else found

    def at(self, number: float) -> float:
        """The place of a number in pixels."""
        return self.start + (number - self.low) / (self.high - self.low or 1.0) * (self.end - self.start)

    def place(self, value: object) -> float:
        """The place of a value in pixels."""
        return self.at(self.number(value))

    def ticks(self) -> list[tuple[float, str]]:
        """The places that are named or have a line, with their names."""
        inside = (self.low - 1e-9, self.high + 1e-9)
        return [(number, name) for number, name in self._ticks() if inside[0] <= number <= inside[1]]

    def _ticks(self) -> list[tuple[float, str]]:
        suffix = str(self.spec.get("ticksuffix") or "") if self.spec.get("showticklabels", True) else ""
        if "tickvals" in self.spec:
            names = self.spec.get("ticktext", self.spec["tickvals"])
            return [(self.number(v), str(name)) for v, name in zip(self.spec["tickvals"], names, strict=True)]
        if self.categories:
            return [(float(at), name) for at, name in enumerate(self.categories)]
        step = _nice((self.high - self.low) / max(int(self.spec.get("nticks", USUAL_TICKS)) - 1, 1))
        digits = max(0, -math.floor(math.log10(step) + 1e-9)) if step < 1 else int(step % 1 > 0)
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        is_named = self.spec.get("showticklabels", True)
        return [
            (n * step, local(f"{n * step:,.{digits}f}".replace("-", MINUS)) + suffix if is_named else "")
            for n in range(first, last + 1)
        ]


def axis(spec: Mapping[str, Any], values: Sequence[object], *, has_bars: bool) -> Axis:
    """An axis that holds all values, or the range that the layout gives it; not placed yet.

    Args:
        spec: Its part of the layout.
        values: Everything on it.
        has_bars: Whether bars stand on it, which need room on both sides.
    """
    is_named = spec.get("type") == "category"
    categories = tuple(dict.fromkeys(str(value) for value in values)) if is_named else ()
    if "range" in spec:
        low, high = (plain(end, categories) for end in spec["range"])
        return Axis(spec=spec, categories=categories, low=low, high=high)
    low, high = _reach([plain(value, categories) for value in values])
    room = HALF if has_bars or is_named else PADDING * (high - low or 1.0)
    return Axis(spec=spec, categories=categories, low=low - room, high=high + room)


def plain(value: object, categories: Sequence[str] = ()) -> float:
    """A value on an axis as a number: days for a date, its position for a category.

    >>> plain("b", ("a", "b")), plain(2.5), plain("2026-01-02") - plain("2026-01-01")
    (1.0, 2.5, 1.0)
    """
    if isinstance(value, str):
        return float(categories.index(value) if categories else date.fromisoformat(value[:10]).toordinal())
    return float(str(value))


def _reach(numbers: Iterable[float]) -> tuple[float, float]:
    known = list(numbers) or [0.0, 1.0]
    return min(known), max(known)


def _nice(least: float) -> float:
    scale = 10.0 ** math.floor(math.log10(least))
    return next(step * scale for step in STEPS if step * scale >= least * (1 - 1e-9))
