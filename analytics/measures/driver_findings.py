"""What a model of engagement or leaving comes back with: how good it is, and what goes with the outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analytics.measures.finding import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """How good the forecast was on later people.

    Args:
        n: People (or person-months) it was tested on.
        auc: How often it ranks somebody with the event above somebody without it, from 0 to 1; one half is chance.
        auc_interval: Its interval.
        brier: Mean squared error.
        base: The same of the base rate.
        gain: How much smaller the error is than that of the base rate, in percent of it.
        gain_interval: Its interval.
        is_better: Whether the interval of the gain leaves zero out, and the log loss agrees.
    """

    n: int
    auc: float
    auc_interval: Interval
    brier: float
    base: float
    gain: float
    gain_interval: Interval
    is_better: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationPoint:
    """Later people with similar forecasts.

    Args:
        n: People (or person-months).
        forecast: Mean forecast, in the target's unit.
        observed: What happened, events counted in threes, in the same unit.
        interval: Wilson's interval, for every count that the published one can stand for.
    """

    n: int
    forecast: float
    observed: float
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverLevel:
    """One level of a factor.

    Args:
        level: The level.
        n: People (or person-months) who have it.
        difference: The share if everybody had it minus the share of everybody as they are, coarsened.
        interval: Its interval, rounded outwards, corrected for the number of levels shown.
    """

    level: str
    n: int
    difference: float
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """Something that goes with the outcome, or does not.

    Args:
        label: Words on screen; several factors that are told apart poorly are one.
        weight: How much worse the forecast of later people gets when it is shuffled, in percent of all factors.
        interval: Its interval, corrected for the number of drivers; below 0 shuffling does no harm.
        is_clear: Whether the interval lies above zero.
        levels: Its levels with enough people; only of drivers that are clear.
    """

    label: str
    weight: float
    interval: Interval
    is_clear: bool
    levels: tuple[DriverLevel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCalibration:
    """Leavers of one group against what the model, which does not know the group, expected.

    Args:
        dimension: "gender" or "generation".
        group: The group.
        n: Person-months.
        observed: Leavers, counted in threes.
        expected: Leavers expected.
        ratio: Observed by expected.
        interval: Exact Poisson interval of the ratio, for every count that the published one can stand for, corrected
            for the number of groups. The expectation counts as known.
    """

    dimension: str
    group: str
    n: int
    observed: int
    expected: float
    ratio: float
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Drivers:
    """What goes with an outcome.

    Args:
        target: "engagement" or "leaving".
        outcome: What it is about, in words, such as "leaving voluntarily".
        people: Different people behind it at least.
        seen: When the model was trained, in words.
        new: When it was tested.
        check: How good its forecast was.
        calibration: Forecast and outcome by forecast, lowest first.
        drivers: The factors, the weightiest first; empty where the forecast is no better than the base rate.
        groups: Leavers by group against expectation; empty for engagement.
    """

    target: str
    outcome: str
    people: int
    seen: str
    new: str
    check: Check
    calibration: tuple[CalibrationPoint, ...]
    drivers: tuple[Driver, ...]
    groups: tuple[GroupCalibration, ...] = ()

    @property
    def clear(self) -> tuple[Driver, ...]:
        """The drivers whose weight is beyond chance."""
        return tuple(one for one in self.drivers if one.is_clear)
