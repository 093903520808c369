"""Comments are kept only where the steward says so, redacted, one a response; names never."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.parquet
import pytest

from analytics.imports.run import Request, import_file
from analytics.program import FILE_NAME
from analytics.store import Store

if TYPE_CHECKING:
    from pathlib import Path

KEEP = "[comments]\nkeep = true\n"
LABELS = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
REMARKS = ("More time to talk.", "Ask Maria at m.lopez@example.com, ext. 4711", "-", "", "contact with Quirin Vogel")


def survey(folder: Path) -> Path:
    """Fifty answers with a name, a scale question and two comments."""
    rows = [
        f"{n:04d},2024-06-{10 + n % 9},Thomas Falk,{LABELS[n % 5]},{LABELS[(n + n // 5 % 2) % 5]},"
        f'"{_remark(n)}","Falk and I agree on idea number {n}"'
        for n in range(50)
    ]
    heading = "Employee ID,Completed on,Your name,I look forward to my working day.,I put real energy into my work."
    path = folder / "survey_2024_06.csv"
    path.write_text("\n".join([f"{heading},What would help?,Anything else?", *rows]) + "\n", encoding="utf-8")
    return path


def _remark(n: int) -> str:
    text = REMARKS[n % 5]
    return f"{text} It is case {n} of many." if len(text) > 1 else text


def comments(store: Store) -> list[str]:
    """The comments in the store."""
    files = store.version().files.get("comments", ())
    return [text for path in files for text in pyarrow.parquet.read_table(path)["comment"].to_pylist()]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "store")


def test_comments_are_not_kept_by_default(store: Store, tmp_path: Path) -> None:
    import_file(store, Request(path=survey(tmp_path), kind="survey"), by="test")
    assert "comments" not in store.version().files
    assert not [path for path in store.folder.rglob("*") if path.is_file() and b"contact with" in path.read_bytes()]


def test_they_are_kept_redacted_where_the_steward_says_so(store: Store, tmp_path: Path) -> None:
    (store.folder / FILE_NAME).write_text(KEEP, encoding="utf-8")
    import_file(store, Request(path=survey(tmp_path), kind="survey"), by="test")
    found = comments(store)
    told = "\n".join(found)
    assert len(found) == 50
    assert "More time to talk." in told
    for secret in ("Maria", "lopez", "example.com", "4711", "Quirin", "Vogel", "Falk", "Thomas"):
        assert secret not in told
    assert not any(character.isdigit() for character in told)


def test_the_same_file_is_imported_again_once_comments_may_be_kept(store: Store, tmp_path: Path) -> None:
    path = survey(tmp_path)
    import_file(store, Request(path=path, kind="survey"), by="test")
    (store.folder / FILE_NAME).write_text(KEEP, encoding="utf-8")
    again = import_file(store, Request(path=path, kind="survey"), by="test")
    assert again.statuses == ("imported",)
    assert len(store.version().imports) == 1
    assert len(comments(store)) == 50
    assert import_file(store, Request(path=path, kind="survey"), by="test").statuses == ("already_imported",)
