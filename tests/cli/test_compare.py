from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from analytics.cli import main
from tests.comparison.files import NSW, nsw, program, written

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["compare", *arguments])
    return int(ended.value.code or 0)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert run(*arguments, "--json") == 0
    printed: dict[str, Any] = json.loads(capsys.readouterr().out)
    return printed


def test_a_public_experiment_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    covariates = [part for name in NSW for part in ("--covariate", name)]
    found = told(capsys, str(nsw()), "--arm", "treat", "--outcome", "re78", *covariates)
    assert found["n"] == {"pilot": 185, "comparison": 260}
    assert found["raw"]["difference"] == pytest.approx(1794.34, abs=0.005)
    assert found["verdict"] == "higher"


def test_every_option_reaches_the_analysis(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    columns = program(1, n=300, effect=0.0, selection=0.0, quality=1.0)
    columns["arm"] = ["mail" if one else "none" for one in columns["arm"]]
    columns["arm"][:3] = ["other"] * 3
    columns |= {
        "before": [0.5 * float(str(one)) for one in columns["performance"]],
        "team": [number // 6 for number in range(300)],
        "start": [number % 4 for number in range(300)],
        "end": [5 + number % 90 for number in range(300)],
        "left": [("yes", "no")[number % 2] for number in range(300)],
    }
    found = told(
        capsys, str(written(tmp_path / "all.csv", columns)), "--arm", "arm", "--pilot", "mail", "--comparison", "none",
        "--outcome", "score", "--outcome", "tenure", "--covariate", "performance", "--cluster", "team",
        "--pre", "before", "--time", "end", "--event", "left", "--entry", "start", "--horizon", "60",
        "--assignment", "random", "--pilot-share", "0.01", "--margin", "0.7",
    )  # fmt: skip
    assert sum(found["n"].values()) == 297
    assert found["assignment"] == "random"
    assert found["headline"]["method"] == "raw_by_team"
    assert found["margin"] == 0.7
    assert found["verdict"] == "no_difference"
    assert found["rmst"]["horizon"] == 60
    assert {"arm_ratio", "rows_left_out"} <= {one["code"] for one in found["warnings"]}
    assert {"difference_in_differences", "raw_by_team"} <= {one["method"] for one in found["adjusted"]}
    assert [one["outcome"] for one in found["outcomes"]] == ["score", "tenure"]


def test_people_get_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path / "table.csv", program(2, n=200, effect=1.0, selection=0.2, quality=0.5))
    assert run(str(path), "--arm", "arm", "--outcome", "score", "--covariate", "tenure") == 0
    assert "Verdict: higher in the pilot." in capsys.readouterr().out


def test_a_wrong_column_ends_in_one_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path / "table.csv", {"arm": [0, 1], "score": [1, 2]})
    assert run(str(path), "--arm", "arm", "--outcome", "scores") == 1
    assert capsys.readouterr().err.startswith("error[unknown_name]: Unknown column 'scores'.")


def test_a_missing_file_ends_in_one_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(tmp_path / "none.csv"), "--arm", "arm", "--outcome", "score") == 4
    assert capsys.readouterr().err.startswith("error[unreadable_file]")


def test_a_label_that_means_leaving_can_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    columns: dict[str, list[object]] = {
        "arm": [number % 2 for number in range(60)],
        "end": [5 + number for number in range(60)],
        "status": [("censored", "moved", "quit")[number % 3] for number in range(60)],
    }
    path = str(written(tmp_path / "status.csv", columns))
    whole = ("--arm", "arm", "--time", "end", "--event", "status")
    assert run(path, *whole, "--json") == 1
    assert "--event-is" in capsys.readouterr().err
    found = told(capsys, path, *whole, "--event-is", "quit")
    assert sum(found["logrank"]["observed"].values()) == 20
    both = told(capsys, path, *whole, "--event-is", "quit", "--event-is", "moved")
    assert sum(both["logrank"]["observed"].values()) == 40
    assert run(path, "--arm", "arm", "--outcome", "end", "--event-is", "quit", "--json") == 1
