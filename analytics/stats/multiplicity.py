"""Many comparisons at once: p-values and interval levels corrected for how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.errors import UndefinedStatisticError

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The comparisons that are looked at together, such as all of those on one page.

    Args:
        comparisons: How many there are.
        alpha: The share of comparisons without any difference that an uncorrected look would call different.

    >>> Family(comparisons=12).expected_by_chance
    0.6
    """

    comparisons: int
    alpha: float = 0.05

    @property
    def expected_by_chance(self) -> float:
        """How many comparisons would look different by chance if none were."""
        return round(self.comparisons * self.alpha, 12)

    @property
    def level(self) -> float:
        """Confidence level of each interval so that all of them hold together at 1 - alpha (Bonferroni).

        >>> round(Family(comparisons=5).level, 6)
        0.99
        """
        return 1.0 - self.alpha / max(1, self.comparisons)


def bonferroni(p_values: Sequence[float]) -> tuple[float, ...]:
    """p-values times their number, at most 1, in the order given.

    Args:
        p_values: The p-values of one family, each from 0 to 1.

    Raises:
        UndefinedStatisticError: A p-value is not between 0 and 1.

    Reference:
        Dunn (1961), Multiple comparisons among means, JASA 56, 52-64.
    Checked against:
        R: `p.adjust(p, "bonferroni")`.

    >>> bonferroni([0.01, 0.25, 0.5])
    (0.03, 0.75, 1.0)
    """
    _require_probabilities(p_values)
    return tuple(min(1.0, p * len(p_values)) for p in p_values)


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """p-values corrected step by step from the smallest, for comparisons that were declared beforehand.

    Args:
        p_values: The p-values of one family, each from 0 to 1.

    Raises:
        UndefinedStatisticError: A p-value is not between 0 and 1.

    Reference:
        Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6,
        65-70.
    Checked against:
        R: `p.adjust(p, "holm")`.

    >>> holm([0.04, 0.01, 0.03])
    (0.06, 0.03, 0.06)
    """
    _require_probabilities(p_values)
    adjusted = [1.0] * len(p_values)
    largest = 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        largest = max(largest, (len(p_values) - rank) * p_values[place])
        adjusted[place] = min(1.0, largest)
    return tuple(adjusted)


def benjamini_hochberg(p_values: Sequence[float]) -> tuple[float, ...]:
    """p-values corrected so that few of the comparisons called different are false, for exploration.

    Args:
        p_values: The p-values of one family, each from 0 to 1.

    Raises:
        UndefinedStatisticError: A p-value is not between 0 and 1.

    Reference:
        Benjamini and Hochberg (1995), Controlling the false discovery rate, JRSS B 57, 289-300.
    Checked against:
        R: `p.adjust(p, "BH")`.

    >>> benjamini_hochberg([0.04, 0.01, 0.02])
    (0.04, 0.03, 0.03)
    """
    _require_probabilities(p_values)
    m = len(p_values)
    adjusted = [1.0] * m
    smallest = 1.0
    for rank, place in enumerate(sorted(range(m), key=p_values.__getitem__, reverse=True)):
        smallest = min(smallest, m / (m - rank) * p_values[place])
        adjusted[place] = smallest
    return tuple(adjusted)


def _require_probabilities(p_values: Sequence[float]) -> None:
    if not all(0.0 <= p <= 1.0 for p in p_values):
        raise UndefinedStatisticError(
            "Only p-values between 0 and 1 can be corrected together.",
            next_step="Leave comparisons without a p-value out of the family.",
        )
