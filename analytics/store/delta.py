"""One version of the store as Delta tables, for lakehouses: a copy to read, which no other command reads back."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
from pyarrow.parquet import ParquetFile

from analytics.durable import writing
from analytics.errors import SettingsError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.store.record import Version

PRIVATE = 0o700
IMPORT_NUMBER = pa.field("import_number", pa.int32())
"""Which import a row is of, from 0, oldest first: what tells the newest statement about a person or a pair."""


def export_delta(version: Version, target: str) -> dict[str, int]:
    """Rows written by table: every store table becomes the newest version of a Delta table of that name.

    Ids stay keyed hashes. Rows pass through memory a batch at a time. Delta keeps earlier versions: after an erasure,
    export again and have the lakehouse remove the old files (`vacuum`).

    Args:
        version: The version of the store.
        target: Folder of the Delta tables, or an address such as `s3://bucket/prefix`, with its credentials in the
            environment (`AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT_URL` and so on).

    Raises:
        SettingsError: The optional package is not installed.
        StoreError: The tables cannot be written there.
    """
    if find_spec("deltalake") is None:
        raise SettingsError(
            "Delta tables need a package that is not installed: deltalake.",
            next_step="Install it with: pip install 'twoway[delta]'.",
        )
    from deltalake import write_deltalake
    from deltalake.exceptions import DeltaError

    if "://" not in target:
        with writing(Path(target)):
            Path(target).mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    written = {}
    for table, paths in sorted(version.files.items()):
        schema = _schema(paths)
        about = f"store version {version.number}"
        try:
            write_deltalake(
                f"{target.rstrip('/')}/{table}",
                pa.RecordBatchReader.from_batches(schema, _batches(paths, schema)),
                mode="overwrite",
                schema_mode="overwrite",
                name=table,
                description=f"Twoway, {about}",
            )
        except (DeltaError, OSError) as error:
            raise StoreError(
                f"The Delta table {table} cannot be written to that place.",
                next_step="Check that the folder or bucket exists, that it can be written, and its credentials.",
            ) from error
        written[table] = sum(ParquetFile(path).metadata.num_rows for path in paths)
    return written


def _schema(paths: Sequence[Path]) -> pa.Schema:
    """All columns of a table over its imports; surveys ask different questions."""
    together = pa.unify_schemas([ParquetFile(path).schema_arrow for path in paths], promote_options="permissive")
    return pa.schema([*(pa.field(field.name, field.type) for field in together), IMPORT_NUMBER])


def _batches(paths: Sequence[Path], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    for number, path in enumerate(paths):
        for batch in ParquetFile(path).iter_batches():
            columns = [
                pa.repeat(pa.scalar(number, field.type), len(batch))
                if field.name == IMPORT_NUMBER.name
                else _column(batch, field)
                for field in schema
            ]
            yield pa.record_batch(columns, schema=schema)


def _column(batch: pa.RecordBatch, field: pa.Field) -> pa.Array:
    place = batch.schema.get_field_index(field.name)
    return pa.nulls(len(batch), field.type) if place < 0 else batch.column(place).cast(field.type)
