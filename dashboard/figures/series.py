"""A line or a row of dots: one group's findings with the color they are drawn in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.release.read import Estimate, Finding, released, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Series", "limits", "reach", "released", "shown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One group's findings.

    Args:
        label: The group, in words on screen.
        color: Color it is drawn in.
        findings: Its findings, in the order of the axis.
    """

    label: str
    color: str
    findings: tuple[Finding[Estimate], ...]


def limits(estimates: Sequence[Estimate]) -> list[float]:
    """Every number that a figure of these estimates must have room for."""
    return [
        number
        for estimate in estimates
        for number in (
            (estimate.value, estimate.interval.low, estimate.interval.high) if estimate.interval else (estimate.value,)
        )
    ]


def reach(estimate: Estimate) -> tuple[float, float]:
    """The ends of an estimate's interval; the estimate itself where it has none."""
    found = estimate.interval
    return (found.low, found.high) if found else (estimate.value, estimate.value)
