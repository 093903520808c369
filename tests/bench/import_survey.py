"""What importing a wide survey costs against two baselines, in one run: `python -m tests.bench.import_survey`.

The baselines are DuckDB's bare typed `count(*)` of the same file, and pandas reading, checking and melting it as a
competent user would. Rounds are interleaved; the table shows medians, and how far the rounds lie apart. Only ratios
mean something: a machine that does other things makes wall time long and leaves processor time nearly as it is.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv

from analytics.imports.run import Request, import_file
from analytics.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ITEMS = [f"I agree with statement number {number}." for number in range(1, 21)]
ATTRIBUTES = {
    "Generation": ["Gen Z", "Millennial", "Gen X", "Boomer"],
    "Gender": ["Woman", "Man", "Non-binary"],
    "Business unit": [f"Unit {number}" for number in range(12)],
    "Location": [f"City {number}" for number in range(8)],
}
HEADINGS = ["Respondent ID", *ITEMS, *ATTRIBUTES]
_AT_ONCE = 500_000
_POINTS = 7
_SHARE_BLANK = 0.04
_MEMORY = """
import sys
from tests.bench.import_survey import imported, peak
base = peak()
imported(sys.argv[1])
print((peak() - base) / 1024)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run of a job took, in seconds.

    Args:
        wall: By the clock.
        processor: On all cores together.
    """

    wall: float
    processor: float


def write_survey(path: Path, rows: int, seed: int) -> None:
    """Writes a survey with an id, 20 items from 1 to 7 and four attributes.

    Args:
        path: The new file.
        rows: Number of responses.
        seed: What chance begins with.
    """
    chance = np.random.default_rng(seed)
    ids = chance.permutation(rows) + 10_000_000
    with path.open("wb") as stream:
        stream.write((",".join(HEADINGS) + "\n").encode())
        for start in range(0, rows, _AT_ONCE):
            n = min(_AT_ONCE, rows - start)
            answers = [
                pa.array(chance.integers(1, _POINTS + 1, n), mask=chance.random(n) < _SHARE_BLANK) for _ in ITEMS
            ]
            told = [pa.array(words).take(pa.array(chance.integers(0, len(words), n))) for words in ATTRIBUTES.values()]
            table = pa.table([pa.array(ids[start : start + n]), *answers, *told], names=HEADINGS)
            options = pyarrow.csv.WriteOptions(include_header=False, quoting_style="none")
            pyarrow.csv.write_csv(table, stream, options)


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


def imported(path: Path | str) -> None:
    """The whole import: read, understood, mapped, checked, hashed, and committed to a store of its own."""
    with tempfile.TemporaryDirectory() as folder:
        request = Request(path=path, kind="survey", wave="bench", wave_on=date(2024, 6, 1))
        import_file(Store.create(folder), request, by="bench")


def peak() -> int:
    """Peak memory of this process so far, in kilobytes (Linux)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def cost(job: Callable[[Path], None], path: Path) -> Cost:
    """What a job takes.

    Args:
        job: What is done with the file.
        path: The file.
    """
    wall, processor = time.perf_counter(), time.process_time()
    job(path)
    return Cost(wall=time.perf_counter() - wall, processor=time.process_time() - processor)


def memory(path: Path) -> float:
    """Megabytes that an import needs above what its libraries take, in a process of its own."""
    command = [sys.executable, "-c", _MEMORY, str(path)]
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(found.stdout)


def main() -> None:
    """Prints a table: every job's median, its spread, and its ratio to the import."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=250_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without-pandas", action="store_true", help="for files that pandas cannot hold")
    stated = parser.parse_args()
    jobs = {"duckdb count(*)": counted, "twoway import": imported}
    if not stated.without_pandas:
        jobs["pandas read, check, melt"] = melted
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "survey.csv"
        write_survey(path, stated.rows, stated.seed)
        _report(path, stated.rows, stated.rounds, jobs)


def _report(path: Path, rows: int, rounds: int, jobs: Mapping[str, Callable[[Path], None]]) -> None:
    size = path.stat().st_size / 1e6
    _print(f"{rows:,} rows, {size:,.0f} MB, {rounds} interleaved rounds")
    found: dict[str, list[Cost]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            found[name].append(cost(job, path))
    own = found["twoway import"]
    for name, costs in found.items():
        walls, processors = [one.wall for one in costs], [one.processor for one in costs]
        wall = statistics.median(mine.wall / other.wall for mine, other in zip(own, costs, strict=True))
        processor = statistics.median(mine.processor / other.processor for mine, other in zip(own, costs, strict=True))
        _print(
            f"{name:26} wall {statistics.median(walls):8.3f} s ({min(walls):.3f} to {max(walls):.3f})"
            f"  processor {statistics.median(processors):8.3f} s"
            f"  import / this: {wall:.2f} wall, {processor:.2f} processor"
        )
    _print(f"memory of the import above its libraries: {memory(path):,.0f} MB")


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
