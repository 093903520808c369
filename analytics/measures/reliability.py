"""How well the items of a scale go together in one wave, and how often each was left blank."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.engine.rows import count
from analytics.errors import UndefinedStatisticError
from analytics.measures.finding import Interval
from analytics.query import Query
from analytics.stats.items import ItemSums
from analytics.stats.reliability import alpha, omega

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analytics.engine.rows import Row

MINIMUM = 30
"""Fewer people who answered every item say too little about how the items go together."""
FEWEST = 10
"""People who left something out, from which on it may be told how many, and how the others answered without them."""
DIGITS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemReliability:
    """One item of a scale.

    Args:
        item: Name of the item in the codebook, or of the question in the export.
        text: The question as asked.
        answered: People who answered it; None where one to nine left it blank.
        missing: Share of those asked who left it blank, in percent; None as above.
        item_rest: Correlation with the sum of the other items; below 0 it is probably turned the wrong way. None where
            the scale's reliability is undefined.
        alpha_without: Alpha of the other items; None as above.
    """

    item: str
    text: str
    answered: int | None
    missing: float | None
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
    """The reliability of one scale in one wave, to two digits, or None where it has one item or too few people for it.

    The questions of a scale are published for everybody who answered them, alpha for those who answered all of them:
    where one to nine people left one out, both together would tell what these answered to the others.

    Args:
        counts: Rows of `item_counts` for the scale and wave, at least one.
        products: Rows of `item_products` for the scale and wave.
        texts: Text of each item.
    """
    by_item = {str(row["item"]): row for row in counts}
    first = next(iter(by_item.values()))
    sums = _item_sums({item: count(row, "span") for item, row in by_item.items()}, products)
    if sums is None or sums.n < MINIMUM or not _may_be_told(count(first, "asked") - sums.n):
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
        alpha=_rounded(inner.alpha) if inner else None,
        interval=Interval(low=round(inner.interval.low, DIGITS), high=round(inner.interval.high, DIGITS))
        if inner
        else None,
        omega=_rounded(factor.omega) if factor else None,
        reason=reason,
        items=tuple(
            _item(
                item,
                texts.get(item, item),
                (asked, count(by_item[item], "answered")),
                _rounded(inner.item_rest[place]) if inner else None,
                _rounded(inner.if_dropped[place]) if inner else None,
            )
            for place, item in enumerate(sums.items)
        ),
    )


def _item(
    name: str, text: str, people: tuple[int, int], item_rest: float | None, alpha_without: float | None
) -> ItemReliability:
    asked, answered = people
    told = _may_be_told(asked - answered)
    return ItemReliability(
        item=name,
        text=text,
        answered=answered if told else None,
        missing=100 * (asked - answered) / asked if told else None,
        item_rest=item_rest,
        alpha_without=alpha_without,
    )


def _may_be_told(left_out: int) -> bool:
    """Whether nobody or enough people left something out."""
    return left_out == 0 or left_out >= FEWEST


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)


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
