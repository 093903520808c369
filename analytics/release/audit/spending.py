"""Which figures of a release fit into the budgets of their outcomes: the most valuable to a reader come first.

A curve is shown with as many steps as fit, first of all with the one that readers want most of it (`curve_figures`): it
is better to know of every group how many stayed for a year than to follow a few of them month by month.

The order, which is the same in every release:

1. Retention since launch of everyone, of the pilot and of its comparison, after 12 months, then after 3, 6 and 24.
2. Each declared comparison of a pilot: the plain difference and the headline.
3. Of everyone in a survey: the raked mean, the favorable share, the shares in bands, the reliability of each scale.
4. What changed for the same people.
5. Retention after 12 months of every single category; departures by reason of everyone, of the pilot and of its
   comparison after 12 months; how long all pairs last.
6. Retention after 12 months of pilot and comparison in each generation; the same and departures after 3, 6 and 24
   months; then retention with a step each half-year and each quarter of everyone, of the pilot, of its comparison, and
   of generations.
7. What goes with engagement and with leaving; what comments are about.
8. The rest of each comparison, as far as it fits: the difference before, other estimates, checks, groups, cohorts.
9. Favorable shares and bands of single categories; what changed by the generations of both sides of pairs; the items
   of a scale; how long pairs of a category last; retention
   by tenure and more steps of departures of everyone, of the pilot and of its comparison; more steps of retention: of
   the pilot and its comparison each month, of single categories each quarter; themes by group. Curves with few steps
   come before those with many.
10. Cells of two filters in the order in which their tables are wanted, the largest first: favorable shares, bands,
    retention after 12 months, then after 3, 6 and 24.
11. Departures and tenure of other single categories, and all other steps.

Room for one note on other generation schemes, which is made of what is shown, is kept from the beginning.

A curve that follows tells nothing new and draws nothing, as a cell that follows: of the same people as another that is
shown on these days, or of the last category of a dimension where everyone and all other categories are (those who left
it are those who left and are in no other). Of departures by reason only those who left voluntarily are new where the
retention of the same people is shown on the same days.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from analytics.comparison.budget import first_numbers, shown_numbers, within_allowance
from analytics.comparison.evidence import MissingOutcome
from analytics.release.audit.budget import LEAVING, PROMOTIONS, Figure, comments_outcome, score_outcome
from analytics.release.audit.figures import candidates, theme_place
from analytics.release.computed.pilot_comparisons import comparison_documents, read_comparisons
from analytics.stats.outcome import NOT_PUBLISHED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from analytics.comparison.evidence import OutcomeEvidence, PilotComparison
    from analytics.release.audit.budget import Budget
    from analytics.release.audit.candidate import Candidate, Group, Wanted

Drawn: TypeAlias = "dict[tuple[str, int | str], frozenset[int]]"

COMPARISONS, REST_OF_COMPARISONS = 2, 8
TWO_SHARES = 2
TWO_BALANCES = 2
NOTED = ("engagement", "satisfaction", "enps", "bridging")
"""Scores whose verdicts by generation the notes on other schemes are about, besides retention."""

BEFORE = "_before"
NOTES = "verdicts under other generation schemes"


def within_budget(found: Mapping[str, Any], budget: Budget, wanted: Wanted) -> dict[str, Any]:
    """The figures of a document that fit.

    Args:
        found: Every figure, as plain data.
        budget: What may still be published about each outcome; what is drawn is gone from it.
        wanted: What decides the order among figures of one kind.
    """
    for wave, one in found["themes"]["waves"].items():
        budget.open(comments_outcome(wave), one.get("n", 0))
    budget.draw(_of_notes(1, wanted))
    every, curves = candidates(found, wanted), _Curves()
    drawn = _drawn((one for one in every if one.order[0] < COMPARISONS), budget, curves)
    begun = [_begun(one, budget, wanted) for one in read_comparisons(found["comparisons"])]
    drawn |= _drawn((one for one in every if COMPARISONS < one.order[0] < REST_OF_COMPARISONS), budget, curves)
    whole = [_whole(one, budget, wanted) for one in begun]
    drawn |= _drawn((one for one in every if one.order[0] > REST_OF_COMPARISONS), budget, curves)
    return {**_kept(found, drawn), "comparisons": comparison_documents(whole)}


def notes_within_budget(notes: Sequence[str], budget: Budget, wanted: Wanted) -> list[str]:
    """The notes on other generation schemes, or none where they do not fit; there is room for the first of them.

    Each is one number about leaving and about each score of the newest wave.

    Args:
        notes: The notes.
        budget: What may still be published about each outcome.
        wanted: What decides the order among figures of one kind.
    """
    has_room = any(one.what == NOTES and one.is_published for found in budget.outcomes() for one in found.draws)
    further = len(notes) - 1
    return list(notes) if notes and has_room and (not further or budget.draw(_of_notes(further, wanted))) else []


def _of_notes(numbers: int, wanted: Wanted) -> Figure:
    newest = wanted.waves[-1:]
    scores = (score_outcome(one, wave) for wave in newest for one in NOTED if one in wanted.surveyed[wave])
    return Figure(what=NOTES, draws=dict.fromkeys((LEAVING, *scores), numbers))


class _Curves:
    """The curves shown so far, the days on which they are, and what follows from them."""

    def __init__(self) -> None:
        self._shown: dict[tuple[str, tuple[tuple[str, str], ...]], Group] = {}
        self._days: dict[tuple[str, str], frozenset[int]] = {}
        self._numbers: Counter[tuple[str, int | str]] = Counter()

    def already(self, one: Candidate) -> int:
        """How many numbers of a figure are drawn."""
        return self._numbers[one.section, one.place]

    def of(self, one: Candidate) -> Figure:
        """A figure with the numbers that are left of it when those are taken off that follow."""
        group, already = one.group, self.already(one)
        if group is None:
            return one.figure
        if group.of_voluntary is None:
            draws = {name: already if self._follows(group) else n for name, n in one.figure.draws.items()}
        else:
            is_known = self._is_shown("program", group.categories, group.days)
            draws = {name: group.of_voluntary if is_known else n for name, n in one.figure.draws.items()}
        return replace(one.figure, draws={name: max(n, already) for name, n in draws.items()})

    def show(self, one: Candidate, figure: Figure) -> None:
        """Count a figure as shown."""
        if (group := one.group) is not None:
            self._shown[group.clock, group.categories] = group
            self._days[group.clock, group.points] = group.days | self._days.get(
                (group.clock, group.points), frozenset()
            )
            self._numbers[one.section, one.place] = max(figure.draws.values(), default=0)

    def _follows(self, group: Group) -> bool:
        """Whether a curve is of the same people, or of all that are left of everyone."""
        if group.points and group.days <= self._days.get((group.clock, group.points), frozenset()):
            return True
        if len(group.categories) != 1 or not self._is_shown(group.clock, (), group.days):
            return False
        ((dimension, _),) = group.categories
        others = (
            one.people
            for (clock, categories), one in self._shown.items()
            if clock == group.clock
            and [name for name, _ in categories] == [dimension]
            and categories != group.categories
            and group.days <= one.days
        )
        return sum(others) + group.people == self._shown[group.clock, ()].people

    def _is_shown(self, clock: str, categories: tuple[tuple[str, str], ...], days: frozenset[int]) -> bool:
        shown = self._shown.get((clock, categories))
        return shown is not None and days <= shown.days


def _drawn(wanted: Iterable[Candidate], budget: Budget, curves: _Curves) -> Drawn:
    """The figures that fit, by where they stand in the document, and the days on which a curve is shown."""
    drawn: Drawn = {}
    for one in wanted:
        figure = curves.of(one)
        if budget.draw(figure, curves.already(one)):
            drawn[one.section, one.place] = one.group.days if one.group else frozenset()
            curves.show(one, figure)
    return drawn


def _kept(found: Mapping[str, Any], drawn: Drawn) -> dict[str, Any]:
    """The document without what was not drawn."""
    sections = ("curves", "departures", "favorable", "bands", "raked", "changes", "pair_changes")
    lists = {
        name: [_on(drawn[name, place], one) for place, one in enumerate(found[name]) if (name, place) in drawn]
        for name in sections
    }
    reliability = [
        one if ("items", place) in drawn else {**one, "items": []}
        for place, one in enumerate(found["reliability"])
        if ("reliability", place) in drawn
    ]
    drivers = {name: one for name, one in found["drivers"].items() if "reason" in one or ("drivers", name) in drawn}
    waves = {wave: _themes(wave, one, drawn) for wave, one in found["themes"]["waves"].items()}
    themes = {**found["themes"], "waves": waves}
    return {**found, **lists, "reliability": reliability, "drivers": drivers, "themes": themes}


def _on(days: frozenset[int], one: dict[str, Any]) -> dict[str, Any]:
    """A curve on the days on which it is shown; anything else as it is."""
    if not days:
        return one
    points = one["points"]
    if isinstance(points, dict):
        return {**one, "points": {reason: [p for p in line if p[0] in days] for reason, line in points.items()}}
    return {**one, "points": [point for point in points if point[0] in days]}


def _themes(wave: str, one: Mapping[str, Any], drawn: Drawn) -> Mapping[str, Any]:
    if not one.get("themes"):
        return one
    if ("themes", wave) not in drawn:
        return {"reason": NOT_PUBLISHED}
    themes = [
        {
            **theme,
            "cells": [
                cell for cell in theme["cells"] if ("theme_cells", theme_place(wave, cell["dimension"])) in drawn
            ],
        }
        for theme in one["themes"]
    ]
    return {**one, "themes": themes}


def _outcomes(measure: str, wanted: Wanted) -> tuple[str, ...]:
    """The outcomes that a comparison draws on: a score may come from any wave."""
    own = {"retention": (LEAVING,), PROMOTIONS: (PROMOTIONS,)}
    return own.get(measure) or wanted.outcomes(measure)


def _begun(found: PilotComparison, budget: Budget, wanted: Wanted) -> PilotComparison:
    """The comparison with the outcomes of which the difference and the headline fit; these numbers are drawn.

    An outcome that does not fit is missing for the one reason for which anything is not published.
    """
    shown: list[OutcomeEvidence] = []
    missing: list[MissingOutcome] = []
    for one in found.outcomes:
        draws = dict.fromkeys(_outcomes(one.measure, wanted), first_numbers(one))
        if budget.draw(Figure(what=f"{found.name}: {one.measure}", draws=draws)):
            shown.append(one)
        else:
            missing.append(MissingOutcome(measure=one.measure, label=one.label, reason=NOT_PUBLISHED))
    careless = Figure(what=f"{found.name}: a careless calculation", draws={LEAVING: TWO_SHARES})
    naive = found.naive if found.naive and budget.draw(careless) else None
    return replace(found, outcomes=tuple(shown), missing=(*found.missing, *missing), naive=naive)


def _whole(found: PilotComparison, budget: Budget, wanted: Wanted) -> PilotComparison:
    """The comparison with as much of the rest of each outcome as fits."""
    return replace(found, outcomes=tuple(_whole_outcome(found.name, one, budget, wanted) for one in found.outcomes))


def _whole_outcome(name: str, found: OutcomeEvidence, budget: Budget, wanted: Wanted) -> OutcomeEvidence:
    outcomes = _outcomes(found.measure, wanted)
    first = first_numbers(found)
    shown = within_allowance(found, first + budget.left(outcomes))
    if further := shown_numbers(shown) - first:
        draws = dict.fromkeys(outcomes, further)
        budget.draw(Figure(what=f"{name}: {found.measure}, further estimates", draws=draws))
    before = {row.covariate for row in shown.basis.balance if row.covariate.endswith(BEFORE) and row.before is not None}
    drawn = {one for one in sorted(before) if budget.draw(_of_balance(name, one, wanted))}
    balance = tuple(row for row in shown.basis.balance if row.covariate not in before - drawn)
    return replace(shown, basis=replace(shown.basis, balance=balance))


def _of_balance(name: str, covariate: str, wanted: Wanted) -> Figure:
    """How alike two groups were in a score before, as they are and weighted."""
    outcomes = _outcomes(covariate.removesuffix(BEFORE), wanted)
    return Figure(what=f"{name}: balance of {covariate}", draws=dict.fromkeys(outcomes, TWO_BALANCES))
