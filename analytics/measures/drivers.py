"""What goes with engagement and with leaving: a model trained on earlier people and tested on later ones, coarsened."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.errors import UndefinedStatisticError
from analytics.measures.driver_factors import FACTORS, LABELS, PROTECTED, least_people, levels, patterns_of, step
from analytics.measures.driver_findings import (
    CalibrationPoint,
    Check,
    Driver,
    DriverLevel,
    Drivers,
    GroupCalibration,
)
from analytics.measures.finding import Interval, Outcome, Released, Undefined
from analytics.measures.threes import SLACK, has_both_sides, in_threes
from analytics.stats.factor_patterns import FactorPatterns, correlated
from analytics.stats.forecast import Brier, Forecast, auc, brier, calibration
from analytics.stats.permutation import importance, log_losses, rate_loss
from analytics.stats.proportions import wilson
from analytics.stats.rates import poisson_rate
from analytics.stats.ridge_logistic import ridge_logistic, standardized

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.engine.rows import Row
    from analytics.measures.driver_factors import Levels
    from analytics.stats.forecast import CalibrationGroup
    from analytics.stats.permutation import Importance
    from analytics.stats.ridge_logistic import RidgeLogistic, Standardized

LEAST_PEOPLE = 200
LEAST_EVENTS = 30
ALPHA = 0.05
PERCENT = 100
MOST_GROUPS = 10
YEAR, MONTH = 365.25, 30
GROUPED = ("gender", "generation")
TOO_FEW = "Not enough people for a model: it takes {people} people, {events} who {event} and {events} who do not."


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a model is about.

    Args:
        name: "engagement" or "leaving".
        event: What somebody does who counts, after "who".
        unit: Unit of the published shares.
        difference_unit: Unit of their differences.
        counted: What is counted: people, or months of people.
        per: What a share of one is in that unit.
    """

    name: str
    event: str
    unit: str
    difference_unit: str
    counted: str
    per: float


ENGAGEMENT = Target(
    name="engagement",
    event="give mostly favorable answers",
    unit="%",
    difference_unit="percentage points",
    counted="people",
    per=PERCENT,
)
LEAVING = Target(
    name="leaving",
    event="leave",
    unit="per 100 person-years",
    difference_unit="per 100 person-years",
    counted="person-months",
    per=PERCENT * YEAR / MONTH,
)
TARGETS = {target.name: target for target in (ENGAGEMENT, LEAVING)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The people of a model.

    Args:
        seen: Earlier people, on whom it is trained.
        new: Later people, on whom it is tested.
        described: People whose differences are shown: each person once, or each month at risk once.
        seen_words: When the earlier ones were, in words.
        new_words: When the later ones were.
        outcome: What the model is about, in words.
        people: Different people behind both at least.
        months: Months that one person can count for in them.
    """

    seen: Sequence[Row]
    new: Sequence[Row]
    described: Sequence[Row]
    seen_words: str
    new_words: str
    outcome: str
    people: int
    months: int = 1


def drivers(target: Target, parts: Parts) -> Outcome[Drivers]:
    """What goes with an outcome, as coarse as it is published.

    A penalized logistic model of the factors and the protected attributes is trained on earlier people. Where it
    forecasts later people no better than the base rate, nothing is said to go with the outcome. Otherwise each factor
    has the weight that the forecast loses without it, and those beyond chance show their levels, everything else held
    equal. Nothing is computed for a single person, and nothing here tells why.

    Args:
        target: What it is about.
        parts: The people.
    """
    if not _are_enough(parts):
        return Undefined(reason=TOO_FEW.format(people=LEAST_PEOPLE, events=LEAST_EVENTS, event=target.event))
    known = levels([*parts.seen, *parts.new], least=_least(target, parts))
    listed = [factor.name for factor in FACTORS if factor.name in known]
    if not listed:
        return Undefined(reason="Everybody is alike in everything that is known of them.")
    try:
        found = _drivers(target, parts, known, listed)
    except UndefinedStatisticError as undefined:
        return Undefined(reason=undefined.what)
    return Released(value=found, n=found.check.n)


def _drivers(target: Target, parts: Parts, known: Levels, listed: Sequence[str]) -> Drivers:
    seen, new = (patterns_of(rows, known) for rows in (parts.seen, parts.new))
    model = ridge_logistic(seen)
    rate = seen.event_count / seen.people
    forecast = Forecast(probabilities=model.probabilities(new), n=new.n, events=new.events)
    skill = rate_loss(rate, new) - log_losses(model, new)
    check = _check(forecast, brier(forecast, rate), skill)
    return Drivers(
        target=target.name,
        outcome=parts.outcome,
        people=parts.people,
        seen=parts.seen_words,
        new=parts.new_words,
        check=check,
        calibration=_calibration(target, forecast, _least(target, parts)),
        drivers=_listed(target, parts, known, (model, new)) if check.is_better else (),
        groups=_groups(target, parts, {name: known[name] for name in listed}) if target is LEAVING else (),
    )


def _are_enough(parts: Parts) -> bool:
    if parts.people < LEAST_PEOPLE:
        return False
    for rows in (parts.seen, parts.new):
        n, events = (sum(int(row[name] or 0) for row in rows) for name in ("n", "events"))
        if min(events, n - events) < LEAST_EVENTS:
            return False
    return True


def _least(target: Target, parts: Parts) -> int:
    """Fewest people of a published level: enough for a step, and ten different people."""
    return max(least_people(target.per), 10 * parts.months)


def _check(forecast: Forecast, errors: Brier, skill: float) -> Check:
    ranked = auc(forecast)
    scale = PERCENT / errors.base
    gain = Interval(low=_down(errors.interval.low * scale, 0.1), high=_up(errors.interval.high * scale, 0.1))
    return Check(
        n=errors.n,
        auc=round(ranked.value, 3),
        auc_interval=Interval(low=_down(ranked.interval.low, 0.001), high=_up(ranked.interval.high, 0.001)),
        brier=round(errors.model, 4),
        base=round(errors.base, 4),
        gain=_near(errors.gain * scale, 0.1),
        gain_interval=gain,
        is_better=errors.interval.low > 0 and skill > 0,
    )


def _calibration(target: Target, forecast: Forecast, least: int) -> tuple[CalibrationPoint, ...]:
    rarer = min(int(forecast.events.sum()), int((forecast.n - forecast.events).sum()))
    groups = calibration(forecast, max(2, min(MOST_GROUPS, rarer // LEAST_EVENTS)))
    return tuple(_point(target, one) for one in groups if one.n >= least and has_both_sides(one.events, one.n))


def _point(target: Target, group: CalibrationGroup) -> CalibrationPoint:
    events = min(in_threes(group.events), group.n)
    low = wilson(max(events - SLACK, 0), group.n).interval.low
    high = wilson(min(events + SLACK, group.n), group.n).interval.high
    return CalibrationPoint(
        n=group.n,
        forecast=round(target.per * group.expected / group.n, 1),
        observed=target.per * events / group.n,
        interval=Interval(low=target.per * low, high=target.per * high),
    )


def _listed(
    target: Target, parts: Parts, known: Levels, tested: tuple[RidgeLogistic, FactorPatterns]
) -> tuple[Driver, ...]:
    """Every factor with its weight, the weightiest first."""
    model, new = tested
    groups = correlated(new, [at for at, name in enumerate(new.factors) if name not in PROTECTED])
    rises = [importance(model, new, group, level=1 - ALPHA / len(groups)) for group in groups]
    whole = sum(max(one.loss, 0.0) for one in rises)
    weights = [_weight(one, whole) for one in rises] if whole else []
    clear = [at for group, weight in zip(groups, weights, strict=False) if weight[1].low > 0 for at in group]
    described = _levels(target, parts, known, clear)
    found = [
        Driver(
            label=" and ".join(_label(new, at, place) for place, at in enumerate(group)),
            weight=share,
            interval=interval,
            is_clear=interval.low > 0,
            levels=tuple(level for at in group for level in described.get(at, ())),
        )
        for group, (share, interval) in zip(groups, weights, strict=False)
    ]
    return tuple(sorted(found, key=lambda one: (-one.weight, one.label)))


def _weight(rise: Importance, whole: float) -> tuple[float, Interval]:
    """A rise of the loss as a share of all rises, in percent, with its limits."""
    low, high = (PERCENT * limit / whole for limit in (rise.interval.low, rise.interval.high))
    limits = Interval(low=_down(low, 1.0), high=min(_up(high, 1.0), float(PERCENT)), level=rise.interval.level)
    return _near(PERCENT * rise.loss / whole, 1.0), limits


def _label(patterns: FactorPatterns, factor: int, place: int) -> str:
    label = LABELS[patterns.factors[factor]]
    return label if place == 0 else label[0].lower() + label[1:]


def _levels(target: Target, parts: Parts, known: Levels, clear: Sequence[int]) -> dict[int, tuple[DriverLevel, ...]]:
    """The levels of the clear factors, in a model of the people who are described."""
    if not clear:
        return {}
    patterns = patterns_of(parts.described, known)
    model = ridge_logistic(patterns)
    confidence, least = 1 - ALPHA / sum(len(patterns.levels[at]) for at in clear), _least(target, parts)
    return {
        at: tuple(
            _coarse(target, level, one, confidence)
            for level, one in zip(patterns.levels[at], standardized(model, patterns, at, level=confidence), strict=True)
            if one.n >= least
        )
        for at in clear
    }


def _coarse(target: Target, level: str, found: Standardized, confidence: float) -> DriverLevel:
    unit = step(found.n, target.per)
    low, high = target.per * found.interval.low, target.per * found.interval.high
    return DriverLevel(
        level=level,
        n=found.n,
        difference=_near(target.per * found.difference, unit),
        interval=Interval(low=_down(low, unit), high=_up(high, unit), level=confidence),
    )


def _groups(target: Target, parts: Parts, listed: Levels) -> tuple[GroupCalibration, ...]:
    """Leavers of later months by group against a model that does not know who somebody is."""
    model = ridge_logistic(patterns_of(parts.seen, listed))
    counted: list[tuple[str, str, FactorPatterns]] = []
    for dimension in GROUPED:
        for group in sorted({str(row[dimension]) for row in parts.new}):
            rows = [row for row in parts.new if row[dimension] == group]
            patterns = patterns_of(rows, listed)
            if patterns.people >= _least(target, parts) and has_both_sides(patterns.event_count, patterns.people):
                counted.append((dimension, group, patterns))
    return tuple(
        _group(name, patterns, float(patterns.n @ model.probabilities(patterns)), 1 - ALPHA / len(counted))
        for *name, patterns in counted
    )


def _group(name: Sequence[str], patterns: FactorPatterns, expected: float, confidence: float) -> GroupCalibration:
    dimension, group = name
    observed, known = in_threes(patterns.event_count), max(round(expected, 1), 0.1)
    return GroupCalibration(
        dimension=dimension,
        group=group,
        n=patterns.people,
        observed=observed,
        expected=known,
        ratio=observed / known,
        interval=Interval(
            low=poisson_rate(max(observed - SLACK, 0), known, level=confidence).interval.low,
            high=poisson_rate(observed + SLACK, known, level=confidence).interval.high,
            level=confidence,
        ),
    )


def _near(value: float, unit: float) -> float:
    return _tidy(math.floor(value / unit + 0.5) * unit)


def _down(value: float, unit: float) -> float:
    return _tidy(math.floor(value / unit) * unit)


def _up(value: float, unit: float) -> float:
    return _tidy(math.ceil(value / unit) * unit)


def _tidy(value: float) -> float:
    return round(value, 6) + 0.0
