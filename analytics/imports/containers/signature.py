"""What kind of container a file is, from its first bytes: its suffix is not asked."""

from __future__ import annotations

from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["zip", "xlsx", "xlsb", "ods", "xls", "parquet", "sav"]

_SIGNATURES: tuple[tuple[bytes, Kind], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
    (b"PAR1", "parquet"),
    (b"PARE", "parquet"),
    (b"$FL2", "sav"),
    (b"$FL3", "sav"),
)


def kind_of(start: bytes) -> Kind | None:
    r"""The kind of container that bytes begin, or None where they are text or something else.

    Workbooks and OpenDocument spreadsheets are zip archives: what is in them tells them apart.

    >>> kind_of(b"PAR1\x15\x04"), kind_of(b"PAR1,PAR2\n")
    ('parquet', None)

    Args:
        start: The first bytes of a file, 8 or more where it has them.
    """
    found = next((kind for signature, kind in _SIGNATURES if start.startswith(signature)), None)
    is_heading = found == "parquet" and start[4:5].decode("ascii", "replace").isprintable()
    return None if is_heading else found
