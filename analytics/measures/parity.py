"""Who takes part, held against who could have: parity of every group, and what joined cohort by cohort."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from analytics.errors import UndefinedStatisticError
from analytics.measures.finding import Outcome, Released, Undefined
from analytics.stats.outcome import Interval
from analytics.stats.parity import parity
from analytics.stats.proportions import wilson

if TYPE_CHECKING:
    from analytics.measures.cell import Cell

PERCENT = 100
MISSED = 0.05
FOUR_FIFTHS = 0.8
"""The ratio that selection guidelines use as a rule of thumb: a line of reference here, never a verdict.

Reference:
    Uniform Guidelines on Employee Selection Procedures (1978), 29 CFR 1607.4 D.
"""

Representation: TypeAlias = Literal["over", "under", "even"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupParity:
    """How often a group takes part, beside everybody who could have.

    Args:
        label: The group.
        enrolled: Participants in the group.
        eligible: Eligible people in the group.
        rate: Share of the group that takes part, in percent.
        pool_rate: Share of the eligible pool that takes part, in percent.
        ratio: The first divided by the second; 1 is parity.
        interval: Exact interval of the ratio, corrected for the number of groups.
        p: Exact p-value of taking part by lot, corrected likewise.
        family: Number of groups compared together.
        representation: `over` or `under` where the corrected interval leaves 1 out, else `even`.
    """

    label: str
    enrolled: int
    eligible: int
    rate: float
    pool_rate: float
    ratio: float
    interval: Interval
    p: float
    family: int
    representation: Representation


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortShare:
    """The share of a group among those who joined in one cohort.

    Args:
        label: The group.
        cohort: The cohort.
        joined: People of the group who joined in it.
        of: People who joined in it.
        share: The first out of the second, in percent.
        interval: Its interval, in percent, corrected for the number of shares told together.
        pool_share: Share of the group among everybody eligible, in percent.
    """

    label: str
    cohort: str
    joined: int
    of: int
    share: float
    interval: Interval
    pool_share: float


def group_parity(group: Cell, pool: Cell, *, label: str, family: int = 1, level: float = 0.95) -> Outcome[GroupParity]:
    """The parity of one group.

    Args:
        group: Eligible people of the group (`n`) and how many of them enrolled (`total`).
        pool: The same of everybody eligible, the group included.
        label: The group.
        family: Number of groups compared together; interval and p-value are corrected for it (Bonferroni).
        level: Confidence level of a single comparison, a share.
    """
    try:
        found = parity(group.total, group.n, pool.total, pool.n, level=1 - (1 - level) / family)
    except UndefinedStatisticError as undefined:
        return Undefined(reason=undefined.what)
    value = GroupParity(
        label=label,
        enrolled=group.total,
        eligible=group.n,
        rate=PERCENT * group.total / group.n,
        pool_rate=PERCENT * pool.total / pool.n,
        ratio=found.ratio,
        interval=found.interval,
        p=min(1.0, family * found.p),
        family=family,
        representation=_representation(found.interval),
    )
    return Released(value=value, n=group.n)


def cohort_share(
    joined: Cell, cohort: Cell, group: Cell, pool: Cell, *, names: tuple[str, str], family: int = 1
) -> CohortShare:
    """The share of a group among those who joined in a cohort.

    Args:
        joined: Eligible people of the group who joined in the cohort.
        cohort: Everybody who joined in it.
        group: Eligible people of the group.
        pool: Everybody eligible.
        names: The group and the cohort.
        family: Number of shares told together; the interval is corrected for it (Bonferroni).
    """
    limits = wilson(joined.n, cohort.n, level=1.0 - MISSED / family).interval
    return CohortShare(
        label=names[0],
        cohort=names[1],
        joined=joined.n,
        of=cohort.n,
        share=PERCENT * joined.n / cohort.n,
        interval=Interval(low=PERCENT * limits.low, high=PERCENT * limits.high, level=limits.level),
        pool_share=PERCENT * group.n / pool.n,
    )


def _representation(interval: Interval) -> Representation:
    if not interval.excludes(1.0):
        return "even"
    return "over" if interval.low > 1 else "under"
