"""How well the items of a scale go together in one wave, and how often each was left blank."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.engine.rows import count
from analytics.errors import UndefinedStatisticError
from analytics.query import Query
from analytics.stats.items import ItemSums
from analytics.stats.reliability import alpha, omega

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analytics.engine.rows import Row
    from analytics.measures.finding import Interval

MINIMUM = 30
"""Fewer people who answered every item say too little about how the items go together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemReliability:
    """One item of a scale.

    Args:
        item: Name of the item in the codebook, or of the question in the export.
        text: The question as asked.
        answered: People who answered it.
        missing: Share of those asked who left it blank, in percent.
        item_rest: Correlation with the sum of the other items; below 0 it is probably turned the wrong way. None where
            the scale's reliability is undefined.
        alpha_without: Alpha of the other items; None as above.
    """

    item: str
    text: str
    answered: int
    missing: float
    item_rest: float | None
    alpha_without: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleReliability:
    """How well the items of a scale go together in one wave.

    Args:
        scale: Name of the scale.
        wave: The wave.
        asked: People who answered at least one item.
        n: People who answered every item; alpha and omega are about them.
        alpha: Cronbach's alpha; None where it is undefined.
        interval: Feldt's interval of alpha; None where alpha is.
        omega: McDonald's omega from one common factor; None where it is undefined (two items have none).
        reason: Why alpha, or else omega, is undefined, as a sentence; empty where both are there.
        items: The items.
    """

    scale: str
    wave: str
    asked: int
    n: int
    alpha: float | None
    interval: Interval | None
    omega: float | None
    reason: str
    items: tuple[ItemReliability, ...]


def counts_question() -> Query:
    """What to ask the engine for how often each item was answered."""
    return Query(aggregate="item_counts")


def products_question() -> Query:
    """What to ask the engine for the sums and products of the items of every scale."""
    return Query(aggregate="item_products")


def scale_reliability(counts: Iterable[Row], products: Iterable[Row], texts: dict[str, str]) -> ScaleReliability | None:
    """The reliability of one scale in one wave, or None where it has one item or too few people answered all of them.

    Args:
        counts: Rows of `item_counts` for the scale and wave, at least one.
        products: Rows of `item_products` for the scale and wave.
        texts: Text of each item.
    """
    by_item = {str(row["item"]): row for row in counts}
    first = next(iter(by_item.values()))
    sums = _item_sums({item: count(row, "span") for item, row in by_item.items()}, products)
    if sums is None or sums.n < MINIMUM:
        return None
    return _described(str(first["scale"]), str(first["wave"]), by_item, sums, texts)


def _described(
    scale: str, wave: str, by_item: dict[str, Row], sums: ItemSums, texts: dict[str, str]
) -> ScaleReliability:
    reason = ""
    inner, factor = None, None
    try:
        inner = alpha(sums)
        factor = omega(sums)
    except UndefinedStatisticError as undefined:
        reason = undefined.what
    asked = max(count(row, "asked") for row in by_item.values())
    return ScaleReliability(
        scale=scale,
        wave=wave,
        asked=asked,
        n=sums.n,
        alpha=inner.alpha if inner else None,
        interval=inner.interval if inner else None,
        omega=factor.omega if factor else None,
        reason=reason,
        items=tuple(
            ItemReliability(
                item=item,
                text=texts.get(item, item),
                answered=count(by_item[item], "answered"),
                missing=100 * (asked - count(by_item[item], "answered")) / asked,
                item_rest=inner.item_rest[place] if inner else None,
                alpha_without=inner.if_dropped[place] if inner else None,
            )
            for place, item in enumerate(sums.items)
        ),
    )


def _item_sums(spans: dict[str, int], products: Iterable[Row]) -> ItemSums | None:
    """The sums of the items brought to one range, as the score of the scale has them."""
    if len(spans) < 2:  # noqa: PLR2004 - one item goes together with nothing
        return None
    whole = math.lcm(*spans.values())
    steps = {item: whole // span for item, span in spans.items()}
    items = tuple(sorted(spans))
    found: dict[tuple[str, str], int] = defaultdict(int)
    totals: dict[str, int] = defaultdict(int)
    n = 0
    for row in products:
        item, other = str(row["item"]), str(row["other"])
        found[item, other] += count(row, "product") * steps[item] * steps[other]
        if item == other:
            totals[item] += count(row, "total") * steps[item]
            n = count(row, "n")
    return ItemSums(
        items=items,
        n=n,
        totals=tuple(totals[item] for item in items),
        products=tuple(tuple(found[item, other] for other in items) for item in items),
    )
