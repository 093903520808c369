"""Every published number that is not a function of cells: curves, coarse shares, reliability, weighted means, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analytics.release.bands import bands
from analytics.release.budget import Budget, outcomes_of
from analytics.release.calendar import calendar
from analytics.release.changes import changes_between_waves
from analytics.release.curves import curves
from analytics.release.drivers import all_drivers
from analytics.release.facts import Facts
from analytics.release.favorable import favorable_shares
from analytics.release.figures import Wanted
from analytics.release.findings import Findings
from analytics.release.pilot_comparisons import pilot_comparisons
from analytics.release.plan import ELIGIBLE_DIMENSIONS, survey_population, wanted_tables
from analytics.release.read import Release
from analytics.release.reliability import reliabilities
from analytics.release.representation import raked_scores
from analytics.release.schemes import scheme_notes
from analytics.release.spending import notes_within_budget, within_budget
from analytics.release.themes import all_themes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from analytics.engine import DuckDBEngine
    from analytics.program import Program
    from analytics.release.audit_report import OutcomeBudget
    from analytics.release.auditing import Audits
    from analytics.release.cells import Cells


def computed(
    engine: DuckDBEngine,
    files: Mapping[str, Sequence[Path]],
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
        files: Parquet files of each store table, for the verdicts under another generation scheme.
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
    found: dict[str, Any] = {
        **{name: sorted(several, key=_name) for name, several in named.items()},
        "reliability": reliabilities(engine),
        "comparisons": pilot_comparisons(engine, program, facts),
        "raked": raked_scores(engine, facts["denominators"]),
        "drivers": all_drivers(engine),
        "themes": all_themes(engine, program),
        "changes": changes_between_waves(engine, [one["name"] for one in facts["waves"]], facts["denominators"]),
    }
    wanted = _wanted(program, cells, facts)
    budget = Budget(outcomes_of(audits), earlier)
    shown = within_budget(found, budget, wanted)
    release = Release(Facts.from_document({**facts, "cells_hash": ""}), cells, Findings.from_document(shown))
    notes = notes_within_budget(scheme_notes(engine, release, program.scheme), budget, wanted)
    return {**shown, "schemes": notes, "calendar": calendar(engine, budget)}, budget.outcomes()


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
