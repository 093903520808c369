"""`Release`: all that a viewer's process ever holds, and every question that can be asked of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics import catalog
from analytics.catalog import COMPARISON, DIMENSIONS, PILOT
from analytics.errors import NotPublishedError
from analytics.measures import differences, pairs, participation, retention, survey
from analytics.measures.differences import Frame
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
)  # fmt: skip
from analytics.measures.questions import question
from analytics.query import Where, sentence
from analytics.release.facts import Choice, Facts, Wave
from analytics.release.files import newest, read_cells, read_facts, read_findings
from analytics.release.findings import Findings
from analytics.release.plan import ELIGIBLE, PAIRS, survey_population
from analytics.release.provenance import provenance

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.catalog import Dimension
    from analytics.measures.cell import Cell
    from analytics.measures.retention import Clock
    from analytics.release.cells import Cells

__all__ = [
    "Bands",
    "Choice",
    "Curve",
    "CurvePoint",
    "Difference",
    "Estimate",
    "Finding",
    "Interval",
    "NotPublishedError",
    "Outcome",
    "Provenance",
    "Question",
    "Release",
    "Released",
    "Undefined",
    "Verdict",
    "Wave",
    "Where",
    "Withheld",
    "exchange_balance",
]

EVERYONE: Where = {}
ENROLLED_ONLY = ("cohort", "role")


class Release:
    """A fixed, audited list of cells and what follows from them. Nothing else is known here.

    Args:
        facts: What the release says about itself.
        cells: Its cells.
        findings: Its numbers that are not functions of cells: curves and spreads.
    """

    def __init__(self, facts: Facts, cells: Cells, findings: Findings) -> None:
        self.facts = facts
        self._cells = cells
        self._findings = findings

    @classmethod
    def load(cls, folder: Path) -> Release:
        """The release in a folder, its hashes checked.

        Raises:
            NotPublishedError: There is none, or its files were changed.
        """
        return cls(
            Facts.from_document(read_facts(folder)), read_cells(folder), Findings.from_document(read_findings(folder))
        )

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
        return tuple(wave for wave in self.facts.waves if measure in self._cells.measures(survey_population(wave.name)))

    def sentence(self, where: Where = EVERYONE) -> str:
        """Whom a set of filters selects, as one English sentence.

        Raises:
            UnknownNameError: A filter is on an unknown dimension.
        """
        return sentence(where)

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
        wave = self._wave(measure, wave)
        name = label or _label(where)
        return Finding(
            measure=measure,
            label=name,
            outcome=self._estimate(measure, where, wave, name),
            provenance=self._provenance(measure, where),
        )

    def breakdown(
        self, measure: str, by: str, where: Where = EVERYONE, wave: str | None = None
    ) -> tuple[Finding[Estimate], ...]:
        """One measure for every category of a dimension that this population has, in display order."""
        return tuple(
            self.estimate(measure, {**where, by: (category,)}, wave, label=category)
            for category in self._categories(measure, by, where, wave)
        )

    def trend(self, measure: str, where: Where = EVERYONE, *, label: str = "") -> tuple[Finding[Estimate], ...]:
        """A survey measure in every wave that has it, oldest first."""
        return tuple(self.estimate(measure, where, wave.name, label=label) for wave in self.waves_of(measure))

    def compare(
        self, measure: str, where: Where = EVERYONE, wave: str | None = None, *, label: str = "", family: int = 1
    ) -> Finding[Difference]:
        """Pilot minus comparison within a group: raw, not adjusted for who volunteered.

        Args:
            measure: Name of a survey measure, or `retention`.
            where: Chosen categories. A cohort or a role selects participants; they are held against everyone else.
            wave: Survey wave; the newest one by default.
            label: The group.
            family: Number of comparisons made together.
        """
        wave = self._wave(measure, wave)
        name = label or _label(where)
        others = {dimension: chosen for dimension, chosen in where.items() if dimension not in (*ENROLLED_ONLY, "arm")}
        sides = {**where, "arm": (PILOT,)}, {**others, "arm": (COMPARISON,)}
        pilot = self.estimate(measure, sides[0], wave, label=PILOT)
        comparison = self.estimate(measure, sides[1], wave, label=COMPARISON)
        frame = Frame(label=name, margin=self.facts.margin, family=family)

        def difference(first: Estimate) -> Outcome[Difference]:
            return comparison.then(lambda second: self._difference(measure, (first, second), sides, wave, frame))

        return Finding(
            measure=measure,
            label=name,
            outcome=pilot.then(difference),
            provenance=self._provenance(measure, where, ("arm",)),
        )

    def compare_by(
        self, measure: str, by: str, where: Where = EVERYONE, wave: str | None = None
    ) -> tuple[Finding[Difference], ...]:
        """Pilot minus comparison for every category of a dimension, intervals corrected for their number."""
        categories = self._categories(measure, by, where, wave)
        if by in ENROLLED_ONLY:
            categories = tuple(
                category for category in categories if category not in (catalog.NOT_ENROLLED, catalog.UNDISCLOSED)
            )
        single = tuple(
            self.compare(measure, {**where, by: (category,)}, wave, label=category) for category in categories
        )
        family = sum(isinstance(finding.outcome, Released) for finding in single)
        return tuple(
            self.compare(measure, {**where, by: (finding.label,)}, wave, label=finding.label, family=max(family, 1))
            for finding in single
        )

    def curve(self, where: Where = EVERYONE, clock: Clock = "program", *, label: str = "") -> Finding[Curve]:
        """The retention curve of one group.

        Args:
            where: Chosen categories, one of each dimension.
            clock: Days since the program's launch, or days since hire (`tenure`).
            label: The group.
        """
        name = label or _label(where)
        return Finding(
            measure="retention",
            label=name,
            outcome=self._curve(where, clock, name),
            provenance=self._provenance("retention", where),
        )

    def curves(self, by: str, where: Where = EVERYONE, clock: Clock = "program") -> tuple[Finding[Curve], ...]:
        """The retention curve of every category of a dimension, in display order."""
        categories = self._categories("retention", by, where, None)
        return tuple(self.curve({**where, by: (category,)}, clock, label=category) for category in categories)

    def categories(self, measure: str, dimension: str, wave: str | None = None) -> tuple[str, ...]:
        """The categories of a dimension in the population of a measure, in display order.

        Raises:
            UnknownNameError: Unknown measure or dimension.
        """
        return self._categories(measure, dimension, EVERYONE, wave)

    def spread(
        self, measure: str, where: Where = EVERYONE, wave: str | None = None, *, label: str = ""
    ) -> Finding[Bands]:
        """The spread of a score over three bands, one category of each filter.

        Raises:
            UnknownNameError: Unknown measure or dimension.
        """
        wave = self._wave(measure, wave)
        single = frozenset((name, chosen[0]) for name, chosen in where.items() if len(chosen) == 1)
        found = self._findings.bands.get((measure, wave or "", single)) if len(single) == len(where) else None
        outcome: Outcome[Bands] = Withheld() if found is None else Released(value=found, n=found.n)
        return Finding(
            measure=measure, label=label or _label(where), outcome=outcome, provenance=self._provenance(measure, where)
        )

    def pair_matrix(self) -> tuple[tuple[str, str, int], ...]:
        """Number of pairs by the junior's and the senior's generation, where there are enough."""
        return tuple(
            (row["junior_generation"], row["senior_generation"], row["people"]) for row in self.facts.pair_matrix
        )

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

    def _wave(self, measure: str, wave: str | None) -> str | None:
        if catalog.measure(measure).population != "survey":
            return None
        published = self.waves_of(measure)
        return wave or (published[-1].name if published else None)

    def _population(self, measure: str, wave: str | None) -> str:
        match catalog.measure(measure).population:
            case "survey":
                return survey_population(wave or "")
            case "eligible":
                return ELIGIBLE
            case "pairs":
                return PAIRS

    def _categories(self, measure: str, by: str, where: Where, wave: str | None) -> tuple[str, ...]:
        catalog.dimension(by)
        population = self._population(measure, self._wave(measure, wave))
        named = self.facts.categories.get(population, {}).get(by, ())
        return tuple(category for category in where.get(by, named) if category in named)

    def _estimate(self, measure: str, where: Where, wave: str | None, label: str) -> Outcome[Estimate]:
        if measure == "retention":
            return self._retention(where, label)
        match self._cells.find(self._population(measure, wave), where, measure):
            case Released(value=cell):
                return self._from_cell(measure, cell, wave, label)
            case refused:
                return refused

    def _from_cell(self, measure: str, cell: Cell, wave: str | None, label: str) -> Outcome[Estimate]:
        match catalog.measure(measure).population:
            case "survey":
                return survey.estimate(
                    measure, cell, self._denominator(measure, wave or ""), label=label, wave=wave or ""
                )
            case "eligible":
                return participation.estimate(cell, label=label)
            case "pairs":
                return pairs.estimate(measure, cell, label=label)

    def _denominator(self, measure: str, wave: str) -> int:
        scale = "skills_now" if measure == "skills_gained" else measure
        return self.facts.denominators.get(wave, {}).get(scale, 1)

    def _retention(self, where: Where, label: str) -> Outcome[Estimate]:
        match self._curve(where, "program", label):
            case Released(value=curve):
                return retention.retained(curve, retention.MONTHS)
            case refused:
                return refused

    def _curve(self, where: Where, clock: Clock, label: str) -> Outcome[Curve]:
        match self._cells.find(ELIGIBLE, where, "retention"):
            case Released():
                return self._published_curve(where, clock, label)
            case refused:
                return refused

    def _published_curve(self, where: Where, clock: Clock, label: str) -> Outcome[Curve]:
        if not self.facts.has_leavers:
            return Undefined(
                reason="The roster holds nobody who left, so retention cannot be known. Import a roster with leavers."
            )
        if any(len(chosen) > 1 for chosen in where.values()):
            return Undefined(reason="A retention curve is published for one category of each filter; choose one.")
        curve = self._findings.curves.get((clock, frozenset((name, chosen[0]) for name, chosen in where.items())))
        return Withheld() if curve is None else Released(value=replace(curve, label=label), n=curve.people)

    def _difference(
        self,
        measure: str,
        estimates: tuple[Estimate, Estimate],
        sides: tuple[Where, Where],
        wave: str | None,
        frame: Frame,
    ) -> Outcome[Difference]:
        if measure == "retention":
            match [
                self._curve(side, "program", estimate.label) for side, estimate in zip(sides, estimates, strict=True)
            ]:
                case [Released(value=pilot), Released(value=comparison)]:
                    return differences.retentions(pilot, comparison, frame)
                case _:
                    return Withheld()
        if catalog.measure(measure).population != "survey":
            return Undefined(
                reason="This measure exists for participants only, so there is nothing to compare it with."
            )
        population = self._population(measure, wave)
        cells = [self._cells.find(population, side, measure) for side in sides]
        match cells:
            case [Released(value=first), Released(value=second)]:
                denominator = self._denominator(measure, wave or "")
                return differences.means((estimates[0], first), (estimates[1], second), denominator, frame)
            case _:
                return Withheld()

    def _provenance(self, measure: str, where: Where, by: tuple[str, ...] = ()) -> Provenance:
        return provenance(self.facts, measure, where, by)


def _label(where: Where) -> str:
    return ", ".join(" or ".join(chosen) for chosen in where.values()) or "Everyone"
