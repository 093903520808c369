"""A declared comparison from the store to what may be shown of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

from analytics import catalog
from analytics.catalog import GENERATION_SCHEMES
from analytics.comparison.assigned import assigned_people
from analytics.comparison.basis import group_sizes
from analytics.comparison.cohort import COMPARED, FlowStep, cohort_people, last_day
from analytics.comparison.covariates import answers, has_counterpart
from analytics.comparison.evidence import MissingOutcome, PilotComparison
from analytics.comparison.followed import retention_of
from analytics.comparison.gates import gated_flow, rounded
from analytics.comparison.known import FEWEST, joined_categories, known_before
from analytics.comparison.naive import naive_retention
from analytics.comparison.outcome_evidence import Setting, outcome_evidence
from analytics.comparison.raw import months_until
from analytics.comparison.sentences import comparison_sentence, index_rule
from analytics.comparison.stays import table_of_arm
from analytics.engine.memory import no_cycles
from analytics.engine.rows import category, count
from analytics.errors import UndefinedStatisticError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.catalog import GenerationScheme
    from analytics.comparison.cohort import Cohort, Engine
    from analytics.comparison.design import Declared, Design
    from analytics.comparison.evidence import OutcomeEvidence
    from analytics.engine.rows import Row

QUARTER = 4
"""Retention is compared while one part in this many of both groups is still followed."""

YEAR, MONTHS_A_YEAR = 365, 12
WORDS: Mapping[str, str] = {
    "not employed or observed": "not employed or not observed on the index date",
    "nobody alike": "nobody alike in the other group at the same time",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known of the program besides its designs.

    Args:
        scheme: The program's generation scheme.
        cohorts: Cohorts in the order of their start.
        silent: Outcomes that the store says nothing about, and why.
    """

    scheme: GenerationScheme
    cohorts: tuple[str, ...]
    silent: Mapping[str, str]


def pilot_comparison(engine: Engine, declared: Declared, context: Context) -> PilotComparison:
    """One comparison as it may be shown: gated, rounded, and with as few numbers as its people allow.

    Args:
        engine: The engine over one version of the store.
        declared: What was declared.
        context: What is known of the program.
    """
    one_core = threadpool_limits(limits=1, user_api="blas")  # the same digits, and no slower, however many cores
    with one_core, no_cycles():
        return rounded(_shown(engine, declared, context))


def _shown(engine: Engine, declared: Declared, context: Context) -> PilotComparison:
    design = declared.design
    naive = naive_retention(engine, design)
    empty = _comparison(declared, naive=naive)
    try:
        cohort = cohort_people(engine, design)
        setting = _setting(engine, cohort, context)
    except UndefinedStatisticError as reason:
        return replace(empty, missing=tuple(_missing(name, reason.what) for name in design.outcomes))
    found: list[OutcomeEvidence] = []
    missing: list[MissingOutcome] = []
    for name in dict.fromkeys((design.primary, *design.outcomes)):
        if name in context.silent:
            missing.append(_missing(name, context.silent[name]))
            continue
        try:
            found.append(outcome_evidence(setting, name))
        except UndefinedStatisticError as reason:
            missing.append(_missing(name, reason.what))
    (*_, compared) = gated_flow(setting.flow)
    return replace(
        empty,
        sentence=comparison_sentence(design, compared.left),
        assignment=setting.assigned.assignment if setting.assigned else None,
        outcomes=tuple(found),
        missing=tuple(missing),
    )


def _comparison(declared: Declared, **parts: object) -> PilotComparison:
    design = declared.design
    values: dict[str, object] = {
        "name": design.name,
        "sha256": design.sha256,
        "design": design.as_toml(),
        "sentence": "",
        "cohort": design.cohort,
        "role": design.role,
        "index_rule": index_rule(design),
        "follow_up_months": design.follow_up_months,
        "matched_on": tuple(name.replace("_", " ") for name in design.match),
        "held_equal": tuple(name.replace("_", " ") for name in design.covariates),
        "kept_to": declared.kept_to,
        "assignment": None,
        "outcomes": (),
        "missing": (),
        "naive": None,
    }
    return PilotComparison(**{**values, **parts})  # type: ignore[arg-type]


def _missing(measure: str, reason: str) -> MissingOutcome:
    return MissingOutcome(measure=measure, label=catalog.measure(measure).label, reason=reason)


def _setting(engine: Engine, cohort: Cohort, context: Context) -> Setting:
    """What all outcomes share: the people with a counterpart, and how long both groups are followed."""
    design, scheme = cohort.design, context.scheme
    labels = tuple(one.label for one in scheme.generations)
    rows = with_counterparts(cohort.rows, design, labels)
    everybody, kept = group_sizes(cohort.rows), group_sizes(rows)
    steps = [replace(one, stage=WORDS.get(one.stage, one.stage)) for one in cohort.flow[:-1]]
    steps.append(
        FlowStep(
            stage="nobody in the other group with the same answer to something held equal",
            pilot=everybody.pilot - kept.pilot,
            comparison=everybody.comparison - kept.comparison,
        )
    )
    flow = (*steps, FlowStep(stage=COMPARED, pilot=kept.pilot, comparison=kept.comparison))
    if min(kept.pilot, kept.comparison) < FEWEST:
        raise UndefinedStatisticError("There are too few people in one of the groups.")
    started: tuple[Row, ...] = ()
    if design.index_date == "enrolled":
        try:
            clock = replace(design, index_date="started")
            started = with_counterparts(cohort_people(engine, clock).rows, design, labels)
        except UndefinedStatisticError:  # no pair started: there is no such view
            started = ()
    return Setting(
        design=design,
        flow=flow,
        rows=rows,
        started=started,
        end=_end(rows, design),
        scheme=scheme,
        other=next(one for one in GENERATION_SCHEMES.values() if one.generations != scheme.generations),
        levels=tuple(catalog.level_order(sorted({category(row, "level") or "" for row in rows}))),
        cohorts=context.cohorts,
        assigned=assigned_people(engine, design),
    )


def with_counterparts(rows: Sequence[Row], design: Design, generations: Sequence[str]) -> tuple[Row, ...]:
    """The people all of whose answers occur in both groups, once small categories are joined.

    Args:
        rows: The people.
        design: What is held equal.
        generations: Labels of the generations, the oldest first.
    """
    names = [name for name in design.covariates if not name.endswith("_before")]
    joined = joined_categories(rows, names, generations)
    known = known_before(joined, names)
    if not known.terms:
        return tuple(rows)
    x = np.array(known.values, dtype=np.float64)
    pilot = np.array([float(count(row, "n_people") * (row["arm"] == "Pilot")) for row in rows])
    comparison = np.array([float(count(row, "n_people") * (row["arm"] != "Pilot")) for row in rows])
    is_kept = has_counterpart(answers(x, known.terms), pilot, comparison)
    return tuple(row for row, stays in zip(rows, is_kept.tolist(), strict=True) if stays)


def _end(rows: Sequence[Row], design: Design) -> int:
    """The last month end of the follow-up at which a quarter, and ten, of both groups are still followed."""
    people = retention_of(rows, (), last_day(design))
    ends = []
    for arm in (True, False):
        table = table_of_arm(people, is_pilot=arm)
        enough = max(FEWEST, -(-int(table.at_risk.max()) // QUARTER))
        ends.append(table.span_with(enough)[1])
    return months_until(min(ends)) * YEAR // MONTHS_A_YEAR
