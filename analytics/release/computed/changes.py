"""The changes of a release: the same people in the first wave and the last, and in the last two."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from analytics.engine.rows import count
from analytics.measures.changes import MEASURES, Change, changes, question
from analytics.measures.finding import Estimate, Interval, Released
from analytics.release.audit.merge import MINIMUM
from analytics.release.audit.plan import survey_population

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from analytics.engine import Engine
    from analytics.engine.rows import Row
    from analytics.query import Where
    from analytics.release.cells import Cells

FEWEST = MINIMUM
"""People whose answers may follow from what is published together."""


def changes_between_waves(
    engine: Engine, waves: Sequence[str], denominators: Mapping[str, Mapping[str, int]], cells: Cells
) -> list[dict[str, Any]]:
    """What changed for the same people, by scale and arm, as plain data.

    A change is left out where, with the means of both waves, it would tell what one to nine people answered who were
    there in one of them only.

    Args:
        engine: The engine.
        waves: The published waves, oldest first.
        denominators: Integer steps of a score, by wave and scale.
        cells: The cells that may be shown.
    """
    found: list[dict[str, Any]] = []
    for measure in MEASURES:
        asked = [wave for wave in waves if measure in denominators.get(wave, {})]
        for pair in _pairs(asked):
            steps = (denominators[pair[0]][measure], denominators[pair[1]][measure])
            rows = engine.rows(question(measure, pair, steps))
            shown = _Followed(cells, measure, pair, rows)
            every = [one for one in changes(measure, rows, pair, steps) if shown.allows((one.change.label,))]
            if shown.allows([one.change.label for one in every]):
                found += [{"measure": measure, **asdict(one)} for one in every]
    return found


class _Followed:
    """How many people of two waves are in one of them only, beside those whose change is shown."""

    def __init__(self, cells: Cells, measure: str, waves: tuple[str, str], rows: Iterable[Row]) -> None:
        self._cells, self._measure, self._waves = cells, measure, waves
        self._people = {(str(row["arm"]), str(row["fate"])): count(row, "people") for row in rows}

    def allows(self, arms: Sequence[str]) -> bool:
        """Whether the changes of these arms together leave nobody, or enough people, in one wave only."""
        where = {"arm": tuple(arms)} if len(arms) == 1 else {}
        sizes = [self._size(wave, where) for wave in self._waves]
        if None in sizes:
            return False
        stayed = sum(self._people.get((arm, "both"), 0) for arm in arms)
        lost = sum(self._people.get((arm, fate), 0) for arm in arms for fate in ("silent", "left"))
        earlier, later = (size or stayed for size in sizes)
        only_once = lost + abs(earlier - stayed - lost) + abs(later - stayed)
        return 0 in sizes or only_once == 0 or only_once >= FEWEST

    def _size(self, wave: str, where: Where) -> int | None:
        """People with a score in a cell: 0 where it has no such category, None where it is not published."""
        population = survey_population(wave)
        known = self._cells.categories(population, "arm")
        if any(arm not in known for arm in where.get("arm", ())):
            return 0
        cell = self._cells.find(population, where, self._measure)
        return cell.n if isinstance(cell, Released) else None


def read_change(document: Mapping[str, Any]) -> Change:
    """A change in its plain form."""
    stated = document["change"]
    estimate = Estimate(**{**stated, "interval": Interval(**stated["interval"])})
    plain = ("earlier", "silent", "left", "mean_of_both", "mean_of_lost")
    return Change(change=estimate, **{name: document[name] for name in plain})


def _pairs(waves: Sequence[str]) -> list[tuple[str, str]]:
    """The first wave and the last, and the last two where these are others.

    >>> _pairs(["a", "b", "c"]), _pairs(["a", "b"]), _pairs(["a"])
    ([('a', 'c'), ('b', 'c')], [('a', 'b')], [])
    """
    *others, last = waves or ("",)
    return [(one, last) for one in dict.fromkeys((*others[:1], *others[-1:]))]
