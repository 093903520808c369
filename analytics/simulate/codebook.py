"""The questions that a simulated survey asks, read from the shipped codebook."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from analytics.datasets import shipped

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question.

    Args:
        name: Short name, such as eng_1.
        text: The words of the question.
        is_reverse: Whether a high answer means a low score.
    """

    name: str
    text: str
    is_reverse: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The questions that make up one score.

    Args:
        name: Name in the catalog.
        audience: `everyone` or `participants`.
        low: Smallest answer.
        high: Largest answer.
        items: The questions.
    """

    name: str
    audience: str
    low: int
    high: int
    items: tuple[Item, ...]


@cache
def scales(path: Path | None = None) -> tuple[Scale, ...]:
    """The scales of a codebook, by default of the shipped program survey.

    >>> [scale.name for scale in scales()][:3]
    ['engagement', 'satisfaction', 'enps']
    """
    source = path or shipped("codebooks/program_survey.toml")
    written = tomllib.loads(source.read_text(encoding="utf-8"))
    return tuple(
        Scale(
            name=one["name"],
            audience=one["audience"],
            low=one["range"][0],
            high=one["range"][1],
            items=tuple(
                Item(name=item["id"], text=item["text"], is_reverse=item.get("reverse", False)) for item in one["items"]
            ),
        )
        for one in written["scale"]
    )
