"""Other ways to recognize people: e-mail addresses and names, each as a keyed hash."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from analytics.imports.canonical.names import name_key

if TYPE_CHECKING:
    from analytics.imports.canonical.cells import Cells
    from analytics.imports.canonical.reader import Reader
    from analytics.store import Key

EMAIL, NAME = "email", "name"


def hashed_name(key: Key, text: str) -> int:
    """The pseudonym of a name, the same whichever way round it is written.

    Args:
        key: The secret that ids are hashed with.
        text: The name.
    """
    return key.hashed("person", f"name: {name_key(text)}")


def aliases(reader: Reader, person: pa.Array) -> pa.Table:
    """One row per e-mail or name: whose it is. What several people share names nobody.

    Args:
        reader: The roster.
        person: The key of the person in each row.
    """
    return pa.concat_tables([_emails(reader, person), _names(reader, person)])


def _emails(reader: Reader, person: pa.Array) -> pa.Table:
    cells = reader.file.cells("email")
    is_address = cells.mask(lambda text: "@" in text)
    reader.faults.warn(
        "not_an_email", "email", "are not e-mail addresses", ~is_address & ~cells.is_blank, "They are left out."
    )
    hashes = cells.read(lambda text: reader.key.hashed("email", text) if "@" in text else None)
    return _owned(reader, EMAIL, cells.spread(hashes, pa.int64()), person)


def _names(reader: Reader, person: pa.Array) -> pa.Table:
    cells = _full_names(reader)
    hashes = cells.read(lambda text: hashed_name(reader.key, text) if name_key(text) else None)
    return _owned(reader, NAME, cells.spread(hashes, pa.int64()), person)


def _full_names(reader: Reader) -> Cells:
    cells = reader.file.cells("name")
    if not cells.is_blank.all() or not reader.file.has("last_name"):
        return cells
    first, last = reader.file.cells("first_name").texts(), reader.file.cells("last_name").texts()
    return type(cells).of([f"{one} {other}" if one and other else "" for one, other in zip(first, last, strict=True)])


def _owned(reader: Reader, kind: str, alias: pa.Array, person: pa.Array) -> pa.Table:
    counts = pa.array(~reader.is_left_out)
    pairs = pa.table({"alias_key": alias, "person_key": person}).filter(counts).drop_null()
    owners = pairs.group_by("alias_key").aggregate([("person_key", "count_distinct"), ("person_key", "min")])
    shared = owners.filter(pc.greater(owners["person_key_count_distinct"], 1))["alias_key"]
    is_shared = pc.is_in(alias, value_set=shared.combine_chunks(), skip_nulls=True).to_numpy(zero_copy_only=False)
    reader.faults.warn(f"shared_{kind}", kind, "belong to several people", is_shared, "They recognize nobody.")
    own = owners.filter(pc.equal(owners["person_key_count_distinct"], 1))
    kinds = pa.array([kind] * own.num_rows, pa.string())
    return pa.table({"alias_key": own["alias_key"], "person_key": own["person_key_min"], "kind": kinds})
