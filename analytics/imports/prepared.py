"""A file that can be committed, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping as ReadOnly
    from collections.abc import Sequence

    import pyarrow as pa

    from analytics.imports.mapping import Mapping
    from analytics.imports.table import Notice
    from analytics.imports.understanding import Understanding
    from analytics.store import ImportRecord

Status: TypeAlias = Literal["imported", "already_imported", "would_import"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A file that can be committed.

    Args:
        record: The import as the store will keep it.
        tables: Its rows by store table.
        notices: What a person should know.
        understanding: What was understood of a survey, else None.
        mapping: What its questions mean, else None.
        dropped_rows: Numbers of the rows left out, by reason, as a spreadsheet counts them.
        key_id: Name of the key that its ids were hashed with.
    """

    record: ImportRecord
    tables: ReadOnly[str, pa.Table]
    notices: tuple[Notice, ...]
    understanding: Understanding | None = None
    mapping: Mapping | None = None
    dropped_rows: ReadOnly[str, Sequence[int]] = field(default_factory=dict)
    key_id: str = ""
