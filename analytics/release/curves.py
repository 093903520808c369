"""The retention curves of a release, one for each published group that has enough people."""

from __future__ import annotations

from dataclasses import astuple
from itertools import groupby
from typing import TYPE_CHECKING, Any

from analytics.measures.finding import Curve, CurvePoint, Released
from analytics.measures.retention import published_curve, table_of
from analytics.release import gather
from analytics.release.plan import ELIGIBLE, ELIGIBLE_DIMENSIONS, table_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.engine import DuckDBEngine
    from analytics.measures.retention import Clock
    from analytics.program import Program
    from analytics.query import Where
    from analytics.release.cells import Categories, Cells


def curves(engine: DuckDBEngine, cells: Cells, program: Program) -> list[dict[str, Any]]:
    """Every curve that may be shown, as plain data; none where the roster holds no leavers.

    By time since launch for every published cell of the wanted tables and of those with the arm; by tenure for everyone
    and each single category.
    """
    tables = tuple(by for by in table_order(ELIGIBLE_DIMENSIONS, program.tables) if "arm" in by or by in program.tables)
    singles = tuple((dimension,) for dimension in ELIGIBLE_DIMENSIONS)
    seen: set[tuple[str, Categories]] = set()
    found = []
    for clock, groups in (("program", tables), ("tenure", singles)):
        for by in groups:
            for categories, curve in _curves(engine, cells, clock, by):  # type: ignore[arg-type]
                if (clock, categories) not in seen:
                    seen.add((clock, categories))
                    found.append({"clock": clock, "categories": sorted(categories), **_plain(curve)})
    return found


def _curves(
    engine: DuckDBEngine, cells: Cells, clock: Clock, by: tuple[str, ...]
) -> Iterator[tuple[Categories, Curve]]:
    for categories, rows in gather.movements(engine, clock, by).items():
        match cells.find(ELIGIBLE, _where(categories), "retention"):
            case Released(value=cell) if cell.total > 0:
                label = ", ".join(sorted(category for _, category in categories)) or "Everyone"
                match published_curve(table_of(rows), label=label, people=cell.people):
                    case Released(value=curve):
                        yield categories, curve
                    case _:
                        continue
            case _:
                continue


def _where(categories: Categories) -> Where:
    return {name: tuple(c for _, c in group) for name, group in groupby(sorted(categories), key=lambda pair: pair[0])}


def _plain(curve: Curve) -> dict[str, Any]:
    return {
        "label": curve.label,
        "people": curve.people,
        "start": curve.start,
        "points": [list(astuple(p)) for p in curve.points],
    }


def read_curve(document: dict[str, Any]) -> Curve:
    """The curve in its plain form."""
    points = tuple(
        CurvePoint(
            day=day, survival=survival, low=low, high=high, standard_error=error, at_risk=at_risk, leavers=leavers
        )
        for day, survival, low, high, error, at_risk, leavers in document["points"]
    )
    return Curve(label=document["label"], people=document["people"], start=document["start"], points=points)
