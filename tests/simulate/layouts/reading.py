"""Reading a survey file back with nothing but the csv module."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from analytics.simulate.layouts.records import AGREEMENT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def table(path: Path, encoding: str = "utf-8") -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file))


def answers(cells: Sequence[str]) -> list[int]:
    """Answers as numbers, -1 for an empty cell."""
    words = {word: number for number, word in enumerate(AGREEMENT, start=1)} | {"": -1}
    return [words[cell] if cell in words else int(cell) for cell in cells]
