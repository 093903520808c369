"""Files that are broken or meant to break something end in one clear message, whatever their suffix."""

from __future__ import annotations

import random

import pytest

from analytics.errors import RefusedImportError, TwowayError, UnreadableFileError
from analytics.imports.report import report
from tests.imports.made_up import understood

BYTES = random.Random(3).randbytes(200_000)  # noqa: S311 - a seed for a test
UNREADABLE = {
    "empty": b"",
    "blank lines": b"\n\n \n",
    "picture": b"\x89PNG\r\n\x1a\n" + BYTES,
    "random bytes": BYTES,
    "NUL bytes": b"id,score\n" + b"1,5\n" * 400_000 + b"2,\0\n",
    "cut in a quoted cell": b'id,score,comment\n1,5,"fine"\n2,4,"this is cu',
    "ten megabytes of quotes": b'"' * 10_000_000,
    "one long line": b"x" * 40_000_000,
    "a million columns": b",".join(b"c%d" % n for n in range(1_000_000)) + b"\n",
    "a million cells below two headings": b"a,b\n" + b"," * 900_000 + b"\n",
    "millions of quoted nothings": b'""\n' * 3_000_000,
    "a quote that is never closed": b'id,q,c\n1,2,"bad\n' + b"1,2,ok\n" * 100_000,
    "backslashes before quotes": b"a,b\n" + b'\\"' * 500_000 + b"\n",
    "UTF-16 without a mark": "id,score\n1,5\n".encode("utf-16-le"),
    "a login page": b"<!DOCTYPE html><html><body>Sign in</body></html>",
    "a workbook": b"PK\x03\x04" + b"[Content_Types].xml xl/workbook.xml" * 9,
}
REFUSED = {
    "summary report": b"How satisfied?\nAnswer Choices,Responses,\nVery,45%,9\nNot,55%,11\n,Answered,20\n",
    "prose": b"Dear all,\nthis is a letter.\nIt has many lines.\nRegards\n",
    "headings alone": b"Respondent ID,Q1,Q2\n",
    "rows wider than their headings": b"a,b,c\n" + b"1,2,3,4,5\n" * 50,
    "words that only look like numbers": b"first,second\ninf,nan\nnan,1e400\n1e9,0x10\n-inf,1e5\n",
}
HARMLESS = {
    "formulas": b"name,score\n" + b"=cmd|' /C calc'!A0,1\n@SUM(1),2\n+1,5\n" * 9,
    "html in headings": b"id,<script>alert(1)</script> How?\n" + b"1,2\n2,5\n3,1\n" * 9,
    "parentheses without end": b"q,score\n"
    + b"".join(b"%s,%d\n" % (b"a " * 20_000 + b"(" * 500, n % 5) for n in range(20)),
    "stars without end": b"q,score\n" + b"".join(b"%sa,%d\n" % (b"*" * 60_000, n % 5) for n in range(20)),
    "brackets in headings": b",".join([b"[" * 50_000 + b"]" * 50_000] * 5) + b"\n" + b"1,2,3,4,5\n" * 9,
    "signs of addresses": b"q,score\n" + b"".join(b"%s,%d\n" % (b"x@" * 30_000, n % 5) for n in range(20)),
    "ranges without end": b"q,score\n" + b"".join(b"%s,%d\n" % (b"1-" * 30_000, n % 5) for n in range(20)),
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_is_said_to_be_so(content: bytes) -> None:
    with pytest.raises(UnreadableFileError) as failure:
        understood(content, "answers.csv")
    assert "answers.csv" in failure.value.what
    assert failure.value.next_step


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED.keys())
def test_what_holds_no_answers_is_refused(content: bytes) -> None:
    with pytest.raises(RefusedImportError) as failure:
        understood(content, "answers.csv")
    assert failure.value.faults
    assert failure.value.next_step


@pytest.mark.parametrize("content", HARMLESS.values(), ids=HARMLESS.keys())
def test_what_is_only_strange_is_read(content: bytes) -> None:
    assert report(understood(content, "answers.csv"))["responses"] > 0


@pytest.mark.parametrize("seed", range(40))
def test_random_damage_ends_in_an_understanding_or_in_one_message(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a seed for a test
    content = bytearray("id;Gefällt es?;Wieso?\n" + '1;"Stimme zu";"so, ""so"""\n2;Stimme nicht zu;\n' * 30, "utf-8")
    for _ in range(chance.randrange(1, 12)):
        place = chance.randrange(len(content))
        content[place : place + chance.randrange(3)] = chance.choice([b'"', b"\n", b";", b",", b"\xff", b"", b"\r"])
    try:
        found = understood(bytes(content), "damaged.csv")
    except TwowayError as failure:
        assert str(failure)  # noqa: PT017 - either outcome is right, a crash is not
    else:
        assert report(found)["records"] == len(found.table.records)


@pytest.mark.parametrize("content", [b"Name,Mail\nAnn Smith,ann@example.com,x\nBo Li,bo@example.com,y\n"])
def test_no_message_repeats_a_cell(content: bytes) -> None:
    with pytest.raises(TwowayError) as failure:
        understood(content)
    assert "Ann" not in str(failure.value)
    assert "example.com" not in str(failure.value)
