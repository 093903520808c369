"""What of a release is new, and what keeps the figures of an earlier one with their date."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from analytics.release.audit.budget import population_of
from analytics.release.audit.plan import ELIGIBLE, PAIRS, survey_population
from analytics.release.cells import Cells
from analytics.release.stack.columns import History
from analytics.release.stack.findings import kept_findings
from analytics.release.stack.members import INVITED, PEOPLE
from analytics.release.stack.reading import measured, same_outcome, table_of
from analytics.release.stack.record import Record

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from analytics.measures.cell import Cell
    from analytics.release.audit.plan import Population
    from analytics.release.cell_key import Categories, CellKey
    from analytics.release.stack.columns import Columns
    from analytics.release.stack.members import Members
    from analytics.release.stack.record import Plan

    Facts = Mapping[str, Any]

LEAST_CHANGED = 10
PERCENT_CHANGED = 5
PERCENT = 100
ROSTER_FACTS = ("observed_to", "has_leavers", "has_reasons", "has_promotions", "team_size")


def is_enough(changed: int, people: int) -> bool:
    """Whether so many changed answers let a population have new figures: ten at least, and 5 % of its people.

    >>> is_enough(9, 40), is_enough(10, 40), is_enough(49, 1_000), is_enough(50, 1_000)
    (False, True, False, True)
    """
    return changed >= LEAST_CHANGED and PERCENT * changed >= PERCENT_CHANGED * people


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Known:
    """What was shown before about the answers to one measure.

    Args:
        answers: A changed answer is another unknown.
        changes: A changed answer is the old one and a change; None where no answer has changed.
    """

    answers: Columns
    changes: Columns | None

    @property
    def people(self) -> int:
        """People who count in it now."""
        return int(self.answers.people[self.answers.present].sum())


class Amendment:
    """A release in the making, seen together with the earlier ones.

    A population of which fewer than ten answers, or fewer than 5 %, have changed since its figures were shown keeps
    them as they are; one without any change is audited again, so that other tables of it can be shown.

    Args:
        earlier: The records of every earlier release, withdrawn ones too, oldest first.
        base: The newest of them that was not withdrawn: what viewers see now.
        members: Who stands behind the figures now.
        plan: How categories are merged now.
        ended: Populations whose answers were deleted when their time was over: they keep their figures for good.

    Attributes:
        members: Who stands behind the figures now, by population and table.
        carried: The release whose figures each population keeps.
        measures: Every other population and measure of which an earlier release showed something.
    """

    def __init__(
        self,
        earlier: Sequence[Record],
        base: Record | None,
        members: Sequence[Members],
        plan: Plan,
        ended: Collection[str] = (),
    ) -> None:
        self._earlier = {record.release: record for record in earlier}
        self._plan = plan
        self._n_changes: dict[tuple[str, str], int] = {}
        self._base = base
        self._histories: dict[tuple[str, str], tuple[History, list[Record]]] = {}
        self.members = {(one.population, one.table): one for one in members}
        there = {one.population for one in members}
        self.carried: Mapping[str, str] = {
            name: base.origin[name]
            for name in sorted(there.union(ended) if base else ())
            if base
            and name in base.origin
            and (name not in there or name in ended or self._is_carried(name, base.origin[name]))
        }
        self.measures: Collection[tuple[str, str]] = tuple(
            sorted(
                {
                    (key.population, key.measure)
                    for record in earlier
                    for name in record.origin.keys() - self.carried.keys()
                    for key in record.new_cells(name)
                    if (key.population, table_of(key.measure)) in self.members
                }
            )
        )

    def is_first(self, population: str, measure: str) -> bool:
        """Whether nothing of a measure was ever shown, and something may be now.

        Args:
            population: `survey:<wave>`, `eligible` or `pairs`.
            measure: The measure.
        """
        return population not in self.carried and (population, measure) not in self.measures

    def known(self, population: str, measure: str) -> Known | None:
        """What earlier releases showed about a measure in a population; None where they showed nothing of it.

        Args:
            population: `survey:<wave>`, `eligible` or `pairs`.
            measure: The measure, or "" for any of them.
        """
        history, records = self._history(population, table_of(measure))
        if not records:
            return None
        shown = [_shown(record, population, measure) for record in records]
        answers, changes = (history.columns(measured(measure), shown, by_change=one) for one in (False, True))
        same = np.array_equal(answers.people, changes.people) and np.array_equal(answers.already, changes.already)
        return Known(answers=answers, changes=None if same else changes)

    def cells(self, fresh: Mapping[CellKey, Cell], kept: Mapping[CellKey, str]) -> Cells:
        """The cells of the release: the new ones, and those that keep an earlier figure.

        Args:
            fresh: The cells that may be shown anew.
            kept: The single cells that may not.
        """
        base = {} if self._base is None else dict(self._base.cells.items())
        stays = {key: cell for key, cell in base.items() if key.population in self.carried or key in kept}
        return Cells({key: cell for key, cell in fresh.items() if key.population not in self.carried} | stays)

    def kept(
        self,
        fresh: Mapping[CellKey, Cell],
        populations: Mapping[str, Population],
        denominators: Mapping[str, Mapping[str, int]],
    ) -> dict[CellKey, str]:
        """The single cells that keep an earlier figure as a new one would give somebody away, and whose figure it is.

        Args:
            fresh: The cells that may be shown anew.
            populations: The populations, with their categories now.
            denominators: Integer steps of a score by wave and scale now; figures in other steps cannot stay.
        """
        base = self._base
        if base is None:
            return {}
        steps = base.facts["denominators"]
        moved = {
            survey_population(wave) for wave in {*steps, *denominators} if steps.get(wave) != denominators.get(wave)
        }
        return {
            key: base.kept.get(key, base.origin[key.population])
            for key, _ in base.cells.items()
            if (key in base.kept if key.population in self.carried else key not in fresh)
            and (key.population in self.carried or key.population not in moved)
            and _has_place(key, populations)
        }

    def facts(self, facts: Facts, kept: Mapping[CellKey, str]) -> dict[str, Any]:
        """What the release says about itself, with the dates of what stays.

        Args:
            facts: What it would say if everything were new.
            kept: The single cells that keep their figures.
        """
        base = self._base
        if base is None:
            return dict(facts)
        old = base.facts
        waves = {one["name"] for one in old["waves"] if survey_population(one["name"]) in self.carried}
        found = {
            **facts,
            "populations": facts["populations"] | {name: old["populations"][name] for name in self.carried},
            "waves": _of_waves(facts["waves"], old["waves"], waves, "name"),
            "questions": _of_waves(facts["questions"], old["questions"], waves, "wave"),
            "denominators": facts["denominators"]
            | {wave: steps for wave, steps in old["denominators"].items() if wave in waves},
        }
        if ELIGIBLE in self.carried:
            found |= {name: old[name] for name in ROSTER_FACTS if name in old}
        if PAIRS in self.carried:
            found["pair_matrix"] = old["pair_matrix"]
        if self.carried:
            found["as_of"] = {name: self._date(release) for name, release in self.carried.items()}
        if kept:
            found["kept"] = sorted(
                [key.population, [list(pair) for pair in sorted(key.categories)], key.measure, self._date(release)]
                for key, release in kept.items()
            )
        return found

    def findings(self, findings: Mapping[str, Any], kept: Mapping[CellKey, str]) -> dict[str, Any]:
        """The numbers that are no cells, with those that stay.

        Args:
            findings: What they would be if everything were new.
            kept: The single cells that keep their figures.
        """
        if self._base is None:
            return dict(findings)
        return kept_findings(findings, self._base.findings, self.carried, kept)

    def audit(self, document: Facts, _kept: Mapping[CellKey, str]) -> dict[str, Any]:
        """The audit as plain data, that of populations which keep their figures as it was.

        Args:
            document: What it would be if everything were new.
        """
        if self._base is None:
            return dict(document)
        new = [one for one in document["cells"] if one["population"] not in self.carried]
        old = [one for one in self._base.audit.get("cells", []) if one["population"] in self.carried]
        spent = {one["outcome"]: one for one in document["outcomes"]}
        spent |= {
            one["outcome"]: one
            for one in self._base.audit.get("outcomes", [])
            if population_of(one["outcome"]) in self.carried
        }
        cells = sorted([*new, *old], key=lambda one: (one["population"], one["measure"]))
        return {**document, "cells": cells, "outcomes": [spent[name] for name in sorted(spent)]}

    def drawn(self) -> dict[str, int]:
        """Numbers besides cells that earlier releases published about each outcome, and this one may not.

        A release of the very answers of today published what this one does.
        """
        found: Counter[str] = Counter()
        for record in self._earlier.values():
            for outcome, n in record.drawn.items():
                population = population_of(outcome)
                if record.origin.get(population) == record.release and self._n_changed(population, record.release):
                    found[outcome] += n
        return dict(found)

    def record(
        self,
        kept: Mapping[CellKey, str],
        *,
        made_of: str,
        facts: Facts,
        cells: Cells,
        findings: Facts,
        audit: Facts,
    ) -> Record:
        """What is to be remembered of the release.

        Args:
            kept: The single cells that keep their figures.
            made_of: Hash of the data, the settings and the package.
            facts: What it says about itself.
            cells: Its cells.
            findings: Its numbers that are no cells.
            audit: What the steward reads about it.
        """
        release = facts["id"]
        return Record(
            release=release,
            after=tuple(self._earlier),
            made_of=made_of,
            at=facts["created_at"],
            scheme=facts["scheme"],
            plan=self._plan,
            origin={**{population: release for population, _ in self.members}, **self.carried},
            kept=kept,
            drawn=drawn_in(audit, self.carried),
            facts=facts,
            cells=cells,
            findings=findings,
            audit=audit,
            members=tuple(one for one in self.members.values() if one.population not in self.carried),
        )

    def _date(self, release: str) -> str:
        return self._earlier[release].at

    def _history(self, population: str, table: str) -> tuple[History, list[Record]]:
        if (population, table) not in self._histories:
            then = [(record, record.table(population, table)) for record in self._earlier.values()]
            tables = [(record, members) for record, members in then if members is not None]
            history = History([members for _, members in tables], self.members[population, table])
            self._histories[population, table] = history, [record for record, _ in tables]
        return self._histories[population, table]

    def _is_carried(self, population: str, release: str) -> bool:
        """Whether too little has changed since a release for new figures, and something has."""
        shown = self._earlier[release].table(population, PEOPLE)
        n = self._n_changed(population, release)
        return n > 0 and not is_enough(n, 0 if shown is None else len(shown))

    def _n_changed(self, population: str, release: str) -> int:
        """How many have joined, are gone, or have other categories or answers than when a release showed them."""
        if (population, release) not in self._n_changes:
            changed = [np.zeros(0, dtype=np.uint64)]
            for then in self._earlier[release].members:
                now = self.members.get((population, then.table))
                if then.population == population and then.table != INVITED and now is not None:
                    changed.append(History([then], now).changed(sorted({*then.answers, *now.answers})))
            self._n_changes[population, release] = len(np.unique(np.concatenate(changed)))
        return self._n_changes[population, release]


def drawn_in(audit: Facts, carried: Collection[str]) -> dict[str, int]:
    """How many numbers besides cells a release drew of each outcome whose figures are new.

    Args:
        audit: What the steward reads about it; an earlier version of this package does not say what was drawn.
        carried: The populations that keep their figures.
    """
    return {
        one["outcome"]: sum(draw["numbers"] for draw in one["draws"] if draw["is_published"])
        for one in audit.get("outcomes", [])
        if population_of(one["outcome"]) not in carried
    }


def _shown(record: Record, population: str, measure: str) -> list[Categories]:
    """The groups whose figures of a measure, or of any in the same table, a release was the first to show."""
    found = {
        key.categories
        for key in record.new_cells(population)
        if (key.measure in same_outcome(measure) if measure else table_of(key.measure) == PEOPLE)
    }
    return sorted(found, key=sorted)


def _of_waves(now: Sequence[Facts], old: Sequence[Facts], carried: set[str], name: str) -> list[Facts]:
    """The entries of each wave, those of waves that keep their figures as they were, in their usual order."""
    new = [one for one in now if one[name] not in carried]
    stays = [one for one in old if one[name] in carried]
    if name == "name":
        return sorted([*new, *stays], key=lambda one: (str(one["on"]), str(one["name"])))
    return [*stays, *new]


def _has_place(key: CellKey, populations: Mapping[str, Population]) -> bool:
    """Whether the groups of today have one of that name."""
    population = populations.get(key.population)
    return population is not None and all(
        category in population.categories.get(dimension, ()) for dimension, category in key.categories
    )
