"""The same release to the last digit, in whatever order the rows were imported."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import duckdb

from analytics.program import Program
from analytics.release.files import FINDINGS
from analytics.release.publish import publish
from analytics.release.read import Release
from tests.company import company
from tests.given import Given

if TYPE_CHECKING:
    from pathlib import Path

AT = "2026-01-05T09:00:00+00:00"
SHUFFLED = """
copy (
    select * exclude (place)
    from (select *, row_number() over () as place from read_parquet($1))
    order by hash(place)
) to '{part}' (format parquet)
"""


def shuffled(path: Path, folder: Path) -> Path:
    """The rows of a file in another order."""
    part = folder / path.name
    with duckdb.connect() as connection:
        connection.execute(SHUFFLED.format(part=part), [str(path)])
    return part


def test_the_order_of_the_rows_changes_nothing(tmp_path: Path) -> None:
    source = company(tmp_path)
    (tmp_path / "shuffled").mkdir()
    again = Given(
        files={table: [shuffled(one, tmp_path / "shuffled") for one in paths] for table, paths in source.files.items()}
    )
    first, second = (
        publish(one, Program(), tmp_path / name, at=AT) for one, name in ((source, "whole"), (again, "other"))
    )
    assert Release.load(first).facts.cells_hash == Release.load(second).facts.cells_hash
    one, other = (json.loads((folder / FINDINGS).read_text(encoding="utf-8")) for folder in (first, second))
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []
    assert one["curves"]
    assert one["comparisons"]
