"""How often pairs met, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.release.computed.calendar import Month
from analytics.report.digits import number

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["MONTHS", "Month", "calendar_title", "month_name"]

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def month_name(one: Month) -> str:
    """A month in words.

    >>> month_name(Month(year=2025, month=3, held=40, going=20))
    'Mar 2025'
    """
    return f"{MONTHS[one.month - 1]} {one.year}"


def calendar_title(months: Sequence[Month]) -> str:
    """A title about a calendar: the month in which pairs met most often, and the newest one.

    Args:
        months: The months, the earliest first; one at least.

    >>> calendar_title([Month(year=2025, month=3, held=40, going=20), Month(year=2025, month=4, held=20, going=20)])
    'Each pair met 2.0 times in Mar 2025, the most; 1.0 times in Apr 2025'
    """
    most, newest = max(months, key=lambda one: one.per_pair), months[-1]
    if most == newest:
        return f"Each pair met {number(most.per_pair)} times in {month_name(most)}, more than ever before"
    return (
        f"Each pair met {number(most.per_pair)} times in {month_name(most)}, the most; {number(newest.per_pair)} times "
        f"in {month_name(newest)}"
    )
