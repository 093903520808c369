"""Who takes part, out of the cells of a release: parity of groups and the groups of every cohort."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.catalog import COMPARISON, NOT_ENROLLED, UNDISCLOSED
from analytics.measures.parity import CohortShare, GroupParity, cohort_share, group_parity
from analytics.release.audit.plan import ELIGIBLE
from analytics.stats.outcome import Outcome, Released, Withheld

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analytics.measures.cell import Cell
    from analytics.query import Where
    from analytics.release.cells import Cells
    from analytics.release.facts import Facts

MEASURE = "participation"
NOT_JOINED = (NOT_ENROLLED, COMPARISON, UNDISCLOSED, "Not eligible")


class Joiners:
    """Counts of eligible people and of those who enrolled.

    Args:
        facts: What the release says about itself.
        cells: Its cells.
    """

    def __init__(self, facts: Facts, cells: Cells) -> None:
        self._facts = facts
        self._cells = cells

    def groups(self, by: str, where: Where) -> tuple[str, ...]:
        """The categories of a dimension among eligible people, in display order."""
        named = self._facts.categories.get(ELIGIBLE, {}).get(by, ())
        return tuple(category for category in where.get(by, named) if category in named)

    def parities(self, by: str, where: Where) -> dict[str, Outcome[GroupParity]]:
        """The parity of every category of a dimension against everybody eligible, corrected for their number.

        Args:
            by: The dimension.
            where: Chosen categories of other dimensions: parity of intersections with them.
        """
        found = {name: self._cell({**where, by: (name,)}) for name in self.groups(by, where)}
        family = _family(found.values())
        return {name: self._parity(one, name, family) for name, one in found.items()}

    def intersections(self, rows: str, columns: str) -> dict[str, dict[str, Outcome[GroupParity]]]:
        """The parity of every intersection of two dimensions, corrected for all of them together.

        Args:
            rows: The dimension of the rows.
            columns: The dimension of the columns.
        """
        found = {
            (row, column): self._cell({rows: (row,), columns: (column,)})
            for row in self.groups(rows, {})
            for column in self.groups(columns, {})
        }
        family = _family(found.values())
        return {
            row: {column: self._parity(found[row, column], column, family) for column in self.groups(columns, {})}
            for row in self.groups(rows, {})
        }

    def cohort_shares(self, by: str) -> tuple[CohortShare, ...]:
        """The share of every category of a dimension among those who joined in each cohort, cohorts in their order.

        A group or cohort whose count is not published is left out.
        """
        told = []
        cohorts = [
            name for name in self._facts.categories.get(ELIGIBLE, {}).get("cohort", ()) if name not in NOT_JOINED
        ]
        for cohort in cohorts:
            for name in self.groups(by, {}):
                wanted: tuple[Where, ...] = (
                    {by: (name,), "cohort": (cohort,)},
                    {"cohort": (cohort,)},
                    {by: (name,)},
                    {},
                )
                cells = [self._cell(where) for where in wanted]
                released = [one.value for one in cells if isinstance(one, Released)]
                if len(released) == len(cells):
                    told.append(((name, cohort), released))
        return tuple(cohort_share(*four, names=names, family=len(told)) for names, four in told)

    def _parity(self, group: Outcome[Cell], name: str, family: int) -> Outcome[GroupParity]:
        match group, self._cell({}):
            case Released(value=mine), Released(value=everybody):
                return group_parity(mine, everybody, label=name, family=family)
            case _:
                return Withheld()

    def _cell(self, where: Where) -> Outcome[Cell]:
        return self._cells.find(ELIGIBLE, where, MEASURE)


def _family(found: Iterable[Outcome[Cell]]) -> int:
    return max(1, sum(isinstance(one, Released) for one in found))
