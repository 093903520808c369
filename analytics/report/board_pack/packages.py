"""Office files whose bytes depend on nothing but their contents."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

PROPERTIES = "docProps/core.xml"
TYPES = "[Content_Types].xml"
WORKBOOK = ".xlsx"
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can hold; no reader shows it."""

_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def same_bytes(package: bytes, made: datetime) -> bytes:
    """An Office file that says it was made at a given time and holds no other, in all its embedded workbooks too.

    Args:
        package: The file.
        made: The time.
    """
    stamp = rb"\g<1>" + made.strftime("%Y-%m-%dT%H:%M:%SZ").encode() + rb"\g<2>"
    found = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda one: (one != TYPES, one)):
            part = old.read(name)
            if name == PROPERTIES:
                part = _TIME.sub(stamp, part)
            elif name.endswith(WORKBOOK):
                part = same_bytes(part, made)
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, part)
    return found.getvalue()
