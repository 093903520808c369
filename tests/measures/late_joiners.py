"""Groups that few people begin and many join later."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

END = 730


def late_joiners(chance: Random) -> tuple[int, list[dict[str, int]]]:
    """How many people there are, and their movements by day; half of the leavers leave voluntarily."""
    joined = [0] * 14 + [chance.randrange(60, 500) for _ in range(120)]
    rows = [_row(day, entries=1) for day in joined]
    for number, day in enumerate(joined):
        last = day + int(chance.expovariate(1 / 1500)) + 1
        left = int(last < END)
        rows.append(_row(min(last, END), exits=1, leavers=left, voluntary=left * (number % 2)))
    return len(joined), rows


def _row(day: int, **counted: int) -> dict[str, int]:
    return {"day": day, "entries": 0, "exits": 0, "leavers": 0, "voluntary": 0, **counted}
