"""Takes out of a release whatever would say that all people of a group gave one and the same answer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from analytics.measures.shares import RESPONSE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from analytics.measures.cell import Cell
    from analytics.release.cell_key import Categories, CellKey

SURVEY = "survey:"
Group: TypeAlias = "Mapping[CellKey, Cell]"


def without_alike(cells: Group) -> dict[CellKey, Cell]:
    """The cells without those of scores and questions that tell the answer of everybody in a group.

    A group in which all answers are the same gives away each of them, however large it is. So does a group that is not
    shown but is what the others leave of a row. Neither is hidden by leaving out its own cell, which the others would
    give back: the whole table in which it stands is left out for this measure. Where it is one category, that is every
    cell of its dimension, and where it is everybody, the measure.

    Args:
        cells: The cells that passed the audit.
    """
    answers: dict[tuple[str, str], dict[CellKey, Cell]] = defaultdict(dict)
    for key, cell in cells.items():
        if key.population.startswith(SURVEY) and key.measure != RESPONSE:
            answers[key.population, key.measure][key] = cell
    hidden = {key for one in answers.values() for key in _hidden(one)}
    return {key: cell for key, cell in cells.items() if key not in hidden}


def _hidden(cells: Group) -> set[CellKey]:
    """The cells of one measure that are left out."""
    tables = {frozenset(name for name, _ in one) for one in (*_alike(cells), *_alike_rests(cells))}
    return {key for key in cells if any(table <= {name for name, _ in key.categories} for table in tables)}


def _alike(cells: Group) -> Iterator[Categories]:
    return (key.categories for key, cell in cells.items() if is_alike(cell))


def _alike_rests(cells: Group) -> Iterator[Categories]:
    """The rows of which the published cells leave people who all gave the same answer."""
    rows: dict[CellKey, dict[str, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for key, cell in cells.items():
        for name, category in key.categories:
            whole = replace(key, categories=key.categories - {(name, category)})
            rows[whole][name].append(cell)
    for whole, by in rows.items():
        for name, parts in by.items():
            if whole in cells and is_alike(_rest(cells[whole], parts)):
                yield whole.categories | {(name, "")}


def _rest(whole: Cell, parts: list[Cell]) -> Cell:
    together = sum(parts[1:], start=parts[0])
    return replace(
        whole,
        n=whole.n - together.n,
        total=whole.total - together.total,
        squares=whole.squares - together.squares,
    )


def is_alike(cell: Cell) -> bool:
    """Whether anybody answered, and all of them the same.

    Args:
        cell: The sums of a score or a question.
    """
    return cell.n > 0 and cell.n * cell.squares == cell.total**2
