"""The demo in data/demo is what its scenario makes, byte for byte, and what its documents say."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from analytics.datasets import shipped
from analytics.simulate import scenario_from, simulate, write_csv

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 1_000_000


def hashes(folder: Path) -> dict[str, str]:
    made = [path for path in folder.iterdir() if path.suffix in {".csv", ".json"}]
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in made}


def test_the_demo_is_regenerated_byte_for_byte(tmp_path: Path) -> None:
    write_csv(simulate(scenario_from(shipped("demo/scenario.toml"))), tmp_path)
    assert hashes(tmp_path) == hashes(shipped("demo"))


def test_the_demo_stays_small() -> None:
    assert sum(path.stat().st_size for path in shipped("demo").iterdir()) < 12 * MEGABYTE


def test_the_demo_has_welchs_500_pairs_and_four_waves_of_about_6000() -> None:
    population = json.loads((shipped("demo") / "truth.json").read_text(encoding="utf-8"))["population"]
    assert population["pairs"] == 500
    assert population["employed_at_launch"] == pytest.approx(12_000, rel=0.03)
    assert list(population["responses"]) == ["2023-11 baseline", "2024-06", "2024-12", "2025-06"]
    assert all(responses == pytest.approx(6000, rel=0.03) for responses in population["responses"].values())


def test_the_demo_flatters_a_naive_reader_and_satisfaction_has_no_effect() -> None:
    truth = json.loads((shipped("demo") / "truth.json").read_text(encoding="utf-8"))
    satisfaction = truth["scores"]["satisfaction"]["2025-06"]
    assert {group["effect"] for group in satisfaction.values()} == {0.0}
    assert truth["naive"]["scores"]["satisfaction"]["2025-06"] > 5
    assert truth["naive"]["scores"]["engagement"]["2023-11 baseline"] > 5
    retention = truth["retention_12_months"]
    assert truth["naive"]["retention_12_months_after_launch"] > 2 * retention["all"]["expected"]["effect"]
    assert retention["junior"]["expected"]["effect"] > 0.04
    assert 0 < retention["senior"]["expected"]["effect"] < 0.01
