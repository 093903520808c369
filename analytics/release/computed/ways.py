"""How pairs meet by the generation of the senior mentee, to the nearest 5 %; filters are on the junior mentor."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from analytics.engine.rows import count
from analytics.measures.fives import in_fives
from analytics.measures.ways import SeniorWay, question
from analytics.release.audit.budget import CHANNELS, SETTINGS, Figure
from analytics.release.audit.merge import EVERYONE, MINIMUM, merge_plan
from analytics.release.audit.plan import CHANNEL_SHARES, INFORMAL_SHARE, WAYS_OF_MEETING, display_order
from analytics.release.provenance import provenance

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.engine import Engine
    from analytics.engine.rows import Row
    from analytics.measures.finding import Provenance
    from analytics.release.audit.budget import Budget
    from analytics.release.facts import Facts

ASKED: Mapping[str, tuple[str, ...]] = {CHANNELS: CHANNEL_SHARES, SETTINGS: (INFORMAL_SHARE,)}


def senior_ways(engine: Engine, generations: Sequence[str], budget: Budget) -> list[dict[str, Any]]:
    """The shares of sessions by channel and setting for each generation of senior mentees, as plain data.

    Generations of fewer than ten pairs are joined with a neighbor. Every generation counts as three numbers about
    channels, of which the fourth follows, and as one about settings.

    Args:
        engine: The engine, with its categories merged.
        generations: The generations from old to young, which small ones are joined along.
        budget: What may still be published; what is drawn is gone from it.
    """
    rows = engine.rows(question())
    found: list[SeniorWay] = []
    for outcome, measures in ASKED.items():
        merged = {name: _merged([row for row in rows if row["ratio"] == name], generations) for name in measures}
        for generation, (pairs, _, _) in sorted(merged[measures[0]].items(), key=lambda one: (-one[1][0], one[0])):
            draws = {outcome: WAYS_OF_MEETING[measures[0]]}
            if budget.draw(Figure(what=f"{outcome}, senior mentees of {generation}", draws=draws, people=pairs)):
                found += [_share(name, generation, merged[name][generation]) for name in measures]
    order = display_order("generation", [one.generation for one in found], {"generation": generations})
    return [asdict(one) for one in sorted(found, key=lambda one: order.index(one.generation))]


def ways_provenance(facts: Facts, measure: str) -> Provenance:
    """Where a share of sessions by the generation of the senior mentee comes from.

    Args:
        facts: The release it is read from.
        measure: Name of a share of sessions.
    """
    return replace(
        provenance(facts, measure, {}),
        method="to the nearest 5 %; Wilson interval with pairs as units, widened by what rounding hides",
        sql=question().sql(),
        values={},
    )


def read_way(document: Mapping[str, Any]) -> SeniorWay:
    """A share in its plain form."""
    return SeniorWay(**document)


def _share(measure: str, generation: str, sums: tuple[int, int, int]) -> SeniorWay:
    pairs, total, base = sums
    return SeniorWay(measure=measure, generation=generation, n=pairs, percent=in_fives(total, base))


def _merged(rows: Sequence[Row], generations: Sequence[str]) -> dict[str, tuple[int, int, int]]:
    """Pairs, sessions of the kind and all sessions by joined generation; nothing where it divides nobody."""
    pairs = {str(row["senior_generation"]): count(row, "people") for row in rows}
    plan = merge_plan(pairs, order=generations, minimum=MINIMUM)
    sums: dict[str, Counter[str]] = {}
    for row in rows:
        sums.setdefault(plan[str(row["senior_generation"])], Counter()).update(
            {name: count(row, name) for name in ("people", "total", "base")}
        )
    return {
        name: (one["people"], one["total"], one["base"])
        for name, one in sums.items()
        if name != EVERYONE and one["people"] >= MINIMUM
    }
