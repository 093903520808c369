"""Kaplan-Meier with a weight for every person: the retention curve of a group made comparable to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analytics.errors import UndefinedStatisticError
from analytics.stats.survival import SurvivalCurve

if TYPE_CHECKING:
    from analytics.stats.spells import Spells
    from analytics.stats.survival import Floats, Integers


def weighted_survival_curve(spells: Spells, *, level: float = 0.95) -> SurvivalCurve:
    """The weighted Kaplan-Meier curve, with infinitesimal-jackknife (robust) standard errors.

    One row of data is one person. The influence of a person on log S(t) is the sum over s <= t of
    -(dN(s) - Y(s) D(s)/R(s)) / (R(s) - D(s)), with R and D the weights at risk and having the event; the variance of
    log S(t) is the sum of squared weight times squared influence. Only the ratio of the weights matters.

    Args:
        spells: People by time under observation and weight; any `event` other than "" counts.
        level: Confidence level of the log-log intervals, a share.

    Raises:
        UndefinedStatisticError: Everybody has weight 0.

    Reference:
        Xie & Liu (2005), Statistics in Medicine 24, 3089-3110 (the weighted curve); Therneau & Grambsch (2000),
        Modeling Survival Data, chapter 7 (the infinitesimal jackknife).
    Checked against:
        R: `survfit(Surv(time, event) ~ 1, weights = w, robust = TRUE, conf.type = "log-log")`.

    >>> from analytics.stats.spells import Spell, spells
    >>> people = spells([Spell(exit=2, event="left", n=2, weight=1.5), Spell(exit=5, event="", n=6, weight=1.0)])
    >>> estimate = weighted_survival_curve(people).at(4)
    >>> round(estimate.survival, 4), round(estimate.standard_error, 4)
    (0.6667, 0.1814)
    """
    table = spells.table()
    is_step = table.events > 0
    times, events, people = table.times[is_step], table.events[is_step], table.at_risk[is_step]
    at_risk, lost = spells.weight_at_risk(times), spells.weight_of_events(times)
    if not (at_risk > 0).all():
        raise UndefinedStatisticError(
            "Everybody at risk when somebody left has weight 0.", next_step="Use weights above 0."
        )
    staying = np.where(people > events, at_risk - lost, 0.0)
    return SurvivalCurve(
        times=times,
        survival=np.cumprod(staying / at_risk, dtype=np.float64),
        log_variance=_jackknife(spells, times, at_risk, lost, staying),
        table=table,
        level=level,
    )


def _jackknife(spells: Spells, times: Integers, at_risk: Floats, lost: Floats, staying: Floats) -> Floats:
    """Variance of log survival at each event time: squared influences of those gone and of those still there.

    Somebody still there at t has influence H(t) - H(entry), H being the sum of D / (R (R - D)); somebody gone has
    H(exit) - H(entry), less 1 / (R - D) if it was with the event.
    """
    open_until = int(np.argmin(staying > 0)) if (staying == 0).any() else times.size
    grid = times[:open_until]
    hazard = (lost / (at_risk * np.maximum(staying, np.finfo(float).tiny)))[:open_until]
    passed = np.concatenate(([0.0], np.cumsum(hazard)))
    entered, gone = np.searchsorted(grid, spells.entry, side="right"), np.searchsorted(grid, spells.exit, side="left")
    start = passed[entered]
    final = passed[np.searchsorted(grid, spells.exit, side="right")] - start
    is_event = (spells.event != "") & (gone < open_until)
    final[is_event] -= 1 / staying[gone[is_event]]
    square = spells.n * spells.weight**2
    counts, first, second = (_still_there(entered, gone, square * start**power, open_until) for power in (0, 1, 2))
    here = passed[1:]
    there = np.maximum(counts * here**2 - 2 * first * here + second, 0.0)
    absent = np.cumsum(np.bincount(gone, weights=square * final**2, minlength=open_until + 1))[:open_until]
    return np.concatenate((there + absent, np.full(times.size - open_until, np.inf)))


def _still_there(entered: Integers, gone: Integers, amounts: Floats, size: int) -> Floats:
    """Sum of the amounts of those entered but not gone, at each event time."""
    come = np.bincount(entered, weights=amounts, minlength=size + 1)
    leave = np.bincount(gone, weights=amounts, minlength=size + 1)
    return np.cumsum(come - leave)[:size]
