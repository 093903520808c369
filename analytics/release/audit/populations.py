"""Joins small categories and names the groups of every population: what each question of a release is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from analytics.catalog import COMPARISON, JUNIOR, PILOT, SENIOR, level_order
from analytics.query import Query
from analytics.release import gather
from analytics.release.audit.merge import MINIMUM
from analytics.release.audit.plan import ELIGIBLE, PAIRS, Population, display_order
from analytics.release.stack.plan import lasting_plan, rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.catalog import GenerationScheme
    from analytics.engine import Engine
    from analytics.release.gather import Patterns
    from analytics.release.stack.record import Plan, PlanOf

Orders: TypeAlias = "Mapping[str, tuple[str, ...]]"
RANGES = ("generation", "level")
"""Dimensions whose small categories are joined with their neighbors, where it is known which these are."""


def populations_of(
    engine: Engine, scheme: GenerationScheme, settled: Plan
) -> tuple[Plan, dict[str, Patterns], dict[str, Population]]:
    """How categories are merged, and the patterns and the populations after they were, for every question that follows.

    Args:
        engine: The engine.
        scheme: The generations.
        settled: How categories were merged where they have been shown.
    """
    before = gather.patterns(engine)
    orders = _orders(engine, before, scheme)
    plan = {name: _plan(found, orders[name], settled.get(name, {}), name) for name, found in before.items()}
    engine.merge_categories(rows_of(plan))
    patterns = gather.patterns(engine)
    return plan, patterns, {name: _population(name, found, orders[name]) for name, found in patterns.items()}


def _plan(found: Patterns, orders: Orders, settled: Mapping[str, Mapping[str, str]], name: str) -> PlanOf:
    """How the categories of one population are merged, as they were where any of it was shown."""
    return {
        dimension: lasting_plan(
            found.counts(dimension),
            settled.get(dimension, {}),
            order=orders[dimension] if dimension in RANGES else None,
            minimum=MINIMUM,
            may_grow=name in {ELIGIBLE, PAIRS},
        )
        for dimension in found.dimensions
    }


def _orders(engine: Engine, patterns: Mapping[str, Patterns], scheme: GenerationScheme) -> dict[str, Orders]:
    """The categories that have an order of their own, by population and dimension, before any are merged."""
    cohorts = sorted((str(row["enrolled_on"]), str(row["cohort"])) for row in engine.rows(Query(aggregate="cohorts")))
    shared = {
        "arm": (PILOT, COMPARISON),
        "cohort": tuple(cohort for _, cohort in cohorts),
        "role": (JUNIOR, SENIOR),
        "generation": tuple(one.label for one in scheme.generations),
    }
    return {name: {**shared, "level": tuple(level_order(found.counts("level")))} for name, found in patterns.items()}


def _population(name: str, found: Patterns, orders: Orders) -> Population:
    categories = {d: display_order(d, tuple(found.counts(d)), orders) for d in found.dimensions}
    return Population(name=name, dimensions=found.dimensions, categories=categories)
