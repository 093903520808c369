"""Texts that are broken or meant to break a reader."""

from __future__ import annotations

import gzip
import random
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MEBIBYTE = 1 << 20
_LINE = 500 * _MEBIBYTE


def texts() -> Iterator[tuple[str, bytes]]:
    """Name and content of each hostile text."""
    noise = random.Random(3).randbytes(200_000)  # noqa: S311 - a seed for a test
    yield "empty.csv", b""
    yield "blank_lines.csv", b"\n\n \n"
    yield "ten_megabytes_of_quotes.csv", b'"' * 10_000_000
    yield "millions_of_quoted_nothings.csv", b'""\n' * 3_000_000
    yield "a_million_columns.csv", b",".join(b"c%d" % n for n in range(1_000_000)) + b"\n"
    yield "fifty_thousand_columns.csv", (b",".join(b"q%d" % n for n in range(50_000)) + b"\n") * 20
    yield "a_million_cells_below_two_headings.csv", b"a,b\n" + b"," * 900_000 + b"\n"
    yield "nul_bytes.csv", b"id,score\n" + b"1,5\n" * 400_000 + b"2,\0\n"
    yield "only_nul_bytes.csv", bytes(_MEBIBYTE)
    yield "a_quote_that_is_never_closed.csv", b'id,q,c\n1,2,"bad\n' + b"1,2,ok\n" * 100_000
    yield "backslashes_before_quotes.csv", b"a,b\n" + b'\\"' * 500_000 + b"\n"
    yield "cut_in_a_quoted_cell.csv", b'id,score,comment\n1,5,"fine"\n2,4,"this is cu'
    yield "lone_surrogates_utf8.csv", b"id,score\n" + b"".join(b"%d,\xed\xa0\x80\n" % n for n in range(50))
    yield "lone_surrogates_utf16.csv", "id,score\n1,\ud800\n2,\udfff\n".encode("utf-16", "surrogatepass")
    yield "half_a_character_utf16.csv", "id,score\n1,5\n".encode("utf-16")[:-1]
    yield "utf16_without_a_mark.csv", "id,score\n1,5\n".encode("utf-16-le")
    yield "random_bytes.csv", noise
    yield "a_login_page.csv", b"<!DOCTYPE html><html><body>Sign in</body></html>"
    yield "a_picture.xlsx", b"\x89PNG\r\n\x1a\n" + noise
    yield "deep_entities.csv", laughs(b"<a>&i;</a>")
    yield "formulas.csv", b"name,score\n" + b"=cmd|' /C calc'!A0,1\n@SUM(1),2\n+1,5\n" * 9
    yield "answers.json", b'[{"id": 1, "score": 5}]' * 100_000
    yield "a_calendar.csv", b"BEGIN:VCALENDAR\nVERSION:2.0\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * 9
    yield "a_page_named_as_a_workbook.xls", b"<html><table><tr><td>id</td><td>score</td></tr></table></html>"
    yield "packed.csv.gz", gzip.compress(b"id,score\n1,5\n" * 9)
    endless = b"9" * 100_000
    yield "a_roster_of_endless_numbers.csv", _rows(b"person_id,hired_on,exited_on,birth_date,age", endless)
    yield "sessions_of_endless_numbers.csv", _rows(b"session_id,pair_id,held_on,starts_at,minutes", endless)
    yield "goals_of_endless_numbers.csv", _rows(b"goal_id,pair_id,set_on,status,progress", endless)
    yield (
        "parentheses_without_end.csv",
        b"q,score\n" + b"".join(b"%s,%d\n" % (b"a " * 20_000 + b"(" * 500, n % 5) for n in range(20)),
    )
    yield "brackets_in_headings.csv", b",".join([b"[" * 50_000 + b"]" * 50_000] * 5) + b"\n" + b"1,2,3,4,5\n" * 9
    yield "signs_of_addresses.csv", b"q,score\n" + b"".join(b"%s,%d\n" % (b"x@" * 30_000, n % 5) for n in range(20))


def _rows(heading: bytes, cell: bytes) -> bytes:
    """A table with the same cell everywhere but in its first column."""
    more = b"".join(b"," + cell for _ in range(heading.count(b",")))
    return heading + b"\n" + b"".join(b"%d%s\n" % (n, more) for n in range(9))


def laughs(body: bytes) -> bytes:
    """XML whose entities stand for a thousand million words."""
    names = b"abcdefghi"
    entities = b'<!ENTITY a "ha ha ha ha ha ha ha ha ha ha">'
    for before, name in pairwise(names):
        entities += b'<!ENTITY %c "%s">' % (name, b"&%c;" % before * 10)
    return b'<?xml version="1.0"?><!DOCTYPE x [' + entities + b"]>" + body


def write_long_line(path: Path) -> None:
    """Write a line of 500 MB that takes next to no room on the disk: what lies beyond its first part is a hole."""
    with path.open("wb") as stream:
        stream.write(b"x" * 4 * _MEBIBYTE)
        stream.truncate(_LINE)
