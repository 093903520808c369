"""The integers of one measure in one group, as the engine counts them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.stats.moments import Sums

if TYPE_CHECKING:
    from analytics.engine.rows import Row

PARTS = ("people", "n", "total", "squares", "base", "base_squares", "product")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The integers of one measure in one group. Groups that share nobody add up with `+`; a part is taken out with `-`.

    Args:
        people: People (or pairs) in the group.
        n: People, answers or pairs with a value.
        total: Sum of the integer-coded values.
        squares: Sum of their squares.
        base: Sum of what the value is divided by; 0 where the measure is not a ratio.
        base_squares: Sum of its squares.
        product: Sum of value times base.
    """

    people: int
    n: int
    total: int
    squares: int
    base: int = 0
    base_squares: int = 0
    product: int = 0

    @classmethod
    def from_row(cls, row: Row) -> Cell:
        """The cell in a row of the engine; sums that a measure does not have are 0."""
        return cls(**{part: int(row.get(part) or 0) for part in PARTS})

    def __add__(self, other: Cell) -> Cell:
        """Both groups together."""
        return Cell(**{part: getattr(self, part) + getattr(other, part) for part in PARTS})

    def __sub__(self, part: Cell) -> Cell:
        """The group without a part of it."""
        return Cell(**{name: getattr(self, name) - getattr(part, name) for name in PARTS})

    def sums(self, denominator: int, factor: int) -> Sums:
        """The sums of values in steps of `factor / denominator` units.

        Args:
            denominator: Integer steps that make a score of 1.
            factor: Units that make a score of 1 (100 for a scale of 0 to 100).
        """
        return Sums(
            n=self.n, total=self.total * factor, squares=self.squares * factor * factor, denominator=denominator
        )
