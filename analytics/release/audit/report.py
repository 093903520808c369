"""What the steward reads about an audit: how much may be shown, what may not, and which rule refused it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from analytics.errors import NotPublishedError
from analytics.release.files import AUDIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from analytics.release.audit.audited import Audited

Named = tuple[tuple[str, str], ...]
"""Dimension and category of each filter of a cell, sorted; everyone is `()`."""

HISTOGRAM_ENDS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
"""Upper ends of the bars of a leverage histogram; the last bar, which stays empty, begins at 0.5."""

RULES: Mapping[str, str] = {
    "too_many_filters": "More filters than a program of this size can have.",
    "too_small": "Fewer people than the agreed number stand behind it.",
    "small_rest": "Everybody else would be fewer people than the agreed number.",
    "small_remainder": "What is left of its row or column would be too few people.",
    "mean_leverage": "There would be more than one independent number for every five people.",
    "leverage": "Everything published together would explain too much of one person's answer.",
    "small_group": "The sum over fewer than five people could nearly be worked out.",
}
"""What each rule that refuses a cell says, in words for the steward."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedCell:
    """A cell that may not be shown.

    Args:
        cell: Its filters.
        rule: Name of the rule that refused it, one of `RULES`.
    """

    cell: Named
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellAudit:
    """The audit of the cells of one population, or of those who count in one measure of it.

    Args:
        population: `survey:<wave>`, `eligible` or `pairs`.
        measure: The measure; "" for everybody in the population.
        people: People (or pairs) who count.
        offered: Cells that were looked at.
        published: Cells that may be shown.
        refused: How many cells each rule refused.
        independent_numbers: Numbers among the published that do not follow from each other.
        mean_leverage: Independent numbers per person.
        highest_leverage: Largest share of anybody's answer that everything published together explains.
        histogram: People by that share, in bars that end at `HISTOGRAM_ENDS` and one above.
        small_groups_checked: Groups of two to four people that were looked at.
        highest_group_share: Largest share of the sum over such a group that is explained.
        refusals: The cells that may not be shown, in the order in which they were looked at.
    """

    population: str
    measure: str
    people: int
    offered: int
    published: int
    refused: Mapping[str, int]
    independent_numbers: int
    mean_leverage: float
    highest_leverage: float
    histogram: tuple[int, ...]
    small_groups_checked: int
    highest_group_share: float
    refusals: tuple[RefusedCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """A published figure that is no function of cells, or one that did not fit.

    Args:
        what: What it is, in words.
        numbers: Numbers that it counts as.
        is_published: Whether it may be shown.
    """

    what: str
    numbers: int
    is_published: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeBudget:
    """How many numbers about one outcome are published, and how many could be.

    Args:
        outcome: The outcome, such as "engagement 2025-06" or "leaving".
        people: People (or pairs) who count in it.
        allowance: Numbers that may be published about it, one for every five people.
        cells: Independent numbers among its cells.
        draws: Everything else about it, in the order of value to the reader.
        earlier: Numbers besides cells that earlier releases published about it and this one does not.
    """

    outcome: str
    people: int
    allowance: int
    cells: int
    draws: tuple[Draw, ...]
    earlier: int = 0

    @property
    def drawn(self) -> int:
        """Published numbers besides the cells."""
        return sum(one.numbers for one in self.draws if one.is_published)

    @property
    def left(self) -> int:
        """Numbers that may still be published."""
        return self.allowance - self.cells - self.earlier - self.drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """Everything in `audit.json`, which only stewards read.

    Args:
        cells: The audits of cells, those of whole populations among them.
        outcomes: What was published about each outcome, cells and other figures together.
    """

    cells: tuple[CellAudit, ...]
    outcomes: tuple[OutcomeBudget, ...]

    @classmethod
    def read(cls, folder: Path) -> AuditReport:
        """The report on a release.

        Args:
            folder: The folder of the release.

        Raises:
            NotPublishedError: An earlier version of this package made the release, and wrote its audit in another form;
                or the report is not for whoever looks, and was taken away or closed to them.
        """
        try:
            document: Mapping[str, Any] = json.loads((folder / AUDIT).read_text(encoding="utf-8"))
        except OSError as error:
            raise NotPublishedError(
                f"What release {folder.name} holds back, and why, is not kept on this machine.",
                next_step="Ask the data steward, who has the store.",
            ) from error
        if "cells" not in document:
            raise NotPublishedError(
                f"The audit of release {folder.name} is in the form of an earlier version.",
                next_step="Publish again: `twoway publish`.",
            )
        return cls(
            cells=tuple(_cell_audit(one) for one in document["cells"]),
            outcomes=tuple(_outcome(one) for one in document["outcomes"]),
        )

    def of(self, population: str, measure: str = "") -> CellAudit | None:
        """The audit of one population or of one measure in it; None where a measure has none of its own.

        Args:
            population: `survey:<wave>`, `eligible` or `pairs`.
            measure: The measure; "" for everybody.
        """
        return next((one for one in self.cells if (one.population, one.measure) == (population, measure)), None)


def report(audits: Mapping[tuple[str, str], Audited], outcomes: Iterable[OutcomeBudget] = ()) -> dict[str, Any]:
    """The report as plain data, for `audit.json`.

    Args:
        audits: The audits by population and measure.
        outcomes: What was published about each outcome.
    """
    cells = [_cells_of(population, measure, one) for (population, measure), one in sorted(audits.items())]
    return {"cells": [asdict(one) for one in cells], "outcomes": [asdict(one) for one in outcomes]}


def _cells_of(population: str, measure: str, one: Audited) -> CellAudit:
    found = one.audit
    return CellAudit(
        population=population,
        measure=measure,
        people=found.summary.people,
        offered=len(found.verdicts),
        published=len(found.published),
        refused=dict(found.refusals),
        independent_numbers=found.summary.rank,
        mean_leverage=found.summary.mean_leverage,
        highest_leverage=found.summary.highest_leverage,
        histogram=found.summary.histogram,
        small_groups_checked=found.summary.n_groups,
        highest_group_share=found.summary.highest_group_share,
        refusals=tuple(
            RefusedCell(cell=tuple(sorted(one.named(verdict.cell))), rule=verdict.refused_by)
            for verdict in found.verdicts
            if verdict.refused_by is not None
        ),
    )


def _cell_audit(document: Mapping[str, Any]) -> CellAudit:
    refusals = tuple(
        RefusedCell(cell=tuple((name, category) for name, category in one["cell"]), rule=one["rule"])
        for one in document["refusals"]
    )
    return CellAudit(**{**document, "histogram": tuple(document["histogram"]), "refusals": refusals})


def _outcome(document: Mapping[str, Any]) -> OutcomeBudget:
    return OutcomeBudget(**{**document, "draws": tuple(Draw(**one) for one in document["draws"])})
