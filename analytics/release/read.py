"""`Release`: all that a viewer's process ever holds, and every question that can be asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics import catalog
from analytics.catalog import DIMENSIONS
from analytics.errors import NotPublishedError
from analytics.measures import retention
from analytics.measures.changes import Change
from analytics.measures.departures import DeparturePoint, Departures
from analytics.measures.driver_findings import Driver, Drivers
from analytics.measures.exchange import exchange_balance
from analytics.measures.finding import (
    Bands,
    Curve,
    CurvePoint,
    Difference,
    Estimate,
    Finding,
    Interval,
    Outcome,
    Provenance,
    Question,
    Released,
    Undefined,
    Verdict,
    Withheld,
    released,
    shown,
)  # fmt: skip
from analytics.measures.pair_changes import PairChange
from analytics.measures.parity import CohortShare, GroupParity
from analytics.measures.questions import question
from analytics.measures.reliability import ItemReliability, ScaleReliability
from analytics.measures.representation import RakedScore
from analytics.measures.themes import Theme, Themes, ThemeShare
from analytics.query import Where, sentence
from analytics.release.answers import Answers
from analytics.release.audit.plan import ELIGIBLE, survey_population
from analytics.release.compared import Compared
from analytics.release.facts import Choice, Facts, Wave
from analytics.release.files import RELEASE, damaged, newest, read_cells, read_facts, read_findings
from analytics.release.findings import Findings
from analytics.release.joined import together_words
from analytics.release.published import named

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.catalog import Dimension
    from analytics.comparison.evidence import PilotComparison
    from analytics.measures.retention import Clock
    from analytics.release.cells import Cells

__all__ = [
    "Bands",
    "Change",
    "Choice",
    "CohortShare",
    "Curve",
    "CurvePoint",
    "DeparturePoint",
    "Departures",
    "Difference",
    "Driver",
    "Drivers",
    "Estimate",
    "Finding",
    "GroupParity",
    "Interval",
    "ItemReliability",
    "NotPublishedError",
    "Outcome",
    "PairChange",
    "Provenance",
    "Question",
    "RakedScore",
    "Release",
    "Released",
    "ScaleReliability",
    "Theme",
    "ThemeShare",
    "Themes",
    "Undefined",
    "Verdict",
    "Wave",
    "Where",
    "Withheld",
    "exchange_balance",
    "released",
    "shown",
]

EVERYONE: Where = {}


class Release(Compared):
    """A fixed, audited list of cells and what follows from them. Nothing else is known here.

    Args:
        facts: What the release says about itself.
        cells: Its cells.
        findings: Its numbers that are not functions of cells: curves and spreads.
    """

    def __init__(self, facts: Facts, cells: Cells, findings: Findings) -> None:
        super().__init__(facts, findings, Answers(facts, cells, findings))
        self._cells = cells

    @classmethod
    def load(cls, folder: Path) -> Release:
        """The release in a folder, its hashes checked.

        Raises:
            NotPublishedError: There is none, or its files were changed.
        """
        document = read_facts(folder)
        try:
            facts = Facts.from_document(document)
        except (KeyError, TypeError, AttributeError) as error:
            raise damaged(folder, RELEASE) from error
        return cls(facts, read_cells(folder), Findings.from_document(read_findings(folder)))

    @classmethod
    def latest(cls, published: Path, *, include_drafts: bool = False) -> Release:
        """The newest release in a folder of releases.

        Raises:
            NotPublishedError: There is none.
        """
        return cls.load(newest(published, include_drafts=include_drafts))

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """The dimensions that any population of the release is divided by, in catalog order."""
        return tuple(
            one for name, one in DIMENSIONS.items() if any(choice.is_published for choice in self.choices(name))
        )

    def choices(self, dimension: str) -> tuple[Choice, ...]:
        """The categories of a dimension, in display order.

        Raises:
            UnknownNameError: There is no such dimension.
        """
        catalog.dimension(dimension)
        populations = sorted(self.facts.categories, key=lambda name: (name != ELIGIBLE, name))
        named = dict.fromkeys(c for p in populations for c in self.facts.categories[p].get(dimension, ()))
        published = {c for p in populations for c in self._cells.categories(p, dimension)}
        return tuple(Choice(value=c, label=c, is_published=c in published) for c in named)

    def waves_of(self, measure: str) -> tuple[Wave, ...]:
        """The waves that publish a survey measure for everyone, oldest first."""
        return self._answers.waves_of(measure)

    def sentence(self, where: Where = EVERYONE, period: str = "") -> str:
        """Whom a set of filters selects, and when, as one English sentence.

        Raises:
            UnknownNameError: A filter is on an unknown dimension.
        """
        return sentence(where, period)

    def estimate(
        self, measure: str, where: Where = EVERYONE, wave: str | None = None, *, label: str = ""
    ) -> Finding[Estimate]:
        """One measure of one group.

        Args:
            measure: Name of the measure.
            where: Chosen categories by dimension.
            wave: Survey wave; the newest one with this measure by default. Ignored where the measure has no waves.
            label: The group, on charts and in tables.

        Raises:
            UnknownNameError: Unknown measure or dimension.
        """
        wave = self._answers.wave(measure, wave)
        name = label or named(where)
        return Finding(
            measure=measure,
            label=name,
            outcome=self._answers.estimate(measure, where, wave, name),
            provenance=self._provenance(measure, where),
        )

    def breakdown(
        self, measure: str, by: str, where: Where = EVERYONE, wave: str | None = None
    ) -> tuple[Finding[Estimate], ...]:
        """One measure for every category of a dimension, in display order; last, those without a figure as one."""
        few = self._answers.together(measure, by, where, wave)
        groups = [((one,), one) for one in self._answers.categories(measure, by, where, wave)]
        return tuple(
            self.estimate(measure, {**where, by: chosen}, wave, label=label)
            for chosen, label in [*groups, *([(few, together_words(few))] if few else [])]
        )

    def trend(self, measure: str, where: Where = EVERYONE, *, label: str = "") -> tuple[Finding[Estimate], ...]:
        """A survey measure in every wave that has it, oldest first."""
        return tuple(self.estimate(measure, where, wave.name, label=label) for wave in self.waves_of(measure))

    def curve(self, where: Where = EVERYONE, clock: Clock = "program", *, label: str = "") -> Finding[Curve]:
        """The retention curve of one group.

        Args:
            where: Chosen categories, one of each dimension.
            clock: Days since the program's launch, or days since hire (`tenure`).
            label: The group.
        """
        name = label or named(where)
        return Finding(
            measure="retention",
            label=name,
            outcome=self._answers.curve(where, clock, name),
            provenance=self._provenance("retention", where),
        )

    def curves(self, by: str, where: Where = EVERYONE, clock: Clock = "program") -> tuple[Finding[Curve], ...]:
        """The retention curve of every category of a dimension, in display order."""
        categories = self._answers.categories("retention", by, where, None)
        return tuple(self.curve({**where, by: (category,)}, clock, label=category) for category in categories)

    def categories(self, measure: str, dimension: str, wave: str | None = None) -> tuple[str, ...]:
        """The categories of a dimension in the population of a measure, in display order.

        Raises:
            UnknownNameError: Unknown measure or dimension.
        """
        return self._answers.categories(measure, dimension, EVERYONE, wave)

    def spread(
        self, measure: str, where: Where = EVERYONE, wave: str | None = None, *, label: str = ""
    ) -> Finding[Bands]:
        """The spread of a score over three bands, one category of each filter.

        Raises:
            UnknownNameError: Unknown measure or dimension.
        """
        wave = self._answers.wave(measure, wave)
        return Finding(
            measure=measure,
            label=label or named(where),
            outcome=self._answers.spread(measure, where, wave),
            provenance=self._provenance(measure, where),
        )

    def departures(self, where: Where = EVERYONE, *, label: str = "") -> Finding[Departures]:
        """Why people of one group left: the share gone voluntarily and for other reasons, at month ends.

        Args:
            where: Chosen categories: everyone, or one category of one dimension.
            label: The group.
        """
        name = label or named(where)
        return Finding(
            measure="regretted_turnover",
            label=name,
            outcome=self._answers.departures(where, name),
            provenance=self._provenance("regretted_turnover", where),
        )

    def pair_curve(self, where: Where = EVERYONE, *, label: str = "") -> Finding[Curve]:
        """The share of pairs that still meet, by days since their start: until 60 days of silence, or their end.

        Args:
            where: Chosen categories: everyone, or one category of one dimension.
            label: The group.
        """
        name = label or named(where)
        return Finding(
            measure="pair_survival",
            label=name,
            outcome=self._answers.curve(where, "pair", name),
            provenance=self._provenance("pair_survival", where),
        )

    def pair_curves(self, by: str) -> tuple[Finding[Curve], ...]:
        """The share of pairs that still meet for every category of a dimension, in display order."""
        categories = self._answers.categories("pair_survival", by, EVERYONE, None)
        return tuple(self.pair_curve({by: (category,)}, label=category) for category in categories)

    def retained(
        self, months: int, where: Where = EVERYONE, clock: Clock = "program", *, label: str = ""
    ) -> Finding[Estimate]:
        """The share of a group still employed some months after it came under observation."""
        finding = self.curve(where, clock, label=label)
        outcome = finding.then(lambda curve: retention.retained(curve, months))
        return Finding(measure="retention", label=finding.label, outcome=outcome, provenance=finding.provenance)

    def questions(self, wave: str) -> tuple[Question, ...]:
        """The mean answer to every numeric question of a survey that enough people answered."""
        population = survey_population(wave)
        cells = (
            (row, self._cells.find(population, EVERYONE, f"question:{row['question_id']}"))
            for row in self.facts.questions
            if row["wave"] == wave
        )
        found = (question(row, cell.value) for row, cell in cells if isinstance(cell, Released))
        return tuple(one for one in found if one is not None)

    def pilot_comparisons(self) -> tuple[PilotComparison, ...]:
        """The declared comparisons of a pilot with people who could have been in it, in the order of the settings."""
        return self._findings.comparisons
