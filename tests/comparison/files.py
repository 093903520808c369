"""CSV files of a comparison, made of columns; and files with known answers that lie beside the repository."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np

from tests.conftest import exports_folder, reference_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

NSW = ("age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75")
LALONDE = ("age", "educ", "married", "nodegree", "re74", "re75", "black", "hispan")


def written(path: Path, columns: Mapping[str, Iterable[object]]) -> Path:
    """A CSV file with these columns."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))
    return path


def nsw() -> Path:
    """The randomized sample of the National Supported Work program."""
    return exports_folder() / "causal-nsw" / "nsw_mixtape.csv"


def lalonde() -> Path:
    """The same treated people beside people of a survey, as R's MatchIt ships them."""
    return reference_file().parent / "reference_data" / "lalonde.csv"


def read(path: Path) -> dict[str, list[str]]:
    """The columns of a CSV file."""
    with path.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    return {name: [row[name] for row in rows] for name in rows[0]}


def program(seed: int, *, n: int, effect: float, selection: float, quality: float) -> dict[str, list[object]]:
    """A company whose pilot chose itself by performance, level and tenure.

    Args:
        seed: Seed.
        n: People.
        effect: True effect on the score.
        selection: How strongly the pilot chose itself.
        quality: How much the same things matter for the score, whatever the program does.
    """
    random = np.random.default_rng(seed)
    performance = np.round(random.normal(size=n), 2)
    level = random.choice(["L1", "L2", "L3"], n)
    tenure = random.integers(0, 20, n)
    logit = selection * (performance + 0.5 * (level == "L3") + 0.03 * (tenure - 10))
    arm = (random.random(n) < 1 / (1 + np.exp(-logit))).astype(int)
    score = 3 + effect * arm + quality * (0.6 * performance + 0.4 * (level == "L3")) + random.normal(size=n)
    return {
        "arm": arm.tolist(),
        "score": np.round(score, 3).tolist(),
        "performance": performance.tolist(),
        "level": level.tolist(),
        "tenure": tenure.tolist(),
    }


def numbers(columns: Mapping[str, Iterable[object]], name: str) -> NDArray[np.float64]:
    """A column as an array."""
    return np.array([float(str(value)) for value in columns[name]])
