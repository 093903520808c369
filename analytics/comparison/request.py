"""What a comparison of a plain table shall be about, declared before any result is seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from analytics.errors import SettingsError

Assignment: TypeAlias = Literal["random", "observational"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The columns of a table and the part each plays.

    Args:
        arm: Column that says who was in the pilot.
        pilot: Its label for the pilot; None where 0/1, yes/no or a telling word says so.
        comparison: Its label for the comparison; None where only one other label is left.
        outcomes: Columns to compare, the primary one first.
        covariates: Columns known before the program began.
        cluster: Column of the team; members of a team resemble each other.
        pre: The primary outcome as measured before the program.
        time: Column of the whole time under observation.
        event: Column that says whether the event (leaving) ended it.
        event_is: Labels of the event column that say that it did; () where 0/1, yes/no or a telling word says so.
        entry: Column of the time at which observation began (delayed entry).
        assignment: Whether chance decided who was in the pilot.
        pilot_share: Planned share of the pilot, where chance decided.
        margin: The largest difference of the primary outcome that would not matter; None where none was declared.

    Raises:
        SettingsError: There is nothing to compare, or two parts contradict each other.
    """

    arm: str
    pilot: str | None = None
    comparison: str | None = None
    outcomes: tuple[str, ...] = ()
    covariates: tuple[str, ...] = ()
    cluster: str | None = None
    pre: str | None = None
    time: str | None = None
    event: str | None = None
    event_is: tuple[str, ...] = ()
    entry: str | None = None
    assignment: Assignment = "observational"
    pilot_share: float = 0.5
    margin: float | None = None

    def __post_init__(self) -> None:
        """Refuse a request that cannot be answered."""
        if not self.outcomes and not self.time:
            raise SettingsError("There is nothing to compare.", next_step="Name an --outcome, or --time and --event.")
        if bool(self.time) != bool(self.event) or (self.entry and not self.time):
            raise SettingsError("Retention needs both --time and --event; --entry goes with them.")
        if self.event_is and not self.event:
            raise SettingsError("--event-is names labels of the --event column, and there is none.")
        if self.pre and not self.outcomes:
            raise SettingsError("--pre is an --outcome measured earlier, and there is no --outcome.")
        if self.margin is not None and not self.margin > 0:
            raise SettingsError("The margin is not above 0.", next_step="State the largest difference without weight.")
        if not 0 < self.pilot_share < 1:
            raise SettingsError("The planned share of the pilot lies between 0 and 1.")
        self._refuse_double_parts()

    def _refuse_double_parts(self) -> None:
        """A column that is adjusted for cannot also be the arm or what happened afterwards."""
        later = {self.arm, *self.outcomes, self.time, self.event}
        double = sorted(later & {*self.covariates, self.pre, self.cluster} - {None}, key=str)
        if double:
            raise SettingsError(
                f"{', '.join(map(str, double))} is named as arm or outcome and also as known beforehand.",
                next_step="Adjust only for what was measured before the program began.",
            )

    @property
    def before(self) -> tuple[str, ...]:
        """Every column known beforehand that the adjusted estimates hold equal, each once."""
        return tuple(dict.fromkeys((*self.covariates, *((self.pre,) if self.pre else ()))))

    @property
    def is_weighted(self) -> bool:
        """Whether a weighted estimate decides: chance did not choose the pilot, and something was known beforehand."""
        return self.assignment == "observational" and bool(self.before)
