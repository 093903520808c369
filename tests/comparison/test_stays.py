from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np
import pytest

from analytics.comparison.request import Request
from analytics.comparison.stays import stay_comparison
from analytics.engine.plain_table import PlainTable
from analytics.errors import SettingsError, UndefinedStatisticError
from analytics.stats.survival import survival_curve
from tests.comparison.files import numbers, program, written
from tests.conftest import exports_folder

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from analytics.comparison.stays import StayComparison

STAY = Request(arm="arm", time="days", event="left")


def compared(path: Path, request: Request, horizon: float | None = None) -> StayComparison:
    return stay_comparison(PlainTable(path), request, horizon=horizon)


def kept(times: NDArray[np.float64], left: NDArray[np.float64], until: float) -> float:
    """Kaplan-Meier, one time after the other."""
    share = 1.0
    for time in sorted({*times[left == 1].tolist()}):
        if time <= until:
            share *= 1 - ((times == time) & (left == 1)).sum() / (times >= time).sum()
    return share


def test_parole_with_and_without_aid() -> None:
    path = exports_folder() / "survival-lifelines" / "rossi.csv"
    found = compared(path, Request(arm="fin", time="week", event="arrest"))
    assert found.n == (216, 216)
    assert found.horizon == 52
    last = found.retention[-1]
    assert last.time == 52
    assert last.found.pilot.survival == pytest.approx(1 - 48 / 216)
    assert last.found.comparison.survival == pytest.approx(1 - 66 / 216)
    everybody = survival_curve(found.tables[0] + found.tables[1])
    assert everybody.at(26).survival == pytest.approx(0.8750, abs=5e-5)
    assert everybody.at(52).survival == pytest.approx(0.73611, abs=5e-6)
    assert found.logrank is not None
    assert found.logrank.chi_square == pytest.approx(3.8376, abs=5e-5)
    assert found.rmst is not None
    assert found.rmst.difference == pytest.approx(46.875 - 44.8333333)
    assert found.verdict == "not_enough"


def test_customers_who_stay() -> None:
    path = exports_folder() / "churn-telco" / "Telco-Customer-Churn.csv"
    found = compared(path, Request(arm="Partner", time="tenure", event="Churn", covariates=("gender", "Contract")))
    everybody = survival_curve(found.tables[0] + found.tables[1])
    assert everybody.at(12).survival == pytest.approx(0.84320, abs=5e-6)
    assert everybody.at(24).survival == pytest.approx(0.78874, abs=5e-6)
    assert {12, 24} <= {one.time for one in found.retention}
    weighted = next(one for one in found.adjusted if one.method == "overlap_weights")
    raw = next(one.found.difference for one in found.retention if one.time == found.horizon)
    assert 0 < weighted.difference < raw / 2


def test_curves_agree_with_rows(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    days, left, arm = random.integers(1, 400, 300), random.integers(0, 2, 300), random.integers(0, 2, 300)
    found = compared(written(tmp_path / "stays.csv", {"arm": arm, "days": days, "left": left}), STAY)
    for one in found.retention:
        for side, label in ((one.found.pilot, 1), (one.found.comparison, 0)):
            own = arm == label
            assert side.survival == pytest.approx(kept(days[own], left[own], one.time))
    assert {30.0, 60.0, 90.0, 360.0} <= {one.time for one in found.retention}


def test_swapping_the_arms_flips_every_sign(tmp_path: Path) -> None:
    random = np.random.default_rng(2)
    columns = {
        name: random.integers(low, high, 200) for name, low, high in (("days", 1, 90), ("left", 0, 2), ("arm", 0, 2))
    }
    path = written(tmp_path / "stays.csv", columns)
    there, back = (compared(path, dataclasses.replace(STAY, pilot=label)) for label in ("1", "0"))
    assert there.rmst is not None
    assert back.rmst is not None
    assert back.rmst.difference == pytest.approx(-there.rmst.difference)
    assert back.logrank is not None
    assert there.logrank is not None
    assert back.logrank.chi_square == pytest.approx(there.logrank.chi_square)
    assert back.retention[5].found.difference == -there.retention[5].found.difference


def test_decimal_times_are_kept_apart(tmp_path: Path) -> None:
    days = [0.25, *[1.5] * 9, 0.5, *[1.75] * 9]
    columns = {"arm": [1.0] * 10 + [0.0] * 10, "days": days, "left": [1.0, *[0.0] * 9] * 2}
    found = compared(written(tmp_path / "stays.csv", columns), STAY)
    assert found.unit == 100
    assert [(one.time, round(one.found.difference, 9)) for one in found.retention][:2] == [(0.25, -0.1), (0.5, 0.0)]


def test_times_of_any_precision_fit(tmp_path: Path) -> None:
    random = np.random.default_rng(3)
    times = random.exponential(1000, 100)
    columns = {"arm": np.arange(100) % 2, "days": times.tolist(), "left": [1] * 100}
    found = compared(written(tmp_path / "stays.csv", columns), STAY)
    arm = columns["arm"]
    until = float(found.retention[3].time)
    assert found.retention[3].found.pilot.survival == pytest.approx(np.mean(times[arm == 1] > until))


def test_late_entry_counts_only_time_under_observation(tmp_path: Path) -> None:
    random = np.random.default_rng(4)
    entry = random.integers(0, 50, 400)
    columns = {
        "arm": random.integers(0, 2, 400),
        "entry": entry,
        "days": entry + random.integers(0, 60, 400),
        "left": random.integers(0, 2, 400),
    }
    found = compared(written(tmp_path / "late.csv", columns), dataclasses.replace(STAY, entry="entry"))
    never = int((columns["days"] == entry).sum())
    assert sum(found.n) == 400 - never
    assert next(one.message for one in found.cautions if one.code == "never_observed").startswith(f"{never} people")
    own = columns["arm"] == 1
    share, until = 1.0, found.retention[-1].time
    begin = found.tables[0].times[0]
    late = next((one for one in found.cautions if one.code == "late_beginning"), None)
    begin = float(late.message.split()[1]) if late else begin
    for time in range(int(begin), int(until) + 1):
        at_risk = own & (entry < time) & (columns["days"] >= time)
        if at_risk.any():
            share *= 1 - (at_risk & (columns["days"] == time) & (columns["left"] == 1)).sum() / at_risk.sum()
    assert found.retention[-1].found.pilot.survival == pytest.approx(share)


def test_a_ruined_beginning_is_left_out(tmp_path: Path) -> None:
    early = {"arm": [1, 0], "entry": [0, 0], "days": [2, 40], "left": [1, 0]}
    rest = {"arm": [1, 0] * 20, "entry": [10] * 40, "days": [30, 40] * 20, "left": [0, 0] * 18 + [1] * 4}
    columns = {name: [*early[name], *rest[name]] for name in early}
    found = compared(written(tmp_path / "ruined.csv", columns), dataclasses.replace(STAY, entry="entry"))
    assert [one.code for one in found.cautions if one.code == "late_beginning"]
    assert found.retention[0].time > 10
    assert found.retention[0].found.pilot.survival == 1


def leavers(seed: int, *, hazard: float, n: int = 1200) -> dict[str, list[object]]:
    """A company in which good performers both volunteer and stay; `hazard` is what the program does to leaving."""
    random = np.random.default_rng(seed)
    columns = program(seed, n=n, effect=0.0, selection=1.0, quality=0.0)
    rate = np.exp(-0.7 * numbers(columns, "performance") + hazard * numbers(columns, "arm")) / 700
    times = np.ceil(random.exponential(1 / rate)).astype(int)
    return {
        **columns,
        "days": np.minimum(times, 365).tolist(),
        "left": (times <= 365).astype(int).tolist(),
    }


KNOWN = dataclasses.replace(STAY, covariates=("performance", "level", "tenure"))


@pytest.mark.parametrize("seed", range(4))
def test_volunteers_who_stay_anyway_do_not_fool_the_verdict(tmp_path: Path, seed: int) -> None:
    found = compared(written(tmp_path / "null.csv", leavers(seed, hazard=0.0)), KNOWN)
    assert found.retention[-1].found.interval.low > 0
    weighted = next(one for one in found.adjusted if one.method == "overlap_weights")
    assert abs(weighted.difference) < 3 * weighted.standard_error


def test_an_effect_beyond_selection_is_found(tmp_path: Path) -> None:
    found = compared(written(tmp_path / "real.csv", leavers(1, hazard=-0.9)), KNOWN)
    assert found.verdict == "higher"


def test_teams_widen_the_interval(tmp_path: Path) -> None:
    random = np.random.default_rng(6)
    team = np.repeat(np.arange(30), 10)
    days = np.clip(np.round(random.uniform(20, 400, 30)[team] + random.normal(0, 5, 300)), 1, 365).astype(int)
    columns = {"arm": team % 2, "days": days, "left": (days < 365).astype(int), "team": team}
    found = compared(written(tmp_path / "teams.csv", columns), dataclasses.replace(STAY, cluster="team"), horizon=200)
    by_team = next(one for one in found.adjusted if one.method == "raw_by_team")
    raw = next(one.found for one in found.retention if one.time == 200)
    assert by_team.difference == pytest.approx(raw.difference)
    assert by_team.interval().high - by_team.interval().low > 2 * (raw.interval.high - raw.interval.low)


def test_nobody_leaving_has_no_verdict(tmp_path: Path) -> None:
    columns = {"arm": [0, 1] * 20, "days": [100] * 40, "left": [0] * 40}
    found = compared(written(tmp_path / "stay.csv", columns), STAY)
    assert (found.rmst, found.logrank, found.verdict) == (None, None, "not_enough")
    assert "not_estimated" in {one.code for one in found.cautions}


@pytest.mark.parametrize("horizon", [0.0, 101.0, -5.0])
def test_a_horizon_out_of_reach_is_refused(tmp_path: Path, horizon: float) -> None:
    path = written(tmp_path / "stay.csv", {"arm": [0, 1] * 20, "days": [100] * 40, "left": [0, 1, 1, 0] * 10})
    with pytest.raises(SettingsError, match="horizon"):
        compared(path, STAY, horizon=horizon)


def test_an_arm_without_observation_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "stay.csv", {"arm": [0, 0, 1], "days": [5, 6, -1], "left": [0, 1, 1]})
    with pytest.raises(UndefinedStatisticError, match="under observation"):
        compared(path, STAY)


def test_retention_decides_while_a_quarter_is_under_observation(tmp_path: Path) -> None:
    columns = {"arm": [0, 1] * 100, "days": [number // 2 + 1 for number in range(200)], "left": [1, 1, 0, 0] * 50}
    found = compared(written(tmp_path / "stay.csv", columns), STAY)
    assert found.horizon == 76
    assert found.rmst is not None
    assert found.rmst.pilot.horizon == 76
    assert found.retention[-1].time == 96
    assert 76 in {one.time for one in found.retention}
