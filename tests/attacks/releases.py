"""Releases of one wave that grows by single answers, with and without the memory of what was shown before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analytics.release.audit.leverage import membership
from analytics.release.stack.amend import Known
from analytics.release.stack.audit import audit_with
from analytics.release.stack.columns import History
from analytics.release.stack.members import PEOPLE, Members
from tests.attacks.published import merged_codes, published_list, tables, verdicts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from analytics.release.audit.leverage import Cell
    from tests.attacks.published import PublishedList
    from tests.attacks.respondents import Respondents

NAMES = tuple(f"d{place}" for place in range(10))


def forgetful(known: Respondents, sizes: Sequence[int]) -> PublishedList:
    """Everything shown when each release is audited by itself: after so many of the people have answered."""
    rows = []
    for size in sizes:
        codes = merged_codes(known.codes[:size])
        inside = membership(codes, verdicts(codes).published).toarray()
        rows.append(np.pad(inside, ((0, 0), (0, len(known) - size))))
    return published_list(known, np.unique(np.concatenate(rows), axis=0))


def remembered(known: Respondents, sizes: Sequence[int]) -> tuple[PublishedList, list[int]]:
    """Everything shown when each release is audited with all before it, and how many cells each could renew."""
    codes = _merged_as_at_first(known.codes, sizes[0])
    then: list[Members] = []
    shown: list[list[frozenset[tuple[str, str]]]] = []
    rows, renewed = [], []
    for size in sizes:
        now = _members(codes[:size])
        columns = History(then, now).columns("", shown)
        cells = audit_with(Known(answers=columns, changes=None), list(tables(codes[:size]))).published
        then.append(now)
        shown.append([_named(cell) for cell in cells])
        inside = membership(codes[:size], cells).toarray()
        rows.append(np.pad(inside, ((0, 0), (0, len(known) - size))))
        renewed.append(len(cells))
    return published_list(known, np.unique(np.concatenate(rows), axis=0)), renewed


def _merged_as_at_first(codes: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """The codes of all, each category joined as it was for the first few; one that nobody had goes to the last."""
    merged = merged_codes(codes[:size])
    columns = []
    for place, column in enumerate(codes.T):
        plan = dict(zip(column[:size].tolist(), merged[:, place].tolist(), strict=True))
        columns.append([plan.get(code, max(plan.values())) for code in column.tolist()])
    return np.array(columns, dtype=np.int64).T


def _members(codes: NDArray[np.int64]) -> Members:
    combinations, places = np.unique(codes, axis=0, return_inverse=True)
    names = NAMES[: codes.shape[1]]
    return Members(
        population="survey:A",
        table=PEOPLE,
        dimensions=names,
        categories={name: tuple(str(code) for code in range(int(codes.max()) + 1)) for name in names},
        combinations=combinations,
        places=places.ravel(),
        keys=np.arange(1, len(codes) + 1, dtype=np.uint64),
        aliases=np.zeros(len(codes), dtype=np.uint64),
    )


def _named(cell: Cell) -> frozenset[tuple[str, str]]:
    return frozenset((NAMES[place], str(code)) for place, code in cell)
