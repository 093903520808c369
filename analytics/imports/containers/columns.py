"""Parquet files: the columns that pandas or Spark wrote, as texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analytics.errors import UnreadableFileError
from analytics.imports.containers.cells import cell
from analytics.imports.containers.contents import Contents
from analytics.imports.table import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.imports.containers.budget import Budget

_ROWS_AT_ONCE = 1024
_INDEX = "__index_level_"
_MOST_NAMED = 6


def read(content: bytes, file_name: str, budget: Budget) -> Contents:
    """The table in a Parquet file.

    Categories stand as their words, lists as their parts joined by ";" (as survey tools join options), whole numbers
    and decimals without zeros at their end. Columns of records, maps and the unnamed index of pandas are left out.

    Args:
        content: The bytes of the file.
        file_name: The name the user gave it.
        budget: How many cells and how much text it may hold.

    Raises:
        UnreadableFileError: It is damaged, encrypted, or too large.
    """
    import pyarrow as pa
    from pyarrow import parquet

    pa.set_cpu_count(1)
    try:
        file = parquet.ParquetFile(pa.BufferReader(content), page_checksum_verification=False)
        names = [field.name for field in file.schema_arrow if _is_flat(field)]
        budget.take(file.metadata.num_rows, max(len(names), 1))
        rows = [budget.taken(names), *(budget.taken(row) for row in _rows(file, names))]
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        protected = content.startswith(b"PARE") or "encrypt" in str(error)
        what = "is encrypted" if protected else "is damaged or cut off"
        raise UnreadableFileError(
            f"{file_name} is a Parquet file that {what}.", next_step="Write it again, or save the table as CSV."
        ) from error
    if not names:
        raise UnreadableFileError(f"{file_name} has no columns that can be read.", next_step="Save the table as CSV.")
    left_out = [
        field.name for field in file.schema_arrow if field.name not in names and not field.name.startswith(_INDEX)
    ]
    return Contents(kind="parquet", rows=rows, notices=_notices(left_out))


def _is_flat(field: Any) -> bool:  # noqa: ANN401 - a field of pyarrow
    """Whether a column holds one value a row, or a list of values."""
    from pyarrow import types

    kind = field.type.value_type if types.is_list(field.type) or types.is_large_list(field.type) else field.type
    if types.is_dictionary(kind):
        kind = kind.value_type
    return not types.is_nested(kind) and not field.name.startswith(_INDEX)


def _rows(file: Any, names: list[str]) -> Iterator[list[str]]:  # noqa: ANN401 - a file of pyarrow
    """The rows below the headings."""
    for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE, columns=names, use_threads=False):
        columns = [[cell(value) for value in _plain(column).to_pylist()] for column in batch.columns]
        yield from map(list, zip(*columns, strict=True))


def _plain(column: Any) -> Any:  # noqa: ANN401 - a column of pyarrow
    """The column with moments that Python can hold: nanoseconds become microseconds."""
    import pyarrow as pa
    from pyarrow import types

    if types.is_timestamp(column.type) and column.type.unit == "ns":
        return column.cast(pa.timestamp("us", tz=column.type.tz), safe=False)
    if types.is_duration(column.type) and column.type.unit == "ns":
        return column.cast(pa.duration("us"), safe=False)
    if types.is_time64(column.type) and column.type.unit == "ns":
        return column.cast(pa.time64("us"), safe=False)
    return column


def _notices(left_out: list[str]) -> tuple[Notice, ...]:
    if not left_out:
        return ()
    shown = ", ".join(f"'{name}'" for name in left_out[:_MOST_NAMED]) + " …" * (len(left_out) > _MOST_NAMED)
    message = f"Columns that hold records instead of answers were left out: {shown}."
    return (Notice(code="nested_columns", message=message),)
