"""What data/ says about itself keeps up with the code and with the data."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import pytest

from analytics.catalog import SCALES
from analytics.datasets import shipped
from analytics.imports.canonical.columns import COLUMNS, ProgramTable
from analytics.simulate.codebook import scales

TABLES: tuple[ProgramTable, ...] = ("people", "pairs", "sessions", "goals")


def readme() -> str:
    return shipped("README.md").read_text(encoding="utf-8")


def truth() -> dict[str, Any]:
    written: dict[str, Any] = json.loads((shipped("demo") / "truth.json").read_text(encoding="utf-8"))
    return written


def benchmarks() -> dict[str, Any]:
    return tomllib.loads(shipped("benchmarks.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("table", TABLES)
def test_the_dictionary_has_every_column_with_its_meaning_and_other_names(table: ProgramTable) -> None:
    section = readme().split(f"### {table}.csv")[1].split("\n### ")[0].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    assert len(lines) == len(COLUMNS[table])
    for line, column in zip(lines, COLUMNS[table], strict=True):
        assert line.startswith(f"| `{column.name}` |")
        assert line.endswith(f"| {column.meaning} | {', '.join(column.synonyms)} |")
        assert (", required |" in line) == column.is_required


def test_every_file_of_the_demo_is_explained() -> None:
    for path in shipped("demo").iterdir():
        assert path.name in readme()


def test_the_readme_says_that_nobody_in_there_is_real() -> None:
    assert "No real person is in there" in readme()


def test_the_numbers_of_the_story_are_those_of_the_truth() -> None:
    written, last = truth(), "2025-06"
    for responses in written["population"]["responses"].values():
        assert f"{responses:,} answers" in readme()
    for role in ("junior", "senior", "all"):
        assert f"+{100 * written['retention_12_months'][role]['expected']['effect']:.1f} points" in readme()
    for name in ("engagement", "bridging", "enps"):
        effect, naive = written["scores"][name][last]["all"]["effect"], written["naive"]["scores"][name][last]
        assert f"| +{effect:.1f} points | +{naive:.1f} points" in readme()
    assert f"**none at all** | +{written['naive']['scores']['satisfaction'][last]:.1f} points" in readme()


def test_the_codebook_has_the_scales_of_the_catalog_and_words_of_its_own_for_every_item() -> None:
    assert tuple(scale.name for scale in scales()) == SCALES
    texts = [item.text for scale in scales() for item in scale.items]
    assert len(set(texts)) == len(texts) == 19


def test_every_benchmark_has_a_source_a_known_grade_and_what_was_compared() -> None:
    shelf = benchmarks()
    assert len(shelf["figure"]) == 11
    for figure in shelf["figure"]:
        assert figure["grade"] in shelf["grades"]
        assert all(figure[key].strip() for key in ("claim", "source", "compared", "about"))


def test_the_shelf_says_what_it_cannot_support() -> None:
    assert "no randomized evidence" in benchmarks()["notice"]
    assert set(benchmarks()["grades"]) == {"A", "B", "C", "D"}
