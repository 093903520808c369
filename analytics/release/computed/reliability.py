"""The reliability of every scale of every wave, for everyone who answered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from analytics.measures.finding import Interval
from analytics.measures.questions import asked
from analytics.measures.reliability import (
    ItemReliability,
    ScaleReliability,
    counts_question,
    products_question,
    scale_reliability,
)

if TYPE_CHECKING:
    from analytics.engine import Engine
    from analytics.engine.rows import Row
    from analytics.query import Query


def reliabilities(engine: Engine) -> list[dict[str, Any]]:
    """The reliability of every scale with two items or more that at least 30 people answered, as plain data."""
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    for row in engine.rows(asked()):
        texts[str(row["wave"])][str(row["item"] or row["question_id"])] = str(row["text"])
    counts, products = _by_scale(engine, counts_question()), _by_scale(engine, products_question())
    found = (
        scale_reliability(rows, products.get((wave, scale), ()), texts[wave])
        for (wave, scale), rows in sorted(counts.items())
    )
    return [asdict(one) for one in found if one is not None]


def read_reliability(document: dict[str, Any]) -> ScaleReliability:
    """The reliability of a scale in its plain form."""
    interval = document["interval"]
    return ScaleReliability(
        **{name: document[name] for name in ("scale", "wave", "asked", "n", "alpha", "omega", "reason")},
        interval=Interval(**interval) if interval else None,
        items=tuple(ItemReliability(**item) for item in document["items"]),
    )


def _by_scale(engine: Engine, query: Query) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in engine.rows(query):
        found[str(row["wave"]), str(row["scale"])].append(row)
    return found
