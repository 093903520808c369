"""A comparison as readable text in the order of trust: who, what speaks against it, how alike, how far apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.comparison.estimates import HEADLINE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.comparison.cautions import Balance
    from analytics.comparison.estimates import Estimate
    from analytics.comparison.evidence import Caution
    from analytics.comparison.means import MeanComparison
    from analytics.comparison.report import Comparison
    from analytics.comparison.stays import RetainedDifference, StayComparison
    from analytics.measures.finding import Verdict

MOST_TIMES = 6
TINY_P = 0.0001
ESTIMANDS = {
    "ATE": "everybody",
    "ATT": "people of the pilot",
    "ATO": "people who could have been in either group",
    "conditional": "people alike in everything adjusted for",
}
METHODS = {
    HEADLINE: "overlap weights",
    "participant_weights": "participant weights",
    "inverse_probability_weights": "inverse probability weights",
    "doubly_robust": "doubly robust",
    "doubly_robust_cross_fitted": "doubly robust, cross-fitted",
    "coarsened_exact_matching": "coarsened exact matching",
    "regression": "regression (HC2)",
    "regression_interacted": "regression, own slopes (HC2)",
    "difference_in_differences": "difference in differences",
    "cuped": "CUPED",
    "raw_by_team": "raw, errors by team",
    "raw_of_complete_rows": "raw, complete rows only",
    "raw": "raw (Welch)",
    "intention_to_treat": "as assigned (intention to treat)",
    "as_started": "overlap weights, as started",
    "answered_before": "overlap weights, with a survey before",
    "without_survey_before": "overlap weights, with or without a survey before",
}
VERDICTS: dict[Verdict, str] = {
    "higher": "higher in the pilot",
    "lower": "lower in the pilot",
    "no_difference": "no difference larger than the margin",
    "not_enough": "not enough to say",
}


def text(comparison: Comparison) -> str:
    """The whole comparison as text.

    Args:
        comparison: The comparison.
    """
    parts = [line for found in comparison.outcomes for line in _mean(found, comparison)]
    if comparison.stays:
        parts += _stay(comparison.stays)
    return "\n".join(parts).rstrip() + "\n"


def figure(value: float) -> str:
    """A number with as many decimals as its size needs, thousands apart, and a real minus sign.

    Args:
        value: The number.

    >>> figure(1794.3424), figure(-0.08333), figure(12.5), figure(-0.0)
    ('1,794.34', '−0.0833', '12.500', '0.0000')
    """
    size = abs(value)
    decimals = 2 if size >= 100 else 3 if size >= 1 else 4  # noqa: PLR2004 - about five digits are shown
    shown = f"{value:,.{decimals}f}"
    is_zero = not shown.strip("-0.,")
    return shown.lstrip("-") if is_zero else shown.replace("-", "\N{MINUS SIGN}")


def p_value(p: float) -> str:
    """A p-value in words.

    Args:
        p: The p-value.

    >>> p_value(0.00789), p_value(3e-9)
    ('p = 0.0079', 'p < 0.0001')
    """
    return f"p < {TINY_P:.4f}" if p < TINY_P else f"p = {p:.4f}"


def _mean(found: MeanComparison, comparison: Comparison) -> Iterator[str]:
    raw = found.raw
    is_random = comparison.request.assignment == "random"
    chosen = "chance chose the pilot" if is_random else "chance did not choose the pilot"
    yield f"{found.outcome}: {found.n[0]:,} people of the pilot against {found.n[1]:,} of the comparison; {chosen}."
    yield ""
    yield from _cautions(found.cautions)
    yield from _balance(found.balance)
    yield (
        f"Raw difference (Welch): {_range(raw.difference, raw.interval.low, raw.interval.high)}; "
        f"means {figure(raw.first.mean)} and {figure(raw.second.mean)}; t = {raw.t:.4f}, df = {raw.df:.2f}, "
        f"{p_value(raw.p)}."
    )
    yield ""
    yield from _estimates("Adjusted differences, pilot minus comparison:", found.adjusted)
    yield from _overturning(found)
    yield from _verdict(found)


def _stay(found: StayComparison) -> Iterator[str]:
    n = f"{found.n[0]:,} people of the pilot against {found.n[1]:,} of the comparison"
    yield f"Retention: {n}, decided at {found.horizon:g}."
    yield ""
    yield from _cautions(found.cautions)
    yield from _balance(found.balance)
    yield from _retained(found.retention)
    if found.rmst:
        rmst, unit = found.rmst, found.unit
        limits = (value / unit for value in (rmst.difference, rmst.interval.low, rmst.interval.high))
        yield f"Mean time stayed within {found.horizon:g}: {_range(*limits)}; {p_value(rmst.p)}."
    if found.logrank:
        test = found.logrank
        yield f"Log-rank test: chi-square {test.chi_square:.4f}, df {test.df}, {p_value(test.p)}."
    yield ""
    yield from _estimates(f"Adjusted differences of retention at {found.horizon:g}:", found.adjusted)
    yield f"Verdict on retention: {VERDICTS[found.verdict]}."
    yield ""


def _cautions(found: Sequence[Caution]) -> Iterator[str]:
    for one in found:
        yield f"! {one.message} [{one.code}]"
    if found:
        yield ""


def _balance(found: Sequence[Balance]) -> Iterator[str]:
    if not found:
        return
    yield "Known beforehand, standardized differences (before, after weighting):"
    width = max(len(one.covariate) for one in found)
    for one in found:
        before, after = ("-" if value is None else f"{value + 0.0:+.2f}" for value in (one.before, one.after))
        yield f"  {one.covariate:<{width}}  {before:>6}  {after:>6}"
    yield ""


def _estimates(heading: str, found: Sequence[Estimate]) -> Iterator[str]:
    if not found:
        return
    yield heading
    width = max(len(METHODS[one.method]) for one in found)
    for one in found:
        limits = one.interval()
        about = f"about {ESTIMANDS[one.estimand]}"
        yield f"  {METHODS[one.method]:<{width}}  {_range(one.difference, limits.low, limits.high)}  {about}"
    yield ""


def _overturning(found: MeanComparison) -> Iterator[str]:
    if found.placebo:
        limits = found.placebo.interval()
        yield f"Before the program, same method: {_range(found.placebo.difference, limits.low, limits.high)}."
    if found.sensitivity and found.headline and found.headline.method != "raw" and found.verdict in {"higher", "lower"}:
        yield (
            "To explain this away, something unknown would have to go with both the pilot and the outcome by a risk "
            f"ratio of {found.sensitivity.e_value:.2f} each ({found.sensitivity.e_value_of_limit:.2f} for the limit)."
        )
    if found.placebo or found.verdict in {"higher", "lower"}:
        yield ""


def _retained(found: Sequence[RetainedDifference]) -> Iterator[str]:
    if not found:
        return
    yield "Still there (pilot, comparison, difference):"
    step = max(1, len(found) // MOST_TIMES)
    for one in found[::-1][::step][::-1]:
        limits = one.found.interval
        shares = f"{one.found.pilot.survival:.4f}  {one.found.comparison.survival:.4f}"
        yield f"  {one.time:g}: {shares}  {_range(one.found.difference, limits.low, limits.high)}"


def _verdict(found: MeanComparison) -> Iterator[str]:
    words = VERDICTS[found.verdict]
    if found.headline is None:
        yield f"Verdict: {words}. The estimate declared to decide is undefined."
    else:
        limits = found.headline.interval()
        difference = _range(found.headline.difference, limits.low, limits.high)
        yield f"Verdict: {words}. The estimate declared to decide is {METHODS[found.headline.method]}: {difference}."
        if found.verdict == "not_enough":
            yield f"This many people would have shown a difference of {figure(found.headline.detectable)} or more."
    if found.family > 1:
        yield f"One of {found.family} secondary outcomes: its verdict is corrected for all of them."
    yield ""


def _range(difference: float, low: float, high: float) -> str:
    return f"{figure(difference)} ({figure(low)} to {figure(high)})"
