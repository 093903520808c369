"""Reads from the engine who stands behind the figures of each population, with a fingerprint of every answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from analytics.measures import questions
from analytics.measures.rates import EVENTS
from analytics.measures.shares import RESPONSE
from analytics.query import Query
from analytics.release.audit.budget import LEAVING_RATES
from analytics.release.audit.plan import (
    CHANNEL_SHARES,
    ELIGIBLE,
    PAIRS,
    PLANNED_SHARES,
    SURVEY_MEASURES,
    survey_population,
)
from analytics.release.stack.members import (
    EMPLOYMENT,
    INVITED,
    NO_ANSWER,
    PEOPLE,
    QUESTION,
    Members,
    coded,
    fingerprints,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from analytics.engine import Engine
    from analytics.release.audit.plan import Population

RETENTION = "retention"
PARTICIPATION = "participation"
EVERY_PAIR = "cadence"
"""The measure that every pair of the population counts in, as `gather.patterns` has it."""
OUTCOMES = ("has_left", "left_day", "is_voluntary", "n_promotions")


def measured(measure: str) -> str:
    """The name under which the answers to a measure are kept: leaving and promotions are one course of work."""
    return RETENTION if measure in EVENTS else measure


def same_outcome(measure: str) -> frozenset[str]:
    """The measures whose figures tell the same thing about the same answers."""
    wholes = (LEAVING_RATES, CHANNEL_SHARES, PLANNED_SHARES)
    return next((frozenset(one) for one in wholes if measure in one), frozenset({measure}))


def table_of(measure: str) -> str:
    """The table that holds those who count in a measure."""
    if measure == RESPONSE:
        return INVITED
    return EMPLOYMENT if measured(measure) == RETENTION else PEOPLE


class Reader:
    """Reads the members of populations.

    Args:
        engine: The engine, with its categories merged.
        populations: The populations, with their published categories.
        secret: What fingerprints are made with.
    """

    def __init__(self, engine: Engine, populations: Mapping[str, Population], secret: bytes) -> None:
        self._engine = engine
        self._populations = populations
        self._secret = secret

    def members(self) -> tuple[Members, ...]:
        """Every table of members of every population."""
        return tuple(one for population in self._populations.values() for one in self._tables(population))

    def _tables(self, population: Population) -> Iterator[Members]:
        if population.name == ELIGIBLE:
            yield self._eligible(population)
            yield self._employment(population)
        elif population.name == PAIRS:
            yield self._pairs(population)
        else:
            wave = population.name.removeprefix(survey_population(""))
            yield self._respondents(population, wave)
            yield self._invited(population, wave)

    def _respondents(self, population: Population, wave: str) -> Members:
        found = self._ask("survey_people", population, wave=wave)
        answers = {name: self._answers(name, found[name]) for name in SURVEY_MEASURES}
        answers |= self._questions(wave, found["alias"])
        return _members(population, PEOPLE, found, answers)

    def _questions(self, wave: str, aliases: NDArray[np.int64]) -> dict[str, NDArray[np.uint64]]:
        """The fingerprints of the answers to every numeric question of a wave, by `question:<id>`."""
        order = np.argsort(aliases, kind="stable")
        found: dict[str, NDArray[np.uint64]] = {}
        for row in self._engine.rows(questions.asked()):
            if row["wave"] != wave:
                continue
            asked = questions.answers(row)
            rows = self._engine.columns(Query(aggregate="question_people", column=asked.column, values=asked.values))
            measure = f"{QUESTION}{row['question_id']}"
            place = order[np.minimum(np.searchsorted(aliases[order], rows["alias"]), max(len(aliases) - 1, 0))]
            is_known = aliases[place] == rows["alias"]
            kept = found.setdefault(measure, np.zeros(len(aliases), dtype=np.uint64))
            kept[place[is_known]] = self._answers(measure, rows["answer"])[is_known]
        return found

    def _invited(self, population: Population, wave: str) -> Members:
        found = self._ask("invited_people", population, wave=wave)
        return _members(population, INVITED, found, {RESPONSE: self._answers(RESPONSE, found["response"])})

    def _eligible(self, population: Population) -> Members:
        found = self._ask("eligible_people", population)
        answers = {PARTICIPATION: self._answers(PARTICIPATION, found["participation"])}
        return _members(population, PEOPLE, found, answers)

    def _employment(self, population: Population) -> Members:
        found = self._ask("employment_people", population)
        answers = {RETENTION: self._answers(RETENTION, *(found[name] for name in OUTCOMES))}
        return _members(population, EMPLOYMENT, found, answers)

    def _pairs(self, population: Population) -> Members:
        found = self._ask("pair_people", population)
        _, first, place = np.unique(found["member"], return_index=True, return_inverse=True)
        answers = {}
        for ratio in sorted(set(found["ratio"].tolist())):
            rows = found["ratio"] == ratio
            answers[ratio] = np.zeros(len(first), dtype=np.uint64)
            answers[ratio][place.ravel()[rows]] = self._answers(ratio, found["numerator"][rows], found["base"][rows])
        answers[""] = (answers.get(EVERY_PAIR, np.zeros(len(first))) != NO_ANSWER).astype(np.uint64)
        return _members(population, PEOPLE, {name: values[first] for name, values in found.items()}, answers)

    def _ask(self, aggregate: str, population: Population, **values: str) -> dict[str, NDArray[Any]]:
        return self._engine.columns(Query(aggregate=aggregate, by=population.dimensions, values=values))

    def _answers(self, measure: str, *words: NDArray[Any]) -> NDArray[np.uint64]:
        is_missing = np.any([np.ma.getmaskarray(word) for word in words], axis=0)
        whole = [np.asarray(np.ma.filled(word, 0), dtype=np.int64) for word in words]
        return np.where(is_missing, NO_ANSWER, fingerprints(self._secret, measure, *whole))


def _members(
    population: Population, table: str, found: Mapping[str, NDArray[Any]], answers: Mapping[str, NDArray[np.uint64]]
) -> Members:
    """The members in an order that does not depend on the engine."""
    n = len(found["member"])
    keys = np.asarray(found["member"], dtype=np.int64).view(np.uint64)
    aliases = np.asarray(found.get("alias", np.zeros(n)), dtype=np.int64).view(np.uint64)
    order = np.lexsort((aliases, keys))
    combinations, places = _combinations(population, [found[name][order] for name in population.dimensions], n)
    return Members(
        population=population.name,
        table=table,
        dimensions=population.dimensions,
        categories=population.categories,
        combinations=combinations,
        places=places,
        keys=keys[order],
        aliases=aliases[order],
        answers={name: values[order] for name, values in sorted(answers.items())},
    )


def _combinations(
    population: Population, columns: Sequence[NDArray[Any]], n: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    codes = [
        coded(column.tolist(), population.categories[name])
        for name, column in zip(population.dimensions, columns, strict=True)
    ]
    together = np.column_stack(codes) if codes else np.zeros((n, 0), dtype=np.int64)
    combinations, places = np.unique(together, axis=0, return_inverse=True)
    return combinations.astype(np.int64), places.ravel().astype(np.int64)
