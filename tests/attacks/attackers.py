"""What an attacker does who knows everyone's attributes and who answered. Each attack returns one guess a person."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linprog

from tests.attacks.respondents import HIGHEST, LOWEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from tests.attacks.published import Answering, PublishedList
    from tests.attacks.respondents import Respondents

NOTHING = float("nan")


def differencing(known: Respondents, source: Answering) -> NDArray[np.float64]:
    """Ask for a group with the person and for the same group without; the difference is the answer.

    The groups are those of up to three filters that fit the person, with one filter dropped or turned around.
    """
    return np.array([_first(_differences(known, source, person)) for person in range(len(known))])


def _first(found: Iterator[float]) -> float:
    return next(found, NOTHING)


def _differences(known: Respondents, source: Answering, person: int) -> Iterator[float]:
    alike = known.codes == known.codes[person]
    for n in range(1, 4):
        for few in combinations(range(alike.shape[1]), n):
            if np.all(alike[:, few], axis=1).sum() == 1:
                yield from _dropped(alike, few, source)


def _dropped(alike: NDArray[np.bool_], few: tuple[int, ...], source: Answering) -> Iterator[float]:
    for dropped in few:
        wider = np.all(alike[:, [one for one in few if one != dropped]], axis=1)
        both = source.total(wider), source.total(wider & np.logical_not(alike[:, dropped]))
        if both[0] is not None and both[1] is not None:
            yield both[0] - both[1]


def tracker(known: Respondents, source: Answering) -> NDArray[np.float64]:
    """Pad the person with a large group, then with everybody else, and take off the total.

    Reference:
        Denning, Denning and Schwartz (1979), The tracker: a threat to statistical database security, ACM TODS 4(1).
    """
    everyone = source.total(np.ones(len(known), dtype=np.bool_))
    padding = [known.codes[:, d] == code for d in range(known.codes.shape[1]) for code in np.unique(known.codes[:, d])]
    large = [group for group in padding if 10 <= group.sum() <= len(known) - 10][:8]
    return np.array([_first(_tracked(known, source, person, large, everyone)) for person in range(len(known))])


def _tracked(
    known: Respondents, source: Answering, person: int, groups: list[NDArray[np.bool_]], everyone: float | None
) -> Iterator[float]:
    itself = (known.codes == known.codes[person]).all(axis=1)
    for group in groups:
        sums = source.total(group | itself), source.total(~group | itself), everyone
        if itself.sum() == 1 and sums[0] is not None and sums[1] is not None and sums[2] is not None:
            yield sums[0] + sums[1] - sums[2]


def filtered(
    known: Respondents, source: Answering, n: int, seed: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The answers to `n` random questions with two or three filters that each allow half of the categories."""
    rng = np.random.default_rng(seed)
    rows, sums = [], []
    for _ in range(n):
        inside = np.ones(len(known), dtype=np.bool_)
        for dimension in rng.choice(known.codes.shape[1], size=rng.integers(2, 4), replace=False):
            inside &= rng.random(known.codes[:, dimension].max() + 1)[known.codes[:, dimension]] < 0.5
        answer = source.total(inside)
        if answer is not None:
            rows.append(inside.astype(np.float64))
            sums.append(answer)
    return np.reshape(rows, (len(sums), len(known))), np.array(sums)


def least_squares(known: Respondents, members: NDArray[np.float64], sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """The answers nearest to the mean that agree with every published sum."""
    mean = np.full(len(known), known.points.mean())
    step = np.linalg.lstsq(members, sums - members @ mean, rcond=None)[0]
    return np.asarray(np.clip(mean + step, LOWEST, HIGHEST), dtype=np.float64)


def strongest(known: Respondents, published: PublishedList, seed: int, *, n_starts: int = 12) -> NDArray[np.float64]:
    """The average of random answers within the scale that agree with every published sum and sum of squares."""
    rng = np.random.default_rng(seed)
    spread = known.points.std()
    starts = rng.normal(known.points.mean(), spread, (n_starts, len(known)))
    return np.asarray(np.mean([_agreeing(start, published) for start in starts], axis=0), dtype=np.float64)


def _agreeing(start: NDArray[np.float64], published: PublishedList, *, n_steps: int = 25) -> NDArray[np.float64]:
    """Answers near `start` that agree with the list: Newton steps of least length, kept within the scale."""
    answers = np.clip(start, LOWEST, HIGHEST)
    for _ in range(n_steps):
        missing = np.concatenate(
            [published.sums - published.members @ answers, published.squares - published.members @ np.square(answers)]
        )
        slopes = np.concatenate([published.members, 2 * published.members * answers])
        answers = np.clip(answers + np.linalg.lstsq(slopes, missing, rcond=1e-8)[0], LOWEST, HIGHEST)
        if np.abs(missing).max() < 1e-6:
            break
    return answers


def exposed_by(published: PublishedList, colluding: NDArray[np.int64]) -> int:
    """How many others are determined when these people put their own answers together."""
    own = np.zeros((len(colluding), published.members.shape[1]))
    own[np.arange(len(colluding)), colluding] = 1
    _, size, right = np.linalg.svd(np.concatenate([published.basis, own]), full_matrices=False)
    leverages = np.square(right[size > 1e-7]).sum(axis=0)
    return int((np.delete(leverages, colluding) > 1 - 1e-6).sum())


def width(published: PublishedList, person: int) -> float:
    """How far apart the lowest and the highest answer are that a person can have given, in points."""
    ends = [_end(published, person, sign) for sign in (1, -1)]
    return ends[1] - ends[0]


def _end(published: PublishedList, person: int, sign: int) -> float:
    cost = np.zeros(published.members.shape[1])
    cost[person] = sign
    found = linprog(cost, A_eq=published.members, b_eq=published.sums, bounds=(LOWEST, HIGHEST), method="highs")
    if found.x is None:
        raise RuntimeError(found.message)
    return float(found.x[person])


def largest_pair(published: PublishedList) -> float:
    """The largest share of any combination of two answers, however weighted, that follows from the list."""
    joint = published.joint
    own = np.diag(joint)
    mean, half = (own[:, None] + own) / 2, (own[:, None] - own) / 2
    highest = mean + np.sqrt(np.square(half) + np.square(joint))
    np.fill_diagonal(highest, 0)
    return float(highest.max())


def largest_filtered_group(known: Respondents, published: PublishedList) -> float:
    """The largest share that follows of the sum over any group of fewer than five people, by up to three filters."""
    highest = 0.0
    for n in range(1, 4):
        for few in combinations(range(known.codes.shape[1]), n):
            group = np.unique(known.codes[:, few], axis=0, return_inverse=True)[1].ravel()
            size = np.bincount(group)
            inside = (np.arange(len(size))[:, None] == group)[size < 5]
            shares = np.square(published.basis @ inside.T).sum(axis=0) / inside.sum(axis=1)
            highest = max(highest, float(shares.max(initial=0.0)))
    return highest


def largest_group(published: PublishedList) -> float:
    """The largest share found of the sum over two to four people, grown around each person from who fits best."""
    joint = published.joint
    own = np.diag(joint)
    highest = 0.0
    for person in range(len(own)):
        group, total = [person], own[person]
        while len(group) < 4:
            more = 2 * joint[group].sum(axis=0) + own
            more[group] = -np.inf
            group.append(int(more.argmax()))
            total += more.max()
            highest = max(highest, total / len(group))
    return float(highest)
