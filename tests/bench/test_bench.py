"""The benchmark itself: its table says what was found, and its sides compute the same figures."""

from __future__ import annotations

import asyncio
import importlib
import re
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from tests.bench import __main__ as bench
from tests.bench import audit_speed, by_pandas, import_survey, proxy, results
from tests.bench.results import Line, table_lines
from tests.bench.servers import EMPTY_APP, streamlit
from tests.bench.stream import Viewer
from tests.bench.timing import Cost, interleaved, median, ratio

if TYPE_CHECKING:
    from pathlib import Path


def line(*, found: float, goal: float, at_least: bool = False) -> Line:
    return Line(
        job="a job", against="a baseline", size="S", found=found, low=1.0, high=9.0, goal=goal, at_least=at_least
    )


@pytest.mark.parametrize("name", bench.JOBS)
def test_every_job_can_be_asked_for_its_lines(name: str) -> None:
    assert callable(importlib.import_module(f"tests.bench.{name}").lines)


def test_a_limit_is_met_from_its_own_side() -> None:
    assert line(found=2.0, goal=3.0).is_met
    assert not line(found=4.0, goal=3.0).is_met
    assert line(found=4.0, goal=3.0, at_least=True).is_met
    assert not line(found=2.0, goal=3.0, at_least=True).is_met


def test_results_are_kept_and_a_later_run_takes_the_place_of_an_earlier_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{results.BEGIN}\n{results.END}\nafter\n", encoding="utf-8")
    monkeypatch.setattr(results, "README", readme)
    monkeypatch.setattr(results, "RESULTS", tmp_path / "results.json")
    results.keep([line(found=4.0, goal=3.0)])
    assert "| 4 x (1 to 9) | ≤ 3 x (missed) |" in readme.read_text(encoding="utf-8")
    results.keep([line(found=2.5, goal=3.0)])
    text = readme.read_text(encoding="utf-8")
    assert "| a job | a baseline | S | 2.5 x (1 to 9) | ≤ 3 x |" in text
    assert text.count("a job") == 1
    assert text.startswith("before\n")
    assert text.endswith("after\n")


def test_every_row_of_the_table_has_as_many_cells_as_its_head() -> None:
    rows = table_lines([results.document(line(found=2.0, goal=3.0))])
    assert {row.count("|") for row in rows} == {7}


def test_a_ratio_is_taken_round_by_round() -> None:
    ours = [Cost(wall=wall, processor=1.0) for wall in (2.0, 6.0, 9.0)]
    theirs = [Cost(wall=wall, processor=4.0) for wall in (1.0, 2.0, 9.0)]
    found = ratio(ours, theirs)
    assert (found.median, found.low, found.high) == (2.0, 1.0, 3.0)
    assert ratio(ours, theirs, "processor").median == 0.25
    assert median(ours) == 6.0


def test_rounds_run_every_job_and_in_the_same_order_for_the_same_seed() -> None:
    seen: list[str] = []
    for _ in range(2):
        found = interleaved({name: partial(seen.append, name) for name in "abc"}, 4, seed=7)
        assert {name: len(costs) for name, costs in found.items()} == {"a": 4, "b": 4, "c": 4}
    assert seen[:12] == seen[12:]
    assert {frozenset(seen[start : start + 3]) for start in (0, 3, 6, 9)} == {frozenset("abc")}


def test_a_small_audit_is_checked_a_second_way() -> None:
    found = audit_speed.line(300, 12, seed=3)
    assert "12 cells, 300 people" in found.job
    assert 0 < found.found < found.goal


def test_the_survey_of_the_import_has_the_rows_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    import_survey.write_survey(path, 40, seed=2)
    written = pd.read_csv(path)
    assert written.shape == (40, 1 + len(import_survey.ITEMS) + len(import_survey.ATTRIBUTES))
    assert written["Respondent ID"].is_unique


def test_damage_stands_in_one_of_a_thousand_rows_each_and_nothing_else_differs(tmp_path: Path) -> None:
    whole, damaged = tmp_path / "whole.csv", tmp_path / "damaged.csv"
    import_survey.write_survey(whole, 2_000, seed=2)
    import_survey.write_survey(damaged, 2_000, seed=2, is_damaged=True)
    one, other = (pd.read_csv(path, dtype=str, keep_default_na=False) for path in (whole, damaged))
    differing = other.to_numpy()[one.to_numpy() != other.to_numpy()].tolist()
    assert set(differing) == {"n/a", "?", "9"}
    assert len(differing) == 6


def test_fast_intervals_and_welch_are_those_of_scipy() -> None:
    from scipy import stats

    chance = np.random.default_rng(5)
    one, other = chance.normal(60, 9, 40), chance.normal(55, 14, 70)
    sums = [
        pd.DataFrame({"n": [len(side)], "total": [side.sum()], "squares": [(side**2).sum()]}) for side in (one, other)
    ]
    found, expected = by_pandas.welch(*sums).iloc[0], stats.ttest_ind(one, other, equal_var=False)
    interval = expected.confidence_interval()
    assert found.tolist() == pytest.approx([one.mean() - other.mean(), interval.low, interval.high, expected.pvalue])
    low, high = stats.t.interval(0.95, 39, loc=one.mean(), scale=stats.sem(one))
    assert by_pandas.intervals(sums[0]).iloc[0].tolist() == pytest.approx([one.mean(), low, high])


def test_fast_survival_is_the_product_over_days_with_delayed_entry() -> None:
    entry, days, left = [0, 0, 5, 9, 0], [4, 8, 8, 20, 20], [True, True, False, False, True]
    found = by_pandas.survival(pd.Series(entry), pd.Series(days), pd.Series(left))
    at_risk = {4: 3, 8: 3, 20: 2}
    expected = np.cumprod([1 - 1 / at_risk[day] for day in (4, 8, 20)])
    assert found[:, 0].tolist() == [4, 8, 20]
    assert found[:, 1].tolist() == pytest.approx(expected)


def test_a_viewer_without_a_browser_sees_a_page_run() -> None:
    async def seen(address: str) -> tuple[float, float, int]:
        async with Viewer(address) as viewer:
            return await viewer.open(), await viewer.again(), viewer.received

    with streamlit(EMPTY_APP) as server:
        before = server.processor()
        opened, again, received = asyncio.run(seen(server.address))
        assert min(opened, again) > 0
        assert received > 0
        assert server.processor() >= before
        assert server.memory() > 1


def test_the_documented_settings_of_nginx_are_the_ones_that_are_tried() -> None:
    tried = proxy.site(18080, [19001, 19002])
    assert "listen 127.0.0.1:18080;" in tried
    assert re.findall(r"server 127\.0\.0\.1:(\d+);", tried) == ["19001", "19002"]
    assert "ssl" not in tried
