from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from analytics.comparison.report import compare
from analytics.comparison.request import Request
from analytics.comparison.words import text
from tests.comparison.files import LALONDE, lalonde, program, written

if TYPE_CHECKING:
    from pathlib import Path

COVARIATES = ("performance", "level", "tenure")


def full(folder: Path) -> Path:
    columns = program(1, n=400, effect=0.8, selection=0.5, quality=1.0)
    random = np.random.default_rng(1)
    columns |= {
        "days": random.integers(1, 366, 400).tolist(),
        "left": random.integers(0, 2, 400).tolist(),
        "earlier": np.round(random.normal(size=400), 2).tolist(),
        "team": [number // 8 for number in range(400)],
    }
    return written(folder / "full.csv", columns)


def test_an_outcome_has_the_promised_keys(tmp_path: Path) -> None:
    found = compare(full(tmp_path), Request(arm="arm", outcomes=("score",), covariates=COVARIATES)).as_dict()
    assert set(found["n"]) == {"pilot", "comparison"}
    assert {"difference", "low", "high", "t", "df", "p"} <= set(found["raw"])
    assert all(set(one) == {"covariate", "smd_before", "smd_after"} for one in found["balance"])
    assert [one["covariate"] for one in found["balance"]] == ["performance", "level: L2", "level: L3", "tenure"]
    assert all(set(one) == {"method", "estimand", "difference", "low", "high"} for one in found["adjusted"])
    assert all({"code", "message"} <= set(one) for one in found["warnings"])
    assert found["verdict"] == "higher"
    assert "retention" not in found
    assert "outcomes" not in found


def test_retention_has_the_promised_keys(tmp_path: Path) -> None:
    found = compare(full(tmp_path), Request(arm="arm", time="days", event="left", covariates=COVARIATES)).as_dict()
    assert all(set(one) == {"time", "pilot", "comparison", "difference", "low", "high"} for one in found["retention"])
    assert {"difference", "low", "high", "p", "horizon"} <= set(found["rmst"])
    assert {"chi_square", "df", "p"} <= set(found["logrank"])
    assert "raw" not in found
    assert found["verdict"] == found["retention_verdict"]
    assert found["adjusted"] == found["retention_adjusted"] != []


def test_outcome_and_retention_stand_side_by_side(tmp_path: Path) -> None:
    request = Request(
        arm="arm", outcomes=("score", "earlier"), covariates=COVARIATES, time="days", event="left", cluster="team"
    )
    found = compare(full(tmp_path), request)
    told = found.as_dict()
    assert told["outcome"] == "score"
    assert [one["outcome"] for one in told["outcomes"]] == ["score", "earlier"]
    assert told["verdict"] == told["outcomes"][0]["verdict"] == found.verdict
    assert told["outcomes"][1]["comparisons"] == 1
    assert told["retention"]
    assert told["retention_verdict"] in {"higher", "lower", "no_difference", "not_enough"}
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_the_same_file_gives_the_same_digits(tmp_path: Path) -> None:
    request = Request(arm="arm", outcomes=("score",), covariates=COVARIATES, pre="earlier", cluster="team")
    first, second = (compare(full(tmp_path), request).as_dict() for _ in range(2))
    assert first == second


def test_doubts_come_before_any_p_value() -> None:
    told = text(compare(lalonde(), Request(arm="arm", outcomes=("y",), covariates=LALONDE)))
    assert told.index("[poor_overlap]") < told.index("[large_difference_before]") < told.index("p = ")
    assert "Verdict: not enough to say." in told


def test_the_text_says_everything_in_order(tmp_path: Path) -> None:
    request = Request(
        arm="arm",
        outcomes=("score", "earlier", "tenure"),
        covariates=("performance", "level"),
        time="days",
        event="left",
    )
    told = text(compare(full(tmp_path), request))
    parts = [
        "score: ",
        "Known beforehand",
        "Raw difference (Welch)",
        "Adjusted differences",
        "To explain this away",
        "Verdict: higher in the pilot. The estimate declared to decide is overlap weights",
        "earlier: ",
        "One of 2 secondary outcomes",
        "Retention: ",
        "Still there",
        "Mean time stayed within",
        "Log-rank test",
        "Verdict on retention",
    ]
    places = [told.index(part) for part in parts]
    assert places == sorted(places)
    assert max(map(len, told.splitlines())) < 400


def test_randomized_and_before_and_after_are_told(tmp_path: Path) -> None:
    request = Request(arm="arm", outcomes=("score",), covariates=COVARIATES, pre="earlier", assignment="random")
    told = text(compare(full(tmp_path), request))
    assert "chance chose the pilot" in told
    assert "CUPED" in told
    assert "difference in differences" in told
