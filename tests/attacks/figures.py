"""The figures of all attacks, as `make attack` prints them and as the Confidentiality page shows them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from tests.attacks.attackers import largest_group, largest_pair, least_squares, strongest
from tests.attacks.folder import outsider, small_company
from tests.attacks.releases import forgetful, remembered
from tests.attacks.respondents import LOWEST, Respondents, respondents
from tests.attacks.yes_no import certain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from tests.attacks.folder import Outsider
    from tests.attacks.published import PublishedList

SCORES = ("engagement", "satisfaction")
WHOLE = 1 - 1e-6
RELEASES = range(120, 181)
TRIED = 60
"""People of the smallest groups, of whom it is asked whether a yes or a no is certain."""


def growing_wave(seed: int) -> dict[str, float]:
    """61 releases of a wave that grows by one answer each: with the memory of what was shown, and without.

    Args:
        seed: Of the people.
    """
    known = respondents(RELEASES[-1], seed, n_dimensions=4)
    shown, _ = remembered(known, RELEASES)
    alone = forgetful(known, RELEASES)
    return {
        "releases": len(RELEASES),
        "people": len(known),
        "people_found": _found(shown),
        "gain": known.gain(strongest(known, shown, seed)),
        "people_found_without_memory": _found(alone),
        "gain_without_memory": known.gain(least_squares(known, alone.members, alone.sums)),
    }


def one_more_answer(seed: int) -> dict[str, float]:
    """Two releases of a wave between which one person answered.

    Args:
        seed: Of the people.
    """
    known = respondents(121, seed, n_dimensions=4)
    shown, _ = remembered(known, (120, 121))
    alone = forgetful(known, (120, 121))
    return {
        "explained_of_the_new_answer": float(shown.leverages[-1]),
        "explained_without_memory": float(alone.leverages[-1]),
    }


def published_folder(folder: Path, n: int, seed: int, *, n_dimensions: int = 7) -> dict[str, Any]:
    """What an outsider with all attributes finds in a folder that the product published.

    Args:
        folder: Where the company and its release go.
        n: People.
        seed: Of their attributes and answers.
        n_dimensions: Attributes that divide them.
    """
    known = outsider(small_company(folder, n, seed, n_dimensions=n_dimensions), folder / "published")
    systems = [known.system(measure) for measure in (*SCORES, "enps")]
    return {
        "people": n,
        "gain": float(np.mean([_gain(known, measure, seed) for measure in SCORES])),
        "people_found": sum(_found(one) for one in systems),
        "largest_share_of_an_answer": max(float(one.leverages.max()) for one in systems),
        "largest_share_of_two": max(largest_pair(one) for one in systems),
        "largest_share_of_a_small_group": max(largest_group(one) for one in systems),
        "groups_of_one_answer": sum(_alike(one) for one in systems),
        **surely(known, tried=TRIED),
        **leavers_by_difference(known),
    }


def surely(known: Outsider, *, tried: int | None = None) -> dict[str, int]:
    """People whose yes or no is certain: promoter, detractor, has left.

    Args:
        known: What the outsider has.
        tried: How many people to look at.
    """
    recommending = known.system("enps")
    promoters = (recommending.squares + recommending.sums) / 2
    detractors = (recommending.squares - recommending.sums) / 2
    counts: list[tuple[NDArray[np.float64], NDArray[np.float64], float]] = [
        (recommending.members, promoters, 0.0),
        (recommending.members, detractors, 0.0),
    ]
    left = known.system("turnover", "eligible")
    counts.append((left.members, left.sums, 1.0))
    found = [
        certain(members, count - slack, count + slack, tried=tried) for members, count, slack in counts if len(members)
    ]
    return {"surely_yes": sum(one.yes for one in found), "surely_no": sum(one.no for one in found)}


def leavers_by_difference(known: Outsider) -> dict[str, int]:
    """Steps of one leaver in the published curves of retention, and in the differences of a whole and its parts.

    Args:
        known: What the outsider has.
    """
    curves = {
        (one["clock"], frozenset(map(tuple, one["categories"]))): [point[6] for point in one["points"]]
        for one in known.findings["curves"]
        if one["clock"] != "pair"
    }
    jumps = [jump for leavers in curves.values() for jump in np.diff(leavers, prepend=0).tolist()]
    for (clock, whole), leavers in curves.items():
        for (other, part), inside in curves.items():
            if other == clock and whole < part:
                length = min(len(leavers), len(inside))
                jumps += np.diff(np.subtract(leavers[:length], inside[:length]), prepend=0).tolist()
    return {"steps": len(jumps), "steps_of_one_or_two": sum(abs(jump) in {1, 2} for jump in jumps)}


def worst(found: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The largest of every figure over several draws.

    Args:
        found: The figures of each draw.
    """
    every = list(found)
    return {name: max(one[name] for one in every) for name in every[0]}


def _gain(known: Outsider, measure: str, seed: int) -> float:
    """How much better than the commonest answer the strongest attack is, in percentage points."""
    system, truth = known.system(measure), known.truth[measure] + LOWEST
    people = Respondents(codes=np.zeros((len(truth), 1), dtype=np.int64), points=truth)
    sizes = system.members.sum(axis=1)
    from_lowest = replace(
        system,
        sums=system.sums + LOWEST * sizes,
        squares=system.squares + 2 * LOWEST * system.sums + LOWEST**2 * sizes,
    )
    return people.gain(strongest(people, from_lowest, seed))


def _found(shown: PublishedList) -> int:
    return int((shown.leverages > WHOLE).sum())


def _alike(shown: PublishedList) -> int:
    """Published groups in which all answers are the same."""
    sizes = shown.members.sum(axis=1)
    return int((sizes * shown.squares == np.square(shown.sums)).sum())
