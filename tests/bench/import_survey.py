"""What importing a wide survey costs against two baselines, in one run: `make bench ONLY=import_survey`.

The baselines are DuckDB's bare typed `count(*)` of the same file, and pandas reading, checking and melting it as a
competent user would. A file with damaged cells, which are found and told row by row, stands against the same file
without them. Rounds are interleaved; the table shows medians, and how far the rounds lie apart. Only ratios
mean something: a machine that does other things makes wall time long and leaves processor time nearly as it is.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from contextlib import nullcontext
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from analytics.imports.run import Request, import_file
from analytics.store import Store
from tests.bench.results import Line
from tests.bench.timing import Ratio, interleaved, ratio

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ITEMS = [f"I agree with statement number {number}." for number in range(1, 21)]
ATTRIBUTES = {
    "Generation": ["Gen Z", "Millennial", "Gen X", "Boomer"],
    "Gender": ["Woman", "Man", "Non-binary"],
    "Business unit": [f"Unit {number}" for number in range(12)],
    "Location": [f"City {number}" for number in range(8)],
}
HEADINGS = ["Respondent ID", *ITEMS, *ATTRIBUTES]
ROWS = {"S": 5_000, "M": 250_000, "L": 5_000_000}
ROWS_OF_2_GB = 29_000_000
OURS, COUNT, MELT = "import a survey", "DuckDB's bare typed count(*)", "pandas: read, check, melt"
DAMAGED, WHOLE = "import a survey with damaged cells", "the same survey without them"
LIBRARIES = "the memory of its libraries"
_AT_ONCE = 500_000
_POINTS = 7
_SHARE_BLANK = 0.04
_DAMAGED_CELLS = ("n/a", "?", "9")
_ROWS_A_DAMAGED_CELL = 1_000
_MEMORY = """
import sys
from tests.bench.import_survey import imported, peak
base = peak()
imported(sys.argv[1])
print((peak() - base) / 1024)
"""


def write_survey(path: Path, rows: int, seed: int, *, is_damaged: bool = False) -> None:
    """Writes a survey with an id, 20 items from 1 to 7 and four attributes.

    Args:
        path: The new file.
        rows: Number of responses.
        seed: What chance begins with.
        is_damaged: Whether, of each thousand responses, one says that an item does not apply, one has a mark in place
            of an answer, and one an answer that nobody could give.
    """
    chance = np.random.default_rng(seed)
    others = np.random.default_rng([seed, 1])
    ids = chance.permutation(rows) + 10_000_000
    with path.open("wb") as stream:
        stream.write((",".join(HEADINGS) + "\n").encode())
        for start in range(0, rows, _AT_ONCE):
            n = min(_AT_ONCE, rows - start)
            answers = [
                pa.array(chance.integers(1, _POINTS + 1, n), mask=chance.random(n) < _SHARE_BLANK) for _ in ITEMS
            ]
            if is_damaged:
                answers = _damaged(answers, others)
            told = [pa.array(words).take(pa.array(chance.integers(0, len(words), n))) for words in ATTRIBUTES.values()]
            table = pa.table([pa.array(ids[start : start + n]), *answers, *told], names=HEADINGS)
            options = pyarrow.csv.WriteOptions(include_header=False, quoting_style="none")
            pyarrow.csv.write_csv(table, stream, options)


def _damaged(answers: list[pa.Array], chance: np.random.Generator) -> list[pa.Array]:
    """The same answers as texts, some of them replaced: each kind of damage in one of a thousand rows."""
    n = len(answers[0])
    damaged = [answer.cast(pa.string()) for answer in answers]
    for cell in _DAMAGED_CELLS:
        items = chance.integers(0, len(damaged), n)
        is_hit = np.arange(n) % _ROWS_A_DAMAGED_CELL == chance.integers(0, _ROWS_A_DAMAGED_CELL)
        damaged = [pc.if_else(pa.array(is_hit & (items == item)), cell, one) for item, one in enumerate(damaged)]
    return damaged


def counted(path: Path | str) -> None:
    """DuckDB counts the rows of the file, its types given."""
    kinds = ["BIGINT", *["SMALLINT"] * len(ITEMS), *["VARCHAR"] * len(ATTRIBUTES)]
    columns = {f"c{position}": kind for position, kind in enumerate(kinds)}
    with duckdb.connect() as connection:
        connection.execute(
            "select count(*) from read_csv(?, columns = ?, header = true, auto_detect = false, delim = ',')",
            [str(path), columns],
        ).fetchall()


def melted(path: Path | str) -> None:
    """pandas reads the file, checks ids and ranges, and melts the answers; nothing is stored."""
    kinds = {"Respondent ID": "int64", **dict.fromkeys(ITEMS, "Int8"), **dict.fromkeys(ATTRIBUTES, "category")}
    frame = pd.read_csv(path, dtype=kinds)
    is_off = (frame[ITEMS] < 1) | (frame[ITEMS] > _POINTS)
    frame[ITEMS] = frame[ITEMS].mask(is_off.fillna(value=False))
    frame = frame[~frame["Respondent ID"].duplicated()]
    long = frame.melt(id_vars=["Respondent ID", *ATTRIBUTES], value_vars=ITEMS, var_name="item", value_name="answer")
    long.dropna(subset=["answer"])


def imported(path: Path | str, folder: Path | None = None) -> None:
    """The whole import: read, understood, mapped, checked, hashed, and committed to a store of its own.

    Args:
        path: The file.
        folder: Where the store is made; it stays there. A folder of its own that goes by default.
    """
    with tempfile.TemporaryDirectory() if folder is None else nullcontext(tempfile.mkdtemp(dir=folder)) as made:
        request = Request(path=path, kind="survey", wave="bench", wave_on=date(2024, 6, 1))
        import_file(Store.create(made), request, by="bench")


def peak() -> int:
    """Peak memory of this process so far, in kilobytes (Linux)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def memory(path: Path) -> float:
    """Megabytes that an import needs above what its libraries take, in a process of its own."""
    command = [sys.executable, "-c", _MEMORY, str(path)]
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(found.stdout)


def lines(sizes: Sequence[str], rounds: int, seed: int) -> Iterator[Line]:
    """What importing costs against both baselines, and the memory of a long file.

    Args:
        sizes: "S", "M", "L".
        rounds: Interleaved rounds.
        seed: What the files depend on.
    """
    for size in sizes:
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            path = folder / "survey.csv"
            write_survey(path, ROWS[size], seed)
            damaged = folder / "damaged.csv"
            write_survey(damaged, ROWS[size], seed, is_damaged=True)
            jobs = {
                OURS: partial(imported, path, folder),
                COUNT: partial(counted, path),
                MELT: partial(melted, path),
                DAMAGED: partial(imported, damaged, folder),
            }
            found = interleaved(jobs, rounds if size != "L" else min(rounds, 2), seed)
            for against, goal in ((COUNT, 4.0), (MELT, 0.5)):
                shown = ratio(found[OURS], found[against])
                yield _line(OURS, against, size, shown, goal)
            yield _line(DAMAGED, WHOLE, size, ratio(found[DAMAGED], found[OURS]), 1.1)
    if "L" in sizes:
        with tempfile.TemporaryDirectory() as made:
            path = Path(made) / "survey.csv"
            write_survey(path, ROWS_OF_2_GB, seed)
            used = memory(path)
            yield _line(OURS, LIBRARIES, "2 GB", Ratio(median=used, low=used, high=used), 1000.0, unit="MB")


def _line(job: str, against: str, size: str, found: Ratio, goal: float, *, unit: str = "x") -> Line:
    return Line(
        job=job, against=against, size=size, found=found.median, low=found.low, high=found.high, goal=goal, unit=unit
    )
