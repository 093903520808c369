"""A line or a row of dots: one group's findings with the color they are drawn in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, assert_never

from analytics.release.read import Estimate, Finding, Released, Undefined, Withheld

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


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


def released(findings: Sequence[Finding[T]]) -> list[T]:
    """The values of the findings that may be shown, in their order."""
    return [value for finding in findings if (value := shown(finding)) is not None]


def shown(finding: Finding[T]) -> T | None:
    """The value of a finding that may be shown, or None for one that is withheld or undefined."""
    match finding.outcome:
        case Released(value=value):
            return value
        case Withheld() | Undefined():
            return None
        case _:
            assert_never(finding.outcome)


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
