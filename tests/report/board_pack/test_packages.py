from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

from analytics.report.board_pack.packages import same_bytes

MADE = datetime(2026, 1, 5, 9, tzinfo=UTC)


def package(day: int, inside: bytes = b"") -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as archive:
        for name, text in {
            "docProps/core.xml": f'<dcterms:created a="b">2026-03-{day:02}T00:00:00Z</dcterms:created>'.encode(),
            "book.xlsx": inside,
            "[Content_Types].xml": b"<Types/>",
        }.items():
            if text:
                archive.writestr(zipfile.ZipInfo(name, (2026, 3, day, 0, 0, 0)), text)
    return found.getvalue()


def test_the_day_of_writing_leaves_no_trace_not_even_in_an_embedded_workbook() -> None:
    assert package(1, package(3)) != package(2, package(4))
    assert same_bytes(package(1, package(3)), MADE) == same_bytes(package(2, package(4)), MADE)


def test_it_says_when_the_release_was_made_and_names_its_types_first() -> None:
    with zipfile.ZipFile(io.BytesIO(same_bytes(package(1), MADE))) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert archive.read("docProps/core.xml") == b'<dcterms:created a="b">2026-01-05T09:00:00Z</dcterms:created>'
