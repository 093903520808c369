"""Workbooks that would read files or grow without end are refused before anything of them is believed."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from analytics.errors import UnreadableFileError
from analytics.imports.containers import read_apart
from tests.imports.containers.examples import as_xlsx

ROWS: list[list[Any]] = [["id", "WORD"], *([n, n % 5 + 1] for n in range(20))]
GROWING = "".join(f'<!ENTITY x{n + 1} "{f"&x{n};" * 10}">' for n in range(9))
HOSTILE = {
    "a file of this machine": '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>',
    "an address": '<!DOCTYPE x [<!ENTITY y SYSTEM "http://169.254.169.254/latest">]>',
    "a billion words": f'<!DOCTYPE x [<!ENTITY x0 "word">{GROWING}<!ENTITY y "&x9;">]>',
}


def rewritten(declared: str, cell: str) -> bytes:
    """A workbook whose sheet begins with a declaration, and in which one cell stands for what was declared."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_xlsx(ROWS))) as book, zipfile.ZipFile(changed, "w") as other:
        for name in book.namelist():
            text = book.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = f"{declared}{text.decode().replace('WORD', cell)}".encode()
            other.writestr(name, text)
    return changed.getvalue()


def test_the_same_workbook_without_a_declaration_is_read() -> None:
    assert read_apart(rewritten("", "WORD"), "xlsx", "answers.xlsx", None).rows[0] == ["id", "WORD"]


@pytest.mark.parametrize("declared", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_declaration_of_what_stands_elsewhere_is_never_followed(declared: str) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        read_apart(rewritten(declared, "&y;"), "xlsx", "answers.xlsx", None)
    assert "root:" not in str(refused.value)
