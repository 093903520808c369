"""One group of a release held against another: pilot against comparison, seniors against juniors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics import catalog
from analytics.catalog import COMPARISON, ENROLLED_ONLY, PILOT
from analytics.measures.differences import Frame
from analytics.measures.finding import Difference, Finding, Released
from analytics.release.published import EVERYONE, Published, named
from analytics.release.remembered import remembered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.query import Where


class Compared(Published):
    """The comparisons of a release, as findings."""

    @remembered
    def compare(
        self, measure: str, where: Where = EVERYONE, wave: str | None = None, *, label: str = "", family: int = 1
    ) -> Finding[Difference]:
        """Pilot minus comparison within a group: raw, not adjusted for who volunteered.

        Args:
            measure: Name of a survey measure, of `retention` or of a rate.
            where: Chosen categories. A cohort or a role selects participants; they are held against everyone else.
            wave: Survey wave; the newest one by default.
            label: The group.
            family: Number of comparisons made together.
        """
        wave = self._answers.wave(measure, wave)
        name = label or named(where)
        others = {dimension: chosen for dimension, chosen in where.items() if dimension not in (*ENROLLED_ONLY, "arm")}
        sides = {**where, "arm": (PILOT,)}, {**others, "arm": (COMPARISON,)}
        frame = Frame(label=name, margin=self.facts.margin, family=family)
        return Finding(
            measure=measure,
            label=name,
            outcome=self._answers.difference(measure, sides, (PILOT, COMPARISON), wave, frame),
            provenance=self._provenance(measure, where, ("arm",)),
        )

    def compare_measures(
        self, names: Sequence[str], where: Where = EVERYONE, wave: str | None = None
    ) -> dict[str, Finding[Difference]]:
        """Pilot minus comparison for measures shown together; all but the declared primary outcome are corrected."""
        alone = {name: self.compare(name, where, wave) for name in names}
        others = {name for name in names if isinstance(alone[name].outcome, Released)} - {self.facts.primary_outcome}
        return alone | {name: self.compare(name, where, wave, family=len(others)) for name in others}

    def compare_by(
        self, measure: str, by: str, where: Where = EVERYONE, wave: str | None = None
    ) -> tuple[Finding[Difference], ...]:
        """Pilot minus comparison for every category of a dimension, intervals corrected for their number."""
        (found,) = self.compare_waves(measure, by, where, (wave,))
        return found

    def compare_parts(
        self, measure: str, by: str, where: Where = EVERYONE, wave: str | None = None
    ) -> tuple[Finding[Difference], tuple[Finding[Difference], ...]]:
        """Pilot minus comparison for all and for every category of a dimension, corrected for all of them together.

        The declared primary outcome of all stands alone: it is not corrected, and not counted among the others.
        """
        whole = self.compare(measure, where, wave, label="All")
        counts = isinstance(whole.outcome, Released) and measure != self.facts.primary_outcome
        (parts,) = self.compare_waves(measure, by, where, (wave,), beside=int(counts))
        family = max((one.outcome.value.family for one in parts if isinstance(one.outcome, Released)), default=1)
        return self.compare(measure, where, wave, label="All", family=family) if counts else whole, parts

    @remembered
    def compare_waves(
        self, measure: str, by: str, where: Where, waves: Sequence[str | None], *, beside: int = 0
    ) -> tuple[tuple[Finding[Difference], ...], ...]:
        """Pilot minus comparison for every category of a dimension, wave by wave, corrected for all of them together.

        Args:
            measure: As for `compare`.
            by: The dimension.
            where: Chosen categories.
            waves: Survey waves; None stands for the newest one.
            beside: Other comparisons shown with them, counted with them.

        Reference:
            Dunn (1961), Journal of the American Statistical Association 56, 52-64 (Bonferroni intervals).
        """
        alone = tuple(
            tuple(
                self.compare(measure, one, wave, label=label) for label, one in self._groups(measure, by, where, wave)
            )
            for wave in waves
        )
        family = beside + sum(isinstance(finding.outcome, Released) for found in alone for finding in found)
        if family <= 1:
            return alone
        return tuple(
            tuple(
                self.compare(measure, {**where, by: (finding.label,)}, wave, label=finding.label, family=family)
                for finding in found
            )
            for wave, found in zip(waves, alone, strict=True)
        )

    def _groups(self, measure: str, by: str, where: Where, wave: str | None) -> list[tuple[str, Where]]:
        """The categories of a dimension in which pilot and comparison can be held against each other."""
        categories = self._answers.categories(measure, by, where, wave)
        if by in ENROLLED_ONLY:
            categories = tuple(
                category for category in categories if category not in (catalog.NOT_ENROLLED, catalog.UNDISCLOSED)
            )
        return [(category, {**where, by: (category,)}) for category in categories]

    @remembered
    def gap(
        self, measure: str = "match_quality", where: Where = EVERYONE, wave: str | None = None, *, label: str = ""
    ) -> Finding[Difference]:
        """A survey measure as seniors see it minus as juniors see it: `pilot` is the seniors, `comparison` the juniors.

        Args:
            measure: Name of a survey measure that both roles have, such as `match_quality` or `skills_gained`.
            where: Chosen categories, none of them a role.
            wave: Survey wave; the newest one by default.
            label: The group.
        """
        wave = self._answers.wave(measure, wave)
        frame = Frame(label=label or named(where), margin=self.facts.margin)
        return Finding(
            measure=measure,
            label=frame.label,
            outcome=self._answers.gap(measure, where, wave, frame),
            provenance=self._provenance(measure, where, ("role",)),
        )
