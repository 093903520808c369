"""The long form: `make torture` kills importers 200 times and prints the figures."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.torture.bad_files import Tried, hostile, tried
from tests.torture.kills import Figures, tortured

ROUNDS, KILLS, FULL_DISKS, DAMAGES = 10, 22, 4, 2


def main() -> int:
    """0 when nothing was lost and every bad file ended as promised, else 1."""
    began = time.monotonic()
    figures = Figures()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            figures += tortured(
                Path(folder) / f"round-{number}", KILLS, seed=1000 * number, full_disks=FULL_DISKS, damages=DAMAGES
            )
            _print(f"round {number + 1} of {ROUNDS}: {figures.kills} kills, {figures.rows_lost} rows lost")
        bad = _bad_files(Path(folder))
    for line in _lines(figures, bad):
        _print(line)
    _print(f"{time.monotonic() - began:.0f} seconds.")
    is_whole = not (figures.faults or figures.rows_lost or figures.rows_doubled) and figures.found == figures.damages
    return 0 if is_whole and all(one.is_fine for one in bad) else 1


def _bad_files(folder: Path) -> list[Tried]:
    (folder / "hostile").mkdir()
    found = []
    for one in tried(hostile(folder / "hostile"), folder / "store"):
        mark = " " if one.is_fine else "!"
        cost = f"{one.seconds:6.2f} s {one.cpu_seconds:6.2f} s of CPU {one.megabytes:5.0f} MB"
        _print(f"{mark} {one.name:<44} status {one.status} {cost}")
        found.append(one)
    return found


def _lines(figures: Figures, bad: list[Tried]) -> list[str]:
    n_faults = figures.kills + figures.full_disks + figures.damages
    middle = f"{figures.in_import:,} imports, {figures.in_undo:,} undos and {figures.in_redo:,} redos"
    changed = f"{figures.undone:,} undone, {figures.redone:,} brought back"
    lines = [
        f"Faults injected: {n_faults:,}.",
        f"They were {figures.kills:,} kills, {figures.full_disks:,} full disks and {figures.damages:,} damaged files.",
        f"{middle} were killed in the middle; the other kills came between two steps.",
        f"Confirmed meanwhile: {figures.imports:,} of {figures.begun:,} imports begun, {changed}.",
        f"Reads of the whole store meanwhile: {figures.reads:,}.",
        f"Full disks that ended in a message: {figures.refusals:,}; the other files were small enough.",
        f"Damages found and repaired: {figures.found:,} of {figures.damages:,}.",
        f"Rows lost: {figures.rows_lost:,}. Rows doubled: {figures.rows_doubled:,}.",
        f"Bad files tried: {len(bad):,}; ended as promised: {sum(one.is_fine for one in bad):,}.",
    ]
    if bad:
        slowest, largest = max(one.cpu_seconds for one in bad), max(one.megabytes for one in bad)
        lines.append(f"The slowest took {slowest:.1f} s of CPU, the largest {largest:,.0f} MB of memory.")
    return [*lines, *(f"WRONG: {fault}" for fault in figures.faults)]


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
