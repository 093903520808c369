"""The scales of a survey: which questions belong together, on which range, and which are turned round."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from typing import Any

from analytics.datasets import shipped
from analytics.errors import SettingsError
from analytics.imports.answered_share import MINIMUM_ANSWERED_SHARE, answered_share
from analytics.imports.wording import key

CLOSE_ENOUGH = 0.88
LONG_ENOUGH = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One statement or question of a scale.

    Args:
        id: Name of the item.
        text: Its wording.
        is_reverse: Whether agreeing means less of what the scale measures.
    """

    id: str
    text: str
    is_reverse: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Items that are averaged into one score.

    Args:
        name: Name in the catalog, such as "engagement".
        label: Words on screen.
        low: Lowest answer of an item.
        high: Highest answer of an item.
        items: The items.
    """

    name: str
    label: str
    low: int
    high: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """The scales of one survey.

    Args:
        name: Name of the codebook.
        scales: Its scales.
        minimum_answered_share: Share of a scale's items that a person must have answered to have a score.
    """

    name: str
    scales: tuple[Scale, ...]
    minimum_answered_share: float = MINIMUM_ANSWERED_SHARE

    def find(self, text: str, question_id: str = "") -> tuple[Scale, Item, float] | None:
        """The item that a question asks, with its scale and how alike they are, 0 to 1; None where none is alike.

        Wording comes first: the same words are the same item, whatever its id in this export.

        Args:
            text: The question's text; of a matrix, the row alone is enough.
            question_id: The question's id in the export.
        """
        wanted = key(text)
        best: tuple[float, Scale, Item] | None = None
        for scale in self.scales:
            for item in scale.items:
                alike = _alike(wanted, key(item.text), key(question_id) == key(item.id))
                if alike >= CLOSE_ENOUGH and (best is None or alike > best[0]):
                    best = (alike, scale, item)
        return None if best is None else (best[1], best[2], best[0])


def _alike(asked: str, item: str, is_same_id: bool) -> float:  # noqa: FBT001 - a fact about the pair, not a switch
    """How alike two wordings are, 0 to 1; the same id is as good as nearly the same words."""
    if asked == item:
        return 1.0
    is_long_enough = len(item) > len(asked) / 3 or len(item) >= LONG_ENOUGH
    if is_same_id or (is_long_enough and asked.endswith(item)):
        return 0.95
    n_letters = len(asked) + len(item)
    if 2 * min(len(asked), len(item)) < CLOSE_ENOUGH * n_letters:
        return 0.0
    # What both are made of, in whatever order, is the most that they can have in common.
    if 2 * (_letters(asked) & _letters(item)).total() < CLOSE_ENOUGH * n_letters:
        return 0.0
    return SequenceMatcher(None, asked, item, autojunk=False).ratio() * 0.99


@lru_cache(maxsize=1 << 10)
def _letters(text: str) -> Counter[str]:
    """How often each letter stands in a text."""
    return Counter(text)


def read_codebook(path: Path | str | None = None) -> Codebook:
    """The codebook in a TOML file, or the one that ships with Twoway.

    Args:
        path: The file; None for `data/codebooks/program_survey.toml`.

    Raises:
        SettingsError: The file is not TOML, a scale lacks its name, range or items, or the share is none.
    """
    file = Path(path) if path is not None else shipped("codebooks/program_survey.toml")
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
        scales = tuple(_scale(entry) for entry in content.get("scale", ()))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        raise SettingsError(
            f"The codebook {file.name} cannot be read.",
            allowed="Each [[scale]] needs name, range = [low, high] and items = [{ id, text, reverse }].",
            next_step="Compare it with data/codebooks/program_survey.toml.",
        ) from error
    share = answered_share(content)
    return Codebook(name=str(content.get("name", file.stem)), scales=scales, minimum_answered_share=share)


def _scale(entry: dict[str, Any]) -> Scale:
    low, high = entry["range"]
    items = tuple(
        Item(id=item["id"], text=item["text"], is_reverse=bool(item.get("reverse", False))) for item in entry["items"]
    )
    return Scale(name=entry["name"], label=entry.get("label", entry["name"]), low=int(low), high=int(high), items=items)
