"""What an import does to the headline figures, before it is committed: for those who may see the store."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from analytics.catalog import measure as catalog_measure
from analytics.engine import DuckDBEngine, Engine
from analytics.engine.rows import count
from analytics.measures import pairs, participation, retention, survey
from analytics.measures.cell import Cell
from analytics.query import Query
from analytics.release import gather
from analytics.release.audit.audit import Rules
from analytics.stats.outcome import Released, Undefined, Withheld

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from analytics.catalog import GenerationScheme
    from analytics.engine import Part
    from analytics.engine.rows import Row
    from analytics.measures.finding import Estimate, Outcome

MINIMUM = Rules().minimum
MONTHS = 12
SCORES = ("engagement", "satisfaction", "enps", "match_quality")
ARM, COHORT = ("arm",), ("cohort",)
DIGITS = 1
MOST_KEPT = 12
"""Figures that are kept with an import, newest survey first: the log is read at every start."""
NOT_NEEDED = frozenset({"questions", "comments"})
"""Tables that no headline figure is counted from; without questions, the engine need not spread answers over items."""
LARGEST = 500_000
"""Rows of a store above which an effect is not counted without being asked for: every row is read into memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One headline figure of a version of the store.

    Args:
        measure: Name of the measure, or `people`, `pairs` or `responses`.
        label: Words on screen.
        unit: Unit of the value.
        wave: Survey wave, or None where the figure has none.
        value: The value, or None where it is withheld or undefined.
        n: People, answers or pairs behind it.
        why: Why there is no value, else an empty string.
    """

    measure: str
    label: str
    unit: str
    wave: str | None
    value: float | None
    n: int
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A headline figure that an import changes.

    Args:
        before: The figure as it is; None where it does not exist yet.
        after: The figure as it would be; None where it would no longer exist.
    """

    before: Headline | None
    after: Headline | None

    @property
    def change(self) -> float | None:
        """After minus before, in the unit of the figure; None where one of them has no value."""
        if self.before is None or self.after is None or self.before.value is None or self.after.value is None:
            return None
        return round(self.after.value - self.before.value, DIGITS)

    def plain(self) -> dict[str, Any]:
        """The change as plain data, to be kept with the import."""
        one = self.after or self.before
        if one is None:
            return {}
        return {
            "measure": one.measure,
            "label": one.label,
            "unit": one.unit,
            "wave": one.wave,
            "before": None if self.before is None else self.before.value,
            "after": None if self.after is None else self.after.value,
            "change": self.change,
            "why": "" if self.after is None else self.after.why,
        }


def headlines(files: Mapping[str, Sequence[Part]], scheme: GenerationScheme) -> tuple[Headline, ...]:
    """The headline figures of some data. A group of fewer than ten is withheld here too.

    Args:
        files: Parquet files or Arrow tables by store table, oldest import first.
        scheme: How birth years become generations.

    >>> from analytics.catalog import generation_scheme
    >>> [one.value for one in headlines({}, generation_scheme("pew"))]
    [0, 0]
    """
    needed = {table: parts for table, parts in files.items() if table not in NOT_NEEDED}
    with DuckDBEngine(needed, scheme) as engine:
        return (*_sizes(engine), *_of_the_program(engine), *_of_surveys(engine))


def moved(before: Sequence[Headline], after: Sequence[Headline]) -> tuple[Moved, ...]:
    """The figures that differ, in the order of the headlines.

    Args:
        before: The figures of one version.
        after: The figures of a later one.
    """
    was = {(one.measure, one.wave): one for one in before}
    now = {(one.measure, one.wave): one for one in after}
    pairs_of = [Moved(before=was.get(key), after=now.get(key)) for key in {**was, **now}]
    return tuple(one for one in pairs_of if _value(one.before) != _value(one.after))


def as_notes(
    rows: Sequence[Mapping[str, int]], names: Sequence[str], found: Sequence[Moved] | None
) -> list[dict[str, Any]]:
    """What each file of a commit changes, as plain data to be kept in the history.

    The figures are moved by all files together: each has them, so that they stay whichever of the files is undone.

    Args:
        rows: Rows that each file adds, changes and says again.
        names: Names of the files.
        found: The figures that all of them move, or None where they were not counted.
    """
    figures: dict[str, Any] = {}
    if found is not None:
        figures = {
            "figures": [one.plain() for one in found[:MOST_KEPT]],
            "figures_more": max(len(found) - MOST_KEPT, 0),
            "files": list(names),
        }
    return [{"rows": dict(one), **figures} for one in rows]


def _value(one: Headline | None) -> float | None:
    return None if one is None else one.value


def _sizes(engine: Engine) -> Iterator[Headline]:
    (row,) = engine.rows(Query(aggregate="facts"))
    yield _size("people", "People on the roster", count(row, "people"))
    yield _size("pairs", "Pairs", count(row, "pairs"))


def _of_the_program(engine: Engine) -> Iterator[Headline]:
    (facts,) = engine.rows(Query(aggregate="facts"))
    if count(facts, "people") and count(facts, "pairs"):
        yield _figure("participation", _participation(engine))
        if count(facts, "leavers"):
            yield _figure("retention", _retention(engine))
    for measure in ("session_completion", "goal_attainment"):
        row = _everyone(engine.rows(pairs.question(measure, COHORT)), COHORT)
        if row is not None and row["n"]:
            yield _figure(measure, _gated(pairs.estimate(measure, Cell.from_row(row), label="")))


def _participation(engine: Engine) -> Outcome[Estimate]:
    row = _everyone(engine.rows(participation.question(ARM)), ARM)
    return Withheld() if row is None else _gated(participation.estimate(Cell.from_row(row), label=""))


def _retention(engine: Engine) -> Outcome[Estimate]:
    row = _everyone(engine.rows(retention.people_question(ARM)), ARM)
    rows = gather.movements(engine, "program", ARM).get(frozenset(), [])
    if row is None or not rows:
        return Withheld()
    match retention.published_curve(retention.table_of(rows), label="", people=count(row, "people")):
        case Released(value=curve):
            return retention.retained(curve, MONTHS)
        case refused:
            return refused


def _of_surveys(engine: Engine) -> Iterator[Headline]:
    """The figures of every wave, newest wave first."""
    steps = {(row["wave"], row["scale"]): row for row in engine.rows(Query(aggregate="denominators"))}
    scores = {measure: engine.rows(survey.question(measure, ARM)) for measure in SCORES}
    for wave in sorted(engine.rows(Query(aggregate="waves")), key=_day, reverse=True):
        name, n = str(wave["wave"]), count(wave, "people")
        yield _size("responses", "Responses", n, wave=name)
        for measure, rows in scores.items():
            row = _everyone([row for row in rows if row["wave"] == name], ARM)
            if row is not None and row["n"]:
                yield _figure(measure, _score(measure, row, steps.get((name, measure)), name), wave=name)


def _score(measure: str, row: Row, steps: Row | None, wave: str) -> Outcome[Estimate]:
    if steps is None or steps["denominator"] != steps["lowest"]:
        return Undefined(reason="The files of this wave ask for it on different scales.")
    found = survey.estimate(measure, Cell.from_row(row), count(steps, "denominator"), label="", wave=wave)
    return _gated(found)


def _day(wave: Row) -> tuple[str, str]:
    return str(wave["wave_on"]), str(wave["wave"])


def _everyone(rows: Sequence[Row], by: tuple[str, ...]) -> Row | None:
    """The row about all categories, or None where there is nobody."""
    return next((row for row in rows if all(row[dimension] is None for dimension in by)), None)


def _gated(outcome: Outcome[Estimate]) -> Outcome[Estimate]:
    """The outcome, unless too few stand behind it."""
    return Withheld() if isinstance(outcome, Released) and outcome.n < MINIMUM else outcome


def _size(name: str, label: str, n: int, *, wave: str | None = None) -> Headline:
    return Headline(measure=name, label=label, unit="", wave=wave, value=n, n=n)


def _figure(measure: str, outcome: Outcome[Estimate], *, wave: str | None = None) -> Headline:
    known = catalog_measure(measure)
    figure = partial(Headline, measure=measure, label=known.label, unit=known.unit, wave=wave)
    match outcome:
        case Released(value=found, n=n):
            return figure(value=round(found.value, DIGITS), n=n)
        case Withheld():
            return figure(value=None, n=0, why=f"Fewer than {MINIMUM} people.")
        case Undefined(reason=reason):
            return figure(value=None, n=0, why=reason)
