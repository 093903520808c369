"""Every published number that is not a function of cells: curves, coarse shares, reliability, weighted means, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analytics.release.bands import bands
from analytics.release.changes import changes_between_waves
from analytics.release.curves import curves
from analytics.release.drivers import all_drivers
from analytics.release.facts import Facts
from analytics.release.favorable import favorable_shares
from analytics.release.findings import Findings
from analytics.release.pilot_comparisons import pilot_comparisons
from analytics.release.read import Release
from analytics.release.reliability import reliabilities
from analytics.release.representation import raked_scores
from analytics.release.schemes import scheme_notes
from analytics.release.themes import all_themes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from analytics.engine import DuckDBEngine
    from analytics.program import Program
    from analytics.release.cells import Cells


def computed(
    engine: DuckDBEngine,
    files: Mapping[str, Sequence[Path]],
    program: Program,
    cells: Cells,
    facts: Mapping[str, Any],
) -> dict[str, Any]:
    """The findings of a release as plain data, for `findings.json`.

    Args:
        engine: The engine, with its categories merged.
        files: Parquet files of each store table, for the verdicts under another generation scheme.
        program: The program's settings.
        cells: The cells that may be shown.
        facts: What the release says about itself.
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
    release = Release(Facts.from_document({**facts, "cells_hash": ""}), cells, Findings.from_document(found))
    return {**found, "schemes": scheme_notes(files, release, program.scheme)}


def _name(one: Mapping[str, Any]) -> list[Any]:
    """What a finding is about; the engine gives its rows in any order."""
    return [one.get("clock", ""), one.get("measure", ""), one.get("wave", ""), one["categories"]]
