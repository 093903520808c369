"""Takes out of a release the questions that, with the score they are part of, would tell of very few people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.release.audit.plan import survey_population
from analytics.release.cell_key import EVERYONE, CellKey

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from analytics.engine.rows import Row
    from analytics.measures.cell import Cell

FEWEST = 5
"""People who left out a question, from which on what they answered to the others is the answer of no small group."""


def without_few_skipping(cells: Mapping[CellKey, Cell], questions: Iterable[Row]) -> dict[CellKey, Cell]:
    """The cells without questions of a score that one to four people left out.

    The sum of a score and the sums of its questions differ by the answers of those who left a question out. Where they
    are fewer than five, the questions that somebody left out are not shown, and nothing follows.

    Args:
        cells: The cells that passed the audit.
        questions: The questions of every survey, with the scale that each belongs to.
    """
    of_scale: dict[CellKey, list[CellKey]] = {}
    for row in questions:
        population = survey_population(str(row["wave"]))
        whole = CellKey(population=population, categories=EVERYONE, measure=str(row["scale"]))
        of_scale.setdefault(whole, []).append(replace(whole, measure=f"question:{row['question_id']}"))
    hidden: set[CellKey] = set()
    for whole, items in of_scale.items():
        if whole in cells:
            skipped = {key: abs(cells[key].n - cells[whole].n) for key in items if key in cells}
            if max(skipped.values(), default=0) < FEWEST:
                hidden |= {key for key, people in skipped.items() if people}
    return {key: cell for key, cell in cells.items() if key not in hidden}
