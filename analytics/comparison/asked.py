"""One outcome of a design, asked of all compared people or of any part of them, always in the same way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING

from analytics.comparison.comparable import comparable
from analytics.comparison.estimates import HEADLINE, Models, estimate_by, estimates
from analytics.comparison.followed import SURVEYED, known_at, promotions_of, retention_of, scores_of
from analytics.comparison.known import FEWEST, joined_categories
from analytics.comparison.weighted_stays import WEIGHTED, weighted_stay
from analytics.errors import UndefinedStatisticError
from analytics.stats.weighting import weights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from analytics.comparison.estimates import Estimate
    from analytics.comparison.people import People
    from analytics.engine.rows import Row
    from analytics.stats.weighting import Estimand, Propensity

PERCENT = 100.0
MOST_WEIGHT = 0.2
"""Largest share of the weight of a group that one person may carry."""

GROUPED = ("generation", "gender", "level", "cohort")
"""Characteristics within whose groups the difference is shown."""

OF_EVENTS = ("doubly_robust", "coarsened_exact_matching", "regression")
"""Adjusted estimates of a share that look at those only whose whole follow-up is known."""

ESTIMANDS: dict[str, Estimand] = {"ATO": "overlap", "ATT": "participants", "ATE": "everybody"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One outcome of a design.

    Args:
        measure: `retention`, `promotions`, or a score that surveys ask for.
        covariates: What is held equal.
        end: Day after the index date at which retention and promotions are compared.
        generations: Labels of the generations, the oldest first.
        design_effect: Factor of every standard error for the likeness of people of one team, at least 1.
    """

    measure: str
    covariates: tuple[str, ...]
    end: int
    generations: tuple[str, ...] = ()
    design_effect: float = 1.0

    @property
    def is_surveyed(self) -> bool:
        """Whether surveys ask for the outcome."""
        return self.measure in SURVEYED

    def of(self, rows: Iterable[Row]) -> Compared:
        """The people of these rows whose outcome is known, their small categories joined.

        Args:
            rows: The people.
        """
        known = [row for row in rows if not self.is_surveyed or row[self.measure] is not None]
        joined = joined_categories(known, dict.fromkeys((*self.covariates, *GROUPED)), self.generations)
        match self.measure:
            case "retention":
                found = retention_of(joined, self.covariates, self.end)
            case "promotions":
                found = promotions_of(joined, self.covariates, self.end)
            case _:
                found = scores_of(joined, self.covariates, self.measure)
        return Compared(asked=self, rows=joined, people=found)

    def of_scores(self, one: Estimate) -> Estimate:
        """A difference of scores, its error widened for teams."""
        return replace(one, standard_error=one.standard_error * self.design_effect)

    def of_stays(self, one: Estimate) -> Estimate:
        """A difference of shares without the event (still there, not promoted yet) in percentage points."""
        sign = 1 if self.measure == "retention" else -1
        return self.of_scores(
            replace(one, difference=sign * PERCENT * one.difference, standard_error=PERCENT * one.standard_error)
        )

    def of_events(self, one: Estimate) -> Estimate:
        """A difference of shares with the event (gone, promoted) in percentage points."""
        return self.of_stays(replace(one, difference=-one.difference))


@dataclass(frozen=True, kw_only=True)
class Compared:
    """The people of one outcome, or some of them.

    Args:
        asked: The outcome.
        rows: The people as the engine gives them.
        people: The same with their outcome, one for each row.

    Attributes:
        adjustable: Those who can be compared at equal covariates, found once and only when asked for.
    """

    asked: Asked
    rows: tuple[Row, ...]
    people: People

    def where(self, is_kept: Callable[[Row], bool]) -> Compared:
        """Those of the people for whom something holds.

        Args:
            is_kept: Whether it holds.
        """
        return self._those([is_kept(row) for row in self.rows])

    def of_category(self, name: str, category: str) -> Compared:
        """Those of the people who are in one category.

        Args:
            name: The characteristic.
            category: The category.
        """
        return self._those([row[name] == category for row in self.rows])

    def outside_category(self, name: str, category: str) -> Compared:
        """Those of the people who are in any other category.

        Args:
            name: The characteristic.
            category: The category.
        """
        return self._those([row[name] != category for row in self.rows])

    def _those(self, kept: list[bool]) -> Compared:
        people = replace(self.people, alike=tuple(compress(self.people.alike, kept)))
        return replace(self, rows=tuple(compress(self.rows, kept)), people=people)

    @property
    def known(self) -> People:
        """People with one number as their outcome: the score, or 1 and 0 for whom the event is known at the end."""
        return self.people if self.asked.is_surveyed else known_at(self.people, self.asked.end)

    @cached_property
    def adjustable(self) -> Models:
        """The people who can be compared at equal covariates, whatever may be said of them."""
        return Models(comparable(self.people))

    def models(self) -> Models:
        """The people who can be compared at equal covariates.

        Raises:
            UndefinedStatisticError: There are fewer than ten in a group, or a few of them carry all the weight.
        """
        if min(self.people.n) < FEWEST:
            raise UndefinedStatisticError("There are too few people in one of the groups.")
        require_shared_weight(self.adjustable.scores, "ATO")
        return self.adjustable

    def headline(self) -> Estimate:
        """The estimate that decides, in points or percentage points.

        Raises:
            UndefinedStatisticError: It is undefined, or hangs on too few people or on one of them.
        """
        models = self.models()
        if self.asked.is_surveyed:
            return self.asked.of_scores(estimate_by(models, HEADLINE))
        found = self.asked.of_stays(weighted_stay(models, HEADLINE, self.asked.end))
        if found.standard_error == 0:
            raise UndefinedStatisticError("Nothing happened to anybody in either group.")
        return found

    def every_estimate(self) -> tuple[tuple[Estimate, ...], dict[str, str]]:
        """Every adjusted estimate that the people define, in points or percentage points, and why others are not.

        Raises:
            UndefinedStatisticError: As for `headline`.
        """
        models = self.models()
        found, undefined = estimates(models if self.asked.is_surveyed else Models(comparable(self.known)))
        if self.asked.is_surveyed:
            shown = [self.asked.of_scores(one) for one in found]
        else:
            shown = [self.asked.of_stays(weighted_stay(models, method, self.asked.end)) for method in WEIGHTED]
            shown += [self.asked.of_events(one) for one in found if one.method in OF_EVENTS]
        for one in shown:
            if one.standard_error == 0:
                undefined[one.method] = "Nothing happened to anybody in either group."
            elif reason := _too_heavy(models.scores, one.estimand):
                undefined[one.method] = reason
        return tuple(one for one in shown if one.method not in undefined), undefined


def require_shared_weight(scores: Propensity, estimand: str) -> None:
    """Refuse an estimate in which one person carries more than a fifth of the weight of a group.

    Args:
        scores: The chances of taking part.
        estimand: Whom the estimate is about.

    Raises:
        UndefinedStatisticError: One person does, or a group is worth fewer than ten people.
    """
    if reason := _too_heavy(scores, estimand):
        raise UndefinedStatisticError(reason)


def _too_heavy(scores: Propensity, estimand: str) -> str:
    """Why weights rest on too few people, or nothing where they do not."""
    arms = (scores.cells.pilot, scores.cells.comparison)
    for cells, ours in zip(arms, weights(scores, ESTIMANDS.get(estimand, "overlap")), strict=True):
        total = float(cells.n @ ours)
        if float(ours[cells.n > 0].max(initial=0.0)) > MOST_WEIGHT * total:
            return "It would hang on one person."
        if total**2 < FEWEST * float(cells.n @ ours**2):
            return "It would hang on a few people."
    return ""
