"""What a release answers from its computed numbers: curves apart, everything that is not a function of cells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.catalog import measure as catalog_measure
from analytics.measures import ways
from analytics.measures.differences import Frame
from analytics.measures.finding import Finding, Released, Undefined, Withheld
from analytics.query import sentence
from analytics.release.computed.calendar import calendar_provenance
from analytics.release.computed.drivers import MEASURES, drivers_provenance
from analytics.release.computed.pair_changes import pair_changes_provenance, why_none
from analytics.release.computed.themes import themes_provenance
from analytics.release.computed.ways import ways_provenance
from analytics.release.provenance import change_provenance, parity_provenance, provenance, raked_provenance
from analytics.release.remembered import Memory, remembered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.measures.changes import Change
    from analytics.measures.driver_findings import Drivers
    from analytics.measures.finding import Difference, Estimate, Provenance
    from analytics.measures.pair_changes import PairChange
    from analytics.measures.parity import CohortShare, GroupParity
    from analytics.measures.reliability import ScaleReliability
    from analytics.measures.representation import RakedScore
    from analytics.measures.themes import Themes
    from analytics.query import Where
    from analytics.release.answers import Answers
    from analytics.release.computed.calendar import Month
    from analytics.release.facts import Facts
    from analytics.release.findings import Findings


EVERYONE: Where = {}
SHARED = "The two groups can share people, so nothing says how sure their difference would be."
MOST_DRAWN = 1024
"""Groups of cards that are kept for a release; a page has about ten, of 40 kB each."""


class Published:
    """The computed numbers of a release, as findings.

    Args:
        facts: What the release says about itself.
        findings: Its numbers that are not functions of cells.
        answers: What its cells and findings say to each question.

    Attributes:
        scope: Categories by dimension that everything in it is inside of; empty where it is about everyone.
        memory: What it was asked before.
        drawn: What pages have put together from its answers.
    """

    scope: Where = EVERYONE

    def __init__(self, facts: Facts, findings: Findings, answers: Answers) -> None:
        self.facts = facts
        self._findings = findings
        self._answers = answers
        self.memory = Memory()
        self.drawn = Memory(MOST_DRAWN)

    @property
    def everyone(self) -> str:
        """Words for all whom its figures are about."""
        return "Everyone"

    @remembered
    def publishes(self, measures: Sequence[str], where: Where = EVERYONE, wave: str | None = None) -> bool:
        """Whether any of these measures is published for a group: what filters offer.

        Args:
            measures: Names of measures.
            where: Chosen categories by dimension.
            wave: Survey wave; the newest one with the measure by default.
        """
        return any(self._answers.publishes(measure, where, wave) for measure in measures)

    @remembered
    def between(
        self, measure: str, sides: tuple[Where, Where], wave: str | None = None, *, family: int = 1
    ) -> Finding[Difference]:
        """One group minus another, where nobody can be in both: `pilot` is the first and `comparison` the second.

        Args:
            measure: Name of a survey measure, of `retention` or of a rate.
            sides: Chosen categories of both groups.
            wave: Survey wave; the newest one by default.
            family: Number of comparisons made together.
        """
        first, second = sides
        frame = Frame(label=catalog_measure(measure).label, margin=self.facts.margin, family=family)
        outcome = (
            self._answers.difference(measure, sides, ("First", "Second"), self._answers.wave(measure, wave), frame)
            if are_apart(first, second)
            else Undefined(reason=SHARED)
        )
        words = f"{sentence(first).removesuffix('.')}; minus: {sentence(second)}"
        asked = provenance(self.facts, measure, first, tuple(dict.fromkeys((*first, *second))))
        return Finding(measure=measure, label=frame.label, outcome=outcome, provenance=replace(asked, sentence=words))

    def raked(self, measure: str, wave: str | None = None) -> Finding[RakedScore]:
        """A mean score of everyone as it would be if those who answered were made up like everybody invited.

        Args:
            measure: `engagement` or `satisfaction`; the plain mean is `estimate(measure, {}, wave)`.
            wave: Survey wave; the newest one by default.
        """
        return Finding(
            measure=measure,
            label="Everyone",
            outcome=self._answers.raked(measure, self._answers.wave(measure, wave)),
            provenance=raked_provenance(self.facts, measure),
        )

    def drivers(self, target: str) -> Finding[Drivers]:
        """What goes with engagement or with leaving, for everyone: correlations, tested on later people.

        Args:
            target: "engagement" or "leaving".
        """
        return Finding(
            measure=MEASURES[target],
            label="Everyone",
            outcome=self._findings.drivers.get(target, Withheld()),
            provenance=drivers_provenance(self.facts, target),
        )

    def themes(self, wave: str | None = None) -> Finding[Themes]:
        """What the comments of a survey are about, for everyone who wrote one.

        Args:
            wave: Survey wave; the newest one with comments where it is None or has none.
        """
        found = self._findings.themes
        known = [one.name for one in self.facts.waves if one.name in found]
        chosen = wave if wave in known else next(reversed(known), None)
        return Finding(
            measure="satisfaction",
            label="Everyone who wrote a comment",
            outcome=found[chosen] if chosen else Undefined(reason=self._findings.no_themes),
            provenance=themes_provenance(self.facts),
        )

    def changes(self, measure: str) -> tuple[Finding[Change], ...]:
        """What changed for the same people between the first wave and the last, and the last two, by arm.

        Args:
            measure: Name of a scale.
        """
        return tuple(
            Finding(
                measure=measure,
                label=one.change.label,
                outcome=Released(value=one, n=one.change.n),
                provenance=change_provenance(self.facts, measure, one),
            )
            for one in self._findings.changes.get(measure, ())
        )

    def scheme_notes(self) -> tuple[str, ...]:
        """What would change under another generation scheme, a sentence each; or one sentence that nothing does."""
        return self._findings.schemes

    def reliability(self, wave: str) -> tuple[ScaleReliability, ...]:
        """How well the items of each scale of a wave go together, for everyone who answered."""
        return tuple(one for one in self._findings.reliability if one.wave == wave)

    @remembered
    def calendar(self) -> Finding[tuple[Month, ...]]:
        """How often pairs met, by month, the earliest first; months in which too few met are left out."""
        found = self._findings.calendar
        return Finding(
            measure="cadence",
            label="All pairs",
            outcome=Released(value=found, n=max(one.going for one in found)) if found else Withheld(),
            provenance=calendar_provenance(self.facts),
        )

    @remembered
    def pair_changes(self) -> Finding[tuple[PairChange, ...]]:
        """What changed in bridging generations for the same people, by the generations of both sides of their pair."""
        found = self._findings.pair_changes
        n = sum(one.change.n for one in found)
        return Finding(
            measure="bridging",
            label="Participants who answered both surveys",
            outcome=Released(value=found, n=n) if found else why_none(self.facts),
            provenance=pair_changes_provenance(self.facts, found),
        )

    @remembered
    def senior_ways(self, measure: str) -> tuple[Finding[Estimate], ...]:
        """A share of sessions by the generation of the senior mentee, to the nearest 5 %, the oldest first.

        Args:
            measure: Name of a share of sessions, such as `video_share`.
        """
        return tuple(
            Finding(
                measure=measure,
                label=one.generation,
                outcome=Released(value=ways.estimate(one), n=one.n),
                provenance=ways_provenance(self.facts, measure),
            )
            for one in self._findings.ways
            if one.measure == measure
        )

    def pair_matrix(self) -> tuple[tuple[str, str, int], ...]:
        """Number of pairs by the junior's and the senior's generation, where there are enough."""
        return tuple(
            (row["junior_generation"], row["senior_generation"], row["people"]) for row in self.facts.pair_matrix
        )

    @remembered
    def parity(self, by: str, where: Where = EVERYONE) -> tuple[Finding[GroupParity], ...]:
        """How often every group takes part, beside everybody who could have; corrected for their number.

        Args:
            by: The dimension that makes the groups.
            where: Chosen categories of other dimensions: parity of intersections.
        """
        return tuple(
            Finding(
                measure="participation", label=name, outcome=found, provenance=parity_provenance(self.facts, where, by)
            )
            for name, found in self._answers.joiners.parities(by, where).items()
        )

    @remembered
    def parity_table(self, rows: str, columns: str) -> Mapping[str, tuple[Finding[GroupParity], ...]]:
        """Parity of every intersection of two dimensions, by row; corrected for all intersections together.

        Args:
            rows: The dimension of the rows.
            columns: The dimension of the columns.
        """
        return {
            name: tuple(
                Finding(
                    measure="participation",
                    label=label,
                    outcome=found,
                    provenance=parity_provenance(self.facts, {rows: (name,)}, columns),
                )
                for label, found in row.items()
            )
            for name, row in self._answers.joiners.intersections(rows, columns).items()
        }

    @remembered
    def cohort_shares(self, by: str) -> tuple[CohortShare, ...]:
        """The share of every group among those who joined in each cohort, as far as it is published."""
        return self._answers.joiners.cohort_shares(by)

    @remembered
    def against_the_rest(
        self, measure: str, by: str, where: Where = EVERYONE, wave: str | None = None
    ) -> tuple[Finding[Difference], ...]:
        """A score of every group minus that of all other groups together, corrected for the number of groups.

        `pilot` is the group, `comparison` all others.

        Args:
            measure: Name of a survey measure.
            by: The dimension that makes the groups.
            where: Chosen categories of other dimensions.
            wave: Survey wave; the newest one by default.
        """
        wave = self._answers.wave(measure, wave)
        frame = Frame(label="", margin=self.facts.margin)
        found = self._answers.against_the_rest(measure, by, where, wave, frame)
        return tuple(
            Finding(
                measure=measure,
                label=name,
                outcome=outcome,
                provenance=self._provenance(measure, {**where, by: (name,)}, (by,)),
            )
            for name, outcome in found.items()
        )

    @remembered
    def _provenance(self, measure: str, where: Where, by: tuple[str, ...] = ()) -> Provenance:
        return provenance(self.facts, measure, where, by)


def named(where: Where) -> str:
    """Whom filters select, in the fewest words.

    >>> named({"gender": ("Woman", "Man"), "level": ("L1",)}), named({})
    ('Woman or Man, L1', 'Everyone')
    """
    return ", ".join(" or ".join(chosen) for chosen in where.values()) or "Everyone"


def are_apart(first: Where, second: Where) -> bool:
    """Whether nobody can be in both of two groups: one dimension divides them.

    >>> are_apart({"gender": ("Woman",)}, {"gender": ("Man",)}), are_apart({"gender": ("Woman",)}, {})
    (True, False)
    """
    return any(not set(first[name]) & set(second[name]) for name in first.keys() & second.keys())
