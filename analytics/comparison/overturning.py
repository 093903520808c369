"""What could overturn a headline: something unmeasured, a difference from before, one unit, other cuts, teammates."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.comparison.comparable import comparable
from analytics.comparison.effects import Check, Effect, EValues, LeaveOneOut
from analytics.comparison.estimates import HEADLINE, Models, estimate_by
from analytics.comparison.evidence import Caution
from analytics.comparison.followed import scores_before
from analytics.comparison.known import FEWEST, SCORES, joined_categories
from analytics.comparison.strength import strongest
from analytics.engine.rows import categories, count
from analytics.errors import UndefinedStatisticError
from analytics.measures.amounts import number, signed
from analytics.stats.outcome import Released, Undefined, Withheld
from analytics.stats.sensitivity import e_value, e_value_of_limit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.catalog import GenerationScheme
    from analytics.comparison.asked import Compared
    from analytics.comparison.estimates import Estimate
    from analytics.comparison.evidence import Unit
    from analytics.engine.rows import Row

PER_DEVIATION = 0.91
"""Log risk ratio that stands for one standard deviation of a score (VanderWeele & Ding 2017, table 2)."""

FEWEST_UNITS = 3
SMALLEST_RATIO = 0.01
PLACEBOS: Mapping[str, str] = {
    "enps_before": "eNPS",
    "bridging_before": "bridging",
    "satisfaction_before": "satisfaction",
    "engagement_before": "engagement",
    "promoted_before": "promotions",
}
"""What the program cannot have changed, in the order in which it stands for how attached people were already."""

OF_PROMOTIONS = ("promoted_before",)


def risk_ratio(measure: str, difference: float, *, spread: float, risk: float) -> float:
    """A difference as a risk ratio: of leaving or of promotion at the comparison's risk, or of a score by its spread.

    Args:
        measure: Name of the outcome.
        difference: In points or percentage points.
        spread: Standard deviation of the outcome, in the same unit.
        risk: Percent of the comparison with the event; of no account for scores.

    Reference:
        VanderWeele & Ding (2017), Annals of Internal Medicine 167, 268-274, table 2: RR = exp(0.91 d) for scores.

    >>> risk_ratio("retention", 5.0, spread=30.0, risk=10.0)
    0.5
    """
    if measure in {"retention", "promotions"}:
        sign = -1 if measure == "retention" else 1
        return max(SMALLEST_RATIO, (risk + sign * difference) / max(risk, SMALLEST_RATIO))
    return math.exp(PER_DEVIATION * difference / spread)


def e_values(compared: Compared, headline: Estimate, *, spread: float, risk: float) -> tuple[EValues, list[Caution]]:
    """How strong something unmeasured would have to be, held against the strongest thing that was measured.

    The caution `fragile` forbids a verdict when something as strong as the strongest thing measured could have made the
    interval's nearer limit out of no difference. Why this line: what was measured is the only evidence there is of how
    strong such things are in this company, and a verdict that one more of them could undo is not one to act on. Only
    things that push in the direction of the difference count, as only these can have made it.

    Args:
        compared: The people.
        headline: The estimate that decides.
        spread: Standard deviation of the outcome.
        risk: Percent of the comparison with the event.

    Reference:
        VanderWeele & Ding (2017), Annals of Internal Medicine 167, 268-274; D'Agostino McGowan & Greevy (2020),
        Contextualizing E-values, arXiv:2011.07030 (the observed covariate E-value).
    """

    def ratio(difference: float) -> float:
        return risk_ratio(compared.asked.measure, difference, spread=spread, risk=risk)

    limits = headline.interval()
    low, high = sorted((ratio(limits.low), ratio(limits.high)))
    of_limit = e_value_of_limit(low, high)
    name, strength = strongest(compared, is_higher=headline.difference > 0)
    is_fragile = 1.0 < of_limit < strength
    words = name.replace("_", " ")
    known = f"; {words}, the strongest thing measured, does so by {strength:.2f}" if name else ""
    if of_limit == 1.0:
        sentence = "The interval holds no difference, so nothing unmeasured is needed to explain one."
    else:
        sentence = (
            "Something unmeasured would have to go with both taking part and the outcome by a risk ratio of "
            f"{of_limit:.2f} to leave no clear difference{known}."
        )
    found = EValues(
        of_estimate=e_value(ratio(headline.difference)),
        of_limit=of_limit,
        strongest=words,
        strongest_ratio=strength,
        sentence=sentence,
    )
    message = (
        f"Something unmeasured that is as strong as {words}, which was measured, would be enough to make this "
        "difference out of none."
    )
    return found, [Caution(code="fragile", message=message, forbids_verdict=True)] if is_fragile else []


def placebo(compared: Compared, headline: Estimate, *, spread: float) -> tuple[Check, list[Caution]]:
    """The headline's method on something from before the program, which the program cannot have changed.

    Scores are looked at as they were before, promotions as of the year before, retention through a score that is not
    held equal. The caution `placebo` forbids a verdict on retention and promotions when that difference excludes zero
    on the side of the headline and the headline, less it, no longer does (both in standard deviations): a difference of
    this size was there without any program. Where the headline holds zero itself, it only warns. For scores
    `changes_agree` is the same test, with the change of the same people.

    Args:
        compared: The people.
        headline: The estimate that decides.
        spread: Standard deviation of the outcome.

    Reference:
        Lipsitch, Tchetgen Tchetgen & Cohen (2010), Epidemiology 21, 383-388 (negative controls); Sofer, Richardson,
        Colicino, Schwartz & Tchetgen Tchetgen (2016), Statistical Science 31, 348-361 (subtracting one).
    """
    for name in _placebos(compared):
        try:
            found, deviation = _before(compared, name)
        except UndefinedStatisticError:
            continue
        label = f"Before the program: {PLACEBOS[name]}"
        limits = found.interval()
        is_passed = not limits.excludes(0.0)
        amount = f"{signed(found.difference)} ({number(limits.low)} to {number(limits.high)})"
        says = "no clear difference" if is_passed else "a clear difference"
        check = Check(
            label=label,
            outcome=Released(value=Effect(difference=found.difference, interval=limits), n=sum(compared.people.n)),
            is_passed=is_passed,
            sentence=f"The same method finds {says} in {PLACEBOS[name]} before the program: {amount}.",
        )
        if compared.asked.is_surveyed or is_passed or (found.difference > 0) is not (headline.difference > 0):
            return check, []
        rest = headline.difference / spread - found.difference / deviation
        reach = 1.96 * math.hypot(headline.standard_error / spread, found.standard_error / deviation)
        if abs(rest) > reach and (rest > 0) is (headline.difference > 0):
            return check, []
        message = (
            f"The same method finds as large a difference in {PLACEBOS[name]} before the program, which the program "
            "cannot have made: the people who took part were different in a way that is not held equal."
        )
        forbids = headline.interval().excludes(0.0)
        return check, [Caution(code="placebo", message=message, forbids_verdict=forbids)]
    reason = "Nothing from before the program is known of enough people."
    return Check(label="Before the program", outcome=Undefined(reason=reason), is_passed=None, sentence=reason), []


def changes_agree(headline: Estimate, changes: Estimate | None) -> list[Caution]:
    """Whether the comparison of changes says the same as holding the earlier score equal.

    If either assumption is right (that without the program both groups would have changed alike, or that people with
    the same earlier score would have the same later one), the truth lies between the two estimates. A verdict needs
    both to exclude zero on the same side.

    Args:
        headline: The estimate that decides, with the earlier score held equal.
        changes: The difference in differences of the people who answered twice, if there are enough.

    Reference:
        Angrist & Pischke (2009), Mostly Harmless Econometrics, section 5.4; Ding & Li (2019), Political Analysis 27,
        605-615 (the bracketing of the two).
    """
    if not headline.interval().excludes(0.0):
        return []
    if changes is None:
        message = (
            "Too few people answered before and after, so nobody can say whether the difference was there already."
        )
        return [Caution(code="no_earlier_score", message=message, forbids_verdict=True)]
    limits = changes.interval()
    if limits.excludes(0.0) and (changes.difference > 0) is (headline.difference > 0):
        return []
    reach = limits.high if headline.difference > 0 else -limits.low
    says = (
        "part of the difference, and perhaps all of it, was there before the program"
        if reach < abs(headline.difference)
        else "too uncertain to rule out that all of the difference was there before the program"
    )
    message = (
        "Among people who answered before and after, the change differs by "
        f"{signed(changes.difference, 'points')} ({number(limits.low)} to {number(limits.high)}): {says}."
    )
    return [Caution(code="changes_disagree", message=message, forbids_verdict=True)]


def one_unit_out(compared: Compared, headline: Estimate, unit: Unit) -> LeaveOneOut | None:
    """The headline without each business unit in turn; None with fewer than three that may be named.

    Args:
        compared: The people.
        headline: The estimate that decides.
        unit: Unit of its difference.
    """
    people: Counter[tuple[object, bool]] = Counter()
    for row, one in zip(compared.rows, compared.people.alike, strict=True):
        people[row["business_unit"], one.is_pilot] += one.n
    found: dict[str, Estimate] = {}
    for name in sorted(set(categories(compared.rows, "business_unit"))):
        if min(people[name, True], people[name, False]) < FEWEST:
            continue
        try:
            found[name] = compared.outside_category("business_unit", name).headline()
        except UndefinedStatisticError:
            return None
    if len(found) < FEWEST_UNITS:
        return None
    moved = max(found, key=lambda name: abs(found[name].difference - headline.difference))
    differences = [one.difference for one in found.values()]
    is_passed = min(differences) > 0 or max(differences) < 0
    between = f"{number(min(differences))} to {number(max(differences), unit)}"
    keeps = "keeps its sign" if is_passed else "changes its sign"
    return LeaveOneOut(
        low=min(differences),
        high=max(differences),
        unit=moved,
        without=Effect(difference=found[moved].difference, interval=found[moved].interval()),
        n_units=len(found),
        is_passed=is_passed,
        sentence=f"Without one business unit at a time the difference is {between}; it {keeps}. {moved} moves it most.",
    )


def other_scheme(compared: Compared, headline: Estimate, scheme: GenerationScheme) -> Check:
    """The headline with generations cut by another scheme.

    Args:
        compared: The people.
        headline: The estimate that decides.
        scheme: The other scheme.
    """
    label = f"Generations by the scheme {scheme.label}"
    if "generation" not in compared.asked.covariates:
        return _absent(label, "Generation is not among the things held equal.")

    def cut(row: Row) -> Row:
        year = row["birth_year"]
        return {**row, "generation": scheme.generation(year if isinstance(year, int) else None)}

    asked = replace(compared.asked, generations=tuple(one.label for one in scheme.generations))
    return _repeated(label, headline, asked.of([cut(row) for row in compared.rows]))


def without_teammates(compared: Compared, headline: Estimate) -> Check:
    """The headline without comparison people in the teams of participants, who may have gained from them.

    Args:
        compared: The people.
        headline: The estimate that decides.
    """
    label = "Without teammates of participants"
    removed = sum(count(row, "n_people") for row in compared.rows if row["is_teammate"])
    if not removed:
        return _absent(label, "Nobody in the comparison is in a participant's team, as far as the roster says.")
    if removed < FEWEST:
        return Check(label=label, outcome=Withheld(), is_passed=None, sentence=Withheld().reason)
    return _repeated(label, headline, compared.where(lambda row: not row["is_teammate"]))


def _placebos(compared: Compared) -> list[str]:
    asked = compared.asked
    if asked.is_surveyed:
        return [f"{asked.measure}_before"]
    if asked.measure == "promotions":
        return list(OF_PROMOTIONS)
    return [*(name for name in PLACEBOS if name not in asked.covariates), *(n for n in SCORES if n in asked.covariates)]


def _before(compared: Compared, name: str) -> tuple[Estimate, float]:
    """The headline's method on something from before, held against everything else, and its standard deviation."""
    covariates = tuple(one for one in compared.asked.covariates if one != name)
    rows = joined_categories(compared.rows, covariates, compared.asked.generations)
    people = scores_before(rows, covariates, name)
    if min(people.n) < FEWEST:
        raise UndefinedStatisticError("Too few people have an earlier measurement.")
    arms = [people.sums(one for one in people.alike if one.is_pilot is arm).moments() for arm in (True, False)]
    deviation = math.sqrt(math.fsum(one.variance for one in arms) / 2)
    if deviation == 0:
        raise UndefinedStatisticError("Nobody differs in the earlier measurement.")
    return compared.asked.of_scores(estimate_by(Models(comparable(people)), HEADLINE)), deviation


def _repeated(label: str, headline: Estimate, again: Compared) -> Check:
    """The headline of other people, or of the same cut differently."""
    try:
        found = again.headline()
    except UndefinedStatisticError as reason:
        return _absent(label, reason.what)
    limits = found.interval()
    is_passed = limits.excludes(0.0) is headline.interval().excludes(0.0) and (
        (found.difference > 0) is (headline.difference > 0) or not limits.excludes(0.0)
    )
    says = "The same may be said" if is_passed else "Something else would have to be said"
    amount = f"{signed(found.difference)} ({number(limits.low)} to {number(limits.high)})"
    return Check(
        label=label,
        outcome=Released(value=Effect(difference=found.difference, interval=limits), n=sum(again.people.n)),
        is_passed=is_passed,
        sentence=f"{says}: {amount}.",
    )


def _absent(label: str, reason: str) -> Check:
    return Check(label=label, outcome=Undefined(reason=reason), is_passed=None, sentence=reason)
