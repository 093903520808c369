"""A release as the leader of a unit may see it: the same cells, fewer of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from analytics import catalog
from analytics.release.audit.plan import survey_population
from analytics.release.cells import Cells
from analytics.release.findings import Findings
from analytics.release.read import EVERYONE, Release
from analytics.stats.outcome import Released, Withheld

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.measures.departures import Departures
    from analytics.measures.finding import Bands, Curve, Difference, Estimate, Finding
    from analytics.measures.pair_changes import PairChange
    from analytics.measures.parity import GroupParity
    from analytics.measures.representation import RakedScore
    from analytics.measures.retention import Clock
    from analytics.query import Where
    from analytics.release.cell_key import Categories
    from analytics.release.facts import Facts, Wave

RESPONSE = "response"


def within(release: Release, scope: Where) -> Release:
    """What a release says about a unit: its cells inside the scope and what was computed for them, nothing else.

    No cell is added up or made anew. Whatever is about the whole program is gone, and every question is about the unit.

    Args:
        release: The release.
        scope: Categories by dimension outside of which nothing is seen; empty for the release itself.

    Raises:
        UnknownNameError: The scope names an unknown dimension.
    """
    if not scope:
        return release
    for dimension in scope:
        catalog.dimension(dimension)
    return Scoped.part_of(release, scope)


def is_inside(categories: Categories, scope: Where) -> bool:
    """Whether a cell holds nobody outside of a scope, as its categories say.

    >>> is_inside(frozenset({("business_unit", "Sales"), ("gender", "Woman")}), {"business_unit": ("Sales",)})
    True
    >>> is_inside(frozenset({("gender", "Woman")}), {"business_unit": ("Sales",)})
    False
    """
    named = dict(categories)
    return all(named.get(dimension) in chosen for dimension, chosen in scope.items())


class Scoped(Release):
    """The part of a release that is about a unit. A question without the unit is a question about the unit.

    Args:
        facts: What the release says about itself, without what it says about the whole program.
        cells: The cells inside the scope.
        findings: The computed numbers inside the scope.
        scope: Categories by dimension outside of which nothing is seen.
    """

    def __init__(self, facts: Facts, cells: Cells, findings: Findings, scope: Where) -> None:
        super().__init__(facts, cells, findings)
        self.scope = dict(scope)

    @classmethod
    def part_of(cls, release: Release, scope: Where) -> Scoped:
        """The part of a release that is inside a scope."""
        whole, computed = release._cells, release._findings  # noqa: SLF001 - a release of the same class
        cells = cells_within(whole, scope)
        return cls(facts_within(release.facts, cells, scope), cells, findings_within(computed, scope), scope)

    @property
    def everyone(self) -> str:
        """The unit: nobody else is in its figures."""
        return ", ".join(" or ".join(chosen) for chosen in self.scope.values())

    def sentence(self, where: Where = EVERYONE, period: str = "") -> str:
        """Whom a set of filters selects in the unit, and when, as one English sentence."""
        return super().sentence(self._inside(where), period)

    def publishes(self, measures: Sequence[str], where: Where = EVERYONE, wave: str | None = None) -> bool:
        """Whether any of these measures is published for a group of the unit."""
        return super().publishes(measures, self._inside(where), wave)

    def between(
        self, measure: str, sides: tuple[Where, Where], wave: str | None = None, *, family: int = 1
    ) -> Finding[Difference]:
        """One group of the unit minus another."""
        return super().between(measure, (self._inside(sides[0]), self._inside(sides[1])), wave, family=family)

    def estimate(
        self, measure: str, where: Where = EVERYONE, wave: str | None = None, *, label: str = ""
    ) -> Finding[Estimate]:
        """One measure of one group of the unit."""
        return super().estimate(measure, self._inside(where), wave, label=label)

    def breakdown(
        self, measure: str, by: str, where: Where = EVERYONE, wave: str | None = None
    ) -> tuple[Finding[Estimate], ...]:
        """One measure for every category of a dimension in the unit."""
        return super().breakdown(measure, by, self._inside(where), wave)

    def compare(
        self, measure: str, where: Where = EVERYONE, wave: str | None = None, *, label: str = "", family: int = 1
    ) -> Finding[Difference]:
        """Pilot minus comparison within a group of the unit."""
        return super().compare(measure, self._inside(where), wave, label=label, family=family)

    def compare_waves(
        self, measure: str, by: str, where: Where, waves: Sequence[str | None], *, beside: int = 0
    ) -> tuple[tuple[Finding[Difference], ...], ...]:
        """Pilot minus comparison for every category of a dimension in the unit, wave by wave."""
        return super().compare_waves(measure, by, self._inside(where), waves, beside=beside)

    def curve(self, where: Where = EVERYONE, clock: Clock = "program", *, label: str = "") -> Finding[Curve]:
        """The retention curve of one group of the unit."""
        return super().curve(self._inside(where), clock, label=label)

    def curves(self, by: str, where: Where = EVERYONE, clock: Clock = "program") -> tuple[Finding[Curve], ...]:
        """The retention curve of every category of a dimension in the unit."""
        return super().curves(by, self._inside(where), clock)

    def spread(
        self, measure: str, where: Where = EVERYONE, wave: str | None = None, *, label: str = ""
    ) -> Finding[Bands]:
        """The spread of a score of one group of the unit."""
        return super().spread(measure, self._inside(where), wave, label=label)

    def departures(self, where: Where = EVERYONE, *, label: str = "") -> Finding[Departures]:
        """Why people of one group of the unit left."""
        return super().departures(self._inside(where), label=label)

    def pair_curve(self, where: Where = EVERYONE, *, label: str = "") -> Finding[Curve]:
        """The share of the unit's pairs that still meet."""
        return super().pair_curve(self._inside(where), label=label)

    def gap(
        self, measure: str = "match_quality", where: Where = EVERYONE, wave: str | None = None, *, label: str = ""
    ) -> Finding[Difference]:
        """A survey measure as the unit's seniors see it minus as its juniors see it."""
        return super().gap(measure, self._inside(where), wave, label=label)

    def parity(self, by: str, where: Where = EVERYONE) -> tuple[Finding[GroupParity], ...]:
        """How often every group of the unit takes part; withheld, as everybody who could have is not in the unit."""
        return super().parity(by, self._inside(where))

    def against_the_rest(
        self, measure: str, by: str, where: Where = EVERYONE, wave: str | None = None
    ) -> tuple[Finding[Difference], ...]:
        """A score of every group of the unit minus that of the unit's other groups."""
        return super().against_the_rest(measure, by, self._inside(where), wave)

    def raked(self, measure: str, wave: str | None = None) -> Finding[RakedScore]:
        """Withheld: weighted means exist for the whole program only."""
        return replace(super().raked(measure, wave), outcome=Withheld())

    def pair_changes(self) -> Finding[tuple[PairChange, ...]]:
        """Withheld: changes by both generations exist for the whole program only."""
        return replace(super().pair_changes(), outcome=Withheld())

    def _inside(self, where: Where) -> Where:
        """Filters together with the scope; those that name other categories of its dimensions find no cell."""
        return {**self.scope, **where}


def cells_within(cells: Cells, scope: Where) -> Cells:
    """The cells that hold nobody outside of a scope."""
    return Cells({key: cell for key, cell in cells.items() if is_inside(key.categories, scope)}, within=scope)


def facts_within(facts: Facts, cells: Cells, scope: Where) -> Facts:
    """What a release says about itself, as far as it is no figure about anybody outside of a scope.

    Args:
        facts: What the release says.
        cells: Its cells inside the scope.
        scope: Categories by dimension.
    """
    populations = {key.population for key, _ in cells.items()}
    categories = {
        population: {name: _offered(name, named, scope) for name, named in dimensions.items()}
        for population, dimensions in facts.categories.items()
        if population in populations
    }
    return replace(
        facts,
        waves=tuple(wave for one in facts.waves if (wave := _wave(one, cells, scope)) is not None),
        categories=categories,
        questions=(),
        pair_matrix=(),
        team_size=None,
    )


def _offered(dimension: str, named: tuple[str, ...], scope: Where) -> tuple[str, ...]:
    return tuple(category for category in named if category in scope.get(dimension, named))


def _wave(wave: Wave, cells: Cells, scope: Where) -> Wave | None:
    """A wave with the counts of the unit, as its cells have them, or None where nothing of it is published."""
    population = survey_population(wave.name)
    found = {name: cells.find(population, scope, name) for name in cells.measures(population)}
    counted = [one.n for one in found.values() if isinstance(one, Released)]
    if not counted:
        return None
    match found.get(RESPONSE):
        case Released(value=cell):
            return replace(wave, responded=cell.total, invited=cell.n)
        case _:
            return replace(wave, responded=max(counted), invited=None)


def findings_within(findings: Findings, scope: Where) -> Findings:
    """The computed numbers of the groups inside a scope; those of the whole program are left out."""
    return Findings(
        curves={key: one for key, one in findings.curves.items() if is_inside(key[-1], scope)},
        departures={key: one for key, one in findings.departures.items() if is_inside(key, scope)},
        bands=_inside(findings.bands, scope),
        favorable=_inside(findings.favorable, scope),
        gaps={key: one for key, one in findings.gaps.items() if is_inside(key, scope)},
    )


def _inside(found: Mapping[tuple[str, str, Categories], Any], scope: Where) -> dict[tuple[str, str, Categories], Any]:
    return {key: one for key, one in found.items() if is_inside(key[-1], scope)}


def unit(scope: Where) -> str:
    """The unit in words.

    >>> unit({"business_unit": ("Sales", "Marketing")})
    'Sales or Marketing'
    """
    return ", ".join(" or ".join(chosen) for chosen in scope.values())
