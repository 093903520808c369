"""The audit in the order that shows most: a cell in whose stead many others can be shown is looked at last.

What is published first narrows what can be published after it. A few people with rare combinations of categories can so
be the reason that a hundred cells are refused, where one cell less would have shown nearly all of them. No rule is any
looser for it: the order is all that changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.release.audit.audit import ledger

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from analytics.release.audit.audit import Audit, Beside
    from analytics.release.audit.leverage import Cell

WORTH = 5
"""Cells that are gained, at least, by each that is looked at last."""

MOST_MOVED = 8
"""Cells that are looked at last, at most."""

PATIENCE = 5
"""Cells that are moved before the first gain: where one gives way, another may take its place at first."""

FEW = 0.05
"""Share of the cells that another order might show below which none is looked for."""

STATES = 32
"""States of each audit that are kept, so that the next goes on where its order begins to differ."""

EFFORT = 24_000_000
"""Work that may be spent on the search: patterns times cells, summed over all audits that are tried."""


def audit_in_best_order(
    patterns: NDArray[np.int64], people: NDArray[np.int64], cells: Sequence[Cell], beside: Beside | None = None
) -> Audit:
    """The audit of the cells in the order given, but for a few without which many more can be shown.

    Args:
        patterns: Category codes, (patterns, dimensions).
        people: Number of people of each pattern, (patterns,).
        cells: The cells, most wanted first.
        beside: What is published beside the cells.

    Reference:
        A search by single moves that remembers the best it has seen; every audit on the way is complete.
    """
    of_all = ledger(patterns, people, cells, beside=beside, states=STATES)
    order: Sequence[int] = range(len(cells))
    found = best = of_all.audit(order)
    affordable = EFFORT // max(len(people) * len(cells), 1)
    for moved in range(1, min(MOST_MOVED, affordable) + 1):
        if _blocked(found) <= FEW * len(cells) or (moved > PATIENCE and best is not found):
            break
        order = _with_most_blamed_last(order, cells, found)
        found = of_all.audit(order)
        if len(found.published) >= len(best.published) + WORTH * moved:
            best = found
    return best


def _blocked(found: Audit) -> int:
    """Cells that another order might show."""
    return sum(found.refusals.get(rule, 0) for rule in ("leverage", "small_group"))


def _with_most_blamed_last(order: Sequence[int], cells: Sequence[Cell], found: Audit) -> Sequence[int]:
    """The order with that cell last that told most about the people for whose sake others were refused.

    Of equals, it is the one wanted least.
    """
    places = range(len(order))
    last = max(places, key=lambda place: (round(found.blamed.get(cells[order[place]], 0.0), 6), place))
    return [*order[:last], *order[last + 1 :], order[last]]
