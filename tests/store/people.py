"""A small program in a store, imported from the files of people who can be named, and a search for one of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet

from analytics.imports.run import Request, import_files
from analytics.store import Key, Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ANA, BEN, CLEO = "E-1001-ana", "E-1002-ben", "E-1003-cleo"
PEOPLE = (ANA, BEN, CLEO, *(f"E-20{number:02d}-other" for number in range(12)))


def address(person: str) -> str:
    return f"{person.rsplit('-', 1)[1]}.{person[2:6]}@example.com"


def rows(*lines: str) -> str:
    return "\n".join((*lines, ""))


def files() -> dict[str, str]:
    """The files by name: Ana and Ben are a pair, and so are Ana and Cleo."""
    people = (f"{one},{address(one)},{1960 + number},Woman,Ops,L1,2015-01-05" for number, one in enumerate(PEOPLE))
    answers = (f"{one},{1 + number % 5},{1 + (number + 2) % 5}" for number, one in enumerate(PEOPLE))
    by_address = (f"{address(one)},{1 + number % 5},4" for number, one in enumerate(PEOPLE))
    asked = "I look forward to my working day.,I put real energy into my work."
    return {
        "people.csv": rows("person_id,email,birth_year,gender,business_unit,level,hired_on", *people),
        "pairs.csv": rows(
            "pair_id,program,cohort,junior_id,senior_id,enrolled_on,started_on",
            f"P-1,One,Spring,{ANA},{BEN},2026-01-10,2026-01-12",
            f"P-2,One,Spring,{CLEO},{ANA},2026-01-10,2026-01-12",
        ),
        "sessions.csv": rows("session_id,pair_id,held_on,status", "S-1,P-1,2026-02-01,held", "S-2,P-2,2026-02-02,held"),
        "goals.csv": rows(
            "goal_id,pair_id,owner,set_on,status",
            "G-1,P-1,junior,2026-02-01,open",
            "G-2,P-1,senior,2026-02-01,open",
            "G-3,P-1,both,2026-02-01,open",
            "G-4,P-2,senior,2026-02-01,open",
        ),
        "survey_2026_03.csv": rows(f"Employee ID,{asked}", *answers),
        "survey_2026_06.csv": rows(f"E-mail address,{asked}", *by_address),
    }


def program(folder: Path) -> Store:
    """A store with all of them, in three commits, one of which is undone."""
    inbox = folder / "inbox"
    inbox.mkdir(parents=True)
    for name, text in files().items():
        (inbox / name).write_text(text)
    store = Store.create(folder / "store")
    roster = [inbox / name for name in ("people.csv", "pairs.csv", "sessions.csv", "goals.csv")]
    import_files(store, [Request(path=path) for path in roster], by="ana")
    import_files(store, [survey(inbox / "survey_2026_03.csv", 3)], by="ana")
    last = import_files(store, [survey(inbox / "survey_2026_06.csv", 6)], by="ana")
    store.undo(last.prepared[0].record.id, "ana")
    return store


def survey(path: Path, month: int) -> Request:
    """A survey of a month of 2026."""
    return Request(path=path, kind="survey", wave=f"2026-{month:02d}", wave_on=date(2026, month, 15))


def keys_of(store: Store, person: str) -> tuple[int, ...]:
    key = Key(store.key())
    return key.hashed("person", person), key.hashed("email", address(person))


def traces_of(folder: Path, person: str, keys: tuple[int, ...]) -> list[str]:
    """Where in a folder a person can be found: by id, address or key, as text, in hexadecimal, or as a number."""
    numbers = {form for key in keys for form in (key.to_bytes(8, "little"), key.to_bytes(8, "big"))}
    texts = {form.encode() for key in keys for form in (str(key), f"{key:x}", f"{key:016x}")}
    needles = numbers | texts | {person.encode(), address(person).encode()}
    found = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        parts = [path.read_bytes(), *(_columns(path) if path.suffix == ".parquet" else ())]
        found += [path.relative_to(folder).as_posix() for part in parts if any(needle in part for needle in needles)]
    return list(dict.fromkeys(found))


def _columns(path: Path) -> Iterator[bytes]:
    """The values of every column as they are in memory, and as text."""
    for column in pyarrow.parquet.read_table(path).columns:
        values = column.combine_chunks()
        for buffer in (values if isinstance(values, pa.Array) else values.chunk(0)).buffers():
            if buffer is not None:
                yield buffer.to_pybytes()
