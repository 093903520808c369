"""A pilot comparison as pages and documents read it, and the design behind it."""

from __future__ import annotations

from analytics.comparison.design import Design
from analytics.comparison.evidence import (
    BalanceRow,
    Basis,
    Caution,
    Check,
    CohortCurves,
    Counts,
    Effect,
    EValues,
    FlowStage,
    GroupEffect,
    Groups,
    OutcomeEvidence,
    OverlapBin,
    Overturning,
    PilotComparison,
    Raw,
    RawMeans,
    RawRetention,
    RawShares,
    Specification,
)
from analytics.comparison.money import Worth, worth
from analytics.errors import TwowayError

__all__ = [
    "BalanceRow",
    "Basis",
    "Caution",
    "Check",
    "CohortCurves",
    "Counts",
    "Design",
    "EValues",
    "Effect",
    "FlowStage",
    "GroupEffect",
    "Groups",
    "OutcomeEvidence",
    "OverlapBin",
    "Overturning",
    "PilotComparison",
    "Raw",
    "RawMeans",
    "RawRetention",
    "RawShares",
    "Specification",
    "Worth",
    "design_of",
    "worth",
]


def design_of(comparison: PilotComparison) -> Design | None:
    """The design of a comparison, or None where the release does not hold the one that its hash names.

    Args:
        comparison: The comparison.
    """
    if not comparison.design:
        return None
    try:
        design = Design.from_toml(comparison.design)
    except TwowayError:
        return None
    return design if design.sha256 == comparison.sha256 else None
