"""How many numbers about one outcome may be published beside its cells, and what is kept free for them.

A published mean is a sum over people, and so is nearly every other published number: a step of a retention curve, a
favorable share, a raked mean, an adjusted difference. Everything about one outcome is worked out from the same answers,
so all of it together keeps the one limit: **one independent number for every five people who count in it**. Cells count
as their rank; each other number counts once, its interval with it, as a cell's sum of squares counts with its sum. What
does not fit is not in the release, and a reader finds the sentence for everything that is not published.

One outcome is what one question asks of people once:

* every score in every wave (favorable shares, bands, raked means, reliability, changes, drivers and the comparison of
  pilots are about the same answers; a figure about several waves draws on each of them);
* leaving: turnover, regretted turnover, retention since launch and by tenure, departures by reason, what goes with
  leaving, and the retention of pilots are one variable, however finely it is cut;
* promotions; how long pairs last; how long they wait between sessions; by which channels they meet; in which setting;
  what the comments of a wave are about.

Participation, and how many people or pairs there are, tell nothing that an outcome is about. The pairs by both mentors'
generations keep the limit by themselves: each published count stands for ten pairs or more.

In a large program all of it fits. In a small one the cells would use up the limit before anything else is looked at, so
all but those of everybody and of the pilot and its comparison leave a part of it free: of a score a fifth, and no more
than is of use (`MOST_KEPT`); of leaving, where the curve says more than the rate, half. Among invented respondents in
seven dimensions, that costs a program of 80 people 4 of 21 single categories for 3 other figures, such as the headline
of a comparison, of which it would have none; one of 120 people 4 of 29 for 4; one of 240 none, but 10 of 20 cells of
two filters for 8; from 480 people on it costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analytics.release.audit.plan import (
    CHANNEL_SHARES,
    ELIGIBLE,
    INFORMAL_SHARE,
    OF_FINDINGS,
    PAIRS,
    SURVEY_MEASURES,
)
from analytics.release.audit.report import Draw, OutcomeBudget

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from analytics.release.audit.audited import Audited, Audits
    from analytics.release.audit.leverage import Cell

PER_NUMBER = 5
"""People for each published number about them."""

LEAVING = "leaving"
PROMOTIONS = "promotions"
CHANNELS = "channels"
SETTINGS = "settings"
WAYS: Mapping[str, str] = {CHANNELS: CHANNEL_SHARES[0], SETTINGS: INFORMAL_SHARE}
"""Measure that has the audit of each outcome about how pairs meet."""

LEAVING_RATES = ("turnover", "regretted_turnover")
SURVEY = "survey:"
MOST_KEPT: Mapping[str, int] = {"engagement": 60, "satisfaction": 50, "enps": 30, "bridging": 30, PROMOTIONS: 30}
"""Numbers beside the cells that readers most want of an outcome; of other scores, their reliability."""

RELIABILITY = 12
KEPT_OF_SCORES = 5
KEPT_OF_LEAVING = 2


def allowance(people: int) -> int:
    """How many numbers about one outcome may be published.

    Args:
        people: People (or pairs) who count in it.

    >>> allowance(240)
    48
    """
    return people // PER_NUMBER


def kept_free(measure: str, people: int) -> int:
    """Numbers about an outcome that its less wanted cells leave free for other figures.

    Args:
        measure: Name of a measure; "" for all scores of a survey together.
        people: People who count in it.

    >>> kept_free("engagement", 80), kept_free("engagement", 5_000), kept_free("turnover", 80)
    (3, 60, 8)
    """
    if measure in LEAVING_RATES:
        return allowance(people) // KEPT_OF_LEAVING
    most = MOST_KEPT.get(measure, RELIABILITY if measure else max(MOST_KEPT.values()))
    return min(allowance(people) // KEPT_OF_SCORES, most)


def spare(measure: str, people: int, cells: Sequence[Cell]) -> list[int]:
    """How many numbers each cell must leave free, for an audit.

    Args:
        measure: Name of a measure; "" for all scores of a survey together.
        people: People who count in it.
        cells: The cells, the dimension of pilot and comparison being the first.
    """
    kept = kept_free(measure, people)
    return [kept if any(place for place, _ in cell) else 0 for cell in cells]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Something that shall be published and is no function of cells.

    Args:
        what: What it is, in words.
        draws: Numbers about each outcome that it counts as.
        people: People it is about; None where it is about everybody who counts in its outcomes.
        steps_of: What it is some of, where it is offered several times, each time with more of it; "" otherwise.
    """

    what: str
    draws: Mapping[str, int]
    people: int | None = None
    steps_of: str = ""


class Budget:
    """What may still be published about each outcome.

    Args:
        outcomes: The outcomes with their cells.
        earlier: Numbers besides cells that earlier releases published about each outcome and this one does not.
    """

    def __init__(self, outcomes: Iterable[OutcomeBudget], earlier: Mapping[str, int] | None = None) -> None:
        self._earlier = earlier or {}
        self._outcomes: dict[str, OutcomeBudget] = {}
        self._left: dict[str, int] = {}
        self._draws: dict[str, list[Draw]] = {}
        self._places: dict[tuple[str, str], int] = {}
        for one in outcomes:
            self._add(one)

    def open(self, outcome: str, people: int) -> None:
        """Allow numbers about an outcome that has no cells.

        Args:
            outcome: The outcome.
            people: People who count in it.
        """
        self._add(of_people(outcome, people))

    def _add(self, found: OutcomeBudget) -> None:
        one = replace(found, earlier=self._earlier.get(found.outcome, 0))
        self._outcomes[one.outcome] = one
        self._left[one.outcome] = one.left
        self._draws[one.outcome] = []

    def left(self, outcomes: Iterable[str]) -> int:
        """How many numbers may still be published that draw on each of these outcomes; none of unknown ones."""
        return min((self._left.get(outcome, 0) for outcome in outcomes), default=0)

    def draw(self, figure: Figure, already: int = 0) -> bool:
        """Whether a figure may be published; if so, it is.

        It has to fit into every outcome, and into a fifth of the people whom it is about.

        Args:
            figure: The figure.
            already: How many of its numbers are drawn already, because less of it is shown.
        """
        numbers = max(figure.draws.values(), default=0)
        fits = figure.people is None or numbers <= allowance(figure.people)
        fits = fits and all(n - already <= self._left.get(outcome, 0) for outcome, n in figure.draws.items())
        for outcome, n in figure.draws.items():
            if outcome in self._left:
                self._left[outcome] -= n - already if fits else 0
                self._tell(outcome, Draw(what=figure.what, numbers=n, is_published=fits), figure.steps_of)
        return fits

    def _tell(self, outcome: str, draw: Draw, steps_of: str) -> None:
        """Remember what was drawn; of a figure that is offered several times, the most that is shown of it."""
        draws = self._draws[outcome]
        place = self._places.setdefault((outcome, steps_of), len(draws)) if steps_of else len(draws)
        if place == len(draws):
            draws.append(draw)
        elif draw.is_published:
            draws[place] = draw

    def outcomes(self) -> tuple[OutcomeBudget, ...]:
        """What was published about each outcome, and what did not fit."""
        return tuple(replace(one, draws=tuple(self._draws[name])) for name, one in sorted(self._outcomes.items()))


def of_people(outcome: str, people: int, cells: int = 0) -> OutcomeBudget:
    """An outcome of which only cells are published.

    Args:
        outcome: Its name.
        people: People (or pairs) who count in it.
        cells: Independent numbers among its cells.
    """
    return OutcomeBudget(outcome=outcome, people=people, allowance=allowance(people), cells=cells, draws=())


def score_outcome(measure: str, wave: str) -> str:
    """The name of the outcome that a score of one wave is.

    >>> score_outcome("engagement", "2025-06")
    'engagement 2025-06'
    """
    return f"{measure} {wave}"


def comments_outcome(wave: str) -> str:
    """The name of the outcome that the comments of one wave are.

    >>> comments_outcome("2025-06")
    'comments 2025-06'
    """
    return f"comments {wave}"


def population_of(outcome: str) -> str:
    """The population whose answers an outcome is.

    >>> population_of("engagement 2025-06"), population_of("leaving")
    ('survey:2025-06', 'eligible')
    """
    if outcome in {*OF_FINDINGS, *WAYS}:
        return PAIRS
    return ELIGIBLE if outcome in {LEAVING, PROMOTIONS} else SURVEY + outcome.partition(" ")[2]


def outcomes_of(audits: Audits) -> tuple[OutcomeBudget, ...]:
    """Every outcome with the independent numbers among its cells.

    Args:
        audits: The audits of a release.
    """
    found: list[OutcomeBudget] = []
    for population in audits.populations:
        if population.startswith(SURVEY):
            wave = population.removeprefix(SURVEY)
            found += [_of(score_outcome(one, wave), audits.of(population, one)) for one in SURVEY_MEASURES]
    if ELIGIBLE in audits.populations:
        found += [_of(LEAVING, audits.of(ELIGIBLE, "turnover")), _of(PROMOTIONS, audits.of(ELIGIBLE, PROMOTIONS))]
    if PAIRS in audits.populations:
        found += [of_people(one, audits.of(PAIRS, one).audit.summary.people) for one in OF_FINDINGS]
        ways = {name: audits.measures.get((PAIRS, measure)) for name, measure in WAYS.items()}
        found += [_of(name, audited) for name, audited in ways.items() if audited is not None]
    return tuple(found)


def _of(outcome: str, found: Audited) -> OutcomeBudget:
    summary = found.audit.summary
    return replace(of_people(outcome, summary.people, summary.rank), allowance=allowance(summary.answers))
