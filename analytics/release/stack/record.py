"""The private record of one release: what it showed, and who stood behind what it showed for the first time."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from analytics.measures.cell import PARTS, Cell
from analytics.release.cell_key import CellKey
from analytics.release.cells import Cells
from analytics.release.stack.members import EMPLOYMENT, NO_ANSWER, Members, siphash
from analytics.store.released import Shown

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from numpy.typing import NDArray

FORMAT = 1
PlanOf: TypeAlias = dict[str, dict[str, str]]
"""The published category of every category, by dimension."""

Plan: TypeAlias = dict[str, PlanOf]
"""The published category of every category, by population and dimension."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Record:
    """What one release showed.

    Args:
        release: Its name.
        after: The releases whose figures were audited together with its own, oldest first.
        made_of: Hash of the data, the settings and the package that it was made of.
        at: When it was published, ISO 8601.
        scheme: Label of its generation scheme.
        plan: How categories were merged.
        origin: The release whose figures each population shows: its own name where they are new.
        kept: The release whose figure a single cell shows, where it is not that of its population.
        drawn: Numbers besides cells that it drew, by outcome.
        facts: What it says about itself, as in `release.json`.
        cells: Its cells.
        findings: Its numbers that are not functions of cells, as in `findings.json`.
        audit: What the steward reads about it, as in `audit.json`.
        members: Who stands behind the populations whose figures are new.
    """

    release: str
    after: tuple[str, ...]
    made_of: str
    at: str
    scheme: str
    plan: Plan
    origin: Mapping[str, str]
    kept: Mapping[CellKey, str]
    drawn: Mapping[str, int]
    facts: Mapping[str, Any]
    cells: Cells
    findings: Mapping[str, Any]
    audit: Mapping[str, Any]
    members: tuple[Members, ...]

    def table(self, population: str, table: str) -> Members | None:
        """Who stood behind the new figures of a population, or None where it has no new ones."""
        return next((one for one in self.members if (one.population, one.table) == (population, table)), None)

    def new_cells(self, population: str) -> dict[CellKey, Cell]:
        """The cells of a population that this release was the first to show."""
        if self.origin.get(population) != self.release:
            return {}
        return {key: cell for key, cell in self.cells.items() if key.population == population and key not in self.kept}


def written(record: Record) -> Shown:
    """The record in the form in which the store keeps it."""
    arrays: dict[str, NDArray[Any]] = {}
    tables = []
    for number, one in enumerate(record.members):
        names = ("combinations", "places", "keys", "aliases")
        arrays |= {f"{number}.{name}": getattr(one, name) for name in names}
        arrays |= {f"{number}.answers.{place}": values for place, values in enumerate(one.answers.values())}
        tables.append(
            {
                "population": one.population,
                "table": one.table,
                "dimensions": [[name, list(one.categories[name])] for name in one.dimensions],
                "measures": list(one.answers),
            }
        )
    plain = ("release", "after", "made_of", "at", "scheme", "plan", "origin", "drawn", "facts", "findings", "audit")
    body = {
        **{name: getattr(record, name) for name in plain},
        "format": FORMAT,
        "after": list(record.after),
        "kept": [[*_key(key), release] for key, release in sorted(record.kept.items(), key=lambda one: _key(one[0]))],
        "cells": sorted([*_key(key), [getattr(cell, part) for part in PARTS]] for key, cell in record.cells.items()),
        "tables": tables,
    }
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)  # type: ignore[arg-type]
    return Shown(release=record.release, body=body, members=file.getvalue())


def read(shown: Shown) -> Record:
    """The record that the store kept.

    Args:
        shown: What the store has, its hashes checked.
    """
    body = shown.body
    with np.load(io.BytesIO(shown.members), allow_pickle=False) as arrays:
        members = tuple(_members(number, one, dict(arrays)) for number, one in enumerate(body["tables"]))
    plain = ("release", "made_of", "at", "scheme", "plan", "origin", "drawn", "facts", "findings", "audit")
    return Record(
        **{name: body[name] for name in plain},
        after=tuple(body["after"]),
        kept={_named(key): release for *key, release in body["kept"]},
        cells=Cells({_named(key): Cell(**dict(zip(PARTS, parts, strict=True))) for *key, parts in body["cells"]}),
        members=members,
    )


def forgotten(
    record: Record, people: Mapping[int, int], responses: Mapping[int, tuple[int, int]], secret: bytes
) -> Record:
    """The record after people in it became nobody: the same unknowns in the same places, under names without meaning.

    Args:
        record: The record.
        people: The new key of each person or pair, the same for every record.
        responses: The new key of the person behind each response (0 where nobody knows) and of the response.
        secret: What new fingerprints of their answers are made with; when it is gone, so is the way back.
    """
    return replace(record, members=tuple(_forgotten(one, people, responses, secret) for one in record.members))


def _forgotten(
    table: Members, people: Mapping[int, int], responses: Mapping[int, tuple[int, int]], secret: bytes
) -> Members:
    is_stretch = table.table == EMPLOYMENT
    of_person = np.isin(table.keys, np.array(list(people), dtype=np.uint64))
    of_response = np.isin(table.aliases, np.array([] if is_stretch else list(responses), dtype=np.uint64))
    rows = np.flatnonzero((of_person & (table.keys != 0)) | (of_response & (table.aliases != 0)))
    keys, aliases = table.keys.copy(), table.aliases.copy()
    for row in rows.tolist():
        key, alias = int(keys[row]), int(aliases[row])
        person, response = (0, alias) if is_stretch else responses.get(alias, (0, alias))
        keys[row], aliases[row] = people.get(key, person), response
    words = np.where(keys != 0, keys, aliases)[rows]
    answers = {name: values.copy() for name, values in table.answers.items()}
    for values in answers.values():
        changed = np.maximum(siphash(secret, [words, values[rows]]), np.uint64(1))
        values[rows] = np.where(values[rows] == NO_ANSWER, NO_ANSWER, changed)
    return replace(table, keys=keys, aliases=aliases, answers=answers)


def ended(record: Record, populations: Collection[str], secret: bytes) -> Record:
    """The record after nobody in some populations is anybody any more, as their answers were deleted.

    Args:
        record: The record.
        populations: The populations.
        secret: What names and fingerprints are changed by, in every record; when it is gone, so is the way back.
    """

    def changed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
        return np.where(values == 0, values, np.maximum(siphash(secret, [values]), np.uint64(1)))

    def nameless(table: Members) -> Members:
        answers = {name: changed(values) for name, values in table.answers.items()}
        return replace(table, keys=changed(table.keys), aliases=changed(table.aliases), answers=answers)

    members = (nameless(one) if one.population in populations else one for one in record.members)
    return replace(record, members=tuple(members))


def _members(number: int, stated: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> Members:
    dimensions = {name: tuple(categories) for name, categories in stated["dimensions"]}
    return Members(
        population=stated["population"],
        table=stated["table"],
        dimensions=tuple(dimensions),
        categories=dimensions,
        **{name: arrays[f"{number}.{name}"] for name in ("combinations", "places", "keys", "aliases")},
        answers={name: arrays[f"{number}.answers.{place}"] for place, name in enumerate(stated["measures"])},
    )


def _key(key: CellKey) -> tuple[str, list[list[str]], str]:
    return key.population, [list(pair) for pair in sorted(key.categories)], key.measure


def _named(key: list[Any]) -> CellKey:
    population, categories, measure = key
    return CellKey(population=population, categories=frozenset((d, c) for d, c in categories), measure=measure)
