"""What a measure comes back with: an estimate, a difference or a curve, and where it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, Literal, TypeAlias, TypeVar

from analytics.stats.outcome import Interval, Outcome, Released, Undefined, Withheld

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

T = TypeVar("T")
U = TypeVar("U")

Verdict: TypeAlias = Literal["higher", "lower", "no_difference", "not_enough"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """How a number was computed.

    Args:
        sentence: Whom it is about.
        definition: What is measured.
        numerator: What is counted or summed.
        denominator: What it is divided by.
        window: The period it covers.
        exclusions: Who or what is left out.
        method: How its interval is made.
        sql: The SQL that gives its integers.
        values: The values bound to the SQL, by name.
        release_id: The release it is read from.
        data_version: The version of the store the release was made from.
        import_ids: The imports in that version.
        as_of: What of it is of an earlier release, with the time of that, ISO 8601.
    """

    sentence: str
    definition: str
    numerator: str
    denominator: str
    window: str
    exclusions: str
    method: str
    sql: str
    values: Mapping[str, str]
    release_id: str
    data_version: int
    import_ids: tuple[str, ...]
    as_of: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One number of one group, with its uncertainty.

    Args:
        label: The group.
        n: People, answers or pairs behind it.
        value: The estimate, in `unit`.
        interval: Confidence interval, in `unit`; None where none is defined.
        unit: Unit of the value.
        wave: Survey wave, or None where the measure has none.
        standard_error: Standard error, in `unit`; None where none is defined.
    """

    label: str
    n: int
    value: float
    interval: Interval | None
    unit: str
    wave: str | None = None
    standard_error: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Pilot minus comparison.

    Args:
        label: The group within which both are compared.
        pilot: The pilot's estimate.
        comparison: The comparison's estimate.
        difference: Pilot minus comparison, in the measure's unit.
        interval: Confidence interval of the difference, corrected for the size of the family.
        p: Two-sided p-value, corrected for the size of the family.
        t: Test statistic.
        df: Degrees of freedom, or None for a normal approximation.
        smallest_detectable: The difference that this many people would have shown in four of five cases.
        verdict: What may be said.
        margin: The largest difference that still counts as none, in the measure's unit.
        family: Number of comparisons made together.
        narrow: Interval of two one-sided tests (90 % for a single comparison), which lies within the margin where
            there is shown to be no difference; None where it was not made.
    """

    label: str
    pilot: Estimate
    comparison: Estimate
    difference: float
    interval: Interval
    p: float
    t: float
    df: float | None
    smallest_detectable: float
    verdict: Verdict
    margin: float
    family: int = 1
    narrow: Interval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """One point of a retention curve.

    Args:
        day: Days since the clock's start.
        survival: Share still employed, in percent.
        low: Lower limit, in percent.
        high: Upper limit, in percent; 100 while nobody has left.
        standard_error: Greenwood standard error, in percent.
        at_risk: People at risk on that day, rounded up to a multiple of three.
        leavers: People who left up to that day, to the nearest three.
    """

    day: int
    survival: float
    low: float
    high: float
    standard_error: float
    at_risk: int
    leavers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """The retention curve of one group.

    Args:
        label: The group.
        people: People with at least one day at risk.
        start: Day on which the curve begins at 100 %: the first with enough people at risk.
        points: The curve at month ends: one a month without a gap, or fewer where so many numbers may not be shown.
            Between two of them nothing is known.
    """

    label: str
    people: int
    start: int
    points: tuple[CurvePoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """How the scores of a group spread over three bands.

    Args:
        n: Answers.
        low: Share below 50 of 100, in percent to the nearest 5.
        middle: Share from 50 to below 75.
        high: Share from 75 on.
    """

    n: int
    low: int
    middle: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The answers to one question of one survey.

    Args:
        id: The vendor's name of the question.
        text: The question as asked.
        n: Answers.
        mean: Mean answer on the question's own scale.
        interval: Interval of the mean.
        minimum: Lowest possible answer.
        maximum: Highest possible answer.
    """

    id: str
    text: str
    n: int
    mean: float
    interval: Interval
    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Generic[T]):
    """An outcome together with the question it answers.

    Args:
        measure: Name of the measure in the catalog.
        label: The group it is about.
        outcome: The value, or why there is none.
        provenance: How it was computed.
    """

    measure: str
    label: str
    outcome: Outcome[T]
    provenance: Provenance

    def then(self, step: Callable[[T], Outcome[U]]) -> Outcome[U]:
        """The outcome of a further step; a withheld or undefined outcome stays what it is."""
        match self.outcome:
            case Released(value=value):
                return step(value)
            case Withheld() | Undefined():
                return self.outcome


def shown(finding: Finding[T]) -> T | None:
    """The value of a finding that may be shown, or None for one that is withheld or undefined."""
    match finding.outcome:
        case Released(value=value):
            return value
        case Withheld() | Undefined():
            return None


def released(findings: Sequence[Finding[T]]) -> list[T]:
    """The values of the findings that may be shown, in their order."""
    return [value for finding in findings if (value := shown(finding)) is not None]


__all__ = [
    "Bands",
    "Curve", "CurvePoint", "Difference", "Estimate", "Finding", "Interval", "Outcome", "Provenance", "Question",
    "Released", "Undefined", "Verdict", "Withheld", "released", "shown",
]  # fmt: skip
