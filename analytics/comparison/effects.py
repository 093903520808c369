"""The numbers of a pilot comparison as a release holds them: differences, checks and effects by group."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from analytics.measures.finding import Curve
from analytics.stats.outcome import Interval, Outcome

Unit: TypeAlias = Literal["points", "percentage points"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many people of both groups.

    Args:
        pilot: People of the pilot.
        comparison: People of the comparison.
    """

    pilot: int
    comparison: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One estimate of the difference, pilot minus comparison, in the unit of its outcome.

    Args:
        difference: The estimate.
        interval: Its interval, corrected where it is one of a family.
        p: Two-sided p-value, corrected likewise; None where the method gives none.
    """

    difference: float
    interval: Interval
    p: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawMeans:
    """The Welch comparison of two mean scores.

    Args:
        pilot: Mean of the pilot.
        comparison: Mean of the comparison.
        effect: Their difference.
        t: Test statistic.
        df: Degrees of freedom.
    """

    pilot: float
    comparison: float
    effect: Effect
    t: float
    df: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRankTest:
    """The test of equal rates of leaving over the whole follow-up.

    Args:
        chi_square: Test statistic.
        df: Degrees of freedom.
        p: p-value.
    """

    chi_square: float
    df: int
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRetention:
    """Two retention curves since the index date, and how far apart they are.

    Args:
        pilot: Curve of the pilot; its points are month ends since the index date.
        comparison: Curve of the comparison.
        months: Months after which retention is compared.
        pilot_share: Percent of the pilot still employed then.
        comparison_share: Percent of the comparison still employed then.
        effect: Their difference, in percentage points.
        mean_days: Difference of the mean days employed within those months; None where nobody left.
        logrank: The log-rank test; None where nobody left.
    """

    pilot: Curve
    comparison: Curve
    months: int
    pilot_share: float
    comparison_share: float
    effect: Effect
    mean_days: Effect | None
    logrank: LogRankTest | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawShares:
    """The share of both groups to whom something happened within the follow-up, such as a promotion.

    Args:
        months: Months of follow-up.
        pilot: Percent of the pilot.
        comparison: Percent of the comparison.
        effect: Their difference, in percentage points.
        pilot_rate: Events of the pilot per 100 person-years of follow-up.
        comparison_rate: Events of the comparison per 100 person-years of follow-up.
    """

    months: int
    pilot: float
    comparison: float
    effect: Effect
    pilot_rate: float
    comparison_rate: float


Raw: TypeAlias = RawMeans | RawRetention | RawShares


@dataclass(frozen=True, slots=True, kw_only=True)
class Specification:
    """One way to estimate the difference, a row of the specification picture.

    Args:
        method: Stable name of the method.
        label: The method in words.
        about: Whom the difference is about, in words.
        effect: The estimate.
        is_headline: Whether it was declared in advance as the one that decides.
    """

    method: str
    label: str
    about: str
    effect: Effect
    is_headline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EValues:
    """How strong something unmeasured would have to be to explain the headline away, as risk ratios.

    Args:
        of_estimate: For the estimate.
        of_limit: For the limit nearest to no difference; 1 when the interval holds no difference.
        strongest: The measured thing that goes most strongly with taking part and with the outcome; "" if none does.
        strongest_ratio: How strongly it does, as the smaller of its two risk ratios.
        sentence: All of this in words.
    """

    of_estimate: float
    of_limit: float
    strongest: str
    strongest_ratio: float
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The headline's method applied to something else.

    Args:
        label: What is checked.
        outcome: The estimate, or why there is none.
        is_passed: Whether it speaks for the headline; None where there is none.
        sentence: What it says, in words.
    """

    label: str
    outcome: Outcome[Effect]
    is_passed: bool | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveOneOut:
    """The headline without each business unit in turn.

    Args:
        low: Smallest difference.
        high: Largest difference.
        unit: The unit that moves the headline most.
        without: The headline without that unit.
        n_units: Units that were left out in turn.
        is_passed: Whether the difference keeps its sign whatever unit is left out.
        sentence: What it says, in words.
    """

    low: float
    high: float
    unit: str
    without: Effect
    n_units: int
    is_passed: bool
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overturning:
    """What could overturn the headline.

    Args:
        e_values: How strong something unmeasured would have to be; None where it is undefined.
        placebo: The difference before the program, which the program cannot have made.
        one_unit_out: The headline without each business unit; None where units are not published.
        other_scheme: The headline with generations cut differently.
        without_teammates: The headline without comparison people in the teams of participants.
    """

    e_values: EValues | None
    placebo: Check
    one_unit_out: LeaveOneOut | None
    other_scheme: Check
    without_teammates: Check


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupEffect:
    """The headline's method within one group.

    Args:
        label: The group.
        n: People compared in it.
        outcome: The estimate with an interval corrected for the number of groups, or why there is none.
    """

    label: str
    n: Counts | None
    outcome: Outcome[Effect]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """One test of whether the difference is the same in all groups of a dimension.

    Args:
        q: Cochran's Q.
        df: Degrees of freedom: groups less one.
        p: p-value.
        sentence: What it says, in words.
    """

    q: float
    df: int
    p: float
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """The difference within every group of a dimension.

    Args:
        dimension: `generation`, `gender`, `level` or `cohort`.
        effects: One a group, in display order.
        family: Number of groups for which intervals are corrected.
        interaction: The test of equal differences; None with fewer than two estimates.
    """

    dimension: str
    effects: tuple[GroupEffect, ...]
    family: int
    interaction: Interaction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortCurves:
    """Retention of one cohort and of its comparison, both by months since the index date.

    Args:
        cohort: The cohort.
        pilot: Its curve, or why there is none.
        comparison: The curve of its comparison.
    """

    cohort: str
    pilot: Outcome[Curve]
    comparison: Outcome[Curve]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignedEffect:
    """The analysis of a pilot that chance or a wait-list chose.

    Args:
        intention_to_treat: Everybody assigned to the pilot against everybody assigned to wait, whoever took part.
        cuped: The same made sharper by the measurement before; None where there is none.
    """

    intention_to_treat: Effect
    cuped: Effect | None
