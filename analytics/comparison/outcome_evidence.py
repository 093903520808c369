"""Everything about one outcome of a comparison, in the order of trust, as far as it may be shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analytics import catalog
from analytics.comparison import cautions
from analytics.comparison.adjusted import ranked
from analytics.comparison.asked import GROUPED, Asked
from analytics.comparison.assigned import assigned_effect, assigned_estimate, ratio_caution
from analytics.comparison.basis import basis_of, group_sizes
from analytics.comparison.budget import within_allowance
from analytics.comparison.by_group import by_group
from analytics.comparison.cohort import FIRST_SURVEY_DAY, FlowStep
from analytics.comparison.effects import (
    CohortCurves,
    Effect,
    Overturning,
    RawRetention,
    RawShares,
    Specification,
)
from analytics.comparison.estimates import HEADLINE
from analytics.comparison.evidence import Caution, OutcomeEvidence
from analytics.comparison.gates import FEWEST_FOR_SHARES, PERCENT, shown_curve
from analytics.comparison.known import FEWEST
from analytics.comparison.means import decided
from analytics.comparison.overturning import (
    changes_agree,
    e_values,
    one_unit_out,
    other_scheme,
    placebo,
    without_teammates,
)
from analytics.comparison.raw import arm_curve, months_until, raw_means, raw_retention, raw_shares, spread_of
from analytics.comparison.sentences import next_step, verdict_sentence, window_words
from analytics.comparison.teams import changes_of, raw_by_team, team_effect
from analytics.comparison.words import ESTIMANDS, METHODS
from analytics.engine.rows import categories
from analytics.errors import UndefinedStatisticError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from analytics.catalog import GenerationScheme
    from analytics.comparison.asked import Compared
    from analytics.comparison.assigned import Assigned
    from analytics.comparison.design import Design
    from analytics.comparison.effects import Counts, Raw, Unit
    from analytics.comparison.estimates import Estimate
    from analytics.engine.rows import Row


NO_SURVEY, NO_ANSWER = "no survey while they were followed", "did not answer the survey"
WITHOUT_A_SCORE = frozenset({NO_SURVEY, NO_ANSWER})
"""Rules that leave out only people who have no score."""

OF_ANSWERS = frozenset({"answers_differ"})
"""Cautions that hold where chance chose as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What all outcomes of a design share.

    Args:
        design: What was declared.
        flow: Who was lost on the way, in order; the last are compared.
        rows: Those compared.
        started: Those compared from the day the pair started; empty where this is the design's own clock.
        end: Day after the index date at which retention and promotions are compared; 0 where nobody is followed enough.
        scheme: The program's generation scheme.
        other: Another generation scheme.
        levels: Levels from low to high.
        cohorts: Cohorts in the order of their start.
        assigned: The people whom chance or a waiting list assigned, where that is on record.
    """

    design: Design
    flow: tuple[FlowStep, ...]
    rows: tuple[Row, ...]
    started: tuple[Row, ...]
    end: int
    scheme: GenerationScheme
    other: GenerationScheme
    levels: tuple[str, ...]
    cohorts: tuple[str, ...]
    assigned: Assigned | None = None


def outcome_evidence(setting: Setting, measure: str) -> OutcomeEvidence:
    """The evidence on one outcome, with as many numbers as its people allow, not rounded yet.

    Args:
        setting: The comparison.
        measure: Name of the outcome.

    Raises:
        UndefinedStatisticError: Too few people's outcome is known, or it may not be shown.
    """
    asked = Asked(
        measure=measure,
        covariates=_covariates(setting.design, measure),
        end=setting.end,
        generations=tuple(one.label for one in setting.scheme.generations),
    )
    if not asked.is_surveyed and not setting.end:
        raise UndefinedStatisticError("Too few people of one of the groups have been followed for a month.")
    rows, flow = (setting.rows, setting.flow)
    if asked.is_surveyed:
        rows, flow = _answered(setting, measure)
    if min(flow[-1].pilot, flow[-1].comparison) < FEWEST:
        raise UndefinedStatisticError("Too few people of one of the groups have a known outcome.")
    plain = asked.of(rows)
    compared = replace(plain, asked=replace(asked, design_effect=team_effect(plain)))
    return _evidence(setting, compared, flow)


def _evidence(setting: Setting, compared: Compared, flow: tuple[FlowStep, ...]) -> OutcomeEvidence:
    measure, design = compared.asked.measure, setting.design
    is_primary = measure == design.primary
    raw = _raw(compared)
    found, notes = _estimates(compared)
    headline = next((one for one in found if one.method == HEADLINE), None)
    lot = assigned_estimate(setting.assigned, compared.asked) if setting.assigned else None
    every = (*((lot,) if lot else ()), *found, *_others(setting, compared))
    specifications = tuple(_specification(one, is_headline=one is (lot or headline)) for one in every)
    basis, scores_notes = basis_of(compared, setting.rows, flow)
    is_raw_shown = not compared.asked.is_surveyed or not leaves_few_out(flow)
    notes += [*scores_notes, *cautions.of_agreement(headline, found)]
    overturning = None
    if headline is not None and lot is None:
        overturning, more = _overturning(setting, compared, headline, raw)
        notes += more
    if setting.assigned and lot:
        notes = [*(one for one in notes if one.code in OF_ANSWERS), *ratio_caution(setting.assigned.assignment)]
    notes, decides = list(ranked(notes)), lot or headline
    family = 1 if is_primary else max(1, len(design.outcomes) - 1)
    margin = design.margin if is_primary else None
    months = design.follow_up_months if compared.asked.is_surveyed else months_until(setting.end)
    label = f"{months}-month retention" if measure == "retention" else catalog.measure(measure).label
    if months < design.follow_up_months:
        notes.append(_short(months, design.follow_up_months))
    complete = OutcomeEvidence(
        measure=measure,
        label=label,
        is_primary=is_primary,
        unit=_unit(compared),
        window=window_words(
            measure,
            months,
            is_surveyed=compared.asked.is_surveyed,
            first_day=FIRST_SURVEY_DAY,
        ),
        cautions=tuple(notes),
        basis=basis,
        raw=_shown(raw, basis.n) if is_raw_shown else None,
        specifications=specifications if is_raw_shown else tuple(one for one in specifications if not _is_raw(one)),
        headline=next((one for one in specifications if one.is_headline), None),
        smallest_detectable=decides.detectable if decides else None,
        margin=margin,
        family=family,
        overturning=overturning,
        groups=tuple(by_group(compared, name, _order(setting, name)) for name in GROUPED) if headline else (),
        cohort_curves=_cohort_curves(setting, compared) if measure == "retention" else (),
        assigned=assigned_effect(setting.assigned, compared.asked) if setting.assigned else None,
        verdict=decided(decides.interval if decides else None, notes, margin, family),
        sentence="",
        next_step="",
    )
    told = replace(complete, sentence=verdict_sentence(complete), next_step=next_step(complete))
    return within_allowance(told)


def leaves_few_out(flow: Sequence[FlowStep]) -> bool:
    """Whether one to nine people of a group have a score and are not compared: two means would tell what they answered.

    Args:
        flow: Who was lost on the way, in order; the last step holds those compared.
    """
    lost = [one for one in flow[:-1] if one.stage not in WITHOUT_A_SCORE]
    return any(0 < sum(counts) < FEWEST for counts in ([one.pilot for one in lost], [one.comparison for one in lost]))


def _is_raw(one: Specification) -> bool:
    return one.method.startswith("raw") and not one.is_headline


def _shown(raw: Raw, n: Counts) -> Raw:
    """The raw comparison with no more exact counts than the people compared are shown in."""
    if not isinstance(raw, RawRetention):
        return raw
    return replace(raw, pilot=shown_curve(raw.pilot, n.pilot), comparison=shown_curve(raw.comparison, n.comparison))


def _short(months: int, planned: int) -> Caution:
    message = (
        f"Too few people have been followed for the {planned} months that were declared; this is after {months} months."
    )
    return Caution(code="short_follow_up", message=message)


def _covariates(design: Design, measure: str) -> tuple[str, ...]:
    """What is held equal: what the design says and, for scores, the same score before."""
    own = (f"{measure}_before",) if measure in {"engagement", "satisfaction", "enps", "bridging"} else ()
    return tuple(dict.fromkeys((*design.covariates, *own)))


def _answered(setting: Setting, measure: str) -> tuple[tuple[Row, ...], tuple[FlowStep, ...]]:
    """The people with a score, and with one before where there are enough of them; and who was lost by that."""
    steps = list(setting.flow[:-1])
    rows = setting.rows
    rules: list[tuple[str, Callable[[Row], bool]]] = [
        (NO_SURVEY, lambda row: bool(row[f"is_asked_{measure}"])),
        (NO_ANSWER, lambda row: row[measure] is not None),
    ]
    answered = [row for row in rows if row[measure] is not None and row[f"{measure}_before"] is not None]
    if min(group_sizes(answered).pilot, group_sizes(answered).comparison) >= FEWEST_FOR_SHARES:
        rules.append(("no survey answered before", lambda row: row[f"{measure}_before"] is not None))
    for stage, is_kept in rules:
        kept = tuple(row for row in rows if is_kept(row))
        before, after = group_sizes(rows), group_sizes(kept)
        steps.append(
            FlowStep(stage=stage, pilot=before.pilot - after.pilot, comparison=before.comparison - after.comparison)
        )
        rows = kept
    left = group_sizes(rows)
    return rows, (*steps, FlowStep(stage="compared", pilot=left.pilot, comparison=left.comparison))


def _raw(compared: Compared) -> Raw:
    match compared.asked.measure:
        case "retention":
            return raw_retention(compared)
        case "promotions":
            return raw_shares(compared)
        case _:
            return raw_means(compared)


def _unit(compared: Compared) -> Unit:
    return "points" if compared.asked.is_surveyed else "percentage points"


def _estimates(compared: Compared) -> tuple[list[Estimate], list[Caution]]:
    try:
        found, undefined = compared.every_estimate()
    except UndefinedStatisticError as reason:
        return [], [Caution(code="not_estimated", message=reason.what, forbids_verdict=True)]
    notes = [
        Caution(code="not_estimated", message=f"{METHODS[name][0].upper()}{METHODS[name][1:]}: {why}")
        for name, why in undefined.items()
        if name in METHODS
    ]
    return list(found), notes


def _others(setting: Setting, compared: Compared) -> list[Estimate]:
    """Estimates that look at the question from another side; each only where it is defined."""
    asked = compared.asked
    found: list[Estimate] = list(raw_by_team(compared))
    if asked.is_surveyed:
        found += changes_of(compared)
        parts: list[tuple[str, Callable[[], Estimate]]] = [
            ("without_survey_before", lambda: asked.of(setting.rows).headline())
        ]
    else:
        has_before = [name for name in asked.covariates if name.endswith("_before")]
        parts = [("answered_before", lambda: compared.where(lambda row: _knows(row, has_before)).headline())]
        parts = parts if has_before else []
    if setting.started:
        parts.append(("as_started", lambda: asked.of(setting.started).headline()))
    for method, again in parts:
        try:
            found.append(replace(again(), method=method))
        except UndefinedStatisticError:  # a view from the side is left out where it is undefined
            continue
    return found


def _knows(row: Row, names: Sequence[str]) -> bool:
    return all(row[name] is not None for name in names)


def _specification(one: Estimate, *, is_headline: bool) -> Specification:
    return Specification(
        method=one.method,
        label=METHODS[one.method][0].upper() + METHODS[one.method][1:],
        about=ESTIMANDS[one.estimand],
        effect=Effect(difference=one.difference, interval=one.interval()),
        is_headline=is_headline,
    )


def _overturning(
    setting: Setting, compared: Compared, headline: Estimate, raw: Raw
) -> tuple[Overturning, list[Caution]]:
    spread = spread_of(compared)
    notes: list[Caution] = []
    needed, fragile = e_values(compared, headline, spread=spread, risk=_risk(raw))
    before, unlike = placebo(compared, headline, spread=spread)
    if compared.asked.is_surveyed:
        notes = changes_agree(headline, next(iter(changes_of(compared)), None))
    found = Overturning(
        e_values=needed,
        placebo=before,
        one_unit_out=one_unit_out(compared, headline, _unit(compared)),
        other_scheme=other_scheme(compared, headline, setting.other),
        without_teammates=without_teammates(compared, headline),
    )
    return found, [*fragile, *unlike, *notes]


def _risk(raw: Raw) -> float:
    """Percent of the comparison with the event; of no account for scores."""
    if isinstance(raw, RawRetention):
        return PERCENT - raw.comparison_share
    return raw.comparison if isinstance(raw, RawShares) else 0.0


def _order(setting: Setting, dimension: str) -> tuple[str, ...]:
    orders = {
        "generation": tuple(one.label for one in setting.scheme.generations),
        "level": setting.levels,
        "cohort": setting.cohorts,
    }
    return orders.get(dimension, ())


def _cohort_curves(setting: Setting, compared: Compared) -> tuple[CohortCurves, ...]:
    """Retention of every cohort, by months since the index date."""
    found = sorted(set(categories(compared.rows, "cohort")), key=lambda one: _place(setting, one))
    if len(found) < 2:  # noqa: PLR2004 - one cohort is the whole
        return ()

    def curves(cohort: str) -> CohortCurves:
        inside = compared.of_category("cohort", cohort)
        return CohortCurves(
            cohort=cohort,
            pilot=arm_curve(inside, is_pilot=True, label=cohort),
            comparison=arm_curve(inside, is_pilot=False, label=f"Comparison with {cohort}"),
        )

    return tuple(curves(cohort) for cohort in found)


def _place(setting: Setting, cohort: str) -> tuple[int, str]:
    places = {name: number for number, name in enumerate(setting.cohorts)}
    return places.get(cohort.split(" or ", maxsplit=1)[0], len(places)), cohort
