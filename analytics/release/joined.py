"""What the published cells leave of a row, as one cell: the few are joined with a group that is large enough.

Where one to four people of a row are left over, the last group of it cannot be shown by itself: the row and its other
groups would tell of these few. Together with them it can. So the categories of a row that have no cell of their own are
shown as one, in this table alone: no category is gone from any other page.

It costs nothing. The cell is the row without its published cells, as anybody could subtract them: it is no further
equation for the audit, draws on no budget, and is the same whatever is asked. Any other combination of categories
without cells is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import sub
from typing import TYPE_CHECKING

from analytics.release.audit.merge import MINIMUM
from analytics.release.audit.plan import JOINED
from analytics.release.lookups import unwatched
from analytics.stats.outcome import Released, Withheld

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from analytics.measures.cell import Cell
    from analytics.query import Where
    from analytics.release.cells import Cells
    from analytics.release.facts import Facts
    from analytics.stats.outcome import Outcome

NAMED = 3
"""Categories that are named where they are shown as one; more are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measure of a group, divided by one dimension.

    Args:
        population: `survey:<wave>`, `eligible` or `pairs`.
        measure: Name of the measure.
        line: Categories of other dimensions; nothing for everyone.
        by: The dimension that divides the group.
        names: All categories of that dimension in the population, in display order.
    """

    population: str
    measure: str
    line: Where
    by: str
    names: tuple[str, ...]

    @classmethod
    def of(cls, facts: Facts, population: str, measure: str, line: Where, by: str) -> Row:
        """A row of a release.

        Args:
            facts: What the release says about itself.
            population: `survey:<wave>`, `eligible` or `pairs`.
            measure: Name of the measure.
            line: Categories of other dimensions.
            by: The dimension that divides the group.
        """
        names = facts.categories.get(population, {}).get(by, ())
        return cls(population=population, measure=measure, line=line, by=by, names=names)

    def where(self, category: str) -> Where:
        """One cell of the row, as filters."""
        return {**self.line, self.by: (category,)}

    def without_cell(self, cells: Cells) -> tuple[str, ...]:
        """The categories that have no cell of their own; none of a row of which no other is published.

        Args:
            cells: The cells.
        """
        if self.measure not in JOINED or any(len(one) != 1 for one in self.line.values()):
            return ()
        with unwatched():
            found = tuple(one for one in self.names if not _is_published(cells, self, one))
        return () if len(found) == len(self.names) else found


def cell_of(cells: Cells, facts: Facts, population: str, where: Where, measure: str) -> Outcome[Cell]:
    """The cell of a group: a published one, several added up, or what the others leave of a row.

    Args:
        cells: The cells.
        facts: What the release says about itself.
        population: `survey:<wave>`, `eligible` or `pairs`.
        where: Chosen categories by dimension.
        measure: Name of the measure.
    """
    found = cells.find(population, where, measure)
    several = [name for name, chosen in where.items() if len(set(chosen)) > 1]
    if isinstance(found, Released) or len(several) != 1:
        return found
    (by,) = several
    line = {name: chosen for name, chosen in where.items() if name != by}
    return _joined(cells, facts, Row.of(facts, population, measure, line, by), where[by])


def _joined(cells: Cells, facts: Facts, row: Row, chosen: Collection[str]) -> Outcome[Cell]:
    """Several categories of a row together, all of those without a cell of their own among them."""
    few, others = row.without_cell(cells), [one for one in row.names if one not in chosen]
    if not few or not set(few) <= set(chosen) <= set(row.names) or _is_of_several_dates(facts, row, others):
        return Withheld()
    found = [cells.find(row.population, one, row.measure) for one in (row.line, *map(row.where, others))]
    released = [one.value for one in found if isinstance(one, Released)]
    if len(released) < len(found):
        return Withheld()
    rest = reduce(sub, released)
    return Released(value=rest, n=rest.n) if min(rest.n, rest.people) >= MINIMUM else Withheld()


def together(cells: Cells, facts: Facts, row: Row) -> tuple[str, ...]:
    """The categories of a row that are shown as one, as none of them is by itself; nothing where they may not be.

    Args:
        cells: The cells.
        facts: What the release says about itself.
        row: The row.
    """
    few = row.without_cell(cells)
    with unwatched():
        return few if len(few) > 1 and isinstance(_joined(cells, facts, row, few), Released) else ()


def together_words(categories: Sequence[str]) -> str:
    """Several categories that are shown as one, in words.

    >>> together_words(("Woman", "Non-binary")), together_words(("A", "B", "C", "D"))
    ('Woman + Non-binary', '4 others together')
    """
    return " + ".join(categories) if len(categories) <= NAMED else f"{len(categories)} others together"


def _is_published(cells: Cells, row: Row, category: str) -> bool:
    return isinstance(cells.find(row.population, row.where(category), row.measure), Released)


def _is_of_several_dates(facts: Facts, row: Row, others: Sequence[str]) -> bool:
    """Whether the row and its other cells were not all made by one release."""
    line = frozenset((name, category) for name, chosen in row.line.items() for category in chosen)
    cells = (line, *(line | {(row.by, one)} for one in others))
    return len({facts.date_of(row.population, one, row.measure) for one in cells}) > 1
