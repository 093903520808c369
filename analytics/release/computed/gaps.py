"""How long pairs wait between sessions: the median gap of each published group, three numbers each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from analytics.measures.gaps import MEDIAN_GAP, Gap, published_gap, question
from analytics.release import gather
from analytics.release.audit.budget import Figure
from analytics.release.audit.plan import PAIR_DIMENSIONS, PAIRS
from analytics.stats.outcome import Released

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.engine import Engine
    from analytics.engine.rows import Row
    from analytics.release.audit.budget import Budget
    from analytics.release.cell_key import Categories
    from analytics.release.cells import Cells

NUMBERS = 3
"""The median and both of its limits: each is a gap in the order of all."""


def gaps(engine: Engine, cells: Cells, budget: Budget) -> list[dict[str, Any]]:
    """The median gaps of everyone and of single categories that may be shown, as plain data, large groups first.

    Args:
        engine: The engine, with its categories merged.
        cells: The cells that may be shown; a group without one has no gap.
        budget: What may still be published; what is drawn is gone from it.
    """
    found: list[tuple[Categories, Gap]] = []
    for categories, rows in _groups(engine).items():
        where = {name: (category,) for name, category in categories}
        gap = published_gap(rows) if isinstance(cells.find(PAIRS, where, MEDIAN_GAP), Released) else None
        if gap is not None:
            found.append((categories, gap))
    ordered = sorted(found, key=lambda one: (len(one[0]), -one[1].n, sorted(one[0])))
    return [
        {"measure": MEDIAN_GAP, "categories": [list(pair) for pair in sorted(categories)], **asdict(gap)}
        for categories, gap in ordered
        if budget.draw(_figure(categories, gap))
    ]


def read_gap(document: Mapping[str, Any]) -> Gap:
    """A median gap in its plain form."""
    return Gap(**{name: document[name] for name in ("n", "weeks", "low", "high")})


def _groups(engine: Engine) -> dict[Categories, list[Row]]:
    by = gather.dimensions(engine, PAIR_DIMENSIONS)
    found: defaultdict[Categories, list[Row]] = defaultdict(list)
    for row in engine.rows(question(by).over(gather.singles(by))):
        found[gather.categories_of(row, by)].append(row)
    return dict(found)


def _figure(categories: Categories, gap: Gap) -> Figure:
    what = ", ".join(("time between sessions", *(category for _, category in sorted(categories))))
    return Figure(what=what, draws={MEDIAN_GAP: NUMBERS}, people=gap.n)
