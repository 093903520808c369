"""The roster: who works here, since when, until when, and in which categories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analytics.catalog import UNDISCLOSED, level_order
from analytics.imports.canonical.aliases import aliases
from analytics.imports.canonical.as_of import as_of
from analytics.imports.canonical.births import birth_years
from analytics.imports.canonical.options import ProgramOptions, ReadTable
from analytics.imports.canonical.reader import Reader, day_numbers
from analytics.imports.canonical.spells import employment, histories, leave_out_contractors
from analytics.imports.canonical.values import ASSIGNED, EXIT_REASON, REASON_IN_STATUS
from analytics.imports.wording import key as letters

if TYPE_CHECKING:
    from datetime import date

    from analytics.imports.canonical.cells import Cells, Mask

DATE_COLUMNS = ("birth_date", "hired_on", "rehired_on", "exited_on", "effective_on")
CATEGORIES = ("gender", "ethnicity", "business_unit", "level", "location")
_NO_LEAVERS = (
    "Nobody in this roster has left. If leavers are missing from it, retention cannot be computed: "
    "export them too, with `exited_on`."
)
_ONLY_LEAVERS = (
    "Everybody in this roster has left. Retention cannot be computed from leavers alone: import those who stayed too."
)


def read_people(reader: Reader, options: ProgramOptions, today: date) -> ReadTable:
    """The tables `people` and `person_alias` of a roster.

    Args:
        reader: The file.
        options: What a person stated.
        today: The day of the import; nobody is observed after it.
    """
    leave_out_contractors(reader)
    ids = reader.id_cells("person_id")
    person = ids.spread(ids.read(lambda text: reader.key.hashed("person", text)), pa.int64())
    effective = reader.days("effective_on")
    hired, exited = employment(reader, effective)
    reader.in_order(("hired_on", hired), ("exited_on", exited))
    hired, exited, effective = histories(reader, ids, hired, exited, effective)
    counts = Headcount.of(reader, ids, effective, exited)
    observed_from, observed_to = _observed(reader, options, (hired, exited, effective), counts, today)
    n_rows = len(ids)
    first_year, last_year = birth_years(reader, observed_to)
    categories = {name: reader.categories(name) for name in CATEGORIES}
    people = {
        "person_key": person,
        "birth_year": first_year,
        "birth_year_last": last_year,
        **categories,
        "level_place": _level_places(reader, categories["level"]),
        "team_key": reader.hashed("team", "team", is_required=False),
        "hired_on": hired,
        "exited_on": exited,
        "exit_reason": _exit_reason(reader, exited),
        "is_eligible": reader.truths("eligible").fill_null(fill_value=True),
        "assigned": reader.members("assigned", ASSIGNED),
        "effective_on": effective,
        "observed_from": pa.array([observed_from], pa.date32()).take(pa.array(np.zeros(n_rows, dtype=np.int64))),
        "observed_to": pa.array([observed_to], pa.date32()).take(pa.array(np.zeros(n_rows, dtype=np.int64))),
    }
    facts = {
        "people": counts.people,
        "leavers": counts.leavers,
        "observed_from": None if observed_from is None else observed_from.isoformat(),
        "observed_to": observed_to.isoformat(),
    }
    return ReadTable(tables={"people": pa.table(people), "person_alias": aliases(reader, person)}, facts=facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headcount:
    """How many people a roster holds, however many rows each of them has.

    Args:
        people: All of them.
        leavers: Those whose newest row has a day of leaving.
    """

    people: int
    leavers: int

    @classmethod
    def of(cls, reader: Reader, ids: Cells, effective: pa.Array, exited: pa.Array) -> Headcount:
        """The people in the rows that count.

        Args:
            reader: The roster.
            ids: The person in each row.
            effective: The day from which each row holds, or null.
            exited: The day of leaving in each row, or null.
        """
        rows = np.flatnonzero(~reader.is_left_out & ~ids.is_blank)
        rows = rows[np.lexsort((day_numbers(effective)[rows], ids.codes[rows]))]
        is_newest = np.ones(len(rows), dtype=np.bool_)
        is_newest[:-1] = ids.codes[rows][1:] != ids.codes[rows][:-1]
        newest = rows[is_newest]
        return cls(people=len(newest), leavers=int(np.count_nonzero(_is_known(exited)[newest])))


def _is_known(column: pa.Array) -> Mask:
    known: Mask = column.is_valid().to_numpy(zero_copy_only=False)
    return known


def _level_places(reader: Reader, levels: pa.Array) -> pa.Array:
    """The place of each level from low to high, as stated; asked for where the names do not tell it."""
    names = sorted(set(levels.to_pylist()) - {UNDISCLOSED})
    stated = {letters(name): place for place, name in enumerate(reader.options.levels)}
    if stated:
        unknown = reader.file.cells("level").mask(lambda text: bool(text) and letters(text) not in stated)
        more = "Name every level once with --levels, from low to high."
        reader.faults.refuse("unknown level", "level", "hold a level that --levels does not name", unknown, more)
    elif len(names) > 1 and not level_order(names):
        message = (
            "`level`: the names do not tell which level is higher, so promotions are not counted. "
            'Say it with --levels "lowest, next, ..., highest".'
        )
        reader.faults.notice("levels_without_order", message)
    places = [stated.get(letters(name)) for name in levels.to_pylist()]
    return pa.array(places, pa.int16())


def _exit_reason(reader: Reader, exited: pa.Array) -> pa.Array:
    """Why people left; `other` for words of the company's own that no status explains, nothing for those who stayed."""
    by_status = reader.members("status", REASON_IN_STATUS, is_silent=True)
    reasons = pc.coalesce(reader.members("exit_reason", EXIT_REASON, is_silent=True), by_status)
    told = reader.file.cells("exit_reason")
    unknown = reasons.is_null().to_numpy(zero_copy_only=False) & ~told.is_blank
    is_own = unknown & _is_known(exited)
    more = f"They count as other. Use one of: {', '.join(EXIT_REASON)}."
    reader.faults.warn("own_words", "exit_reason", "of people who left are in words of the company's own", is_own, more)
    named = pc.if_else(pa.array(unknown), pa.scalar("other"), reasons)
    return pc.if_else(exited.is_null(), pa.scalar(None, pa.string()), named)


def _observed(
    reader: Reader,
    options: ProgramOptions,
    days: tuple[pa.Array, pa.Array, pa.Array],
    headcount: Headcount,
    today: date,
) -> tuple[date | None, date]:
    """The first and the last day that the roster covers; the first is None where nothing tells it."""
    counts = pa.array(~reader.is_left_out)
    hired, exited, effective = (column.filter(counts) for column in days)
    newest = [day for day in (pc.max(column).as_py() for column in (hired, exited, effective)) if day is not None]
    said = as_of(reader.file.titles, reader.shared_order())
    observed_to = options.observed_to or min(said or max(newest, default=today), today)
    if options.observed_to is None and said == observed_to:
        message = f"A line above the headings says {said}: taken as the last day covered. --observed-to says otherwise."
        reader.faults.notice("observed_to_from_title", message)
    first_exit = pc.min(exited).as_py()
    observed_from = options.observed_from or first_exit
    if first_exit is None:
        observed_from = None
        reader.faults.notice("no_leavers", _NO_LEAVERS)
    elif headcount.leavers == headcount.people:
        reader.faults.notice("only_leavers", _ONLY_LEAVERS)
    elif options.observed_from is None:
        message = (
            f"Who left is taken to be known from {first_exit}, the first exit. Say otherwise with --observed-from."
        )
        reader.faults.notice("observed_from_assumed", message)
    _warn_of_future(reader, dict(zip(("hired_on", "exited_on", "effective_on"), days, strict=True)), observed_to)
    return observed_from, observed_to


def _warn_of_future(reader: Reader, columns: dict[str, Any], observed_to: date) -> None:
    last = day_numbers(pa.array([observed_to], pa.date32()))[0]
    for name, column in columns.items():
        is_later: Mask = day_numbers(column) > last
        more = f"The roster is taken to cover the time up to {observed_to}; say otherwise with --observed-to."
        reader.faults.warn("after_observation", name, "are after the last day covered", is_later, more)
