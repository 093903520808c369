"""How often the product was right about simulated programs whose truth is known, as it ships with Twoway."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from analytics.datasets import shipped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FILE = "calibration.json"


@cache
def trials() -> Sequence[Mapping[str, Any]]:
    """The kinds of programs that were simulated, each with a row for every outcome and method.

    A trial has `name`, `label` and `rows`; a row has `outcome`, `method`, `programs`, `truth`, `bias` and shares in
    percent with their intervals: `coverage`, `beyond_chance`, `verdict_higher`, `verdict_lower`.

    Checked against:
        Python: `make calibrate` makes the file anew from the same seeds.
    """
    found: Sequence[Mapping[str, Any]] = json.loads(shipped(FILE).read_text(encoding="utf-8"))["trials"]
    return found


def programs() -> int:
    """Simulated programs altogether."""
    return sum(max(row["programs"] for row in trial["rows"]) for trial in trials())
