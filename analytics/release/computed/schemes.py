"""Whether a finding by generation hangs on where one generation ends: the same verdicts under another scheme."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.catalog import GENERATION_SCHEMES
from analytics.catalog import measure as catalog_measure
from analytics.engine.rows import count
from analytics.measures import survey
from analytics.measures.cell import Cell
from analytics.measures.finding import Released
from analytics.measures.retention import published_curve, table_of
from analytics.query import Query
from analytics.release import gather
from analytics.release.audit.merge import merge_plan
from analytics.release.audit.plan import ELIGIBLE, survey_population
from analytics.release.cell_key import CellKey
from analytics.release.cells import Cells
from analytics.release.findings import Findings
from analytics.release.read import Release

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from analytics.catalog import GenerationScheme
    from analytics.engine import Engine
    from analytics.engine.rows import Row, Rows
    from analytics.measures.finding import Verdict
    from analytics.release.facts import Facts

SCORES = ("engagement", "satisfaction", "enps", "bridging")
MEASURES = ("retention", *SCORES)
BY = ("arm", "generation")
WORDS: Mapping[Verdict, str] = {
    "higher": "higher in the pilot",
    "lower": "lower in the pilot",
    "no_difference": "no difference that matters",
    "not_enough": "not enough people to say",
}
CHANGES = (
    "{measure}, {mine} ({years}): {verdict}; under the scheme {scheme}, {theirs} ({their_years}): {their_verdict}."
)
NOTHING_CHANGES = "No verdict by generation on {measures} changes under the scheme {scheme}."


def scheme_notes(engine: Engine, release: Release, scheme: GenerationScheme) -> list[str]:
    """What the verdicts by generation become under every other built-in scheme, a sentence for each that changes.

    Only verdicts are told, never a number: two schemes cut the same people in two ways, and the difference of two
    published sums would be a few birth years.

    Args:
        engine: The engine.
        release: The release, by the program's own scheme.
        scheme: The program's own scheme.

    Returns:
        The sentences; for a scheme that changes nothing one that says so; none where no verdict is published by
        generation.
    """
    own = {measure: found for measure in MEASURES if (found := _verdicts(release, measure))}
    if not own:
        return []
    *first, last = (_inside(catalog_measure(measure).label) for measure in own)
    measures = f"{', '.join(first)} or {last}" if first else last
    notes = []
    for other in GENERATION_SCHEMES.values():
        if other.generations == scheme.generations:
            continue
        again = _release(engine, release.facts, other)
        changes = [
            sentence
            for measure, mine in own.items()
            for sentence in _changes(measure, (scheme, mine), (other, _verdicts(again, measure)))
        ]
        notes += changes or [NOTHING_CHANGES.format(measures=measures, scheme=other.label)]
    return notes


def _inside(label: str) -> str:
    """A label inside a sentence; a name such as eNPS keeps its letters."""
    return label if label[1:2].isupper() else label.lower()


def _verdicts(release: Release, measure: str) -> dict[str, Verdict]:
    """The verdict on pilot minus comparison in every generation that has one."""
    return {
        finding.label: finding.outcome.value.verdict
        for finding in release.compare_parts(measure, "generation")[1]
        if isinstance(finding.outcome, Released)
    }


def _changes(
    measure: str,
    mine: tuple[GenerationScheme, Mapping[str, Verdict]],
    theirs: tuple[GenerationScheme, Mapping[str, Verdict]],
) -> Iterator[str]:
    """The generations whose verdict is another one where the other scheme's nearest generation stands."""
    (scheme, verdicts), (other, others) = mine, theirs
    for name, verdict in verdicts.items():
        years = birth_years(name, scheme)
        nearest = max(others, key=lambda one: _shared(years, birth_years(one, other)), default=None)
        if nearest is None or not _shared(years, birth_years(nearest, other)) or others[nearest] == verdict:
            continue
        yield CHANGES.format(
            measure=catalog_measure(measure).label,
            mine=name,
            years=_words(years),
            verdict=WORDS[verdict],
            scheme=other.label,
            theirs=nearest,
            their_years=_words(birth_years(nearest, other)),
            their_verdict=WORDS[others[nearest]],
        )


def birth_years(category: str, scheme: GenerationScheme) -> range:
    """The birth years of a published category: of a generation, or of neighboring ones that were joined.

    >>> birth_years("Silent to Boomer", GENERATION_SCHEMES["pew"])
    range(1928, 1965)
    >>> birth_years("Undisclosed", GENERATION_SCHEMES["pew"])
    range(0, 0)
    """
    first, _, last = category.partition(" to ")
    named = {one.label: one for one in scheme.generations}
    if first not in named or (last or first) not in named:
        return range(0)
    return range(named[first].first, named[last or first].last + 1)


def _shared(years: range, others: range) -> int:
    return max(0, min(years.stop, others.stop) - max(years.start, others.start))


def _words(years: range) -> str:
    return f"born {years.start} to {years.stop - 1}"


def _release(engine: Engine, facts: Facts, scheme: GenerationScheme) -> Release:
    """What the verdicts need of a release by another scheme; it is never written."""
    asked = {name: engine.rows(_question(name, scheme)) for name in ("scores", "eligible", "people", "days")}
    order = [one.label for one in scheme.generations]
    merges = {
        name: merge_plan(people, order=order, minimum=facts.minimum)
        for name, people in _people(asked["scores"], asked["eligible"]).items()
    }
    categories = {name: {"generation": tuple(dict.fromkeys(plan.values()))} for name, plan in merges.items()}
    cells: dict[CellKey, Cell] = {}
    for key, cell in _cells(asked["scores"], asked["people"], merges):
        cells[key] = cells[key] + cell if key in cells else cell
    cells = {key: cell for key, cell in cells.items() if cell.n >= facts.minimum}
    movements: dict[CellKey, list[Row]] = defaultdict(list)
    for row in asked["days"]:
        movements[_key(ELIGIBLE, row, "retention", merges)].append(row)
    curves = {
        ("program", key.categories): curve.value
        for key, rows in movements.items()
        if key in cells
        and isinstance(curve := published_curve(table_of(rows), label="", people=cells[key].people), Released)
    }
    return Release(replace(facts, categories=categories), Cells(cells), Findings(curves=curves))


def _question(name: str, scheme: GenerationScheme) -> Query:
    return Query(aggregate=f"scheme_{name}", values={"scheme": scheme.label})


def _people(scores: Rows, eligible: Rows) -> dict[str, dict[str, int]]:
    """People by generation in every population."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in scores:
        if row["arm"] is None and row["generation"] is not None:
            found[survey_population(str(row["wave"]))][str(row["generation"])] = count(row, "people")
    for row in eligible:
        found[ELIGIBLE][str(row["generation"])] = count(row, "people")
    return found


def _cells(scores: Rows, people: Rows, merges: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[CellKey, Cell]]:
    """Every cell, those of joined generations several times; nobody is in two of them."""
    for row in scores:
        population = survey_population(str(row["wave"]))
        for measure in SCORES:
            yield _key(population, row, measure, merges), survey.cell_of(row, measure)
    for row in people:
        own = Cell.from_row({"people": row["people"], "n": row["people"]})
        yield _key(ELIGIBLE, row, "retention", merges), own


def _key(population: str, row: Row, measure: str, merges: Mapping[str, Mapping[str, str]]) -> CellKey:
    generation = row["generation"]
    published = merges.get(population, {}).get(str(generation), generation)
    categories = gather.categories_of({**row, "generation": published}, BY)
    return CellKey(population=population, categories=categories, measure=measure)
