"""Every finding of a release on rows, from reading the store's files on."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from analytics.release.audit.plan import ELIGIBLE_DIMENSIONS, divided_by, wanted_tables
from tests.bench.analyst.cells import cells
from tests.bench.analyst.comparisons import comparisons
from tests.bench.analyst.curves import curves
from tests.bench.analyst.drivers import drivers
from tests.bench.analyst.exchange import exchange
from tests.bench.analyst.scales import parity, scales
from tests.bench.rows import rows

if TYPE_CHECKING:
    from analytics.program import Program
    from analytics.store import Version


def tables(program: Program) -> list[tuple[str, ...]]:
    """The combinations of dimensions that the product publishes: single ones, and the wanted pairs.

    Args:
        program: The program's settings.
    """
    dimensions = divided_by(ELIGIBLE_DIMENSIONS, programs=1)
    return [*((name,) for name in dimensions), *wanted_tables(dimensions, program.tables)]


def findings(version: Version, program: Program) -> dict[str, Any]:
    """Every finding.

    Args:
        version: The version of the store.
        program: The program's settings.
    """
    held, wanted = rows(version), tables(program)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return {
            "cells": cells(held, wanted),
            "parity": parity(held),
            "scales": scales(held),
            "curves": curves(held, wanted),
            "comparisons": comparisons(held),
            "drivers": drivers(held),
            "exchange": exchange(held),
        }
