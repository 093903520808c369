"""What is certain about a yes or no of single people, from counts of yes in published groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linprog

if TYPE_CHECKING:
    from numpy.typing import NDArray

CERTAIN = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Certain:
    """How many people's answer is certain.

    Args:
        yes: People who surely said yes.
        no: People who surely said no.
    """

    yes: int
    no: int


def certain(
    members: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64], *, tried: int | None = None
) -> Certain:
    """Whose answer is the same in every way in which the published counts can be true.

    Args:
        members: Who stands behind each count, (counts, people).
        low: The fewest yes that a published count can stand for.
        high: The most.
        tried: How many people to look at, those of the smallest groups first; all of them if left out.
    """
    both, limits = np.concatenate([members, -members]), np.concatenate([high, -low])
    order = np.argsort(np.where(members > 0, members.sum(axis=1)[:, None], np.inf).min(axis=0))
    found = {1: 0, -1: 0}
    for person in order[:tried]:
        for sign in found:
            cost = np.zeros(members.shape[1])
            cost[person] = sign
            solved = linprog(cost, A_ub=both, b_ub=limits, bounds=(0, 1), method="highs")
            if solved.fun is None:
                raise RuntimeError(solved.message)
            found[sign] += int(solved.fun > 1 - CERTAIN if sign == 1 else solved.fun > -CERTAIN)
    return Certain(yes=found[1], no=found[-1])
