"""What an import does to the headline figures, before it is committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.parquet

from analytics.catalog import generation_scheme
from analytics.release.effect import Headline, as_notes, headlines, moved
from tests.company import company

if TYPE_CHECKING:
    from pathlib import Path

SCHEME = generation_scheme("pew")


def figure(value: float | None, measure: str = "engagement") -> Headline:
    return Headline(measure=measure, label="Engagement", unit="points", wave="2025-06", value=value, n=40)


def test_rows_in_memory_give_the_same_figures_as_files(tmp_path: Path) -> None:
    files = company(tmp_path).files
    in_memory = {name: [pyarrow.parquet.read_table(path) for path in paths] for name, paths in files.items()}
    found = headlines(files, SCHEME)
    assert found == headlines(in_memory, SCHEME)
    assert {"people", "pairs", "participation", "retention", "engagement"} <= {one.measure for one in found}


def test_only_what_differs_has_moved() -> None:
    same, other = figure(50.0, "satisfaction"), figure(10.0, "enps")
    (one, new) = moved([figure(65.7), same], [figure(66.1), same, other])
    assert (one.change, one.plain()["before"], one.plain()["after"]) == (0.4, 65.7, 66.1)
    assert (new.before, new.after, new.change) == (None, other, None)


def test_the_figures_of_a_commit_are_kept_with_each_of_its_files() -> None:
    rows = [{"added": 3, "changed": 0, "same": 0}, {"added": 1, "changed": 0, "same": 0}]
    first, second = as_notes(rows, ["people.csv", "pairs.csv"], moved([], [figure(66.1)]))
    assert [one["measure"] for one in first["figures"]] == ["engagement"]
    assert second == {**first, "rows": rows[1]}
