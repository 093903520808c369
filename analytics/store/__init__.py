"""The private store: immutable Parquet files and a numbered, hashed log of what was imported."""

from __future__ import annotations

from analytics.store.foreseen import Foreseen, foreseen
from analytics.store.garbage import Leftover, leftovers
from analytics.store.keys import Key
from analytics.store.location import store_folder
from analytics.store.record import Entry, ImportRecord, Version, import_id
from analytics.store.rewrite import Rewriting
from analytics.store.rows import LazyColumn, Rows
from analytics.store.store import Commit, Pending, Store
from analytics.store.verify import Damage

__all__ = [
    "Commit",
    "Damage",
    "Entry",
    "Foreseen",
    "ImportRecord",
    "Key",
    "LazyColumn",
    "Leftover",
    "Pending",
    "Rewriting",
    "Rows",
    "Store",
    "Version",
    "foreseen",
    "import_id",
    "leftovers",
    "store_folder",
]
