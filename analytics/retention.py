"""How long raw answers are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.errors import SettingsError

if TYPE_CHECKING:
    from datetime import date

LONGEST = 1200
_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long raw answers are kept.

    Args:
        answers_months: Months after the day of a survey, at least one; None for no limit.
    """

    answers_months: int | None = None

    @classmethod
    def read(cls, value: object) -> Retention:
        """The period in the settings.

        Args:
            value: The table `[retention]`.

        Raises:
            SettingsError: It holds a name or a value that is not allowed.
        """
        months = value.get("answers_months") if isinstance(value, dict) else None
        is_number = isinstance(months, int) and not isinstance(months, bool) and 1 <= months <= LONGEST
        if not isinstance(value, dict) or set(value) - {"answers_months"} or not (months is None or is_number):
            raise SettingsError(
                "The setting 'retention' in twoway.toml has a value that is not allowed.",
                allowed=f"A table with answers_months, a whole number from 1 to {LONGEST}, such as 24.",
            )
        return cls(answers_months=months)

    def is_over(self, surveyed_on: date, today: date) -> bool:
        """Whether the answers of a survey have been kept for long enough.

        Args:
            surveyed_on: The last day of the survey.
            today: Today.

        >>> from datetime import date
        >>> Retention(answers_months=24).is_over(date(2024, 1, 31), date(2026, 1, 31))
        True
        """
        if self.answers_months is None:
            return False
        passed = (today.year - surveyed_on.year) * _MONTHS + today.month - surveyed_on.month
        return passed - (today.day < surveyed_on.day) >= self.answers_months

    def sentence(self) -> str:
        """The period in words."""
        return "kept without a limit" if self.answers_months is None else f"kept for {self.answers_months} months"
