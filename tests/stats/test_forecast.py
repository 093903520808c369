"""How good a forecast was: equal to scikit-learn on rows, and never better than the base rate by itself."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss, roc_auc_score

from analytics.errors import UndefinedStatisticError
from analytics.stats.forecast import Forecast, auc, brier, calibration
from analytics.stats.ridge_logistic import ridge_logistic
from tests.stats.outcomes import People, people


def forecast_of(seen: People, new: People) -> tuple[Forecast, np.ndarray]:
    """The forecast for new people, counted, and for each of them."""
    model = ridge_logistic(seen.patterns)
    counted = Forecast(probabilities=model.probabilities(new.patterns), n=new.patterns.n, events=new.patterns.events)
    return counted, 1 / (1 + np.exp(-(model.intercept + new.design @ model.coefficients)))


def test_auc_and_brier_are_those_of_rows() -> None:
    new = people(seed=2)
    counted, p = forecast_of(people(), new)
    found, base = brier(counted, 0.3), np.full(len(new.y), 0.3)
    assert auc(counted).value == pytest.approx(roc_auc_score(new.y, p), abs=1e-12)
    assert found.model == pytest.approx(brier_score_loss(new.y, p), abs=1e-12)
    assert found.base == pytest.approx(brier_score_loss(new.y, base), abs=1e-12)
    gains = (base - new.y) ** 2 - (p - new.y) ** 2
    half = 1.959963984540054 * gains.std(ddof=1) / len(gains) ** 0.5
    assert found.gain == pytest.approx(gains.mean(), abs=1e-12)
    assert found.interval.high - found.gain == pytest.approx(half, rel=1e-10)


def test_a_forecast_of_chance_seldom_beats_the_base_rate() -> None:
    better = 0
    for seed in range(100):
        seen, new = people(n=500, seed=seed, effect=0.0), people(n=300, seed=1_000 + seed, effect=0.0)
        counted, _ = forecast_of(seen, new)
        better += brier(counted, float(seen.y.mean())).interval.low > 0
    assert better <= 5


def test_a_forecast_of_something_beats_it() -> None:
    counted, _ = forecast_of(people(), people(seed=2))
    assert brier(counted, float(people().y.mean())).interval.low > 0


def test_calibration_groups_hold_everybody_once() -> None:
    new = people(seed=2)
    counted, p = forecast_of(people(), new)
    groups = calibration(counted, 5)
    assert sum(one.n for one in groups) == len(new.y)
    assert sum(one.events for one in groups) == new.y.sum()
    assert sum(one.expected for one in groups) == pytest.approx(p.sum())
    means = [one.expected / one.n for one in groups]
    assert means == sorted(means)


def test_calibration_of_distinct_forecasts_is_by_quantiles() -> None:
    p = np.linspace(0.01, 0.99, 100)
    events = np.arange(100) % 2
    found = calibration(Forecast(probabilities=p, n=np.ones(100, dtype=np.int64), events=events), 4)
    assert [one.n for one in found] == [25, 25, 25, 25]
    assert [one.events for one in found] == [events[at : at + 25].sum() for at in (0, 25, 50, 75)]


def test_one_person_is_no_check() -> None:
    single = Forecast(probabilities=np.array([0.5]), n=np.array([1]), events=np.array([1]))
    with pytest.raises(UndefinedStatisticError):
        brier(single, 0.5)
    with pytest.raises(UndefinedStatisticError):
        auc(single)
