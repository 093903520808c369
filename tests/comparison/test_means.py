"""One outcome: known answers, what must be refused, and whether the verdict can be fooled."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import stats

from analytics.comparison.means import mean_comparison
from analytics.comparison.request import Request
from analytics.engine.plain_table import PlainTable
from analytics.errors import UndefinedStatisticError
from tests.comparison.files import LALONDE, NSW, lalonde, nsw, numbers, program, read, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from analytics.comparison.means import MeanComparison

VOLUNTEERS = Request(arm="arm", outcomes=("score",), covariates=("performance", "level", "tenure"))


def compared(path: Path, request: Request) -> MeanComparison:
    return mean_comparison(PlainTable(path), request, request.outcomes[0])


def codes(found: MeanComparison) -> set[str]:
    return {one.code for one in found.cautions}


def forbidding(found: MeanComparison) -> set[str]:
    return {one.code for one in found.cautions if one.forbids_verdict}


def test_the_randomized_program_as_r_has_it() -> None:
    found = compared(nsw(), Request(arm="treat", outcomes=("re78",), covariates=NSW))
    assert found.n == (185, 260)
    assert found.raw.difference == pytest.approx(1794.34, abs=0.005)
    assert found.raw.interval.low == pytest.approx(474.01, abs=0.005)
    assert found.raw.interval.high == pytest.approx(3114.67, abs=0.005)
    assert found.raw.t == pytest.approx(2.6741, abs=5e-5)
    assert found.raw.df == pytest.approx(307.13, abs=0.005)
    assert found.raw.p == pytest.approx(0.00789, abs=5e-6)
    assert forbidding(found) == set()
    assert found.verdict == "higher"


def test_regression_on_the_randomized_program(tmp_path: Path) -> None:
    columns = read(nsw())
    columns["age_squared"] = [str(int(age) ** 2) for age in columns["age"]]
    path = written(tmp_path / "nsw.csv", columns)
    found = compared(path, Request(arm="treat", outcomes=("re78",), covariates=(*NSW, "age_squared")))
    regression = next(one for one in found.adjusted if one.method == "regression")
    assert regression.difference == pytest.approx(1675.86, abs=0.005)
    assert regression.standard_error == pytest.approx(677.12, abs=0.005)
    straight = compared(nsw(), Request(arm="treat", outcomes=("re78",), covariates=NSW))
    assert next(one for one in straight.adjusted if one.method == "regression").difference == pytest.approx(
        1676.34, abs=0.005
    )


def test_chance_makes_the_raw_difference_decide_and_checks_its_size() -> None:
    request = Request(arm="treat", outcomes=("re78",), covariates=NSW, assignment="random")
    found = compared(nsw(), request)
    assert found.headline is not None
    assert found.headline.method == "raw"
    assert found.headline.interval() == found.raw.interval
    assert codes(found) == {"arm_ratio"}
    assert codes(compared(nsw(), dataclasses.replace(request, pilot_share=0.42))) == set()


def test_a_survey_is_no_comparison_for_lalonde() -> None:
    found = compared(lalonde(), Request(arm="arm", outcomes=("y",), covariates=LALONDE))
    assert {"poor_overlap", "imbalance_after"} <= forbidding(found)
    assert found.verdict == "not_enough"
    assert found.cautions[0].forbids_verdict


@pytest.mark.parametrize("n", [400, 2490, 15992])
def test_people_of_another_world_are_no_comparison(tmp_path: Path, n: int) -> None:
    path = written(tmp_path / "survey.csv", _with_survey(read(nsw()), n))
    found = compared(path, Request(arm="treat", outcomes=("re78",), covariates=NSW))
    assert found.raw.interval.high < -10_000
    assert "poor_overlap" in forbidding(found)
    assert found.verdict == "not_enough"


def test_a_pilot_that_nobody_resembles_has_no_verdict(tmp_path: Path) -> None:
    columns = program(1, n=200, effect=5.0, selection=0.0, quality=0.0)
    columns["performance"] = [float(str(arm)) * 10 + number % 7 for number, arm in enumerate(columns["arm"])]
    found = compared(written(tmp_path / "apart.csv", columns), VOLUNTEERS)
    assert "no_overlap" in forbidding(found)
    assert found.headline is None
    assert found.verdict == "not_enough"


@pytest.mark.parametrize("seed", range(5))
def test_volunteers_do_not_fool_the_verdict(tmp_path: Path, seed: int) -> None:
    columns = program(seed, n=600, effect=0.0, selection=1.0, quality=1.0)
    found = compared(written(tmp_path / "null.csv", columns), VOLUNTEERS)
    assert found.raw.interval.low > 0.2
    assert found.headline is not None
    assert abs(found.headline.difference) < 3 * found.headline.standard_error
    assert "large_difference_before" in codes(found)


def test_false_alarms_under_strong_selection_are_as_rare_as_promised(tmp_path: Path) -> None:
    verdicts = [
        compared(
            written(tmp_path / "null.csv", program(100 + seed, n=300, effect=0.0, selection=1.0, quality=1.0)),
            VOLUNTEERS,
        ).verdict
        for seed in range(60)
    ]
    alarms = sum(verdict != "not_enough" for verdict in verdicts)
    assert stats.binomtest(alarms, len(verdicts), 0.05, alternative="greater").pvalue > 0.001


@pytest.mark.parametrize("seed", range(5))
def test_an_effect_that_selection_hides_is_found(tmp_path: Path, seed: int) -> None:
    columns = program(seed, n=900, effect=0.6, selection=-1.0, quality=1.0)
    found = compared(written(tmp_path / "hidden.csv", columns), VOLUNTEERS)
    assert found.raw.difference < 0.3
    assert found.headline is not None
    assert found.headline.interval().low < 0.6 < found.headline.interval().high
    assert found.verdict == "higher"


def test_without_anything_known_beforehand_a_difference_is_no_effect(tmp_path: Path) -> None:
    columns = program(2, n=300, effect=1.0, selection=0.0, quality=0.0)
    found = compared(written(tmp_path / "bare.csv", columns), Request(arm="arm", outcomes=("score",)))
    assert codes(found) == {"no_covariates"}
    assert found.balance == ()
    assert found.verdict == "higher"


def test_a_margin_lets_the_verdict_say_none(tmp_path: Path) -> None:
    columns = program(3, n=2000, effect=0.0, selection=0.0, quality=0.0)
    path = written(tmp_path / "none.csv", columns)
    request = Request(arm="arm", outcomes=("score",), assignment="random", margin=0.3)
    assert compared(path, request).verdict == "no_difference"
    assert compared(path, dataclasses.replace(request, margin=0.01)).verdict == "not_enough"


def test_swapping_the_arms_swaps_the_verdict(tmp_path: Path) -> None:
    columns = program(5, n=600, effect=1.0, selection=0.5, quality=1.0)
    path = written(tmp_path / "table.csv", columns)
    there, back = (compared(path, dataclasses.replace(VOLUNTEERS, pilot=label)) for label in ("1", "0"))
    assert (there.verdict, back.verdict) == ("higher", "lower")
    assert back.raw.difference == -there.raw.difference
    assert [one.before for one in back.balance] == [-(one.before or 0.0) for one in there.balance]


def test_before_and_after_by_rows(tmp_path: Path) -> None:
    random = np.random.default_rng(11)
    before = np.round(random.normal(60, 10, 200), 1)
    arm = (random.random(200) < 0.5).astype(int)
    after = np.round(0.8 * before + 10 + 4 * arm + random.normal(0, 4, 200), 2)
    path = written(tmp_path / "waves.csv", {"arm": arm, "after": after, "before": before})
    found = compared(path, Request(arm="arm", outcomes=("after",), pre="before", assignment="random"))
    estimates = {one.method: one for one in found.adjusted}
    change = after - before
    plain = stats.ttest_ind(change[arm == 1], change[arm == 0], equal_var=False)
    double = estimates["difference_in_differences"]
    assert double.difference == pytest.approx(change[arm == 1].mean() - change[arm == 0].mean())
    assert double.difference / double.standard_error == pytest.approx(plain.statistic)
    theta = np.cov(after, before)[0, 1] / before.var(ddof=1)
    rest = after - theta * before
    assert estimates["cuped"].difference == pytest.approx(rest[arm == 1].mean() - rest[arm == 0].mean())
    assert estimates["cuped"].standard_error < found.raw.standard_error / 1.5
    assert found.placebo is None


def test_a_pilot_that_was_ahead_before_is_said_to_be(tmp_path: Path) -> None:
    columns = program(6, n=800, effect=0.0, selection=0.0, quality=0.0)
    arm = numbers(columns, "arm")
    random = np.random.default_rng(12)
    before = np.round(random.normal(50 + 4 * arm, 10), 2)
    columns |= {"before": before.tolist(), "score": np.round(before + random.normal(0, 5, 800), 2).tolist()}
    path = written(tmp_path / "ahead.csv", columns)
    found = compared(path, dataclasses.replace(VOLUNTEERS, pre="before"))
    assert "placebo" in codes(found)
    assert found.placebo is not None
    assert found.placebo.interval().low > 0
    assert found.raw.interval.low > 0
    assert found.verdict == "not_enough"


def test_rows_without_a_covariate_stay_in_the_raw_difference(tmp_path: Path) -> None:
    columns = program(7, n=300, effect=0.5, selection=0.5, quality=1.0)
    columns["tenure"] = ["" if number % 10 == 0 else value for number, value in enumerate(columns["tenure"])]
    found = compared(written(tmp_path / "gaps.csv", columns), VOLUNTEERS)
    assert sum(found.n) == 300
    assert "missing_values" in codes(found)
    assert next(one.message for one in found.cautions if one.code == "missing_values").startswith("30 people lack")
    arm, score = numbers(columns, "arm"), numbers(columns, "score")
    kept = np.arange(300) % 10 != 0
    complete = next(one for one in found.adjusted if one.method == "raw_of_complete_rows")
    assert complete.difference == pytest.approx(score[kept & (arm == 1)].mean() - score[kept & (arm == 0)].mean())


def test_teams_decide_when_they_are_named(tmp_path: Path) -> None:
    random = np.random.default_rng(9)
    team = np.repeat(np.arange(24), 12)
    score = np.round(random.normal(size=24)[team] + 0.2 * random.normal(size=288), 3)
    path = written(tmp_path / "teams.csv", {"arm": team % 2, "score": score, "team": team})
    request = Request(arm="arm", outcomes=("score",), cluster="team", assignment="random")
    found = compared(path, request)
    assert found.headline is not None
    assert found.headline.method == "raw_by_team"
    assert found.headline.standard_error > 2 * found.raw.standard_error
    assert codes(found) == set()
    few = written(tmp_path / "few.csv", {"arm": team % 2, "score": score, "team": team % 6})
    assert codes(compared(few, request)) == {"few_teams"}
    two = written(tmp_path / "two.csv", {"arm": team % 2, "score": score, "team": team % 2})
    assert forbidding(compared(two, request)) == {"few_teams"}


def test_secondary_outcomes_share_one_chance_of_a_false_alarm(tmp_path: Path) -> None:
    columns = program(8, n=400, effect=0.0, selection=0.0, quality=0.0)
    arm = numbers(columns, "arm")
    random = np.random.default_rng(3)
    noise = random.normal(size=400)
    noise -= np.array([noise[arm == one].mean() for one in (0, 1)])[arm.astype(int)]
    error = np.sqrt(noise[arm == 1].var(ddof=1) / arm.sum() + noise[arm == 0].var(ddof=1) / (1 - arm).sum())
    columns["second"] = (noise + 2.2 * error * arm).tolist()
    path = written(tmp_path / "many.csv", columns)
    request = Request(arm="arm", outcomes=("score", "second", "performance", "tenure"), assignment="random")
    table = PlainTable(path)
    assert mean_comparison(table, request, "score").family == 1
    assert mean_comparison(table, request, "second").family == 3
    assert mean_comparison(table, request, "second").verdict == "not_enough"
    assert compared(path, dataclasses.replace(request, outcomes=("second",))).verdict == "higher"


def test_randomization_that_can_be_predicted_is_none(tmp_path: Path) -> None:
    columns = program(9, n=600, effect=1.0, selection=1.0, quality=1.0)
    path = written(tmp_path / "false.csv", columns)
    found = compared(path, dataclasses.replace(VOLUNTEERS, assignment="random"))
    assert "not_random" in forbidding(found)
    assert found.verdict == "not_enough"


@pytest.mark.parametrize("seed", range(5))
def test_teams_drawn_by_lot_are_drawn_by_chance_though_members_resemble_each_other(tmp_path: Path, seed: int) -> None:
    random = np.random.default_rng(seed)
    team = np.repeat(np.arange(40), 25)
    columns = {
        "arm": random.permutation(np.arange(40) % 2)[team].tolist(),
        "team": [f"t{one}" for one in team],
        "age": np.round(random.normal(40, 8, 40)[team] + random.normal(0, 1, 1000), 1).tolist(),
        "score": np.round(random.normal(50, 5, 1000), 1).tolist(),
    }
    path = written(tmp_path / "teams.csv", columns)
    request = Request(arm="arm", outcomes=("score",), covariates=("age",), cluster="team", assignment="random")
    assert "not_random" not in codes(compared(path, request))
    assert "not_random" in codes(compared(path, dataclasses.replace(request, cluster=None)))


def test_a_lot_that_follows_what_was_known_is_none_in_teams_either(tmp_path: Path) -> None:
    columns = program(9, n=600, effect=1.0, selection=1.0, quality=1.0)
    columns["team"] = [number % 60 for number in range(600)]
    path = written(tmp_path / "false.csv", columns)
    request = dataclasses.replace(VOLUNTEERS, assignment="random", cluster="team")
    assert "not_random" in forbidding(compared(path, request))


def test_groups_that_look_random_are_said_to(tmp_path: Path) -> None:
    columns = program(10, n=4000, effect=0.0, selection=0.0, quality=1.0)
    assert codes(compared(written(tmp_path / "alike.csv", columns), VOLUNTEERS)) == {"looks_random"}


def test_constant_outcomes_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "flat.csv", {"arm": [0, 0, 1, 1], "score": [2, 2, 3, 3]})
    with pytest.raises(UndefinedStatisticError):
        compared(path, Request(arm="arm", outcomes=("score",)))


def _with_survey(columns: Mapping[str, Iterable[str]], n: int) -> dict[str, list[object]]:
    """The treated people beside invented people of a general survey: older, married, with regular earnings."""
    random = np.random.default_rng(n)
    treated = [place for place, arm in enumerate(columns["treat"]) if arm == "1"]
    black = random.random(n) < 0.25
    earnings = np.maximum(0, random.normal(19_000, 12_000, n))
    educ = random.integers(6, 18, n)
    survey: dict[str, list[object]] = {
        "treat": [0] * n,
        "age": random.integers(18, 55, n).tolist(),
        "educ": educ.tolist(),
        "black": black.astype(int).tolist(),
        "hisp": (~black & (random.random(n) < 0.07)).astype(int).tolist(),
        "marr": (random.random(n) < 0.85).astype(int).tolist(),
        "nodegree": (educ < 12).astype(int).tolist(),
        "re74": np.round(earnings, 2).tolist(),
        "re75": np.round(np.maximum(0, earnings + random.normal(0, 4_000, n)), 2).tolist(),
        "re78": np.round(np.maximum(0, earnings + random.normal(2_000, 8_000, n)), 2).tolist(),
    }
    cells = {name: list(columns[name]) for name in survey}
    return {name: [*(cells[name][place] for place in treated), *values] for name, values in survey.items()}
