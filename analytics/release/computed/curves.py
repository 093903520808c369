"""The curves of a release: retention and departures by reason, for each published group that has enough people."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from analytics.measures.departures import DeparturePoint, Departures, published_departures
from analytics.measures.finding import Curve, CurvePoint, Released
from analytics.measures.retention import YEAR, published_curve, table_of
from analytics.query import Query
from analytics.release import gather
from analytics.release.audit.plan import (
    ELIGIBLE,
    ELIGIBLE_DIMENSIONS,
    PAIR_DIMENSIONS,
    PAIR_SURVIVAL,
    PAIRS,
    wanted_tables,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from analytics.engine import Engine
    from analytics.engine.rows import Row
    from analytics.measures.retention import Clock
    from analytics.program import Program
    from analytics.query import Where
    from analytics.release.cell_key import Categories
    from analytics.release.cells import Cells

MONTHLY = 2 * YEAR
"""Days of tenure with a step a month."""


def curves(engine: Engine, cells: Cells, program: Program) -> dict[str, list[dict[str, Any]]]:
    """Every curve that may be shown, as plain data; none where the roster holds no leavers.

    Retention by time since launch for every published cell of the wanted tables and of those with the arm, and by
    tenure for everyone and each single category; departures by reason, and the survival of pairs, for everyone and
    each single category.
    """
    found: dict[str, list[dict[str, Any]]] = {"curves": [], "departures": []}
    has_leavers = bool(engine.rows(Query(aggregate="facts"))[0]["leavers"])
    for clock, by, tables in _asked(engine, program):
        if clock != "pair" and not has_leavers:
            continue
        for categories, people, rows in _groups(cells, clock, gather.movements(engine, clock, by, tables)):
            named = {"categories": sorted(categories)}
            found["curves"] += [{"clock": clock, **named, **one} for one in _curve(clock, categories, people, rows)]
            if clock == "program" and len(categories) < 2:  # noqa: PLR2004 - everyone and single categories
                found["departures"] += [{**named, **one} for one in _departures(categories, people, rows)]
    return found


def _asked(engine: Engine, program: Program) -> Iterator[tuple[Clock, tuple[str, ...], Sequence[tuple[str, ...]]]]:
    """The clocks, their dimensions, and the tables of these."""
    eligible, pair = (gather.dimensions(engine, of) for of in (ELIGIBLE_DIMENSIONS, PAIR_DIMENSIONS))
    yield "program", eligible, wanted_tables(eligible, program.tables)
    yield "tenure", eligible, gather.singles(eligible)
    yield "pair", pair, gather.singles(pair)


def _groups(
    cells: Cells, clock: Clock, movements: Mapping[Categories, list[Row]]
) -> Iterator[tuple[Categories, int, list[Row]]]:
    """The published groups: their people and movements."""
    population, measure = (PAIRS, PAIR_SURVIVAL) if clock == "pair" else (ELIGIBLE, "retention")
    for categories, rows in movements.items():
        cell = cells.find(population, _where(categories), measure)
        if isinstance(cell, Released):
            yield categories, cell.value.people, rows


def _where(categories: Categories) -> Where:
    return {name: tuple(c for _, c in group) for name, group in groupby(sorted(categories), key=lambda pair: pair[0])}


def _label(categories: Categories) -> str:
    return ", ".join(sorted(category for _, category in categories)) or "Everyone"


def _curve(clock: Clock, categories: Categories, people: int, rows: list[Row]) -> Iterator[dict[str, Any]]:
    outcome = published_curve(table_of(rows), label=_label(categories), people=people)
    if isinstance(outcome, Released):
        curve = _by_years(outcome.value) if clock == "tenure" else outcome.value
        points = [[p.day, p.survival, p.low, p.high, p.standard_error, p.at_risk, p.leavers] for p in curve.points]
        yield {"label": curve.label, "people": curve.people, "start": curve.start, "points": points}


def _by_years(curve: Curve) -> Curve:
    """The curve with a step a year after the first two: thirty years of months are more than anybody reads.

    Every step is a number about leaving, and the allowance of the outcome is better spent on other groups.
    """
    points = list(curve.points)
    for place in range(1, len(points)):
        if points[place].day > MONTHLY and points[place].day % YEAR:
            points[place] = replace(points[place - 1], day=points[place].day, at_risk=points[place].at_risk)
    return replace(curve, points=tuple(points))


def _departures(categories: Categories, people: int, rows: list[Row]) -> Iterator[dict[str, Any]]:
    outcome = published_departures(rows, label=_label(categories), people=people)
    if isinstance(outcome, Released):
        found = outcome.value
        points = {
            reason: [[p.day, p.incidence, p.low, p.high, p.at_risk, p.leavers] for p in points]
            for reason, points in found.points.items()
        }
        yield {"label": found.label, "people": found.people, "start": found.start, "points": points}


def read_curve(document: dict[str, Any]) -> Curve:
    """The curve in its plain form."""
    points = tuple(
        CurvePoint(
            day=day, survival=survival, low=low, high=high, standard_error=error, at_risk=at_risk, leavers=leavers
        )
        for day, survival, low, high, error, at_risk, leavers in document["points"]
    )
    return Curve(label=document["label"], people=document["people"], start=document["start"], points=points)


def read_departures(document: dict[str, Any]) -> Departures:
    """The curves of departures in their plain form."""
    points = {
        reason: tuple(
            DeparturePoint(day=day, incidence=incidence, low=low, high=high, at_risk=at_risk, leavers=leavers)
            for day, incidence, low, high, at_risk, leavers in rows
        )
        for reason, rows in document["points"].items()
    }
    return Departures(label=document["label"], people=document["people"], start=document["start"], points=points)
