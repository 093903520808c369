"""The roster: who works here, since when, until when, and in which categories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analytics.imports.canonical.cells import Cells
from analytics.imports.canonical.dates import year_reader
from analytics.imports.canonical.options import ProgramOptions, ReadTable
from analytics.imports.canonical.reader import Reader, day_numbers
from analytics.imports.canonical.values import EXIT_REASON

if TYPE_CHECKING:
    from datetime import date

    from analytics.imports.canonical.cells import Mask

DATE_COLUMNS = ("birth_date", "hired_on", "exited_on", "effective_on")
CATEGORIES = ("gender", "ethnicity", "business_unit", "level", "location")
_OLDEST, _YOUNGEST = 100, 14


def read_people(reader: Reader, options: ProgramOptions, today: date) -> ReadTable:
    """The tables `people` and `person_alias` of a roster.

    Args:
        reader: The file.
        options: What a person stated.
        today: The day of the import; nobody is observed after it.
    """
    ids = reader.id_cells("person_id")
    person = ids.spread(ids.read(lambda text: reader.key.hashed("person", text)), pa.int64())
    hired, exited = reader.days("hired_on", is_required=True), reader.days("exited_on")
    effective = reader.days("effective_on")
    reader.in_order(("hired_on", hired), ("exited_on", exited))
    _check_histories(reader, ids, effective)
    observed_from, observed_to = _observed(reader, options, (hired, exited, effective), today)
    n_rows = len(ids)
    people = {
        "person_key": person,
        "birth_year": _birth_year(reader, today),
        **{name: reader.categories(name) for name in CATEGORIES},
        "team_key": reader.hashed("team", "team", is_required=False),
        "hired_on": hired,
        "exited_on": exited,
        "exit_reason": _exit_reason(reader, exited),
        "is_eligible": reader.truths("eligible").fill_null(fill_value=True),
        "effective_on": effective,
        "observed_from": pa.array([observed_from], pa.date32()).take(pa.array(np.zeros(n_rows, dtype=np.int64))),
        "observed_to": pa.array([observed_to], pa.date32()).take(pa.array(np.zeros(n_rows, dtype=np.int64))),
    }
    facts = {
        "people": len(ids.distinct),
        "leavers": int(n_rows - exited.null_count),
        "observed_from": None if observed_from is None else observed_from.isoformat(),
        "observed_to": observed_to.isoformat(),
    }
    return ReadTable(tables={"people": pa.table(people), "person_alias": _aliases(reader, person)}, facts=facts)


def _check_histories(reader: Reader, ids: Cells, effective: pa.Array) -> None:
    """Several rows of a person need a day each from which they hold."""
    n_rows = np.bincount(ids.codes, minlength=len(ids.distinct))[ids.codes]
    is_undated = effective.is_null().to_numpy(zero_copy_only=False)
    problem = "repeat a person without an `effective_on`"
    more = "Give each row of a person the day from which it holds, or keep one row."
    reader.faults.refuse("repeated person", "person_id", problem, (n_rows > 1) & is_undated & ~ids.is_blank, more)
    days = day_numbers(effective)
    both = Cells.of([f"{code} {day}" for code, day in zip(ids.codes.tolist(), days.tolist(), strict=True)])
    is_twice = both.repeated() & ~is_undated & ~ids.is_blank
    reader.faults.refuse("repeated person", "effective_on", "are a second row of a person for one day", is_twice, more)


def _birth_year(reader: Reader, today: date) -> pa.Array:
    """Years of birth; those of nobody who works are left blank with a warning."""
    name = "birth_year" if reader.file.has("birth_year") else "birth_date"
    cells = reader.file.cells(name)
    first, last = today.year - _OLDEST, today.year - _YOUNGEST
    years = [
        year - 100 if year is not None and last < year <= today.year and _has_short_year(text) else year
        for text, year in zip(cells.distinct, cells.read(year_reader(reader.orders.get(name))), strict=True)
    ]
    known = [year if year is not None and first <= year <= last else None for year in years]
    more = f"They count as blank. Use years from {first} to {last}."
    reader.faults.warn("birth_year_implausible", name, "name no plausible year of birth", cells.unread(known), more)
    return cells.spread(known, pa.int16())


def _has_short_year(text: str) -> bool:
    return not any(
        part.isdigit() and len(part) > len("84") for part in text.replace("-", "/").replace(".", "/").split("/")
    )


def _exit_reason(reader: Reader, exited: pa.Array) -> pa.Array:
    """Why people left; `other` for words of the company's own, nothing for those who stayed."""
    reasons = reader.members("exit_reason", EXIT_REASON)
    told = reader.file.cells("exit_reason")
    unknown = reasons.is_null().to_numpy(zero_copy_only=False) & ~told.is_blank
    named = pc.if_else(pa.array(unknown), pa.scalar("other"), reasons)
    return pc.if_else(exited.is_null(), pa.scalar(None, pa.string()), named)


def _observed(
    reader: Reader, options: ProgramOptions, days: tuple[pa.Array, pa.Array, pa.Array], today: date
) -> tuple[date | None, date]:
    """The first and the last day that the roster covers; the first is None where nothing tells it."""
    hired, exited, effective = days
    newest = [day for day in (pc.max(column).as_py() for column in (hired, exited, effective)) if day is not None]
    observed_to = options.observed_to or min(max(newest, default=today), today)
    first_exit = pc.min(exited).as_py()
    observed_from = options.observed_from or first_exit
    if first_exit is None:
        reader.faults.notice(
            "no_leavers",
            "Nobody in this roster has left. If leavers are missing from it, retention cannot be computed: "
            "export them too, with `exited_on`.",
        )
    elif options.observed_from is None:
        message = (
            f"Who left is taken to be known from {first_exit}, the first exit. Say otherwise with --observed-from."
        )
        reader.faults.notice("observed_from_assumed", message)
    _warn_of_future(reader, {"hired_on": hired, "exited_on": exited, "effective_on": effective}, observed_to)
    return observed_from, observed_to


def _warn_of_future(reader: Reader, columns: dict[str, Any], observed_to: date) -> None:
    last = day_numbers(pa.array([observed_to], pa.date32()))[0]
    for name, column in columns.items():
        is_later: Mask = day_numbers(column) > last
        more = f"The roster is taken to cover the time up to {observed_to}; say otherwise with --observed-to."
        reader.faults.warn("after_observation", name, "are after the last day covered", is_later, more)


def _aliases(reader: Reader, person: pa.Array) -> pa.Table:
    """One row per e-mail: whose it is. An address of several people names nobody."""
    cells = reader.file.cells("email")
    is_address = cells.mask(lambda text: "@" in text)
    reader.faults.warn(
        "not_an_email", "email", "are not e-mail addresses", ~is_address & ~cells.is_blank, "They are left out."
    )
    hashes = cells.read(lambda text: reader.key.hashed("email", text) if "@" in text else None)
    alias = cells.spread(hashes, pa.int64())
    pairs = pa.table({"alias_key": alias, "person_key": person}).filter(pa.array(is_address))
    owners = pairs.group_by("alias_key").aggregate([("person_key", "count_distinct"), ("person_key", "min")])
    shared = owners.filter(pc.greater(owners["person_key_count_distinct"], 1))["alias_key"]
    is_shared = pc.is_in(alias, value_set=shared.combine_chunks()).to_numpy(zero_copy_only=False) & is_address
    reader.faults.warn("shared_email", "email", "belong to several people", is_shared, "They recognize nobody.")
    own = owners.filter(pc.equal(owners["person_key_count_distinct"], 1))
    return pa.table({"alias_key": own["alias_key"], "person_key": own["person_key_min"]})
