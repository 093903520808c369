"""How many pairs there are of each two generations, as far as no handful of pairs follows."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from analytics.engine.rows import count
from analytics.measures.pairs import matrix_question
from analytics.release.audit.merge import EVERYONE, merge_plan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.engine import Engine

JUNIORS, SENIORS = 0, 1


def pair_matrix(engine: Engine, generations: Sequence[str], *, minimum: int) -> list[dict[str, Any]]:
    """The pairs by the generations of both mentors, as plain data.

    Args:
        engine: The engine.
        generations: The generations from old to young, which small ones are joined along.
        minimum: Pairs behind every number, and behind what is left of every line.
    """
    counted = {
        (str(row["junior_generation"]), str(row["senior_generation"])): count(row, "people")
        for row in engine.rows(matrix_question())
    }
    juniors, seniors = side_plans(counted, generations, minimum=minimum)
    merged: Counter[tuple[str, str]] = Counter()
    for (junior, senior), people in counted.items():
        merged[juniors[junior], seniors[senior]] += people
    return [
        {"junior_generation": junior, "senior_generation": senior, "people": people}
        for (junior, senior), people in sorted(shown_cells(merged, minimum=minimum).items())
        if (junior, senior) != (EVERYONE, EVERYONE)
    ]


def shown_cells(pairs: Mapping[tuple[str, str], int], *, minimum: int) -> dict[tuple[str, str], int]:
    """The cells that may be shown: what is hidden of a row, a column and of all is nobody, or `minimum` at least.

    The smallest cell of a line with too little left is hidden too, so that nobody finds the rest by subtraction.

    Args:
        pairs: Pairs by row and column.
        minimum: Pairs in a cell, and in what is hidden of a line.

    >>> shown_cells({("Gen Z", "Boomer"): 40, ("Gen Z", "Gen X"): 30, ("Gen Z", "Silent"): 2}, minimum=10)
    {('Gen Z', 'Boomer'): 40}
    """
    shown = {cell: people for cell, people in pairs.items() if people >= minimum}
    lines = [set(pairs), *({cell for cell in pairs if cell[s] == name} for s, name in _lines(pairs))]
    while line := next((one for one in lines if _is_exposed(one, pairs, shown, minimum)), None):
        del shown[min(line & shown.keys(), key=lambda cell: (shown[cell], cell))]
    return shown


def _lines(pairs: Mapping[tuple[str, str], int]) -> list[tuple[int, str]]:
    return sorted({(side, cell[side]) for cell in pairs for side in (JUNIORS, SENIORS)})


def _is_exposed(
    line: set[tuple[str, str]],
    pairs: Mapping[tuple[str, str], int],
    shown: Mapping[tuple[str, str], int],
    minimum: int,
) -> bool:
    """Whether something is shown of a line, and too little is hidden of it."""
    hidden = sum(pairs[cell] for cell in line if cell not in shown)
    return 0 < hidden < minimum and any(cell in shown for cell in line)


def side_plans(
    counted: Mapping[tuple[str, str], int], generations: Sequence[str], *, minimum: int
) -> tuple[dict[str, str], dict[str, str]]:
    """The published generation of every generation of juniors, and of seniors.

    Args:
        counted: Pairs or people by the generations of both.
        generations: The generations from old to young, which small ones are joined along.
        minimum: Pairs or people behind every published generation.
    """
    juniors, seniors = (_plan(counted, side, generations, minimum) for side in (JUNIORS, SENIORS))
    return juniors, seniors


def _plan(
    counted: Mapping[tuple[str, str], int], side: int, generations: Sequence[str], minimum: int
) -> dict[str, str]:
    people: Counter[str] = Counter()
    for cell, pairs in counted.items():
        people[cell[side]] += pairs
    return merge_plan(people, order=generations, minimum=minimum)
