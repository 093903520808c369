"""The evidence of a pilot comparison as a release holds it, in the order of trust; no row of anybody is in it."""

from dataclasses import dataclass

from analytics.comparison.effects import (
    AssignedEffect,
    Check,
    CohortCurves,
    Counts,
    Effect,
    EValues,
    GroupEffect,
    Groups,
    Interaction,
    LeaveOneOut,
    LogRankTest,
    Overturning,
    Raw,
    RawMeans,
    RawRetention,
    RawShares,
    Specification,
    Unit,
)
from analytics.measures.finding import Verdict

__all__ = [
    "AssignedEffect", "Assignment", "BalanceRow", "Basis", "Caution", "Check", "CohortCurves", "Counts",
    "EValues", "Effect", "FlowStage", "GroupEffect", "Groups", "Interaction", "LeaveOneOut", "LogRankTest",
    "MissingOutcome", "NaiveRetention", "OutcomeEvidence", "OverlapBin", "Overturning", "PilotComparison",
    "Raw", "RawMeans", "RawRetention", "RawShares", "Specification", "Unit",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """One thing that speaks against believing a comparison.

    Args:
        code: Stable short name.
        message: One sentence or two for the reader.
        forbids_verdict: Whether nobody may say "higher" or "lower" because of it.
    """

    code: str
    message: str
    forbids_verdict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowStage:
    """One rule on the way into the comparison. Rules that removed one to nine people are joined with a neighbor.

    Args:
        stage: The rule in words; the last stage is "compared".
        removed: People whom the rule removed, 0 in the last stage.
        left: People who are left after it.
    """

    stage: str
    removed: Counts
    left: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceRow:
    """How alike the two groups were in one thing known on the index date.

    Args:
        covariate: What was known, such as "level".
        label: The row's words, such as "level: L2" or "engagement before".
        before: Standardized difference as the groups are; None where nobody differs within them.
        after: The same after the weights of the headline; None where they are undefined.
    """

    covariate: str
    label: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapBin:
    """People of both groups whose chance of taking part lies between two limits, in percent to the nearest five.

    Args:
        low: Lower limit of the chance, a share.
        high: Upper limit of the chance, a share.
        pilot: Percent of the pilot.
        comparison: Percent of the comparison.
    """

    low: float
    high: float
    pilot: int
    comparison: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Who is compared in one outcome, and how alike they were.

    Args:
        n: People compared.
        flow: Who was lost on the way, in order.
        answered: Percent of those who could be compared and whose outcome is known; None where it is everybody's.
        balance: Every thing known on the index date.
        overlap: The chances of taking part of both groups; empty where they are undefined.
        effective: What the weighted groups are worth in people; None where weights are undefined.
    """

    n: Counts
    flow: tuple[FlowStage, ...]
    answered: Counts | None
    balance: tuple[BalanceRow, ...]
    overlap: tuple[OverlapBin, ...]
    effective: Counts | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeEvidence:
    """Everything about one outcome, in the order of trust.

    Args:
        measure: Name of the measure in the catalog.
        label: The measure in words.
        is_primary: Whether it was declared as the one that decides.
        unit: Unit of every difference.
        window: When it was measured, in words.
        cautions: What speaks against believing it, the gravest first; shown before any number.
        basis: Who is compared and how alike they were.
        raw: The comparison as the groups are; None where it would tell what a few people left out answered.
        specifications: Every adjusted estimate, the headline among them.
        headline: The specification that decides; None where it is undefined.
        smallest_detectable: Difference that this many people would have shown in four of five cases; None likewise.
        margin: The largest difference that would not matter; None where none was declared for this outcome.
        family: Outcomes whose verdicts share the chance of a false alarm.
        overturning: What could overturn the headline; None where it is undefined.
        groups: By generation, gender, level and cohort, as far as they may be shown.
        cohort_curves: Retention of every cohort, side by side; empty for other outcomes.
        assigned: The analysis by assignment; None where nobody was assigned.
        verdict: What may be said.
        sentence: The verdict in one sentence.
        next_step: What to do next, in one sentence.
    """

    measure: str
    label: str
    is_primary: bool
    unit: Unit
    window: str
    cautions: tuple[Caution, ...]
    basis: Basis
    raw: Raw | None
    specifications: tuple[Specification, ...]
    headline: Specification | None
    smallest_detectable: float | None
    margin: float | None
    family: int
    overturning: Overturning | None
    groups: tuple[Groups, ...]
    cohort_curves: tuple[CohortCurves, ...]
    assigned: AssignedEffect | None
    verdict: Verdict
    sentence: str
    next_step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingOutcome:
    """An outcome of the design that cannot be shown.

    Args:
        measure: Name of the measure in the catalog.
        label: The measure in words.
        reason: Why, in one sentence.
    """

    measure: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """How a pilot that chance or a wait-list chose came about.

    Args:
        assigned: People assigned to the pilot, and to wait or stay outside.
        planned_share: Share of the pilot that was planned.
        took_part: Percent of both groups who enrolled.
        p: p-value of the groups' sizes if the plan was kept; below 0.001 a caution warns.
    """

    assigned: Counts
    planned_share: float
    took_part: Counts
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NaiveRetention:
    """What a careless calculation would have said: ever enrolled against never, the clock running from hire.

    Args:
        months: Months since hire.
        pilot: Percent of those who ever enrolled who were still employed.
        comparison: Percent of everybody else.
        difference: Their difference, in percentage points.
        sentence: The warning: what it would have said, and why it is wrong.
    """

    months: int
    pilot: float
    comparison: float
    difference: float
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotComparison:
    """One declared comparison of a pilot with people who could have been in it.

    Args:
        name: Name of the design.
        sha256: Hash of the design.
        sentence: What is compared, with whom and over what time.
        cohort: The cohort; "" for all of them together.
        role: `Junior mentor` or `Senior mentee`.
        index_rule: Where the clock starts, in words.
        follow_up_months: Months after the index date.
        matched_on: What comparison people share with participants, in words.
        held_equal: What the adjusted estimates hold equal, in words.
        kept_to: Hash of the plan registered beforehand that this comparison keeps to; None where there is none.
        assignment: How the pilot was chosen, where an assignment is on record.
        outcomes: What was compared, the primary outcome first.
        missing: Outcomes of the design that cannot be shown, and why.
        naive: What a careless calculation would have said; None where it cannot be shown.
        design: The design as TOML, whose hash is `sha256`; empty where it was not kept.
    """

    name: str
    sha256: str
    sentence: str
    cohort: str
    role: str
    index_rule: str
    follow_up_months: int
    matched_on: tuple[str, ...]
    held_equal: tuple[str, ...]
    kept_to: str | None
    assignment: Assignment | None
    outcomes: tuple[OutcomeEvidence, ...]
    missing: tuple[MissingOutcome, ...]
    naive: NaiveRetention | None
    design: str = ""
