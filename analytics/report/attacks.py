"""What attacks on published figures found, as it ships with Twoway."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from analytics.datasets import shipped

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "attacks.json"


@cache
def attacks() -> Mapping[str, Any]:
    """The figures of all attacks: `sizes`, one entry for each number of people, `time` and `folders`.

    Gains are in percentage points above guessing the commonest answer; each entry of `sizes` has them for what Twoway
    publishes and, as `..._rule_of_five`, for a dashboard that hides groups of fewer than five.

    Checked against:
        Python: `make attack` makes the file anew from the same seeds.
    """
    found: Mapping[str, Any] = json.loads(shipped(FILE).read_text(encoding="utf-8"))
    return found
