"""Where numbers stand among other numbers, without a group or a copy of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from analytics.store.rows import MOST_HELD

if TYPE_CHECKING:
    import numpy.typing as npt

Numbers: TypeAlias = "npt.NDArray[np.int64]"

_PARTS = 16


def last_places(own: Numbers, others: Numbers) -> Numbers:
    """For each number, the last place at which it stands among others; -1 where it does not.

    Of very many, those with one ending after the other: sorting takes several copies.

    >>> last_places(np.array([7, 8, 9]), np.array([9, 7, 9])).tolist()
    [1, -1, 2]

    Args:
        own: The numbers.
        others: The others.
    """
    if len(own) + len(others) <= MOST_HELD:
        return _last_places(own, others)
    found = np.empty(len(own), dtype=np.int64)
    for ending in range(_PARTS):
        mine, theirs = (np.flatnonzero(numbers % _PARTS == ending) for numbers in (own, others))
        places = _last_places(own[mine], others[theirs])
        found[mine] = np.where(places < 0, -1, np.append(theirs, -1)[places])
    return found


def _last_places(own: Numbers, others: Numbers) -> Numbers:
    order = np.argsort(others, kind="stable")
    after = np.searchsorted(others, own, "right", sorter=order)
    places = np.append(order, -1)[after - 1]
    found: Numbers = np.where(np.append(others, -1)[places] == own, places, -1)
    return found
