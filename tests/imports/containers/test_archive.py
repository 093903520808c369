"""Which archives hold one table."""

from __future__ import annotations

import pytest

from analytics.errors import UnreadableFileError
from analytics.imports.containers.archive import unpacked
from tests.imports.containers.examples import as_zip
from tests.torture.archives import zipped

TABLE = b"id,score\n1,5\n"


def test_the_one_table_is_found_beside_what_systems_and_people_put_there() -> None:
    found = unpacked(as_zip(TABLE), "export.zip")
    assert (found.kind, found.content, found.file_name) == ("table", TABLE, "answers.csv")


@pytest.mark.parametrize("path", ["../../../tmp/a.csv", "/etc/a.csv", "C:\\windows\\a.csv", "x/./../a.csv"])
def test_a_name_in_an_archive_is_never_a_path(path: str) -> None:
    assert unpacked(zipped({path: TABLE}), "export.zip").file_name == "a.csv"


def test_several_tables_are_named_and_none_is_chosen() -> None:
    with pytest.raises(UnreadableFileError, match=r"holds 2 files: 'a\.csv', 'b\.csv'") as failure:
        unpacked(zipped({"a.csv": TABLE, "in/b.csv": TABLE}), "export.zip")
    assert failure.value.next_step == "Unpack it, and import the tables in it."


def test_an_archive_in_an_archive_is_not_opened() -> None:
    with pytest.raises(UnreadableFileError, match="another archive"):
        unpacked(zipped({"a.csv": zipped({"b.csv": TABLE})}), "export.zip")


def test_what_a_part_really_holds_is_measured_while_it_is_inflated() -> None:
    with pytest.raises(UnreadableFileError, match="far more than its size"):
        unpacked(zipped({"a.csv": bytes(40_000_000)}), "export.zip")


@pytest.mark.parametrize("folder", ["word/", "ppt/"])
def test_a_document_is_named(folder: str) -> None:
    with pytest.raises(UnreadableFileError, match=r"Word document|presentation"):
        unpacked(zipped({"[Content_Types].xml": b"<Types/>", f"{folder}document.xml": b"<x/>"}), "a.docx")
