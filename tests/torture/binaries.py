"""Parquet and SPSS files that are broken or meant to break a reader."""

from __future__ import annotations

import io
import random
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa


def _parquet(table: pa.Table) -> bytes:
    from pyarrow import parquet

    found = io.BytesIO()
    parquet.write_table(table, found, compression="zstd")
    return found.getvalue()


def parquets() -> Iterator[tuple[str, bytes]]:
    """Name and content of each hostile Parquet file."""
    import pyarrow as pa

    sound = _parquet(pa.table({"id": list(range(50)), "score": [n % 5 + 1 for n in range(50)]}))
    yield "truncated.parquet", sound[: len(sound) // 2]
    yield "start_alone.parquet", b"PAR1\x15\x04"
    for name, length in (("wrong", 7), ("negative", -1), ("absurd", 2**31 - 1), ("no", 0)):
        yield f"{name}_footer_length.parquet", sound[:-8] + struct.pack("<i", length) + b"PAR1"
    yield "noise_between_marks.parquet", b"PAR1\x15" + random.Random(5).randbytes(5_000) + sound[-8:]  # noqa: S311 - a seed
    yield "pages_of_noise.parquet", sound[:4] + b"\x15" * 100 + sound[104:]
    words = pa.array(["a" * 100_000]).dictionary_encode().dictionary
    many = pa.DictionaryArray.from_arrays(pa.array([0] * 100_000, pa.int32()), words)
    yield "one_long_text_many_times.parquet", _parquet(pa.table({"id": many, "score": many}))
    yield "too_long_a_text.parquet", _parquet(pa.table({"id": ["1", "2"], "score": ["a" * 50_000_000, "b"]}))
    yield "millions_of_rows.parquet", _parquet(pa.table({"score": pa.array([1]).take(pa.array([0] * 9_000_000))}))
    yield "six_thousand_columns.parquet", _parquet(pa.table({f"c{n}": [1] for n in range(6_000)}))
    yield "columns_of_one_name.parquet", _parquet(pa.table([pa.array([1, 2])] * 3, names=["q", "q", "q"]))
    yield "no_columns.parquet", _parquet(pa.table({"a": pa.array([{"b": 1}])}))
    yield "no_rows.parquet", _parquet(pa.table({"id": pa.array([], pa.int64()), "score": pa.array([], pa.int64())}))
    nested = pa.array([1])
    for _ in range(60):
        nested = pa.ListArray.from_arrays(pa.array([0, 1], pa.int32()), nested)
    yield "deep.parquet", _parquet(pa.table({"id": pa.array([1]), "deep": nested}))
    yield "encrypted.parquet", sound[:-4] + b"PARE"
    yield "parquet_that_says_sav.sav", sound


def sav_header(*, case_size: int = 2, n_cases: int = 3, compression: int = 0) -> bytes:
    """The first part of an SPSS file.

    Args:
        case_size: How many values it says that a row has.
        n_cases: How many rows it says that it has.
        compression: 0 for none, 1 for bytes, 2 for zlib.
    """
    return struct.pack(
        "<4s60s5id9s8s64s3x",
        b"$FL3" if compression == 2 else b"$FL2",
        b"@(#) SPSS DATA FILE torture".ljust(60),
        2,
        case_size,
        compression,
        0,
        n_cases,
        100.0,
        b"01 Jan 26",
        b"10:00:00",
        b" " * 64,
    )


def sav_variable(name: bytes, *, label: int = 0, n_missing: int = 0) -> bytes:
    """The record of one numeric variable.

    Args:
        name: Its name, up to 8 letters.
        label: How long it says that its label is.
        n_missing: How many missing values it says that it has.
    """
    record = struct.pack("<6i8s", 2, 0, int(label > 0), n_missing, 0x050802, 0x050802, name.ljust(8))
    return record + (struct.pack("<i", label) if label else b"")


def savs() -> Iterator[tuple[str, bytes]]:
    """Name and content of each hostile SPSS file."""
    two = sav_variable(b"ID") + sav_variable(b"SCORE")
    end, largest = struct.pack("<2i", 999, 0), 2**31 - 1
    rows = struct.pack("<6d", 1, 5, 2, 4, 3, 3)
    sound = sav_header() + two + end + rows
    yield "truncated.sav", sound[:-20]
    yield "header_alone.sav", sav_header()
    yield "half_a_header.sav", sav_header()[:50]
    yield "absurd_rows.sav", sav_header(n_cases=largest) + two + end + rows
    yield "absurd_columns.sav", sav_header(case_size=largest) + two + end + rows
    yield "negative_counts.sav", sav_header(case_size=-5, n_cases=-7) + two + end + rows
    yield "absurd_label.sav", sav_header() + sav_variable(b"ID", label=largest) + two + end + rows
    yield "absurd_missing_values.sav", sav_header() + sav_variable(b"ID", n_missing=largest) + two + end + rows
    labels = struct.pack("<2i", 3, largest)
    yield "absurd_value_labels.sav", sav_header() + two + labels + b"x" * 100 + end + rows
    extension = struct.pack("<4i", 7, 13, largest, largest)
    yield "absurd_extension.sav", sav_header() + two + extension + b"x" * 100 + end + rows
    documents = struct.pack("<2i", 6, largest)
    yield "absurd_documents.sav", sav_header() + two + documents + b"x" * 100 + end + rows
    packed = sav_header(compression=1) + two + end
    yield "bytes_that_are_no_values.sav", packed + bytes([253] * 8) + b"\xff" * 40
    yield "a_million_rows_of_nothing.sav", sav_header(compression=1, n_cases=largest) + two + end + b"\xff" * 4_000_000
    yield "blocks_that_lie.zsav", sav_header(compression=2) + two + end + struct.pack("<3q", 500, 2**62, 2**62) + rows
    yield "noise.sav", sav_header() + random.Random(7).randbytes(20_000)  # noqa: S311 - a seed for a test
    many = b"".join(sav_variable(b"V%d" % n) for n in range(60_000))
    yield "sixty_thousand_columns.sav", sav_header(case_size=60_000) + many + end
