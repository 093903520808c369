"""What a question can come back with: a released value, a withheld one, or an undefined one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")

NOT_PUBLISHED = (
    "Not published: fewer than the agreed number of people stand behind this figure, or it would let one be worked out."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A confidence interval.

    Args:
        low: Lower limit, in the units of the estimate.
        high: Upper limit, in the units of the estimate.
        level: Confidence level, a share such as 0.95.
    """

    low: float
    high: float
    level: float = 0.95

    def excludes(self, value: float) -> bool:
        """Whether `value` lies outside the interval.

        >>> Interval(low=0.4, high=2.1).excludes(0.0)
        True
        """
        return not self.low <= value <= self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Released(Generic[T]):
    """A value that may be shown.

    Args:
        value: The value.
        n: Number of people, answers or sessions behind it.
    """

    value: T
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A value that exists perhaps, but is not in the release. The reason is the same sentence for every cause."""

    reason: str = NOT_PUBLISHED


@dataclass(frozen=True, slots=True, kw_only=True)
class Undefined:
    """A value that the published figures do not define.

    Args:
        reason: One sentence for the reader: what is missing.
    """

    reason: str


Outcome: TypeAlias = Released[T] | Withheld | Undefined
