"""Finding -> one honest sentence. Words on screen come from here, so that no page can flatter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics import catalog
from analytics.measures.amounts import number, signed
from analytics.measures.finding import Curve, Difference, Estimate, Finding, Released, Undefined, Withheld
from analytics.measures.retention import MONTHS, retained
from analytics.measures.steps import departures_steps, steps_sentence
from analytics.numerals import local

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.comparison.evidence import OutcomeEvidence, PilotComparison
    from analytics.measures.driver_findings import Drivers
    from analytics.measures.parity import GroupParity
    from analytics.measures.themes import Themes
    from analytics.query import Where
    from analytics.release.read import Release

__all__ = [
    "BY_CHANCE",
    "DeclaredVerdict",
    "breakdown_title",
    "chance_sentence",
    "curve_title",
    "declared_verdicts",
    "departures_steps",
    "difference_title",
    "difference_unit",
    "driver_title",
    "experience_title",
    "forecast_title",
    "groups_title",
    "interval_words",
    "multiplicity_sentence",
    "number",
    "opposite_signs_sentence",
    "overview_sentence",
    "parity_title",
    "raw_sentence",
    "signed",
    "stayed_title",
    "steps_sentence",
    "trend_title",
    "verdict_sentence",
]

BY_CHANCE = 0.05
"""Share of single comparisons whose 95 % interval leaves zero out although nothing differs."""
APART = "All is the outcome that decides and stands alone. Beside it: "
MOST_LISTED = 3
IN_SENTENCES = {
    "Pilot": "the pilot",
    "Comparison": "the comparison",
    "Chosen": "the chosen people",
    "Everyone": "everyone",
}


def interval_words(finding: Difference | Estimate, unit: str = "") -> str:
    """The limits of an interval in words, or an empty string where there is none.

    >>> interval_words(Estimate(label="", n=3, value=1.0, interval=None, unit="points"))
    ''
    """
    limits = finding.interval
    return "" if limits is None else f"{number(limits.low)} to {number(limits.high, unit)}"


def difference_unit(measure: str) -> str:
    """The unit of a difference: percentage points where the measure is a share.

    >>> difference_unit("retention")
    'percentage points'
    """
    unit = catalog.measure(measure).unit
    return "percentage points" if unit == "%" else unit


def verdict_sentence(finding: Finding[Difference]) -> str:
    """One sentence with the verdict, the difference, its range, and what could have been seen.

    It is about a raw comparison and says so: people who volunteer differ from those who do not.
    """
    match finding.outcome:
        case Released(value=found):
            return _verdict(catalog.measure(finding.measure).label, found, difference_unit(finding.measure))
        case Withheld(reason=reason) | Undefined(reason=reason):
            return reason


def _verdict(label: str, found: Difference, unit: str) -> str:
    limits = interval_words(found, unit)
    difference = signed(found.difference, unit)
    match found.verdict:
        case "higher" | "lower":
            sides = f"{number(found.pilot.value)} against {number(found.comparison.value)}"
            return f"{label} is {found.verdict} in the pilot: {sides}, a difference of {difference} ({limits})."
        case "no_difference":
            shown = _within_margin(found, unit) or limits
            return f"{label} shows no difference larger than {number(found.margin, unit)}: {difference} ({shown})."
        case "not_enough":
            seen = f"only a difference of {number(found.smallest_detectable, unit)} or more would have shown"
            return f"Not enough people to say whether {_inside(label)} differs: {difference} ({limits}); {seen}."


def _within_margin(found: Difference, unit: str) -> str:
    """The interval that showed equivalence, where the interval on screen reaches beyond the margin; else empty."""
    narrow, shown = found.narrow, found.interval
    if narrow is None or -found.margin < shown.low <= shown.high < found.margin:
        return ""
    return f"{100 * narrow.level:.4g} % interval {number(narrow.low)} to {number(narrow.high, unit)}"


def _inside(label: str) -> str:
    """A label inside a sentence; a name such as eNPS keeps its letters."""
    return label if label[:2].islower() or label[1:2].isupper() else label[0].lower() + label[1:]


def multiplicity_sentence(findings: Sequence[Finding[Difference]], whole: Finding[Difference] | None = None) -> str:
    """How many comparisons stand together, how many of them chance alone would show, and what was done about it.

    Empty for a single comparison. A comparison of everybody beside them is counted, or said to stand alone.
    """
    families = [finding.outcome.value.family for finding in findings if isinstance(finding.outcome, Released)]
    counted = chance_sentence(max(families, default=1))
    is_apart = whole is not None and isinstance(whole.outcome, Released) and whole.outcome.value.family == 1
    return f"{APART}{counted}" if counted and is_apart else counted


def chance_sentence(family: int) -> str:
    """How many of so many comparisons chance alone would show, and what was done about it; empty for one.

    >>> chance_sentence(12).partition(";")[0]
    '12 comparisons, 0.6 expected to look different by chance alone'
    """
    if family == 1:
        return ""
    expected = local(f"{family * BY_CHANCE:.2f}".rstrip("0").rstrip("."))
    return (
        f"{family} comparisons, {expected} expected to look different by chance alone; "
        "their intervals and verdicts are corrected for that."
    )


def opposite_signs_sentence(findings: Sequence[Finding[Difference]]) -> str:
    """What a difference of everybody hides: groups that gain while others lose, each beyond its corrected interval.

    Empty where no two groups are clearly on different sides of zero.
    """
    made = [finding.outcome.value for finding in findings if isinstance(finding.outcome, Released)]
    higher = [one for one in made if one.verdict == "higher"]
    lower = [one for one in made if one.verdict == "lower"]
    if not (higher and lower):
        return ""
    label, unit = catalog.measure(findings[0].measure).label, difference_unit(findings[0].measure)

    def listed(several: Sequence[Difference]) -> str:
        return ", ".join(f"{one.label} ({signed(one.difference, unit)})" for one in several)

    both = f"higher for {listed(higher)}, lower for {listed(lower)}"
    return f"{label} goes both ways: {both}. One figure for all hides that."


def parity_title(groups: str, findings: Sequence[Finding[GroupParity]]) -> str:
    """A title about who takes part: the groups clearly more and less often than everybody eligible.

    Args:
        groups: What divides people, such as "Gender".
        findings: One a group.
    """
    made = [finding.outcome.value for finding in findings if isinstance(finding.outcome, Released)]
    over = sorted((one for one in made if one.representation == "over"), key=lambda one: -one.ratio)
    under = sorted((one for one in made if one.representation == "under"), key=lambda one: one.ratio)
    if not made:
        return f"Participation by {_inside(groups)}"
    if not (over or under):
        return f"{groups}: no group takes part more or less often than everybody, beyond chance"
    first, *second = [f"{one.label} {local(f'{one.ratio:.2f}')} times" for one in (*over[:1], *under[:1])]
    return ", ".join((f"{groups}: {first} everybody's rate of taking part", *second))


def experience_title(findings: Sequence[Finding[Difference]]) -> str:
    """A title about one score of groups of participants, each against all the others."""
    label = catalog.measure(findings[0].measure).label if findings else ""
    made = [finding.outcome.value for finding in findings if isinstance(finding.outcome, Released)]
    apart = [one for one in made if one.verdict in {"higher", "lower"}]
    if not apart:
        return f"{label}: no group of participants differs from the others beyond chance" if made else label
    largest = max(apart, key=lambda one: abs(one.difference))
    unit = difference_unit(findings[0].measure)
    return f"{label}, {largest.label}: {largest.verdict} than the others, {signed(largest.difference, unit)}"


def difference_title(finding: Finding[Difference]) -> str:
    """A chart title about one comparison."""
    label = catalog.measure(finding.measure).label
    match finding.outcome:
        case Released(value=found) if found.verdict in {"higher", "lower"}:
            return f"{label}: pilot {signed(found.difference, difference_unit(finding.measure))}"
        case Released(value=found) if found.verdict == "no_difference":
            return f"{label}: no difference larger than {number(found.margin, difference_unit(finding.measure))}"
        case Released():
            return f"{label}: not enough people to say"
        case _:
            return label


def trend_title(label: str, findings: Sequence[Finding[Estimate]]) -> str:
    """A chart title about a measure over waves: its change from first to last, where it exceeds two standard errors."""
    values = [finding.outcome.value for finding in findings if isinstance(finding.outcome, Released)]
    if len(values) < 2:  # noqa: PLR2004 - a change needs two waves
        return label
    first, last = values[0], values[-1]
    unit = difference_unit(findings[0].measure)
    error = ((first.standard_error or 0.0) ** 2 + (last.standard_error or 0.0) ** 2) ** 0.5
    change = last.value - first.value
    if abs(change) <= 2 * error:
        return f"{label} shows no detectable change since {first.wave}"
    return f"{label} {'rose' if change > 0 else 'fell'} by {number(abs(change), unit)} since {first.wave}"


def breakdown_title(label: str, findings: Sequence[Finding[Estimate]], *, between: str = "groups") -> str:
    """A chart title about a measure, between "groups" or "cohorts": a rank only where its interval is clear of all."""
    values = [finding.outcome.value for finding in findings if isinstance(finding.outcome, Released)]
    ranges = sorted((one.interval.low, one.interval.high, one.label) for one in values if one.interval is not None)
    if len(ranges) < 2:  # noqa: PLR2004 - a gap needs two groups
        return label
    lowest, highest = min(ranges, key=lambda one: one[1]), ranges[-1]
    ranks = [
        f"highest for {highest[2]}" if all(highest[0] > high for _, high, name in ranges if name != highest[2]) else "",
        f"lowest for {lowest[2]}" if all(lowest[1] < low for low, _, name in ranges if name != lowest[2]) else "",
    ]
    if any(ranks):
        return f"{label} is {', '.join(rank for rank in ranks if rank)}"
    if lowest[1] < highest[0]:
        return f"{label} differs between {highest[2]} and {lowest[2]}"
    return f"{label} shows no clear difference between {between}"


def curve_title(findings: Sequence[Finding[Curve]]) -> str:
    """A chart title about retention curves: what remains after twelve months."""
    shares = []
    for finding in findings:
        match finding.then(lambda curve: retained(curve, MONTHS)):
            case Released(value=estimate):
                shares.append((finding.label, estimate.value))
            case _:
                continue
    return stayed_title(MONTHS, shares) if shares else "Retention"


def stayed_title(months: int, shares: Sequence[tuple[str, float]]) -> str:
    """A chart title about who is still here: of two or three groups each, of more the two at the ends.

    Args:
        months: Months since the start.
        shares: A group's label and the share of it that is still here, in percent.

    >>> stayed_title(12, [("Pilot", 90.7), ("Comparison", 86.3)])
    'After 12 months, 90.7 % of the pilot and 86.3 % of the comparison are still here'
    """
    after = f"After {months} months,"
    if len(shares) > MOST_LISTED:
        (fewest, low), (most, high) = min(shares, key=lambda one: one[1]), max(shares, key=lambda one: one[1])
        return f"{after} {number(low, '%')} ({fewest}) to {number(high, '%')} ({most}) are still here"
    parts = [f"{number(share, '%')} of {IN_SENTENCES.get(label, label)}" for label, share in shares]
    return f"{after} {_listed(parts)} are still here"


def driver_title(finding: Finding[Drivers]) -> str:
    """A chart title about what goes with an outcome; that nothing does is a result."""
    match finding.outcome:
        case Released(value=found) if found.clear:
            names = [_inside(one.label) for one in found.clear]
            return f"{_outside(found.outcome)} goes with {_listed(names)}"
        case Released(value=found) if found.drivers:
            return f"No single thing we can measure goes with {found.outcome}"
        case Released(value=found):
            return f"Nothing we can measure goes with {found.outcome}"
        case _:
            return "What goes with it cannot be said"


def forecast_title(finding: Finding[Drivers]) -> str:
    """A chart title about how good a forecast of later people was."""
    match finding.outcome:
        case Released(value=found) if found.check.is_better:
            ranked = round(100 * found.check.auc)
            return f"Better than the base rate: of 100 pairs of people the forecast ranks {ranked} right, chance 50"
        case Released():
            return "The forecast is no better than the base rate"
        case _:
            return "How good the forecast is"


def groups_title(finding: Finding[Drivers]) -> str:
    """A title about leavers by group: which groups left more or less often than expected."""
    match finding.outcome:
        case Released(value=found) if found.groups:
            more = [one.group for one in found.groups if one.interval.low > 1]
            fewer = [one.group for one in found.groups if one.interval.high < 1]
            parts = [
                f"{_listed(names)} left {word} often" for names, word in ((more, "more"), (fewer, "less")) if names
            ]
            return f"{', '.join(parts)} than expected" if parts else "Every group left about as often as expected"
        case _:
            return "Leavers by group"


def themes_title(finding: Finding[Themes]) -> str:
    """A title about comments: the commonest theme, where its interval is clear of the next one's."""
    match finding.outcome:
        case Released(value=found) if found.themes:
            first, *others = found.themes
            if all(one.share.interval.high < first.share.interval.low for one in others):
                return f"Comments are most often about {_listed(first.terms[:2])}"
            return f"Comments are about {len(found.themes)} themes, none clearly ahead"
        case Released():
            return "Words that ten people or more use in comments"
        case _:
            return "What people write in comments"


def _outside(words: str) -> str:
    return words[0].upper() + words[1:]


def _listed(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredVerdict:
    """What a comparison that was declared in advance says of the outcome that decides.

    Args:
        comparison: The comparison.
        outcome: The evidence on the outcome that decides; None where it cannot be shown.
        sentence: The verdict, or why there is none.
    """

    comparison: PilotComparison
    outcome: OutcomeEvidence | None
    sentence: str

    @property
    def is_clear(self) -> bool:
        """Whether it says higher or lower, and nothing forbids that."""
        found = self.outcome
        return (
            found is not None
            and found.verdict in {"higher", "lower"}
            and not any(one.forbids_verdict for one in found.cautions)
        )


def declared_verdicts(release: Release) -> tuple[DeclaredVerdict, ...]:
    """What every declared comparison of a release says of the outcome that decides, in the order of the settings.

    Args:
        release: The release.
    """
    return tuple(_declared_verdict(one) for one in release.pilot_comparisons())


def _declared_verdict(comparison: PilotComparison) -> DeclaredVerdict:
    decides = next((one for one in comparison.outcomes if one.is_primary), None)
    reason = next((f"{one.label}: {one.reason}" for one in comparison.missing), "Nobody can be compared.")
    return DeclaredVerdict(comparison=comparison, outcome=decides, sentence=decides.sentence if decides else reason)


def raw_sentence(finding: Finding[Difference]) -> str:
    """The plain figures of both groups without any verdict, because nothing about who volunteers is held equal."""
    label, unit = catalog.measure(finding.measure).label, difference_unit(finding.measure)
    match finding.outcome:
        case Released(value=found):
            own = catalog.measure(finding.measure).unit
            pilot, comparison = number(found.pilot.value, own), number(found.comparison.value, own)
            apart = f"{signed(found.difference, unit)} ({interval_words(found)})"
            return f"Not adjusted: {_inside(label)} {pilot} in the pilot, {comparison} in the comparison, {apart}."
        case Withheld(reason=reason) | Undefined(reason=reason):
            return f"Not adjusted: {reason}"


def overview_sentence(release: Release, where: Where) -> str:
    """The raw verdict on the program's primary outcome, for a release that holds no declared comparison."""
    return verdict_sentence(release.compare(release.facts.primary_outcome, where))
