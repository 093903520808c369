"""The benchmark: every target as a ratio of two jobs in one run: `python -m tests.bench` or `make bench`."""

from __future__ import annotations

import argparse
import importlib
import sys
from typing import TYPE_CHECKING

from tests.bench.results import Line, keep, machine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

JOBS = ("import_survey", "publishing", "audit_speed", "view", "viewer", "load", "proxy", "browser")
"""Modules of this folder; each has `lines(sizes, rounds, seed)`, which gives what it found."""


def main() -> None:
    """Run the jobs and keep what they found."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--size", default="S,M", help="S, M, L, or several with commas")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default=",".join(JOBS), help=f"some of: {', '.join(JOBS)}")
    parser.add_argument("--dry", action="store_true", help="print only; keep the earlier results")
    asked = parser.parse_args()
    _print(machine())
    for name in asked.only.split(","):
        for line in _job(name)(asked.size.split(","), asked.rounds, asked.seed):
            state = "met" if line.is_met else "missed"
            _print(
                f"{line.job} / {line.against} {line.size}: {line.found:.3g} {line.unit} (goal {line.goal:g}, {state})"
            )
            if not asked.dry:
                keep([line])


def _job(name: str) -> Callable[[list[str], int, int], Iterable[Line]]:
    found: Callable[[list[str], int, int], Iterable[Line]] = importlib.import_module(f"tests.bench.{name}").lines
    return found


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
