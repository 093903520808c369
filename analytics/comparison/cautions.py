"""What speaks against believing a comparison, said before any p-value; some of it forbids a verdict."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.comparison.comparable import standardized_differences
from analytics.comparison.evidence import Caution
from analytics.comparison.known import FEWEST
from analytics.numerals import percent
from analytics.stats.binomial_regression import binomial_regression
from analytics.stats.distributions import chi_square_p, f_p
from analytics.stats.proportions import binomial_p
from analytics.stats.weighting import overlap, weighted_difference, weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from analytics.comparison.comparable import Comparable
    from analytics.comparison.estimates import Estimate
    from analytics.comparison.people import People
    from analytics.stats.weighting import Propensity

LARGE_AFTER = 0.25
LARGE_BEFORE = 0.5
SMALL = 0.1
BEYOND_CHANCE = 2.0
LEAST_SHARED = 0.5
MOST_OUTSIDE = 0.15
FEWEST_EFFECTIVE = 10.0
LEAST_EFFECTIVE_SHARE = 0.1
ALARM = 0.001
FEWEST_BINS, MOST_BINS = 3, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """How alike the two groups were in one thing known beforehand.

    Args:
        covariate: Its name.
        before: Standardized difference as the groups are; None where nobody differs within them.
        after: The same after overlap weights; None where they are undefined.
    """

    covariate: str
    before: float | None
    after: float | None


def balances(group: Comparable, scores: Propensity | None) -> tuple[Balance, ...]:
    """Standardized differences of every term before and after weighting, in the spread of the groups as they are.

    Args:
        group: The people.
        scores: Their chance of being in the pilot, or None where it is undefined.
    """
    cells = scores.cells if scores else group.patterns()
    before = standardized_differences(cells.covariates, cells.pilot.n, cells.comparison.n)
    after = _after(scores, squared=False) if scores else [None] * len(before)
    return tuple(
        Balance(covariate=term.name, before=one, after=other)
        for term, one, other in zip(group.terms, before, after, strict=True)
    )


def of_rows(everybody: People, group: Comparable | None) -> list[Caution]:
    """What was left out, with counts.

    Args:
        everybody: Everybody who can be compared.
        group: Those among them who can be adjusted.
    """
    found = []
    if everybody.left_out:
        counts = _counted(everybody.left_out)
        found.append(
            Caution(code="rows_left_out", message=f"Rows without a usable value are not in the comparison: {counts}.")
        )
    if everybody.n_incomplete:
        found.append(
            Caution(
                code="missing_values",
                message=f"{everybody.n_incomplete} people lack something that is adjusted for "
                f"({_counted(everybody.incomplete)}). They are in the raw difference and in no adjusted one.",
            )
        )
    if group and group.joined:
        found.append(
            Caution(
                code="categories_joined",
                message=f"Categories with fewer than {FEWEST} people of a group were joined, because as they are they "
                f"tell the groups apart: {', '.join(group.joined)}.",
            )
        )
    if group and group.dropped:
        names = ", ".join(group.dropped)
        found.append(
            Caution(
                code="covariate_dropped",
                message=f"Not adjusted for, as it does not vary or follows from others: {names}.",
            )
        )
    return found


def of_overlap(group: Comparable, scores: Propensity | None) -> list[Caution]:
    """Whether the two groups hold people who resemble each other.

    Overlap is poor when the two distributions of the chance of taking part, in ten equal classes, share less than half
    of their people, or when clearly more than 15 % of the pilot had a chance that nobody in the comparison had.

    Args:
        group: The people.
        scores: Their chance of being in the pilot, or None where it is undefined.

    Reference:
        Crump, Hotz, Imbens & Mitnik (2009), Biometrika 96, 187-199; Weitzman's overlap coefficient.
    """
    found = _without_counterpart(group)
    if scores is None:
        message = (
            "What was known beforehand tells the two groups apart completely: nobody can be compared with anybody."
        )
        return [*found, Caution(code="no_overlap", message=message, forbids_verdict=True)]
    shared, outside = shared_share(scores), overlap(scores).n_pilot_outside / group.n[0]
    by_chance = BEYOND_CHANCE * math.sqrt(MOST_OUTSIDE * (1 - MOST_OUTSIDE) / group.n[0])
    if shared < LEAST_SHARED or outside > MOST_OUTSIDE + by_chance:
        message = (
            "The two groups hold mostly different kinds of people: their chances of taking part share "
            f"{percent(shared)} of their people, and {percent(outside)} of the pilot had a chance that nobody in the "
            "comparison had."
        )
        found.append(Caution(code="poor_overlap", message=message, forbids_verdict=True))
    return [*found, *_effective_sizes(group, scores)]


def of_balance(group: Comparable, scores: Propensity | None) -> list[Caution]:
    """Whether the groups differed much beforehand, and whether weighting removed it, in means and in spread.

    Overlap weights make the means of every term equal by construction, so the squares of numbers are looked at as well:
    there a wrong model of who takes part shows. Squares count when they differ by more than chance explains.

    Args:
        group: The people.
        scores: Their chance of being in the pilot, or None where it is undefined.
    """
    found = []
    far = [one for one in balances(group, None) if one.before is not None and abs(one.before) > LARGE_BEFORE]
    if far:
        sizes = [f"{one.before:+.2f}".replace("-", "\N{MINUS SIGN}") for one in far]
        names = ", ".join(f"{_words(one.covariate)} ({size})" for one, size in zip(far, sizes, strict=True))
        message = f"Before any adjustment the groups differed by more than half a standard deviation in {names}."
        found.append(Caution(code="large_difference_before", message=message))
    if scores is None:
        return found
    shared = weighted_difference(scores, "overlap")
    by_chance = BEYOND_CHANCE * math.sqrt(1 / shared.pilot_size + 1 / shared.comparison_size)
    pairs = zip(group.terms, _after(scores, squared=False), _after(scores, squared=True), strict=True)
    still = [
        term.name
        for term, mean, square in pairs
        if abs(mean or 0.0) > LARGE_AFTER or (not term.is_binary and abs(square or 0.0) > max(LARGE_AFTER, by_chance))
    ]
    if still:
        message = (
            f"Even after adjustment the groups differ by more than {LARGE_AFTER} standard deviations in level or "
            f"spread of {', '.join(map(_words, still))}. The difference may come from that."
        )
        found.append(Caution(code="imbalance_after", message=message, forbids_verdict=True))
    return found


def _words(covariate: str) -> str:
    return covariate.replace("_", " ")


def of_chance(group: Comparable | None, n: tuple[int, int], planned: float) -> list[Caution]:
    """Whether a group said to be drawn by chance looks so: its size, and what was known beforehand.

    Args:
        group: The people with what was known beforehand, if anything was.
        n: People of the pilot and of the comparison.
        planned: Planned share of the pilot.
    """
    found = []
    if binomial_p(n[0], sum(n), planned) < ALARM:
        message = (
            f"{n[0]} of {sum(n)} people are in the pilot where {percent(planned)} were planned; chance alone does that "
            "less than once in 1,000 times. Look for people lost on one side, or state the plan with --pilot-share."
        )
        found.append(Caution(code="arm_ratio", message=message))
    if group is not None and (p := _predictable(group)) < ALARM:
        message = f"What was known beforehand predicts who is in the pilot (p = {p:.1g}): that is not what chance does."
        found.append(Caution(code="not_random", message=message, forbids_verdict=True))
    return found


def of_agreement(headline: Estimate | None, others: Sequence[Estimate]) -> list[Caution]:
    """Whether another adjusted estimate says clearly the opposite of the headline.

    Args:
        headline: The estimate that decides.
        others: All adjusted estimates.
    """
    if headline is None or not headline.interval().excludes(0.0):
        return []
    opposite = [
        one.method
        for one in others
        if one.interval().excludes(0.0) and (one.difference > 0) is not (headline.difference > 0)
    ]
    if not opposite:
        return []
    message = (
        f"Other adjusted estimates say clearly the opposite: {', '.join(opposite)}. The method decides, not the data."
    )
    return [Caution(code="estimates_disagree", message=message, forbids_verdict=True)]


def of_likeness(found: Iterable[Balance]) -> list[Caution]:
    """Whether groups not said to be drawn by chance look as if they were.

    Args:
        found: Balance of everything known beforehand.
    """
    known = [abs(one.before) for one in found if one.before is not None]
    if not known or max(known) > SMALL:
        return []
    message = (
        "In everything given the groups are as alike as if chance had chosen. If it did, say --assignment random: then "
        "the raw difference decides."
    )
    return [Caution(code="looks_random", message=message)]


def shared_share(scores: Propensity) -> float:
    """The share of people that both distributions of the chance of taking part have in common.

    The chance is cut into ten equal classes, into fewer where a group has less than ten people for each.

    Args:
        scores: The chance of being in the pilot.
    """
    cells = (scores.cells.pilot.n, scores.cells.comparison.n)
    bins = int(max(FEWEST_BINS, min(MOST_BINS, *(n.sum() // MOST_BINS for n in cells))))
    place = np.minimum((scores.score * bins).astype(np.int64), bins - 1)
    shares = [np.bincount(place, weights=n, minlength=bins) / n.sum() for n in cells]
    return float(np.minimum(*shares).sum())


def _after(scores: Propensity, *, squared: bool) -> list[float | None]:
    cells, x = scores.cells, scores.cells.covariates
    weight = weights(scores, "overlap")
    return standardized_differences(x**2 if squared else x, cells.pilot.n, cells.comparison.n, weight)


def _without_counterpart(group: Comparable) -> list[Caution]:
    pilot, comparison = group.n_without_counterpart
    if not pilot + comparison:
        return []
    is_many = pilot > MOST_OUTSIDE * (pilot + group.n[0])
    message = (
        f"{pilot} people of the pilot and {comparison} of the comparison gave an answer that occurs in one group only. "
        "They have no counterpart and are in no adjusted difference."
    )
    return [Caution(code="no_counterpart", message=message, forbids_verdict=is_many)]


def _effective_sizes(group: Comparable, scores: Propensity) -> list[Caution]:
    """Cautions about weights that rest on a few people."""
    found = []
    shared = weighted_difference(scores, "overlap")
    if min(shared.pilot_size, shared.comparison_size) < FEWEST_EFFECTIVE:
        message = (
            f"The weighted groups are worth {shared.pilot_size:.0f} and {shared.comparison_size:.0f} people: too few."
        )
        found.append(Caution(code="few_effective_people", message=message, forbids_verdict=True))
    everybody, participants = (weighted_difference(scores, one) for one in ("everybody", "participants"))
    shares = (
        everybody.pilot_size / group.n[0],
        everybody.comparison_size / group.n[1],
        participants.comparison_size / min(group.n),
    )
    if min(shares) < LEAST_EFFECTIVE_SHARE:
        message = "The averages over everybody and over the pilot rest on a few people with very large weights."
        found.append(Caution(code="extreme_weights", message=message))
    return found


def _predictable(group: Comparable) -> float:
    """p-value that what was known beforehand says nothing about who is in the pilot (likelihood ratio)."""
    if any(one.team is not None for one in group.alike):
        return _predictable_by_team(group)
    cells = group.patterns()
    none, full = (binomial_regression(x, cells.pilot.n, cells.n) for x in (cells.x[:, :1], cells.x))
    return chi_square_p(none.deviance - full.deviance, cells.covariates.shape[1])


def _predictable_by_team(group: Comparable) -> float:
    """The same where chance may have drawn whole teams: the scores of teams against their own spread.

    Teams too few for as many terms leave it open, which is 1.

    Reference:
        Hotelling (1931), Annals of Mathematical Statistics 2, 360-378.
    """
    share = group.n[0] / sum(group.n)
    apart = np.array([one.n * (one.is_pilot - share) for one in group.alike])
    teams = {team: place for place, team in enumerate(dict.fromkeys(one.team for one in group.alike))}
    scores = np.zeros((len(teams), group.x.shape[1]))
    np.add.at(scores, [teams[one.team] for one in group.alike], apart[:, None] * group.x)
    n_teams, n_terms = scores.shape
    if n_teams <= n_terms:
        return 1.0
    mean, spread = scores.mean(axis=0), np.atleast_2d(np.cov(scores, rowvar=False))
    distance = n_teams * float(mean @ np.linalg.pinv(spread) @ mean)
    return f_p(distance * (n_teams - n_terms) / (n_terms * (n_teams - 1)), n_terms, n_teams - n_terms)


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {n}" for name, n in counts.items())
