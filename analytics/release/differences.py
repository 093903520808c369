"""What one release says that another did not: figures that are new, gone or changed, and by how much."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analytics import catalog
from analytics.catalog import NOT_ENROLLED
from analytics.measures.finding import Released
from analytics.numerals import percent
from analytics.release.cell_key import EVERYONE
from analytics.release.dates import older_parts
from analytics.release.files import read_cells, read_findings
from analytics.release.lookups import unwatched
from analytics.release.read import Release
from analytics.release.stack.amend import LEAST_CHANGED, PERCENT_CHANGED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from analytics.measures.finding import Estimate
    from analytics.release.cell_key import CellKey

QUESTION = "question:"
SURVEY = "survey:"
WHY_KEPT = (
    f"Too little has changed since: with new figures for fewer than {LEAST_CHANGED} people, or for fewer than "
    f"{percent(PERCENT_CHANGED / 100)} of them, two releases side by side would tell what these few answered."
)
FATES = ("new", "gone", "changed", "same")
KINDS: Mapping[str, str] = {
    "curves": "Curves of retention and of pairs",
    "departures": "Reasons for leaving over time",
    "bands": "Spreads in three bands",
    "favorable": "Favorable shares",
    "reliability": "Reliability of scales",
    "raked": "Weighted means",
    "changes": "Changes of the same people",
    "pair_changes": "Changes of the same people by both generations",
    "ways": "Channels and settings of sessions by the seniors' generation",
    "gaps": "Weeks between sessions",
    "comparisons": "Pilot comparisons",
    "drivers": "What goes with engagement and leaving",
    "themes": "Themes of comments",
    "schemes": "Notes on generations",
}
"""Words for the figures that are no functions of cells."""
NAMES = (
    "clock", "measure", "wave", "categories", "scale", "label", "earlier", "cohort", "role",
    "generation", "junior_generation", "senior_generation",
)  # fmt: skip
"""Fields that say what a figure is about; everything else in it is what it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """One figure that both releases have and that is another one now.

    Args:
        measure: Name of the measure.
        wave: Survey wave, or None where the measure has none.
        group: The group, in words.
        before: The figure in the earlier release.
        after: The figure in the later one.
    """

    measure: str
    wave: str | None
    group: str
    before: Estimate
    after: Estimate

    @property
    def change(self) -> float:
        """The later value minus the earlier one, in the unit of the measure."""
        return self.after.value - self.before.value


@dataclass(frozen=True, slots=True, kw_only=True)
class TableChange:
    """How the cells of one table differ; a table is a population divided by none, one or two dimensions.

    Args:
        population: `survey:<wave>`, `eligible` or `pairs`.
        dimensions: The dimensions that divide it; none for everyone.
        new: Cells that only the later release has.
        gone: Cells that only the earlier one has.
        changed: Cells of both that hold other sums.
        same: Cells of both that are the same.
    """

    population: str
    dimensions: tuple[str, ...]
    new: int
    gone: int
    changed: int
    same: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KindChange:
    """How the figures of one kind differ that are no functions of cells.

    Args:
        kind: What they are, in words.
        new: Figures that only the later release has.
        gone: Figures that only the earlier one has.
        changed: Figures of both that are not the same.
        same: Figures that are.
    """

    kind: str
    new: int
    gone: int
    changed: int
    same: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """What a later release says that an earlier one did not.

    Args:
        earlier: Id of the earlier release.
        later: Id of the later one.
        tables: Every table, with how many of its cells differ.
        figures: The changed figures, those of everyone first, then by the size of the change.
        kinds: The other figures by kind.
        kept: The parts that keep the figures of an earlier release, with its time, ISO 8601; see `WHY_KEPT`.
    """

    earlier: str
    later: str
    tables: tuple[TableChange, ...]
    figures: tuple[FigureChange, ...]
    kinds: tuple[KindChange, ...]
    kept: Mapping[str, str]

    @property
    def cells(self) -> Mapping[str, int]:
        """How many cells of all tables are new, gone, changed and the same."""
        return {fate: sum(getattr(one, fate) for one in self.tables) for fate in FATES}

    @property
    def are_none(self) -> bool:
        """Whether both say the same."""
        is_other = [one.new or one.gone or one.changed for one in self.kinds]
        return not any(is_other) and not any(self.cells[fate] for fate in FATES if fate != "same")

    def plain(self) -> dict[str, Any]:
        """The differences as plain data."""
        return {
            "earlier": self.earlier,
            "later": self.later,
            "cells": dict(self.cells),
            "tables": [{name: getattr(one, name) for name in TableChange.__slots__} for one in self.tables],
            "figures": [
                {
                    "measure": one.measure,
                    "wave": one.wave,
                    "group": one.group,
                    "before": one.before.value,
                    "after": one.after.value,
                    "change": one.change,
                    "unit": one.after.unit,
                    "n": [one.before.n, one.after.n],
                }
                for one in self.figures
            ],
            "others": [{name: getattr(one, name) for name in KindChange.__slots__} for one in self.kinds],
        }


def differences(earlier: Path, later: Path) -> Differences:
    """What a later release says that an earlier one did not.

    Args:
        earlier: Folder of the earlier release.
        later: Folder of the later release.

    Raises:
        NotPublishedError: One of them is damaged.
    """
    releases = Release.load(earlier), Release.load(later)
    before, after = (dict(read_cells(folder).items()) for folder in (earlier, later))
    fates = {key: _fate(before.get(key), after.get(key)) for key in {**before, **after}}
    changed = [key for key, fate in fates.items() if fate == "changed"]
    with unwatched():
        figures = [figure for key in changed if (figure := _figure(releases, key)) is not None]
    return Differences(
        earlier=earlier.name,
        later=later.name,
        tables=_tables(fates),
        figures=tuple(sorted(figures, key=lambda one: (one.group != "Everyone", -abs(one.change), one.measure))),
        kinds=tuple(_kinds(read_findings(earlier), read_findings(later))),
        kept=older_parts(releases[1].facts),
    )


def _fate(before: object, after: object) -> str:
    if before is None or after is None:
        return "new" if before is None else "gone"
    return "same" if before == after else "changed"


def _tables(fates: Mapping[CellKey, str]) -> tuple[TableChange, ...]:
    counts: dict[tuple[str, tuple[str, ...]], Counter[str]] = defaultdict(Counter)
    for key, fate in fates.items():
        counts[key.population, tuple(sorted(name for name, _ in key.categories))][fate] += 1
    ordered = sorted(counts, key=lambda one: (one[0], len(one[1]), one[1]))
    return tuple(
        TableChange(population=table[0], dimensions=table[1], **{fate: counts[table][fate] for fate in FATES})
        for table in ordered
    )


def _figure(releases: tuple[Release, Release], key: CellKey) -> FigureChange | None:
    """A changed cell as a reader sees it, or None where it is no figure of its own or reads the same."""
    if key.measure not in catalog.MEASURES:
        return None
    wave = key.population.removeprefix(SURVEY) if key.population.startswith(SURVEY) else None
    where = {name: (category,) for name, category in sorted(key.categories)}
    group = "Everyone" if key.categories == EVERYONE else ", ".join(_words(*pair) for pair in sorted(key.categories))
    before, after = (one.estimate(key.measure, where, wave, label=group).outcome for one in releases)
    if not isinstance(before, Released) or not isinstance(after, Released) or before.value == after.value:
        return None
    return FigureChange(measure=key.measure, wave=wave, group=group, before=before.value, after=after.value)


def _words(dimension: str, category: str) -> str:
    """A category in words; who is in no cohort is in no role either, and both are called the same."""
    return f"{category} ({catalog.dimension(dimension).label.lower()})" if category == NOT_ENROLLED else category


def _kinds(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> Iterator[KindChange]:
    for name, words in KINDS.items():
        before, after = _named(earlier.get(name, ())), _named(later.get(name, ()))
        if before or after:
            counts = Counter(_fate(before.get(one), after.get(one)) for one in {**before, **after})
            yield KindChange(kind=words, **{fate: counts[fate] for fate in FATES})


def _named(found: Mapping[str, Any] | Iterable[Any]) -> dict[str, Any]:
    """The figures of one kind by what they are about; several about the same are told apart by their place."""
    if isinstance(found, dict):
        return found
    named: dict[str, Any] = {}
    for one in found:
        name = _about(one)
        named[name if name not in named else f"{name} {len(named)}"] = one
    return named


def _about(one: object) -> str:
    """What a figure is about: its own name, and that of the estimate in it."""
    if not isinstance(one, dict):
        return ""
    parts = [one, *(one[name] for name in ("estimate", "change") if isinstance(one.get(name), dict))]
    return json.dumps([{name: part[name] for name in NAMES if name in part} for part in parts], sort_keys=True)
