"""Every kind of file that is broken or meant to break a reader, in one folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.torture.archives import archives, spreadsheets
from tests.torture.binaries import parquets, savs
from tests.torture.texts import texts, write_long_line

if TYPE_CHECKING:
    from pathlib import Path

STRANGE_BUT_SOUND = frozenset(
    {
        "formulas.csv",
        "lone_surrogates_utf8.csv",
        "parentheses_without_end.csv",
        "brackets_in_headings.csv",
        "signs_of_addresses.csv",
        "path_tricks.zip",
        "path_tricks_of_windows.zip",
        "absolute_path.zip",
        "csv_that_says_xlsx.xlsx",
        "xlsx_that_says_csv.csv",
        "formulas.xlsx",
        "columns_of_one_name.parquet",
        "parquet_that_says_sav.sav",
        "absurd_columns.sav",
        "absurd_rows.sav",
        "negative_counts.sav",
    }
)
"""Files that hold a table after all, and are read."""


def hostile_files(folder: Path) -> list[tuple[str, Path]]:
    """Name and path of each hostile file, written to a folder.

    Args:
        folder: Where they are written; it takes about 60 MB.
    """
    found = []
    for source in (texts, archives, spreadsheets, parquets, savs):
        for name, content in source():
            path = folder / name
            path.write_bytes(content)
            found.append((name, path))
    line = folder / "one_line_of_500_megabytes.csv"
    write_long_line(line)
    return [*found, (line.name, line)]
