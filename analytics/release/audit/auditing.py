"""Audits every population of a release, and every measure of only some of them again among those who count in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analytics.measures.rates import EVENTS
from analytics.measures.shares import PAIR_SHARES
from analytics.query import Query
from analytics.release import gather
from analytics.release.audit.audit import Beside
from analytics.release.audit.audited import Audited, Audits
from analytics.release.audit.budget import LEAVING_RATES, SURVEY, spare
from analytics.release.audit.ordering import audit_in_best_order
from analytics.release.audit.plan import (
    CHANNEL_SHARES,
    ELIGIBLE,
    OF_FINDINGS,
    PAIR_MEASURES,
    PAIRS,
    PARTS,
    PLANNED_SHARES,
    SURVEY_MEASURES,
    WAYS_OF_MEETING,
)
from analytics.release.stack.audit import audit_with
from analytics.release.stack.members import QUESTION
from analytics.release.stack.reading import RETENTION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from analytics.engine import Engine
    from analytics.release.audit.leverage import Cell
    from analytics.release.audit.plan import Population
    from analytics.release.gather import Patterns
    from analytics.release.stack.amend import Amendment, Known

LARGE = 30
"""Cells of two filters with fewer people than this come last: what many stand behind is worth more to a reader."""

MOST_WANTED = 5
"""Tables whose cells, the small ones too, come before those of all others.

Where one in ten takes part, nearly all cells about the pilot are small. With the larger cells that nobody asked for
before them, invented companies of 900 and 1,500 people show 48 and 80 % of the cells with ten people or more of these
five tables by roster and 32 to 69 % by survey; in this order 70 and 80 % and 32 to 79 %, with as many cells in all.

What then stands in the way is no order. A row of which one to four people are in categories too small to be shown must
hide one more of its cells, whatever the audit. Counted so, no audit can show more than 81 to 93 % of these cells by
roster and 48 to 90 % by survey, in seven invented companies of 900 to 3,000 people; 71 to 93 % and 34 to 80 % are
shown. What is between is held back by the limits for single people and small groups, hardly ever by the number of
figures.

So what is left of a row is shown as one (`analytics.release.joined`), which is no equation more. By roster 94 to 100 %
of the cells then have a figure, alone or with categories too small to be shown; by survey 88 to 98 %, and 79 % in one
with 48 participants. The others have one together.

With the pilot's cells before all others of these tables, a survey with 50 participants shows three of four cells of the
pilot instead of one. Over all 26 surveys as many cells are shown: more in six, fewer in five.

To join small categories of gender for good would show two cells more by roster and none by survey. To join every
category with fewer than five participants would show 74 to 100 %, but of business units, locations and ethnicities one
or two each would be gone from every page, and women would be a part of "Other".
"""


OF_ONE_WHOLE = (CHANNEL_SHARES, PLANNED_SHARES)
"""Measures that are the parts of one whole and pass one audit."""

KEEPING = frozenset({*SURVEY_MEASURES, *EVENTS, *WAYS_OF_MEETING})
"""Measures whose less wanted cells leave a part of the limit free for other figures."""


def audit_all(
    engine: Engine,
    patterns: Mapping[str, Patterns],
    populations: Mapping[str, Population],
    tables: Sequence[tuple[str, str]],
    amendment: Amendment | None = None,
) -> Audits:
    """The audit of every population, and of those who count in each measure of surveys and pairs where some do not.

    Args:
        engine: The engine, with its categories merged.
        patterns: The patterns of every population.
        populations: The populations.
        tables: Pairs of dimensions wanted, most wanted first.
        amendment: What earlier releases have shown; nothing if left out.
    """
    whole = {
        name: audited(patterns[name], population, tables, amendment.known(name, "") if amendment else None)
        for name, population in populations.items()
    }
    among = {
        (population, measure): audited_among(answered, whole[population], measure, numbers=PARTS.get(measure, 1))
        for measure in (*SURVEY_MEASURES, *PAIR_MEASURES, *PAIR_SHARES, *OF_FINDINGS)
        if not any(measure in parts[1:] for parts in OF_ONE_WHOLE)
        for population, answered in gather.answer_patterns(engine, measure).items()
        if population in whole and (answered != patterns[population] or measure in PARTS)
        if amendment is None or amendment.is_first(population, measure)
    }
    events = _of_events(engine, patterns, whole)
    known = _among_known(amendment, whole, events)
    alike = _alike(among) | _alike(known)
    return Audits(populations=whole, measures=among | alike | events | known)


def _alike(found: Mapping[tuple[str, str], Audited]) -> dict[tuple[str, str], Audited]:
    """The audits of all parts of a whole: that of the first of them, in which each cell counts for all."""
    firsts = {parts: found.get((PAIRS, parts[0])) for parts in OF_ONE_WHOLE}
    return {(PAIRS, one): first for parts, first in firsts.items() if first is not None for one in parts}


def _among_known(
    amendment: Amendment | None, whole: Mapping[str, Audited], events: Mapping[tuple[str, str], Audited]
) -> dict[tuple[str, str], Audited]:
    """The audit of every measure of which an earlier release showed something, together with what it showed."""
    if amendment is None:
        return {}
    found: dict[tuple[str, str], Audited] = {}
    measures = amendment.measures
    for population, measure in sorted(measures, key=lambda one: one[1] in EVENTS):
        known = amendment.known(population, measure)
        if known is not None and population in whole:
            population_audit = (events if measure in EVENTS else {}).get((population, measure), whole[population])
            cells = ((),) if measure.startswith(QUESTION) else population_audit.audit.published
            if measure in EVENTS and (population, RETENTION) in found:
                followed = set(found[population, RETENTION].audit.published)
                cells = tuple(cell for cell in cells if cell in followed)
            kept = spare(measure, known.people, cells) if measure in KEEPING else []
            numbers = PARTS.get(measure, 1)
            if measure in LEAVING_RATES:
                numbers = sum((population, one) in measures for one in LEAVING_RATES)
            one = audit_with(known, cells, Beside(spare=kept, numbers=numbers), divided=cells != ((),))
            found[population, measure] = Audited(population=whole[population].population, audit=one)
    return found


def _of_events(
    engine: Engine, patterns: Mapping[str, Patterns], whole: Mapping[str, Audited]
) -> dict[tuple[str, str], Audited]:
    """The audit of leaving and of moving up among the eligible, where only cells of everybody and of arms are counted.

    Turnover and regretted turnover are two numbers about one outcome, and pass one audit.
    """
    if ELIGIBLE not in whole:
        return {}
    has_reasons = bool(engine.rows(Query(aggregate="facts"))[0]["reasons"])
    leaving, moving = (
        audited_among(patterns[ELIGIBLE], whole[ELIGIBLE], measure, numbers=numbers)
        for measure, numbers in (("turnover", 2 if has_reasons else 1), ("promotions", 1))
    )
    return {(ELIGIBLE, measure): moving if measure == "promotions" else leaving for measure in EVENTS}


def audited(
    patterns: Patterns, population: Population, tables: Sequence[tuple[str, str]], known: Known | None = None
) -> Audited:
    """The audit of everybody in a population.

    Args:
        patterns: How many people share each combination of categories.
        population: The population.
        tables: Pairs of dimensions wanted, most wanted first.
        known: What earlier releases have shown of the population.
    """
    codes = _codes(population)
    places = {dimension: place for place, dimension in enumerate(population.dimensions)}
    offered = [
        tuple((places[dimension], codes[dimension][category]) for dimension, category in cell)
        for cell in population.offered(tables)
    ]
    coded, people = _coded(patterns, codes), np.array(patterns.people, dtype=np.int64)
    cells = _by_value(coded, people, offered)
    kept = spare("", int(people.sum()), cells) if population.name.startswith(SURVEY) else []
    beside = Beside(spare=kept)
    found = audit_with(known, cells, beside) if known else audit_in_best_order(coded, people, cells, beside)
    return Audited(population=population, audit=found)


def audited_among(patterns: Patterns, whole: Audited, measure: str = "", *, numbers: int = 1) -> Audited:
    """The audit of those who count in one measure, over the cells that the whole population may show.

    Who skips a question raises the share of everybody else in a cell, so a list that is safe for all is not safe for
    those who answered.

    Args:
        patterns: How many people who answered share each combination of categories.
        whole: The audit of the whole population.
        measure: The measure; "" where nothing besides its cells is published about it.
        numbers: Numbers about the measure that are published of each cell.
    """
    coded, people = _coded(patterns, _codes(whole.population)), np.array(patterns.people, dtype=np.int64)
    cells = tuple(cell for cell in whole.audit.published if measure not in EVENTS or _is_of_arms(cell))
    kept = spare(measure, int(people.sum()), cells) if measure in KEEPING else []
    found = audit_in_best_order(coded, people, cells, Beside(spare=kept, numbers=numbers))
    return Audited(population=whole.population, audit=found)


def _is_of_arms(cell: Cell) -> bool:
    """Whether rates are counted for a cell: everybody, a category, or one within an arm, the first dimension."""
    return len(cell) < 2 or any(place == 0 for place, _ in cell)  # noqa: PLR2004 - single categories


def _codes(population: Population) -> Mapping[str, Mapping[str, int]]:
    return {
        dimension: {category: code for code, category in enumerate(population.categories[dimension])}
        for dimension in population.dimensions
    }


def _coded(patterns: Patterns, codes: Mapping[str, Mapping[str, int]]) -> NDArray[np.int64]:
    """The patterns as codes; a category that the population does not have is in no cell and has a code of its own."""
    columns = [
        [codes[dimension].get(combination[place], len(codes[dimension])) for combination in patterns.combinations]
        for place, dimension in enumerate(patterns.dimensions)
    ]
    return np.array(columns, dtype=np.int64).T


def _by_value(coded: NDArray[np.int64], people: NDArray[np.int64], offered: Sequence[Cell]) -> list[Cell]:
    """The cells in the order in which they are looked at: the most wanted tables first, of these the large cells."""
    tables = list(dict.fromkeys(_table(cell) for cell in offered if len(cell) > 1))
    wanted = set(tables[:MOST_WANTED])

    def place(cell: Cell) -> tuple[bool, bool, bool]:
        if len(cell) < 2:  # noqa: PLR2004 - everybody and single categories
            return False, False, False
        inside = np.ones(len(people), dtype=np.bool_)
        for dimension, code in cell:
            inside &= coded[:, dimension] == code
        return True, _table(cell) not in wanted, int(people[inside].sum()) < LARGE

    return sorted(offered, key=place)


def _table(cell: Cell) -> tuple[int, ...]:
    return tuple(place for place, _ in cell)
