"""What the cells and findings of a release say to each question, before it is told how the answer was computed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analytics import catalog
from analytics.catalog import COMPARISON, JUNIOR, PILOT, SENIOR
from analytics.measures import (
    differences,
    exchange,
    favorable,
    gaps,
    pairs,
    participation,
    rates,
    retention,
    shares,
    survey,
)
from analytics.measures.finding import Outcome, Released, Undefined, Withheld
from analytics.release.audit.plan import (
    ELIGIBLE,
    OF_BOTH_SIDES,
    PAIR_SURVIVAL,
    PAIRS,
    SURVEY_MEASURES,
    survey_population,
)
from analytics.release.cell_key import combinations, one_each
from analytics.release.joined import Row, cell_of, together
from analytics.release.joiners import Joiners
from analytics.release.lookups import unwatched
from analytics.release.recorded import not_recorded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.measures.cell import Cell
    from analytics.measures.departures import Departures
    from analytics.measures.differences import Frame
    from analytics.measures.favorable import FavorableShare
    from analytics.measures.finding import Bands, Curve, Difference, Estimate
    from analytics.measures.representation import RakedScore
    from analytics.measures.retention import Clock
    from analytics.query import Where
    from analytics.release.cells import Cells
    from analytics.release.facts import Facts, Wave
    from analytics.release.findings import Findings

NO_LEAVERS = (
    "The roster holds only people who stayed, or only people who left, so {} cannot be known. "
    "Import a roster with both."
)
NO_REASONS = "The roster does not say why people left. Import it with the column exit_reason."
NO_PROMOTIONS = (
    "The roster shows nobody moving up a level. Import it with several rows a person (effective_on), "
    "and with levels that differ by a number, such as L1 to L6."
)
TOO_COARSE = "Shares to the nearest 5 % are too coarse to compare; compare the mean scores."
THE_REST = "All others"
PARTICIPANTS_ONLY = "This measure exists for participants only, so there is nothing to compare it with."
BOTH_ROLES = "This needs both roles; take the filter on the role away."
NOT_RAKED = (
    "No weights to the roster's head counts: too few respondents are on the roster, or some of its groups have none."
)
NOT_ASKED = "This survey did not ask about it."
NO_SURVEY = "No survey with these questions is imported yet."
NO_ROSTER = "No roster is imported yet, so nobody knows who was there and who left."
NO_PAIRS = "No pairs are imported yet, so no program has a first day to count from."
NO_PILOT = "There is no pilot to compare in this survey: nobody, or too few people, had enrolled by then."
ONE_CATEGORY = "{} is published for one category of each filter; choose one."

CURVES: Mapping[str, tuple[Clock, int]] = {
    "retention": ("program", retention.MONTHS),
    PAIR_SURVIVAL: ("pair", retention.MONTHS // 2),
    rates.BY_HEADCOUNT: ("program", 0),
}
"""Clock and months of the measures that are read off a curve; none of those about all of it."""

COARSE = (*favorable.SCALES, gaps.MEDIAN_GAP)


class Answers:
    """Looks up and computes outcomes from what a release publishes.

    Args:
        facts: What the release says about itself.
        cells: Its cells.
        findings: Its numbers that are not functions of cells.
    """

    def __init__(self, facts: Facts, cells: Cells, findings: Findings) -> None:
        self._facts = facts
        self._cells = cells
        self._findings = findings

    def waves_of(self, measure: str) -> tuple[Wave, ...]:
        """The waves that publish a survey measure for everyone, oldest first."""
        return tuple(wave for wave in self._facts.waves if self._has(measure, wave.name))

    def wave(self, measure: str, wave: str | None) -> str | None:
        """The wave that is meant: the newest with this measure where none is named; None for measures without waves."""
        if catalog.measure(measure).population != "survey":
            return None
        return wave or next((one.name for one in reversed(self._facts.waves) if self._has(measure, one.name)), None)

    def categories(self, measure: str, by: str, where: Where, wave: str | None) -> tuple[str, ...]:
        """The categories of a dimension in the population of a measure, in display order."""
        catalog.dimension(by)
        population = self._population(measure, self.wave(measure, wave))
        named = self._facts.categories.get(population, {}).get(by, ())
        return tuple(category for category in where.get(by, named) if category in named)

    def together(self, measure: str, by: str, where: Where, wave: str | None) -> tuple[str, ...]:
        """The categories of a dimension that are shown as one, as none of them is by itself."""
        population = self._population(measure, self.wave(measure, wave))
        row = Row.of(self._facts, population, measure, where, by)
        return () if by in where else together(self._cells, self._facts, row)

    def publishes(self, measure: str, where: Where, wave: str | None) -> bool:
        """Whether a measure is published for a group: what filters offer. What it says is not looked up."""
        measure = "retention" if measure == rates.BY_HEADCOUNT else OF_BOTH_SIDES.get(measure, measure)
        with unwatched():
            return isinstance(self._cell(measure, where, self.wave(measure, wave)), Released)

    def estimate(
        self, measure: str, where: Where, wave: str | None, label: str, *, level: float = 0.95
    ) -> Outcome[Estimate]:
        """One measure of one group."""
        if measure in CURVES and not self._absent(measure, wave):
            return self._from_curve(measure, where, label)
        if absent := self._absent(measure, wave):
            return Undefined(reason=absent)
        if measure in OF_BOTH_SIDES:
            return self._of_both_sides(measure, where, wave, label)
        if measure in COARSE:
            gap = measure == gaps.MEDIAN_GAP
            return self._gap(where, label) if gap else self._favorable(measure, where, wave or "", label, level)
        found = self._rate_cell(measure, where) if measure in rates.EVENTS else self._cell(measure, where, wave)
        match found:
            case Released(value=cell):
                return self._from_cell(measure, (cell, len(list(combinations(where)))), wave, label, level)
            case refused:
                return refused

    def difference(
        self, measure: str, sides: tuple[Where, Where], labels: tuple[str, str], wave: str | None, frame: Frame
    ) -> Outcome[Difference]:
        """The difference of one measure between two groups; refused as the first of them that is refused."""

        def both(level: float) -> differences.Both:
            return (
                self.estimate(measure, sides[0], wave, labels[0], level=level),
                self.estimate(measure, sides[1], wave, labels[1], level=level),
            )

        absent = self._absent(measure, wave) or (rates.EACH_ITS_OWN_TIME if measure == rates.BY_HEADCOUNT else "")
        if absent or (sides[0].get("arm") == (PILOT,) and self._has_no_pilot(measure, wave)):
            return Undefined(reason=absent or NO_PILOT)
        found = both(frame.level)
        refused = next((one for one in found if not isinstance(one, Released)), None)
        if refused is not None:
            return refused
        if measure == "retention":
            return self._retention_difference(sides, labels, frame)
        if measure in (*rates.EVENTS, shares.RESPONSE):
            return differences.from_limits(both, frame)
        if measure in SURVEY_MEASURES:
            shown = [one.value for one in found if isinstance(one, Released)]
            return self._mean_difference(measure, sides, shown, wave, frame)
        return Undefined(reason=TOO_COARSE if measure in favorable.SCALES else PARTICIPANTS_ONLY)

    def curve(self, where: Where, clock: Clock, label: str) -> Outcome[Curve]:
        """The retention curve of one group, or the survival of its pairs (`pair`)."""
        population, measure = (PAIRS, PAIR_SURVIVAL) if clock == "pair" else (ELIGIBLE, "retention")
        if absent := self._absent(measure, None):
            return Undefined(reason=absent)
        match self._cells.find(population, where, measure):
            case Released():
                return self._published_curve(where, clock, label)
            case refused:
                return refused

    def departures(self, where: Where, label: str) -> Outcome[Departures]:
        """The departures of one group by reason."""
        if absent := self._absent("retention", None):
            return Undefined(reason=absent)
        match self._cells.find(ELIGIBLE, where, "retention"):
            case Released():
                if not self._facts.has_leavers:
                    return Undefined(reason=NO_LEAVERS.format("why people leave"))
                if not self._facts.has_reasons:
                    return Undefined(reason=NO_REASONS)
                chosen = one_each(where)
                if chosen is None:
                    return Undefined(reason=ONE_CATEGORY.format("Why people leave"))
                found = self._findings.departures.get(chosen)
                return Withheld() if found is None else Released(value=replace(found, label=label), n=found.people)
            case refused:
                return refused

    def spread(self, measure: str, where: Where, wave: str | None) -> Outcome[Bands]:
        """The spread of a score over three bands."""
        chosen = one_each(where)
        found = None if chosen is None else self._findings.bands.get((measure, wave or "", chosen))
        return Withheld() if found is None else Released(value=found, n=found.n)

    def gap(self, measure: str, where: Where, wave: str | None, frame: Frame) -> Outcome[Difference]:
        """A survey measure as seniors see it minus as juniors see it; refused as the first side that is refused."""
        sides = {**where, "role": (SENIOR,)}, {**where, "role": (JUNIOR,)}
        if "role" in where:
            return Undefined(reason=BOTH_ROLES)
        return self.difference(measure, sides, (SENIOR, JUNIOR), wave, frame)

    @property
    def joiners(self) -> Joiners:
        """Who takes part, out of who could."""
        return Joiners(self._facts, self._cells)

    def against_the_rest(
        self, measure: str, by: str, where: Where, wave: str | None, frame: Frame
    ) -> dict[str, Outcome[Difference]]:
        """A measure of every category of a dimension minus that of all its other categories together.

        Args:
            measure: Name of a survey measure.
            by: The dimension.
            where: Chosen categories of other dimensions.
            wave: Survey wave.
            frame: Margin and level; the family is the number of categories that can be compared.
        """
        names = self.categories(measure, by, where, wave)

        def one(name: str, around: Frame) -> Outcome[Difference]:
            rest = tuple(other for other in names if other != name)
            sides = {**where, by: (name,)}, {**where, by: rest}
            return self.difference(measure, sides, (name, THE_REST), wave, around) if rest else Withheld()

        single = [one(name, frame) for name in names]
        family = max(1, sum(isinstance(found, Released) for found in single))
        return {name: one(name, replace(frame, label=name, family=family)) for name in names}

    def raked(self, measure: str, wave: str | None) -> Outcome[RakedScore]:
        """The raked mean of a score for everyone."""
        found = self._findings.raked.get((measure, wave or ""))
        return Undefined(reason=NOT_RAKED) if found is None else Released(value=found, n=found.estimate.n)

    def _has(self, measure: str, wave: str) -> bool:
        measure = OF_BOTH_SIDES.get(measure, measure)
        if measure in favorable.SCALES:
            return (measure, wave, frozenset()) in self._findings.favorable
        return measure in self._cells.measures(survey_population(wave))

    def _absent(self, measure: str, wave: str | None) -> str:
        """Why a measure cannot be there whatever is published: nothing was imported that it needs; else empty."""
        population = catalog.measure(measure).population
        if population == "eligible" and self._facts.observed_to is None:
            return NO_ROSTER
        if population != "survey":
            return NO_PAIRS if self._facts.launched_on is None else self._not_recorded(measure)
        scale, asked = _scale(measure), self._facts.denominators.values()
        if not self._facts.waves or (scale in catalog.SCALES and not any(scale in one for one in asked)):
            return NO_SURVEY
        return NOT_ASKED if self._was_not_asked(measure, wave) else ""

    def _not_recorded(self, measure: str) -> str:
        """What the pairs of a measure of pairs have none of, else empty."""
        return not_recorded(self._facts, measure) if catalog.measure(measure).population == PAIRS else ""

    def _was_not_asked(self, measure: str, wave: str | None) -> bool:
        """Whether a known wave did not ask the questions of a scale."""
        scale, asked = _scale(measure), self._facts.denominators.get(wave or "")
        return scale in catalog.SCALES and asked is not None and scale not in asked

    def _has_no_pilot(self, measure: str, wave: str | None) -> bool:
        """Whether a known population publishes a comparison and no pilot."""
        arms = self._facts.categories.get(self._population(measure, wave), {}).get("arm", ())
        return (COMPARISON in arms and PILOT not in arms) or self._facts.launched_on is None

    def _population(self, measure: str, wave: str | None) -> str:
        match catalog.measure(measure).population:
            case "survey":
                return survey_population(wave or "")
            case "eligible":
                return ELIGIBLE
            case "pairs":
                return PAIRS

    def _cell(self, measure: str, where: Where, wave: str | None) -> Outcome[Cell]:
        return cell_of(self._cells, self._facts, self._population(measure, wave), where, measure)

    def _from_cell(
        self, measure: str, added: tuple[Cell, int], wave: str | None, label: str, level: float
    ) -> Outcome[Estimate]:
        """The estimate from a cell, which may be several published ones added up."""
        cell, n_cells = added
        if measure in rates.EVENTS:
            return rates.estimate(measure, cell, label=label, cells=n_cells, level=level)
        if measure in shares.SHARES:
            return shares.estimate(measure, cell, label=label, wave=wave, cells=n_cells, level=level)
        match catalog.measure(measure).population:
            case "survey":
                denominator = self._denominator(measure, wave or "")
                return survey.estimate(measure, cell, denominator, label=label, wave=wave or "")
            case "eligible":
                return participation.estimate(cell, label=label)
            case "pairs":
                return pairs.estimate(measure, cell, label=label)

    def _denominator(self, measure: str, wave: str) -> int:
        return self._facts.denominators.get(wave, {}).get(_scale(measure), 1)

    def _from_curve(self, measure: str, where: Where, label: str) -> Outcome[Estimate]:
        clock, months = CURVES[measure]
        match self.curve(where, clock, label):
            case Released(value=curve):
                return retention.retained(curve, months) if months else rates.by_headcount(curve)
            case refused:
                return refused

    def _published_curve(self, where: Where, clock: Clock, label: str) -> Outcome[Curve]:
        if clock != "pair" and not self._facts.has_leavers:
            return Undefined(reason=NO_LEAVERS.format("retention"))
        chosen = one_each(where)
        if chosen is None:
            return Undefined(reason=ONE_CATEGORY.format("A curve of pairs" if clock == "pair" else "A retention curve"))
        curve = self._findings.curves.get((clock, chosen))
        return Withheld() if curve is None else Released(value=replace(curve, label=label), n=curve.people)

    def _rate_cell(self, measure: str, where: Where) -> Outcome[Cell]:
        if not isinstance(self._cell("retention", where, None), Released):
            return Withheld()
        if measure == "promotions" and not self._facts.has_promotions:
            return Undefined(reason=NO_PROMOTIONS)
        if measure != "promotions" and not self._facts.has_leavers:
            return Undefined(reason=NO_LEAVERS.format("turnover"))
        if measure == "regretted_turnover" and not self._facts.has_reasons:
            return Undefined(reason=NO_REASONS)
        return self._cell(measure, where, None)

    def _favorable(self, measure: str, where: Where, wave: str, label: str, level: float) -> Outcome[Estimate]:
        chosen = one_each(where)
        if chosen is None:
            whole = self._cells.find(survey_population(wave), where, favorable.SCALES[measure])
            is_there = isinstance(whole, Released)
            return Undefined(reason=ONE_CATEGORY.format("The favorable share")) if is_there else Withheld()
        share: FavorableShare | None = self._findings.favorable.get((measure, wave, chosen))
        return Withheld() if share is None else favorable.estimate(share, label=label, wave=wave, level=level)

    def _gap(self, where: Where, label: str) -> Outcome[Estimate]:
        chosen = one_each(where)
        if chosen is None:
            return Undefined(reason=ONE_CATEGORY.format("The time between sessions"))
        gap = self._findings.gaps.get(chosen)
        return Withheld() if gap is None else Released(value=gaps.estimate(gap, label=label), n=gap.n)

    def _of_both_sides(self, measure: str, where: Where, wave: str | None, label: str) -> Outcome[Estimate]:
        base = OF_BOTH_SIDES[measure]
        if measure == "match_quality_gap":
            match self.gap(base, where, wave, differences.Frame(label=label, margin=self._facts.margin)):
                case Released(value=found, n=n):
                    return Released(value=differences.as_estimate(found, catalog.measure(measure).unit, wave), n=n)
                case refused:
                    return refused
        if "role" in where:
            return Undefined(reason=BOTH_ROLES)
        junior, senior = (self.estimate(base, {**where, "role": (role,)}, wave, role) for role in (JUNIOR, SENIOR))
        match junior, senior:
            case Released(value=first), Released(value=second):
                return exchange.balance(first, second)
            case _:
                return Withheld()

    def _retention_difference(
        self, sides: tuple[Where, Where], labels: tuple[str, str], frame: Frame
    ) -> Outcome[Difference]:
        match [self.curve(side, "program", label) for side, label in zip(sides, labels, strict=True)]:
            case [Released(value=pilot), Released(value=comparison)]:
                return differences.retentions(pilot, comparison, frame)
            case _:
                return Withheld()

    def _mean_difference(
        self, measure: str, sides: tuple[Where, Where], shown: Sequence[Estimate], wave: str | None, frame: Frame
    ) -> Outcome[Difference]:
        steps, (first, second) = self._denominator(measure, wave or ""), shown
        match [self._cell(measure, side, wave) for side in sides]:
            case [Released(value=mine), Released(value=theirs)]:
                return differences.means((first, mine), (second, theirs), steps, frame)
            case _:
                return Withheld()


def _scale(measure: str) -> str:
    """The scale that a survey measure is made of."""
    measure = OF_BOTH_SIDES.get(measure, measure)
    return "skills_now" if measure == "skills_gained" else measure.removeprefix("favorable_")
