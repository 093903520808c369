"""Prints what each attack finds on the audited list and under the rule of five: `python -m tests.attacks`.

The figures that the Confidentiality page shows are written to `data/attacks.json`.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

from tests.attacks.attackers import (
    differencing,
    exposed_by,
    filtered,
    largest_filtered_group,
    largest_group,
    largest_pair,
    least_squares,
    strongest,
    tracker,
    width,
)
from tests.attacks.figures import growing_wave, one_more_answer, published_folder, worst
from tests.attacks.published import Answering, FreeFilters, PublishedList, at_least_five, audited
from tests.attacks.respondents import Respondents, respondents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SIZES = {40: 3, 80: 5, 240: 7, 480: 7}
SEEDS = range(5)
COLLUDING = (1, 2, 3, 5)
TRIALS = 40
STRONGEST = "strongest attack, gain in points"
GROUP = "largest share of a group under five"
HARDLY = 3
MOST = 60
CANARY_SIZE = 240
GROUP_SHARE = 0.8 + 1e-6
FOLDERS = ((80, 0), (80, 1), (240, 0))
DETERMINED = "people determined, %"
GAINS = ("1,000 questions, gain in points", "all sums, gain in points", STRONGEST)
OUT = Path(__file__).resolve().parents[2] / "data" / "attacks.json"

Figures = dict[str, float]


def main() -> int:
    """Print the figures; 1 where an attack succeeds on the audited list, or fails under the rule of five."""
    sizes = [_size(n, n_dimensions) for n, n_dimensions in SIZES.items()]
    canary = next(one for one in sizes if one["people"] == CANARY_SIZE)
    time = {**worst(one_more_answer(seed) for seed in SEEDS), **worst(growing_wave(seed) for seed in range(2))}
    _say("\nTime")
    _lines(time)
    with tempfile.TemporaryDirectory() as folder:
        read = _folders(Path(folder))
    _say("\nFolders that the product published, read by somebody who knows all attributes")
    _lines(read)
    written = {"sizes": [_rounded(one) for one in sizes], "time": _rounded(time), "folders": _rounded(read)}
    OUT.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    found = time["people_found"] + read["people_found"] + read["surely_yes"] + read["groups_of_one_answer"]
    is_safe = all(one["gain"] <= HARDLY and one["group"] <= GROUP_SHARE for one in (*sizes, {**read, "group": 0.0}))
    return int(bool(found) or not is_safe or canary["gain_rule_of_five"] < MOST)


def _rounded(figures: Figures) -> Figures:
    return {name: round(value, 2) for name, value in figures.items()}


def _size(n: int, n_dimensions: int) -> dict[str, float]:
    """The figures of one number of people, printed and as they are written down."""
    people = [respondents(n, seed, n_dimensions=n_dimensions) for seed in SEEDS]
    guessed = float(np.mean([np.mean(known.points == known.guess) for known in people]))
    _say(f"\n{n} people, {n_dimensions} dimensions, {len(SEEDS)} draws; guessing finds {guessed:.1%}")
    safe = _mean(_audited(known, seed) for seed, known in zip(SEEDS, people, strict=True))
    canary = _mean(_rule_of_five(known, seed) for seed, known in zip(SEEDS, people, strict=True))
    _table(safe, canary)
    return {
        "people": n,
        "draws": len(SEEDS),
        "guessing": 100 * guessed,
        "gain": max(safe[name] for name in GAINS),
        "gain_rule_of_five": max(canary[name] for name in GAINS),
        "people_found": safe[DETERMINED] * n / 100,
        "people_found_rule_of_five": canary[DETERMINED] * n / 100,
        "group": safe[GROUP],
        "numbers_per_person": safe["independent numbers per person"],
        "largest_share": safe["largest leverage"],
        "exposed_by_colluding": max(safe[f"others exposed by {m} colluding"] for m in COLLUDING),
        "exposed_by_colluding_rule_of_five": max(canary[f"others exposed by {m} colluding"] for m in COLLUDING),
    }


def _folders(folder: Path) -> Figures:
    """The worst of several published folders; of the gain, the mean."""
    found = [published_folder(folder / f"{n}-{seed}", n, seed, n_dimensions=SIZES[n]) for n, seed in FOLDERS]
    return {**worst(found), "gain": float(np.mean([one["gain"] for one in found]))}


def _audited(known: Respondents, seed: int) -> Figures:
    return _figures(known, audited(known), audited(known), seed)


def _rule_of_five(known: Respondents, seed: int) -> Figures:
    return _figures(known, at_least_five(known), FreeFilters(known=known), seed, n_starts=2)


def _figures(known: Respondents, shown: PublishedList, asked: Answering, seed: int, *, n_starts: int = 12) -> Figures:
    """What each attack finds.

    Args:
        known: The people.
        shown: The list that is solved as a whole.
        asked: What answers single questions: the same list, or a dashboard with free filters.
        seed: Of the attacker's random numbers.
        n_starts: Solutions that the strongest attack averages.
    """
    rng = np.random.default_rng(seed)
    members, sums = filtered(known, asked, 1000, seed)
    exposed = np.argsort(-shown.leverages)[: max(len(known) // 20, 2)]
    solved = strongest(known, shown, seed, n_starts=n_starts)
    return {
        "cells": len(shown.members),
        "independent numbers per person": len(shown.basis) / len(known),
        "largest leverage": shown.leverages.max(),
        DETERMINED: 100 * float(np.mean(shown.leverages > 1 - 1e-6)),
        "largest share of two answers": largest_pair(shown),
        "largest share of a group by three filters": largest_filtered_group(known, shown),
        GROUP: largest_group(shown),
        "found by a difference, %": 100 * known.exact(differencing(known, asked)),
        "found by a tracker, %": 100 * known.exact(tracker(known, asked)),
        "1,000 questions, gain in points": known.gain(least_squares(known, members, sums)),
        "all sums, gain in points": known.gain(least_squares(known, shown.members, shown.sums)),
        STRONGEST: known.gain(solved),
        "the same on the most exposed 5 %": 100 * float(np.mean(np.abs(solved - known.points)[exposed] < 0.5))
        - 100 * float(np.mean(known.points[exposed] == known.guess)),
        "narrowest range left, points of 20": min(width(shown, int(person)) for person in exposed[:5]),
        **{f"others exposed by {m} colluding": _exposed(shown, m, rng) for m in COLLUDING},
    }


def _exposed(shown: PublishedList, colluding: int, rng: np.random.Generator) -> float:
    n = shown.members.shape[1]
    return float(np.mean([exposed_by(shown, rng.choice(n, colluding, replace=False)) for _ in range(TRIALS)]))


def _mean(figures: Iterable[Figures]) -> Figures:
    found = list(figures)
    return {name: float(np.mean([one[name] for one in found])) for name in found[0]}


def _table(safe: Figures, canary: Figures) -> None:
    _say(f"{'':44}{'audited list':>14}{'rule of five':>14}")
    for name, value in safe.items():
        _say(f"{name:44}{value:14.2f}{canary[name]:14.2f}")


def _lines(figures: Figures) -> None:
    for name, value in figures.items():
        _say(f"{name.replace('_', ' '):44}{value:14.2f}")


_say: Callable[[str], object] = print


if __name__ == "__main__":
    with threadpool_limits(limits=1, user_api="blas"):
        sys.exit(main())
