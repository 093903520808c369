"""The raked scores of a release: every wave in which nearly all respondents are on the roster."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from analytics.engine.rows import count
from analytics.measures.finding import Estimate, Interval, Outcome, Released
from analytics.measures.representation import MEASURES, RakedScore, question, raked_score
from analytics.query import Query
from analytics.release.audit.merge import MINIMUM
from analytics.release.audit.plan import survey_population

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.engine import Engine
    from analytics.engine.rows import Row
    from analytics.measures.cell import Cell
    from analytics.release.cells import Cells

FEWEST = MINIMUM
"""People whose answers may follow from what is published together."""

NEARLY_ALL = 90
"""Percent of a wave's respondents who must be on the roster, or else nobody knows who did not respond."""

PERCENT = 100


def linked_waves(engine: Engine) -> frozenset[str]:
    """The waves in which nearly all respondents are on the roster."""
    return frozenset(
        str(row["wave"])
        for row in engine.rows(Query(aggregate="waves"))
        if PERCENT * count(row, "linked") >= NEARLY_ALL * count(row, "people")
    )


def raked_scores(engine: Engine, denominators: Mapping[str, Mapping[str, int]], cells: Cells) -> list[dict[str, Any]]:
    """The raked mean of every score and linked wave, as plain data.

    It is left out where the mean of everyone is not published, where all answers are the same, and where one to nine
    respondents are not weighted: both means together would tell what these answered.

    Args:
        engine: The engine.
        denominators: Integer steps of a score, by wave and scale.
        cells: The cells that may be shown.
    """
    linked = linked_waves(engine)
    found = []
    for measure in MEASURES:
        rows_of: dict[str, list[Row]] = defaultdict(list)
        for row in engine.rows(question(measure)):
            rows_of[str(row["wave"])].append(row)
        for wave, rows in sorted(rows_of.items()):
            steps = denominators.get(wave, {}).get(measure)
            score = raked_score(rows, steps, wave) if steps and wave in linked else None
            if score and _may_be_shown(score, cells.find(survey_population(wave), {}, measure)):
                found.append({"measure": measure, **asdict(score)})
    return found


def _may_be_shown(score: RakedScore, everyone: Outcome[Cell]) -> bool:
    if not isinstance(everyone, Released) or not score.estimate.standard_error:
        return False
    others = everyone.n - score.estimate.n
    return others == 0 or others >= FEWEST


def read_raked(document: dict[str, Any]) -> RakedScore:
    """A raked score in its plain form."""
    plain = {name: document[name] for name in ("raw", "effective_n", "invited")}
    stated = document["estimate"]
    estimate = Estimate(**{**stated, "interval": Interval(**stated["interval"])})
    return RakedScore(estimate=estimate, margins=tuple(document["margins"]), **plain)
