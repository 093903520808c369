"""The pages about pilot comparisons, in the order of trust: cautions, verdict, balance, what could overturn it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.report.board_pack.findings import around_zero, limits_of, ticks
from analytics.report.board_pack.pages import DotChart, Note, Notes, Page, Row, Table
from analytics.report.digits import THIN, coefficient, count, interval, number, signed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.release.read import Release
    from analytics.report.evidence import BalanceRow, Check, Effect, OutcomeEvidence, PilotComparison, Specification

MOST = 2
"""Comparisons with a page of their own; further ones are named on the page of the last."""

MOST_ESTIMATES = 7
GOOD, POOR = 0.1, 0.25
SHORT = {"percentage points": "pp", "points": "pts"}
HOLDS, AGAINST, UNKNOWN = "Holds", "Speaks against it", "Not known"
REGISTERED = "It kept to the plan that was registered beforehand"
NOT_REGISTERED = "No plan was registered beforehand."
REST = "Filters rest here: a comparison is declared as a whole before its results are seen."


def comparisons(release: Release, *, has_filters: bool) -> tuple[Page, ...]:
    """A page a declared comparison, two at most.

    Args:
        release: The release.
        has_filters: Whether the pack is about chosen people, so that the page must say that it is not.
    """
    found = release.pilot_comparisons()
    pages = [_page(one, at, has_filters=has_filters) for at, one in enumerate(found[:MOST], start=1)]
    return tuple(pages)


def further(release: Release) -> str:
    """The comparisons without a page, each with its verdict; empty where there are none."""
    rest = [f"{one.name}: {one.outcomes[0].sentence}" for one in release.pilot_comparisons()[MOST:] if one.outcomes]
    return " ".join(rest)


def balance_words(rows: tuple[BalanceRow, ...]) -> str:
    """How alike both groups were, in words."""
    before = sum(abs(row.before) > GOOD for row in rows if row.before is not None)
    known = [abs(row.after) for row in rows if row.after is not None]
    if not known:
        return f"{before} of {len(rows)} things differ before weighting; weights are undefined."
    after, poor = sum(one > GOOD for one in known), sum(one > POOR for one in known)
    still = f"{poor} of {len(rows)} are still too unlike." if poor else "none is too unlike."
    largest = f"The largest standardized difference is {coefficient(max(known))}"
    return f"{before} of {len(rows)} things differ before weighting, {after} after it; {still} {largest}."


def doubts(outcome: OutcomeEvidence) -> tuple[Note, ...]:
    """What could overturn an outcome, what speaks against it first."""
    found = outcome.overturning
    if found is None:
        return ()
    every: list[tuple[str, str, bool | None]] = []
    if found.e_values:
        values = found.e_values
        is_passed = values.of_limit > values.strongest_ratio if values.of_limit > 1 else None
        every.append(("Something unmeasured", values.sentence, is_passed))
    every.append(_check(found.placebo))
    if found.one_unit_out:
        every.append(("Without one business unit", found.one_unit_out.sentence, found.one_unit_out.is_passed))
    every += [_check(found.without_teammates), _check(found.other_scheme)]
    ordered = sorted(every, key=lambda one: (one[2] is not False, one[2] is None))
    return tuple(
        Note(title=title, text=text, mark=_mark(passed), is_warning=passed is False) for title, text, passed in ordered
    )


def _page(one: PilotComparison, at: int, *, has_filters: bool) -> Page:
    if not one.outcomes:
        missing = Notes(title="Not shown", notes=_missing(one))
        return Page(
            key=f"comparison-{at}",
            section=f"Pilot comparison: {one.name}",
            title="Nobody can be compared",
            lead=one.sentence,
            blocks=(missing,),
        )
    primary = one.outcomes[0]
    rest = REST if has_filters else ""
    return Page(
        key=f"comparison-{at}",
        section=f"Pilot comparison: {one.name}",
        title=primary.sentence,
        lead=one.sentence,
        warnings=tuple(caution.message for caution in primary.cautions),
        blocks=(
            _specifications(primary),
            Notes(title="How alike they were, and what could overturn it", notes=(*_alike(primary), *doubts(primary))),
            _outcomes(one),
            Notes(title="What to do next", notes=tuple(_ends(one, primary))),
        ),
        notes=tuple(filter(None, (rest, f"Design SHA-256 {one.sha256[:16]}. {_registered(one)}"))),
    )


def _alike(outcome: OutcomeEvidence) -> Iterator[Note]:
    yield Note(title="Balance", text=balance_words(outcome.basis.balance))
    if outcome.basis.answered:
        shares = outcome.basis.answered
        text = f"{shares.pilot}{THIN}% of the pilot and {shares.comparison}{THIN}% of the comparison answered in time."
        yield Note(title="Answers", text=text)


def _check(found: Check) -> tuple[str, str, bool | None]:
    return found.label, found.sentence, found.is_passed


def _mark(is_passed: bool | None) -> str:  # noqa: FBT001 - one of three words
    return UNKNOWN if is_passed is None else HOLDS if is_passed else AGAINST


def _not_adjusted(raw: Effect) -> Row:
    return Row(
        label="Not adjusted",
        detail="as the groups are",
        value=raw.difference,
        low=raw.interval.low,
        high=raw.interval.high,
        text=f"{signed(raw.difference)} ({interval(raw.interval)})",
    )


def _specifications(outcome: OutcomeEvidence) -> DotChart:
    is_forbidden = any(caution.forbids_verdict for caution in outcome.cautions)
    ordered = sorted(outcome.specifications, key=lambda one: (not one.is_headline, one.method.startswith("raw")))
    adjusted = [_row(one, outcome, is_forbidden=is_forbidden) for one in ordered[:MOST_ESTIMATES]]
    n = outcome.basis.n
    rows = (*adjusted, *([_not_adjusted(outcome.raw.effect)] if outcome.raw else []))
    low, high = around_zero(limits_of(rows), outcome.margin or 1.0)
    margin = f" Differences up to {number(outcome.margin)} do not matter." if outcome.margin is not None else ""
    more = len(outcome.specifications) - len(adjusted)
    further_ones = f" The Pilot comparison page has {more} more." if more > 0 else ""
    return DotChart(
        title=f"{outcome.label}, estimated in several ways",
        caption=f"Pilot minus comparison in {outcome.unit}, 95{THIN}% intervals; n {count(n.pilot)} against "
        f"{count(n.comparison)}. The first row decides.{margin}{further_ones}",
        unit=outcome.unit,
        rows=rows,
        ticks=ticks(low, high),
        low=low,
        high=high,
        reference=0.0,
        ends=("comparison higher", "pilot higher"),
    )


def _row(one: Specification, outcome: OutcomeEvidence, *, is_forbidden: bool) -> Row:
    effect = one.effect
    is_clear = effect.interval.excludes(0.0) and not is_forbidden and not one.method.startswith("raw")
    return Row(
        label=one.label,
        detail=f"n {count(outcome.basis.n.pilot)} against {count(outcome.basis.n.comparison)}"
        if one.is_headline
        else "",
        value=effect.difference,
        low=effect.interval.low,
        high=effect.interval.high,
        text=f"{signed(effect.difference)} ({interval(effect.interval)})",
        color="pilot" if is_clear else "comparison",
        is_strong=one.is_headline,
    )


def _outcomes(one: PilotComparison) -> Table:
    return Table(
        title="Every outcome that was declared",
        header=("Outcome", "Adjusted", f"95{THIN}% interval", "n", "Verdict"),
        rows=(*(_outcome(found) for found in one.outcomes), *((found.label, found.reason) for found in one.missing)),
        words=(4,),
        widths=(1.5, 0.9, 1.2, 1.1, 3.0),
    )


VERDICTS = {
    "higher": "higher",
    "lower": "lower",
    "no_difference": "no difference that matters",
    "not_enough": "not enough people to say",
}


def _outcome(found: OutcomeEvidence) -> tuple[str, ...]:
    is_forbidden = any(caution.forbids_verdict for caution in found.cautions)
    verdict = "no verdict: cautions forbid one" if is_forbidden else VERDICTS[found.verdict]
    n = f"{count(found.basis.n.pilot)} / {count(found.basis.n.comparison)}"
    if found.headline is None:
        return (found.label, "no estimate", "no interval", n, verdict)
    effect = found.headline.effect
    unit = SHORT[found.unit]
    return (found.label, f"{signed(effect.difference)} {unit}", interval(effect.interval), n, verdict)


def _ends(one: PilotComparison, primary: OutcomeEvidence) -> Iterator[Note]:
    yield Note(title="Decision", text=primary.next_step)
    if one.naive:
        yield Note(title="Do not use", text=one.naive.sentence, is_warning=True)
    yield from _missing(one)


def _missing(one: PilotComparison) -> tuple[Note, ...]:
    return tuple(Note(title=found.label, text=found.reason) for found in one.missing)


def _registered(one: PilotComparison) -> str:
    return f"{REGISTERED} ({one.kept_to[:16]})." if one.kept_to else NOT_REGISTERED
