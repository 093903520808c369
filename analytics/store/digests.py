"""HMAC-SHA256 of many values at once: few by Python's hashing, many by DuckDB, which uses every core."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable

MANY = 20_000
_BLOCK = 64
_BYTES_USED = 8
_ROWS_A_THREAD = 16_384
_INNER, _OUTER = (bytes(byte ^ pad for byte in range(256)) for pad in (0x36, 0x5C))


def keyed(secret: bytes, before: bytes, values: pa.Array) -> npt.NDArray[np.int64]:
    """The first 63 bits of HMAC-SHA256(secret, before + value), for each value.

    Args:
        secret: The key, up to 64 bytes.
        before: What all values begin with.
        values: The values as Arrow's `binary`, none of them null.

    >>> import hmac
    >>> found = keyed(bytes(32), b"person:", pa.array([b"7"]))
    >>> int(found[0]) == int.from_bytes(hmac.digest(bytes(32), b"person:7", "sha256")[:8], "big") >> 1
    True
    """
    key = secret.ljust(_BLOCK, b"\0")
    inner, outer = key.translate(_INNER) + before, key.translate(_OUTER)
    digests = _of_few(inner, outer, values.to_pylist()) if len(values) < MANY else _of_many(inner, outer, values)
    found: npt.NDArray[np.int64] = (np.frombuffer(digests, dtype=">u8") >> 1).astype(np.int64)
    return found


def _of_few(inner: bytes, outer: bytes, values: Iterable[bytes]) -> bytes:
    """The beginnings of the digests; what all values share is hashed once."""
    copy, copy_outer = hashlib.sha256(inner).copy, hashlib.sha256(outer).copy
    digests: list[bytes] = []
    for value in values:
        one, other = copy(), copy_outer()
        one.update(value)
        other.update(one.digest())
        digests.append(other.digest()[:_BYTES_USED])
    return b"".join(digests)


def _of_many(inner: bytes, outer: bytes, values: pa.Array) -> bytes:
    """The beginnings of the digests; other threads of this process go on meanwhile."""
    import duckdb
    from duckdb import ColumnExpression, ConstantExpression, FunctionExpression

    def digest(before: bytes, value: duckdb.Expression) -> duckdb.Expression:
        return FunctionExpression("sha256", FunctionExpression("||", ConstantExpression(before), value))

    within = FunctionExpression("unhex", digest(inner, ColumnExpression("value")))
    beginning = FunctionExpression("left", digest(outer, within), ConstantExpression(2 * _BYTES_USED))
    rows = pa.table({"value": values}).to_batches(max_chunksize=_ROWS_A_THREAD)
    with duckdb.connect() as connection:
        # A bar of progress would stand between the lines that a program reads.
        connection.execute("set enable_progress_bar = false")
        listed = connection.from_arrow(pa.Table.from_batches(rows))
        found = listed.select(FunctionExpression("unhex", beginning).alias("digest")).to_arrow_table()
    return b"".join(part.cast(pa.binary(_BYTES_USED)).buffers()[1].to_pybytes() for part in found["digest"].chunks)
