from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from analytics.cli import main

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["simulate", *arguments])
    return int(ended.value.code or 0)


def test_sizes_seed_and_effects_reach_the_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "program"
    effects = ("--effect", "engagement=0", "--effect", "retention.Gen Z=-0.5")
    sizes = ("--people", "500", "--pairs", "40", "--seed", "3")
    assert run(*sizes, *effects, "--out", str(folder), "--json") == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["records"]["pairs.csv"] == 40
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    assert truth["scenario"]["people"] == 500
    assert truth["scenario"]["seed"] == 3
    assert set(truth["scenario"]["effects"]["engagement"].values()) == {0.0}
    assert truth["scenario"]["effects"]["retention"]["Gen Z"] == -0.5


def test_a_scenario_file_is_read_and_options_win_over_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scenario = tmp_path / "mine.toml"
    scenario.write_text("seed = 8\npeople = 400\nteam_share = 0.0\n", encoding="utf-8")
    assert run("--scenario", str(scenario), "--pairs", "30", "--people", "450", "--out", str(tmp_path)) == 0
    assert "pairs.csv: 30 records" in capsys.readouterr().out
    written = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))["scenario"]
    assert (written["seed"], written["people"], written["team_share"]) == (8, 450, 0.0)


@pytest.mark.parametrize(
    "effect", ["happiness=1", "engagement", "engagement=much", "engagement.Silent=1", "engagement=inf"]
)
def test_an_effect_that_cannot_be_planted_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], effect: str
) -> None:
    assert run("--effect", effect, "--out", str(tmp_path / "nothing")) == 1
    assert capsys.readouterr().err.startswith("error[")
    assert not (tmp_path / "nothing").exists()


def test_too_many_pairs_are_refused_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--people", "200", "--pairs", "150", "--out", str(tmp_path / "nothing")) == 1
    assert "fewer pairs" in capsys.readouterr().err
    assert not (tmp_path / "nothing").exists()
