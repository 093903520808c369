"""The employees: who they are, where they work and what they are like inside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from analytics.simulate.hazards import YEAR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analytics.simulate.draws import Draws
    from analytics.simulate.scenario import Scenario

GENDERS = ("Woman", "Man", "Non-binary", "")
ETHNICITIES = ("White", "Asian", "Hispanic or Latino", "Black", "Two or more", "")
UNITS = ("Engineering", "Operations", "Sales", "Customer Care", "Research", "Finance", "Marketing", "People")
LEVELS = ("L1", "L2", "L3", "L4", "L5", "L6")
LOCATIONS = ("Chicago", "Austin", "Toronto", "London", "Berlin", "Bengaluru", "Singapore", "São Paulo")

_UNIT_SHARES = (0.22, 0.20, 0.14, 0.14, 0.10, 0.08, 0.07, 0.05)
_LOCATION_SHARES = (0.24, 0.14, 0.10, 0.14, 0.12, 0.14, 0.06, 0.06)
_ETHNICITY_SHARES = (0.46, 0.19, 0.13, 0.10, 0.03, 0.09)
_BINARY = 1
_GENDER_SHARES = (0.0, 0.955, 0.02, 0.025)
_PRESENT = (0.12, 0.32, 0.41, 0.15)
_HIRED = (0.01, 0.13, 0.42, 0.44)
_BORN = ((1957, 1964), (1965, 1980), (1981, 1996), (1997, 2003))
_MEAN_TENURE = (14.0, 10.0, 5.0, 1.8)
_LEVEL_STEPS = (-0.55, 0.30, 1.05, 1.75, 2.45)
_TEAM_SIZES = (8, 15)


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What no export shows: standard normal traits of each person, shape (people,)."""

    engagement: NDArray[np.float64]
    satisfaction: NDArray[np.float64]
    ambition: NDArray[np.float64]
    frailty: NDArray[np.float64]
    bridging: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workforce:
    """Everybody who was employed on some day of the roster, one entry a person in every array.

    Codes point into `GENERATIONS`, `GENDERS`, `ETHNICITIES`, `UNITS`, `LEVELS` and `LOCATIONS`.
    Days count from 1970-01-01.
    """

    number: NDArray[np.int64]
    generation: NDArray[np.int64]
    birth_year: NDArray[np.int64]
    born_on: NDArray[np.float64]
    gender: NDArray[np.int64]
    ethnicity: NDArray[np.int64]
    team: NDArray[np.int64]
    unit: NDArray[np.int64]
    location: NDArray[np.int64]
    first_level: NDArray[np.int64]
    hired_on: NDArray[np.int64]
    is_eligible: NDArray[np.bool_]
    traits: Traits

    def __len__(self) -> int:
        """Number of people."""
        return len(self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Teams:
    unit: NDArray[np.int64]
    location: NDArray[np.int64]
    size: NDArray[np.int64]


def workforce(scenario: Scenario, draws: Draws) -> Workforce:
    """The employees of the first day and everybody hired until the last day of the roster."""
    first, last = day_number(scenario.observed_from), day_number(scenario.observed_to)
    hires = round(scenario.people * scenario.hires_per_year * (last - first + 1) / YEAR)
    n = scenario.people + hires
    is_hire = np.arange(n) >= scenario.people
    generation = np.where(is_hire, draws.code("hired generation", n, _HIRED), draws.code("generation", n, _PRESENT))
    birth_year = _birth_years(generation, draws)
    born_on = (birth_year - 1970 + draws.uniform("birthday", n)) * YEAR
    hired_on = np.where(
        is_hire, draws.whole("hire day", n, first, last), _earlier_hires(generation, born_on, first, draws)
    )
    teams = _teams(scenario, draws)
    team = _memberships(teams, scenario.people, n, draws)
    traits = _traits(team, len(teams.size), scenario.team_share, draws)
    age, tenure = (hired_on.clip(first) - born_on) / YEAR, (hired_on.clip(first) - hired_on) / YEAR
    level = _levels(age, tenure, traits.ambition, draws)
    is_local = draws.happens("works where the team is", np.full(n, 0.85))
    return Workforce(
        number=draws.order("person number", n) + 1,
        generation=generation,
        birth_year=birth_year,
        born_on=born_on,
        gender=_genders(level, draws),
        ethnicity=draws.code("ethnicity", n, _ETHNICITY_SHARES),
        team=team,
        unit=teams.unit[team],
        location=np.where(is_local, teams.location[team], draws.code("own location", n, _LOCATION_SHARES)),
        first_level=level,
        hired_on=hired_on,
        is_eligible=draws.happens("eligible", np.full(n, 0.95)),
        traits=traits,
    )


def _birth_years(generation: NDArray[np.int64], draws: Draws) -> NDArray[np.int64]:
    first, last = np.array(_BORN)[generation].T
    year = first + np.floor(draws.uniform("birth year", len(generation)) * (last - first + 1))
    return np.asarray(year, dtype=np.int64)


def _earlier_hires(
    generation: NDArray[np.int64], born_on: NDArray[np.float64], first: int, draws: Draws
) -> NDArray[np.int64]:
    """Hire days before the roster begins: exponential tenure of each generation, never hired before the age of 18."""
    mean = np.array(_MEAN_TENURE)[generation]
    longest = np.maximum((first - born_on) / YEAR - 18.0, 0.05)
    share = draws.uniform("tenure", len(generation)) * -np.expm1(-longest / mean)
    return np.asarray(first - 1 - np.floor(-mean * np.log1p(-share) * YEAR), dtype=np.int64)


def _teams(scenario: Scenario, draws: Draws) -> _Teams:
    low, high = _TEAM_SIZES
    most = scenario.people // low + 1
    size = draws.whole("team size", most, low, high)
    n = int(np.searchsorted(np.cumsum(size), scenario.people)) + 1
    return _Teams(
        unit=draws.code("team unit", n, _UNIT_SHARES),
        location=draws.code("team location", n, _LOCATION_SHARES),
        size=size[:n],
    )


def _memberships(teams: _Teams, people: int, n: int, draws: Draws) -> NDArray[np.int64]:
    """Teams filled on the first day; each later hire goes to a team in proportion to its size."""
    seats = np.repeat(np.arange(len(teams.size)), teams.size)
    filled = seats[:people][draws.order("seat", people)]
    later = seats[draws.whole("seat of a hire", n - people, 0, people - 1)]
    return np.concatenate([filled, later]).astype(np.int64)


def _traits(team: NDArray[np.int64], n_teams: int, share: float, draws: Draws) -> Traits:
    n = len(team)

    def trait(name: str) -> NDArray[np.float64]:
        between = draws.normal(f"team {name}", n_teams)[team]
        return np.asarray(np.sqrt(share) * between + np.sqrt(1 - share) * draws.normal(f"own {name}", n))

    engagement = trait("engagement")
    satisfaction = 0.6 * engagement + 0.8 * trait("satisfaction")
    return Traits(
        engagement=engagement,
        satisfaction=satisfaction,
        ambition=0.3 * engagement + np.sqrt(1 - 0.09) * draws.normal("ambition", n),
        frailty=-0.4 * engagement - 0.2 * satisfaction + 0.8 * draws.normal("frailty", n),
        bridging=0.35 * engagement + np.sqrt(1 - 0.35**2) * trait("bridging"),
    )


def _levels(
    age: NDArray[np.float64], tenure: NDArray[np.float64], ambition: NDArray[np.float64], draws: Draws
) -> NDArray[np.int64]:
    standing = 0.055 * (age - 38) + 0.03 * tenure + 0.25 * ambition + 0.75 * draws.normal("level", len(age))
    return np.searchsorted(np.array(_LEVEL_STEPS), standing).astype(np.int64)


def _genders(level: NDArray[np.int64], draws: Draws) -> NDArray[np.int64]:
    """Women are about half of L1 and a third of L6."""
    usual = draws.code("gender", len(level), _GENDER_SHARES)
    is_woman = draws.happens("woman", 0.53 - 0.035 * level)
    return np.where(usual == _BINARY, np.where(is_woman, 0, 1), usual)
