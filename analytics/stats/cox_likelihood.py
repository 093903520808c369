"""The partial likelihood of a Cox model, its slope and curvature, from risk-set histograms per covariate pattern."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from analytics.errors import UndefinedStatisticError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.stats.survival import Floats, Integers, RiskTable

Ties: TypeAlias = Literal["efron", "breslow"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RiskPattern:
    """Everybody with the same covariates (and in the same cluster, where errors shall respect clusters).

    Args:
        covariates: Values of the covariates, in the order of their names.
        table: Risk table of these people. Somebody whose covariates change leaves one pattern's table (without the
            event) and enters another's.
        cluster: Team or pair whose members may resemble each other.
    """

    covariates: tuple[float, ...]
    table: RiskTable
    cluster: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Moves:
    """People of patterns entering, leaving or having the event, as columns of shape (moves,).

    Args:
        pattern: Row of the pattern.
        time: When.
        people: How many.
    """

    pattern: Integers
    time: Integers
    people: Integers


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Likelihood:
    """The partial likelihood of one data set under one rule for ties.

    Args:
        x: Covariates of each pattern less their mean, shape (patterns, covariates).
        times: Event times, shape (times,).
        deaths: Events at each of them.
        entries: People entering.
        exits: People leaving, with or without the event.
        events: People having the event.
        ties: Efron's or Breslow's rule.
    """

    x: Floats
    times: Integers
    deaths: Integers
    entries: Moves
    exits: Moves
    events: Moves
    ties: Ties

    def terms(self) -> tuple[Integers, Floats, Floats]:
        """Row of the event time, share of the tied events already gone, and multiplicity, for each factor."""
        if self.ties == "breslow":
            rows = np.arange(self.times.size)
            return rows, np.zeros(rows.size), self.deaths.astype(np.float64)
        rows = np.repeat(np.arange(self.times.size), self.deaths)
        firsts = np.repeat(np.cumsum(self.deaths) - self.deaths, self.deaths)
        share = (np.arange(rows.size) - firsts) / self.deaths[rows]
        return rows, share, np.ones(rows.size)

    def at(self, coefficients: Floats) -> Evaluation:
        """The likelihood at these coefficients, shape (covariates,)."""
        predictor = self.x @ coefficients
        risk = np.exp(predictor - predictor.max())
        upper = np.triu_indices(self.x.shape[1])
        products = np.column_stack([np.ones(risk.size), self.x, self.x[:, upper[0]] * self.x[:, upper[1]]])
        products *= risk[:, None]
        rows, share, multiplicity = self.terms()
        sums = (self._at_risk(products)[rows] - share[:, None] * self._of_events(products)[rows]).T
        total, first, second = sums[0], sums[1 : 1 + self.x.shape[1]], sums[1 + self.x.shape[1] :]
        gained = float(predictor[self.events.pattern] @ self.events.people)
        log_total = np.log(total) + predictor.max()
        return Evaluation(
            log_likelihood=gained - float(multiplicity @ log_total),
            risk=risk,
            rows=rows,
            share=share,
            multiplicity=multiplicity,
            total=total,
            mean=(first / total).T,
            second=(second / total).T,
        )

    def score(self, evaluation: Evaluation, weights: Floats | None = None) -> Floats:
        """Slope of the log likelihood, each event time weighted, shape (covariates,)."""
        weights = np.ones(self.times.size) if weights is None else weights
        rows = np.searchsorted(self.times, self.events.time)
        observed = (weights[rows] * self.events.people) @ self.x[self.events.pattern]
        expected: Floats = (evaluation.multiplicity * weights[evaluation.rows]) @ evaluation.mean
        return observed - expected

    def information(self, evaluation: Evaluation, weights: Floats | None = None) -> Floats:
        """Negative curvature of the log likelihood, each event time weighted, shape (covariates, covariates)."""
        size = self.x.shape[1]
        factor = evaluation.multiplicity if weights is None else evaluation.multiplicity * weights[evaluation.rows]
        upper = np.triu_indices(size)
        curvature = np.zeros((size, size))
        curvature[upper] = factor @ evaluation.second
        curvature.T[upper] = curvature[upper]
        return curvature - (evaluation.mean * factor[:, None]).T @ evaluation.mean

    def _at_risk(self, amounts: Floats) -> Floats:
        """Sums over the risk set at each event time, added up from the last time backwards; shape (times, columns)."""
        return self._reached(self.exits, amounts) - self._reached(self.entries, amounts)

    def _reached(self, moves: Moves, amounts: Floats) -> Floats:
        """Sums over moves at or after each event time."""
        place = np.searchsorted(self.times, moves.time, side="right")
        sums = _grouped(place, amounts[moves.pattern] * moves.people[:, None], self.times.size + 1)
        return np.cumsum(sums[::-1], axis=0, dtype=np.float64)[::-1][1:]

    def _of_events(self, amounts: Floats) -> Floats:
        """Sums over those with the event at each event time, shape (times, columns)."""
        place = np.searchsorted(self.times, self.events.time)
        return _grouped(place, amounts[self.events.pattern] * self.events.people[:, None], self.times.size)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evaluation:
    """The likelihood at given coefficients, one row for each factor of its denominator.

    Args:
        log_likelihood: Log partial likelihood.
        risk: Relative risk of each pattern, up to a common factor, shape (patterns,).
        rows: Row of the event time of each factor.
        share: Share of the tied events that no longer counts in it (Efron).
        multiplicity: How often the factor occurs (Breslow).
        total: Summed risk of those who could have had the event.
        mean: Their risk-weighted mean covariates, shape (factors, covariates).
        second: Their risk-weighted mean products, upper triangle.
    """

    log_likelihood: float
    risk: Floats
    rows: Integers
    share: Floats
    multiplicity: Floats
    total: Floats
    mean: Floats
    second: Floats


def in_order(patterns: Sequence[RiskPattern]) -> list[RiskPattern]:
    """The patterns in an order of their own, so that the order they came in changes no bit of the result."""
    return sorted(patterns, key=lambda one: (one.covariates, one.cluster, one.table.n, one.table.times.tolist()))


def likelihood(patterns: Sequence[RiskPattern], ties: Ties) -> Likelihood:
    """The partial likelihood of the patterns.

    Args:
        patterns: People by covariates; order does not matter to more than rounding.
        ties: How events at the same time are treated.

    Raises:
        UndefinedStatisticError: Nobody had the event.

    Reference:
        Efron (1977), JASA 72, 557-565; Breslow (1974), Biometrics 30, 89-99.
    """
    x = np.array([pattern.covariates for pattern in patterns], dtype=np.float64)
    people = np.array([pattern.table.n for pattern in patterns], dtype=np.float64)
    tables = [pattern.table for pattern in patterns]
    events = _moves([(table.times, table.events) for table in tables])
    if events.time.size == 0:
        raise UndefinedStatisticError(
            "Nobody left, so there is nothing to explain.", next_step="Widen the group or the period."
        )
    times, place = np.unique(events.time, return_inverse=True)
    return Likelihood(
        x=x - people @ x / people.sum(),
        times=times,
        deaths=_grouped(place, events.people[:, None], times.size)[:, 0].astype(np.int64),
        entries=_moves([(table.times, table.entered) for table in tables]),
        exits=_moves([(table.times, table.events + table.left) for table in tables]),
        events=events,
        ties=ties,
    )


def _moves(columns: Sequence[tuple[Integers, Integers]]) -> Moves:
    """The non-zero counts of every pattern, one below the other."""
    kept = [(times[counts > 0], counts[counts > 0]) for times, counts in columns]
    return Moves(
        pattern=np.repeat(np.arange(len(kept)), [times.size for times, _ in kept]),
        time=np.concatenate([times for times, _ in kept]),
        people=np.concatenate([counts for _, counts in kept]),
    )


def _grouped(place: Integers, amounts: Floats | Integers, size: int) -> Floats:
    """Sums of the rows of `amounts` by place, shape (size, columns)."""
    columns = [np.bincount(place, weights=column, minlength=size) for column in amounts.T]
    return np.column_stack(columns).astype(np.float64)
