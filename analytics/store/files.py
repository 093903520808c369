"""The data files of an import: written once, synced, hashed, never changed."""

from __future__ import annotations

import json
import secrets
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet

from analytics.durable import file_sha256, make_folder, place, sync_file, sync_folder, writing
from analytics.store.record import DataFile
from analytics.store.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from analytics.store.record import ImportRecord

DATA = "data"
MAPPING = "mapping"
_WRITERS = 2


def write_import(folder: Path, record: ImportRecord, tables: Mapping[str, pa.Table | Rows]) -> tuple[DataFile, ...]:
    """The new files of an import: one of Parquet a table, and its mapping. Nothing refers to them yet.

    Args:
        folder: The store.
        record: The import.
        tables: Its rows by table.

    Raises:
        StoreError: The folder cannot be written.
    """
    with writing(folder):
        paths = {name: new_path(folder, record, name, "parquet") for name in tables}
        path = new_path(folder, record, MAPPING, "json")
        try:
            # Arrow and the disk leave other threads alone: two long tables are written in the time of one.
            with ThreadPoolExecutor(_WRITERS) as beside:
                waiting = [beside.submit(_table_file, folder, paths[name], name, tables[name]) for name in tables]
                place(path, json.dumps(record.mapping, sort_keys=True, ensure_ascii=False).encode())
            return (*(one.result() for one in waiting), data_file(folder, path, MAPPING, 1))
        except BaseException:
            for one in (*paths.values(), path):
                one.unlink(missing_ok=True)
            raise


def _table_file(folder: Path, path: Path, name: str, table: pa.Table | Rows) -> DataFile:
    parts = table.batches() if isinstance(table, Rows) else [table]
    return data_file(folder, path, name, write_table(path, table.schema, parts))


def discard(folder: Path, files: Iterable[DataFile]) -> None:
    """Remove files that no log entry names.

    Args:
        folder: The store.
        files: The files; those already gone are passed over.
    """
    for file in files:
        (folder / file.path).unlink(missing_ok=True)


def read_mapping(folder: Path, file: DataFile) -> dict[str, Any]:
    """The mapping of an import, as plain data.

    Args:
        folder: The store.
        file: Its checked mapping file.
    """
    mapping: dict[str, Any] = json.loads((folder / file.path).read_bytes())
    return mapping


def write_table(path: Path, schema: pa.Schema, parts: Iterable[pa.RecordBatch | pa.Table]) -> int:
    """The number of rows of a new file, which is whole and on the disk, or not there.

    Args:
        path: The new file.
        schema: Names and types of its columns.
        parts: Its rows.
    """
    rows = 0
    try:
        with _writer(path, schema) as writer:
            for part in parts:
                writer.write(_encoded(part, writer.schema))
                rows += part.num_rows
        sync_file(path)
        sync_folder(path.parent)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return rows


def _writer(path: Path, schema: pa.Schema) -> pyarrow.parquet.ParquetWriter:
    """What writes a table: quickly, as nobody reads anything but whole columns of it.

    Keys hardly ever repeat: a dictionary of them saves nothing. Other numbers are small codes in a dictionary, which
    only a slow compression makes smaller, by a few percent. Rows are in no order, so that the smallest and largest
    value of some of them rule nothing out.
    """
    return pyarrow.parquet.ParquetWriter(
        path,
        pa.schema([pa.field(field.name, _encoded_type(field.type)) for field in schema]),
        compression={field.name: "snappy" if pa.types.is_integer(field.type) else "zstd" for field in schema},
        use_dictionary=[name for name in schema.names if not name.endswith("_key")],
        write_statistics=False,
        store_schema=False,
    )


def _encoded_type(kind: pa.DataType) -> pa.DataType:
    return pa.dictionary(pa.int32(), kind) if pa.types.is_string(kind) else kind


def _encoded(part: pa.RecordBatch | pa.Table, schema: pa.Schema) -> pa.RecordBatch | pa.Table:
    """The rows, each different text once: Arrow looks texts up several times faster than the writer does."""
    columns = [
        column.dictionary_encode() if pa.types.is_dictionary(field.type) else column
        for column, field in zip(part.columns, schema, strict=True)
    ]
    return type(part).from_arrays(columns, schema=schema)


def new_path(folder: Path, record: ImportRecord, table: str, suffix: str) -> Path:
    """A name for a new file of an import that no other file has; its folder is made.

    Args:
        folder: The store.
        record: The import.
        table: The table it belongs to.
        suffix: `parquet` or `json`.
    """
    below = folder / DATA / table
    make_folder(below)
    return below / f"{record.short_id}-{secrets.token_hex(4)}.{suffix}"


def data_file(folder: Path, path: Path, table: str, rows: int) -> DataFile:
    """A written file as the log names it.

    Args:
        folder: The store.
        path: The file.
        table: The table it belongs to.
        rows: Number of rows.
    """
    relative = path.relative_to(folder).as_posix()
    return DataFile(table=table, path=relative, sha256=file_sha256(path), rows=rows)
