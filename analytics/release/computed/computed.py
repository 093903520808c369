"""Every published number that is not a function of cells: curves, coarse shares, reliability, weighted means, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analytics.release.audit.budget import Budget, outcomes_of
from analytics.release.audit.candidate import Wanted
from analytics.release.audit.plan import ELIGIBLE_DIMENSIONS, survey_population, wanted_tables
from analytics.release.audit.spending import notes_within_budget, within_budget
from analytics.release.computed.bands import bands
from analytics.release.computed.calendar import calendar
from analytics.release.computed.changes import changes_between_waves
from analytics.release.computed.curves import curves
from analytics.release.computed.drivers import all_drivers
from analytics.release.computed.favorable import favorable_shares
from analytics.release.computed.gaps import gaps
from analytics.release.computed.pair_changes import pair_changes
from analytics.release.computed.pilot_comparisons import pilot_comparisons
from analytics.release.computed.reliability import reliabilities
from analytics.release.computed.representation import raked_scores
from analytics.release.computed.schemes import scheme_notes
from analytics.release.computed.themes import all_themes
from analytics.release.computed.ways import senior_ways
from analytics.release.facts import Facts
from analytics.release.findings import Findings
from analytics.release.read import Release

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.engine import Engine
    from analytics.program import Program
    from analytics.release.audit.audited import Audits
    from analytics.release.audit.report import OutcomeBudget
    from analytics.release.cells import Cells


def computed(
    engine: Engine,
    program: Program,
    cells: Cells,
    facts: Mapping[str, Any],
    *,
    audits: Audits,
    earlier: Mapping[str, int] | None = None,
) -> tuple[dict[str, Any], tuple[OutcomeBudget, ...]]:
    """The findings of a release as plain data, for `findings.json`, and what each outcome's numbers were spent on.

    Args:
        engine: The engine, with its categories merged.
        program: The program's settings.
        cells: The cells that may be shown.
        facts: What the release says about itself.
        audits: The audits that the cells passed.
        earlier: Numbers besides cells that earlier releases published about each outcome and this one does not.
    """
    named = {
        **curves(engine, cells, program),
        "bands": bands(engine, cells),
        "favorable": favorable_shares(engine, cells, program),
    }
    waves = [one["name"] for one in facts["waves"]]
    generations = [one.label for one in program.scheme.generations]
    found: dict[str, Any] = {
        **{name: sorted(several, key=_name) for name, several in named.items()},
        "reliability": reliabilities(engine),
        "comparisons": pilot_comparisons(engine, program, facts),
        "raked": raked_scores(engine, facts["denominators"], cells),
        "drivers": all_drivers(engine),
        "themes": all_themes(engine, program),
        "changes": changes_between_waves(engine, waves, facts["denominators"], cells),
        "pair_changes": pair_changes(engine, waves, facts["denominators"], generations),
    }
    wanted = _wanted(program, cells, facts)
    budget = Budget(outcomes_of(audits), earlier)
    shown = within_budget(found, budget, wanted)
    release = Release(Facts.from_document({**facts, "cells_hash": ""}), cells, Findings.from_document(shown))
    notes = notes_within_budget(scheme_notes(engine, release, program.scheme), budget, wanted)
    ways = senior_ways(engine, generations, budget)
    between = gaps(engine, cells, budget)
    return {
        **shown,
        "schemes": notes,
        "calendar": calendar(engine, budget),
        "ways": ways,
        "gaps": between,
    }, budget.outcomes()


def _wanted(program: Program, cells: Cells, facts: Mapping[str, Any]) -> Wanted:
    waves = [one["name"] for one in facts["waves"]]
    return Wanted(
        tables=wanted_tables(ELIGIBLE_DIMENSIONS, program.tables),
        waves=waves,
        surveyed={wave: cells.measures(survey_population(wave)) for wave in waves},
    )


def _name(one: Mapping[str, Any]) -> list[Any]:
    """What a finding is about; the engine gives its rows in any order."""
    return [one.get("clock", ""), one.get("measure", ""), one.get("wave", ""), one["categories"]]
