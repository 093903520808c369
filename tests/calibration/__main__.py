"""Tries the product on simulated programs and writes down how often it is right: `python -m tests.calibration`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from tests.calibration.scenarios import TRIALS
from tests.calibration.summary import summary
from tests.calibration.trials import Result, results

if TYPE_CHECKING:
    from collections.abc import Iterable

OUT = Path(__file__).resolve().parents[2] / "data" / "calibration.json"
PROGRAMS = 1000
FIRST_SEED = 10_000


def run(task: tuple[str, int]) -> tuple[str, int, list[Result]]:
    """The results of one program, with what it was."""
    name, seed = task
    return name, seed, results(TRIALS[name], seed)


def main() -> None:
    """Run what has not been run yet, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.calibration", description=__doc__)
    parser.add_argument("--programs", type=int, default=PROGRAMS, help="programs of each kind")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--kept", type=Path, default=Path(".twoway/calibration.jsonl"), help="results so far")
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args()
    asked.kept.parent.mkdir(parents=True, exist_ok=True)
    done = _kept(asked.kept)
    if other := [name for name, seed, found in map(run, _first_of_each(done)) if found != done[name, seed]]:
        raise SystemExit(f"{asked.kept} is of other code ({', '.join(other)}): move it away, or name another.")
    wanted = [(name, FIRST_SEED + number) for number in range(asked.programs) for name in TRIALS]
    tasks = [task for task in wanted if task not in done]
    with asked.kept.open("a", encoding="utf-8") as kept, ProcessPoolExecutor(asked.processes) as pool:
        for count, (name, seed, found) in enumerate(pool.map(run, tasks, chunksize=4), start=1):
            kept.write(json.dumps({"trial": name, "seed": seed, "results": [asdict(one) for one in found]}) + "\n")
            kept.flush()
            done[name, seed] = found
            if count % 100 == 0:
                sys.stderr.write(f"{count:,} of {len(tasks):,} programs\n")
    asked.out.write_text(json.dumps(table({task: done[task] for task in wanted}), indent=1) + "\n", encoding="utf-8")


def table(done: dict[tuple[str, int], list[Result]]) -> dict[str, object]:
    """The figures of every kind of program, as the Methods page shows them."""
    trials = []
    for name, trial in TRIALS.items():
        found = [one for (kind, _), several in done.items() if kind == name for one in several]
        if found:
            trials.append({"name": name, "label": trial.label, "rows": summary(found)})
    return {"first_seed": FIRST_SEED, "trials": trials}


def _first_of_each(done: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """One kept program of each kind, to be made again: results of other code are no results of this one."""
    return list({name: (name, seed) for name, seed in sorted(done, reverse=True)}.values())


def _kept(path: Path) -> dict[tuple[str, int], list[Result]]:
    if not path.is_file():
        return {}
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {(line["trial"], line["seed"]): [Result(**one) for one in line["results"]] for line in lines}


if __name__ == "__main__":
    main()
