"""What a pilot of a given size would see, and how large it must be to see what matters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from analytics.errors import SettingsError
from analytics.stats.power import Arm, design_effect, detectable, detectable_share, power, share_power

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WELCH_PAIRS = 500
"""Pairs of the pilot of 1999 that gave the idea its name."""

MOST_PAIRS = 1_000_000
YEAR = 12
TARGET = 0.8
PERCENT = 100.0
FEWEST_EXPECTED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A pilot that is being planned, seen from one side of its pairs.

    Args:
        pairs: Pairs, so many juniors and so many seniors.
        comparison: Eligible people of the same role who will not take part.
        months: Months of follow-up.
        retention: Share of comparable people who are still there after twelve months.
        deviation: Standard deviation of the survey score, in points.
        response: Share of people who answer the survey.
        team_size: Mean number of people of one team. Whoever takes part and whoever does not come from the same teams,
            so each group has as many of a team as its share of the people.
        correlation: How much members of a team resemble each other (intraclass correlation).

    Raises:
        SettingsError: A value is out of range.
    """

    pairs: int
    comparison: int
    months: float = 12.0
    retention: float = 0.85
    deviation: float = 20.0
    response: float = 0.6
    team_size: float = 1.0
    correlation: float = 0.05

    def __post_init__(self) -> None:
        """Refuse what no company can plan."""
        is_possible = (
            self.pairs >= 1
            and self.comparison >= 1
            and self.months > 0
            and 0 < self.retention < 1
            and self.deviation > 0
            and 0 < self.response <= 1
            and self.team_size >= 1
            and 0 <= self.correlation <= 1
        )
        if not is_possible:
            raise SettingsError(
                "The plan has a value that no pilot can have.",
                allowed="At least one pair and one comparable person, months, deviation and team size above 0, "
                "retention between 0 and 100 %, response up to 100 %, correlation from 0 to 1.",
            )

    @property
    def base_rate(self) -> float:
        """Share of comparable people still there at the end of the follow-up, leaving at an even pace."""
        return float(self.retention ** (self.months / YEAR))

    @property
    def has_stable_base(self) -> bool:
        """Whether five comparable people are expected to leave and five to stay; the formulas need that."""
        return self.people[1] * min(self.base_rate, 1 - self.base_rate) >= FEWEST_EXPECTED

    @property
    def people(self) -> tuple[float, float]:
        """People of the pilot and of the comparison, counted as if they were independent."""
        return self._independent(self.pairs, 1.0), self._independent(self.comparison, 1.0)

    @property
    def answers(self) -> tuple[Arm, Arm]:
        """Answers of the pilot and of the comparison, counted as if they were independent."""
        pilot, comparison = (
            Arm(n=self._independent(n, self.response), deviation=self.deviation) for n in (self.pairs, self.comparison)
        )
        return pilot, comparison

    def _independent(self, people: int, share: float) -> float:
        """How many independent people are worth a share of a group: members of a team resemble each other."""
        of_one_team = self.team_size * share * people / (self.pairs + self.comparison)
        return people * share / design_effect(of_one_team, self.correlation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """The smallest true differences that a pilot would find in four of five cases.

    Args:
        pairs: Pairs of the pilot.
        lower: Drop of retention at the end of the follow-up, in percentage points, below 0; None if none is found.
        higher: Rise of retention, in percentage points; None if not even complete retention would be found.
        score: Difference of a survey score, in points; None where fewer than two people answer in a group.
        prevented: Share of all departures that the pilot has to prevent for the rise to be found, in percent; None
            where no rise is found.
    """

    pairs: int
    lower: float | None
    higher: float | None
    score: float | None
    prevented: float | None


@lru_cache(maxsize=4096)
def sight(plan: Plan) -> Sight:
    """What a pilot would see.

    Args:
        plan: The pilot.

    Reference:
        As `analytics.stats.power.detectable` and `detectable_share`, people of each group divided by Kish's design
        effect. That people of both groups share teams makes the difference a little surer than said here.

    >>> found = sight(Plan(pairs=500, comparison=5000))
    >>> f"{found.lower:.1f}, {found.higher:.1f} percentage points, {found.score:.1f} points"
    '-4.9, 4.5 percentage points, 3.4 points'
    """
    can_leave = plan.has_stable_base and plan.people[0] >= 1
    lower, higher = detectable_share(plan.base_rate, *plan.people, target=TARGET) if can_leave else (None, None)
    pilot, comparison = plan.answers
    can_answer = min(pilot.n, comparison.n) >= 2  # noqa: PLR2004 - the definition of a variance
    base = plan.base_rate
    return Sight(
        pairs=plan.pairs,
        lower=None if lower is None else PERCENT * (lower - base),
        higher=None if higher is None else PERCENT * (higher - base),
        score=detectable(pilot, comparison, target=TARGET) if can_answer else None,
        prevented=None if higher is None else PERCENT * (higher - base) / (1 - base),
    )


def sight_curve(plan: Plan, pairs: Sequence[int]) -> tuple[Sight, ...]:
    """What pilots of several sizes would see.

    Args:
        plan: The pilot; its number of pairs is replaced.
        pairs: Numbers of pairs.
    """
    return tuple(sight(replace(plan, pairs=one)) for one in pairs)


def sight_over_time(plan: Plan, months: Sequence[float]) -> tuple[Sight, ...]:
    """What a pilot would see after several lengths of follow-up.

    Args:
        plan: The pilot; its follow-up is replaced.
        months: Months of follow-up.

    >>> early, late = sight_over_time(Plan(pairs=120, comparison=3000), (6, 24))
    >>> f"{early.prevented:.0f} %, then {late.prevented:.0f} % of all departures"
    '76 %, then 40 % of all departures'
    """
    return tuple(sight(replace(plan, months=one)) for one in months)


def pairs_for_retention(plan: Plan, points: float) -> int | None:
    """The fewest pairs with which a true difference in retention would be found in four of five cases.

    Args:
        plan: The pilot; its number of pairs is what is asked for.
        points: True difference at the end of the follow-up, in percentage points, not 0.

    Returns:
        Pairs, or None where so few comparable people never suffice.

    Raises:
        SettingsError: The difference is 0 or leads out of 0 to 100 %.

    >>> pairs_for_retention(Plan(pairs=1, comparison=5000), 5.0)
    389
    """
    share = plan.base_rate + points / PERCENT
    if points == 0 or not 0 <= share <= 1:
        raise SettingsError(
            "No pilot can have that retention.", allowed="A difference other than 0, within 0 to 100 %."
        )

    def found(one: Plan) -> float:
        is_enough = plan.has_stable_base and one.people[0] >= 1
        return share_power(share, plan.base_rate, *one.people) if is_enough else 0.0

    return _fewest(plan, found)


def pairs_for_score(plan: Plan, points: float) -> int | None:
    """The fewest pairs with which a true difference in a survey score would be found in four of five cases.

    Args:
        plan: The pilot; its number of pairs is what is asked for.
        points: True difference, in points, not 0.

    Returns:
        Pairs, or None where so few comparable people never suffice.

    Raises:
        SettingsError: The difference is 0.

    >>> pairs_for_score(Plan(pairs=1, comparison=5000), 5.0)
    222
    """
    if points == 0:
        raise SettingsError("No number of people is enough to find a difference of 0.")

    def found(one: Plan) -> float:
        pilot, comparison = one.answers
        if min(pilot.n, comparison.n) < 2:  # noqa: PLR2004 - the definition of a variance
            return 0.0
        return power(points, pilot, comparison)

    return _fewest(plan, found)


def welch_sentence(plan: Plan) -> str:
    """What a pilot of the size of Welch's would see in this company, in one sentence.

    Args:
        plan: The company's plan; its number of pairs is replaced by 500.

    >>> print(welch_sentence(Plan(pairs=40, comparison=5000)))
    A pilot of Welch's size (500 pairs) would see 12-month retention 4.5 points higher, or a score 3.4 points away.
    """
    found = sight(replace(plan, pairs=WELCH_PAIRS))
    retention = (
        f"{plan.months:g}-month retention {found.higher:.1f} points higher"
        if found.higher is not None
        else f"no rise of {plan.months:g}-month retention, however large"
    )
    score = f"a score {found.score:.1f} points away" if found.score is not None else "no difference of a score"
    return f"A pilot of Welch's size ({WELCH_PAIRS} pairs) would see {retention}, or {score}."


def _fewest(plan: Plan, found: Callable[[Plan], float]) -> int | None:
    """The fewest pairs at which the chance of finding the difference reaches four in five, by bisection."""
    if found(replace(plan, pairs=MOST_PAIRS)) < TARGET:
        return None
    short, enough = 0, MOST_PAIRS
    while enough - short > 1:
        middle = (short + enough) // 2
        short, enough = (short, middle) if found(replace(plan, pairs=middle)) >= TARGET else (middle, enough)
    return enough
