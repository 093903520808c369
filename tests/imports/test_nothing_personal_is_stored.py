"""Whatever identifies people in the files, no byte of it is in the store."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

import pyarrow.parquet

from analytics.imports.canonical.options import ProgramOptions
from analytics.imports.run import Request, import_files
from analytics.store import Store

if TYPE_CHECKING:
    from pathlib import Path

PLANTED = (
    "Zebedee",
    "Quillfeather",
    "zebedee.quill@planted.example",
    "203.0.113.77",
    "2001:db8::dead:beef",
    "52.520008",
    "078-05-1120",
    "RSSMRA85T10A562S",
    "+49 1512 3456789",
    "EMP-0000777",
    "pair-secret-7",
    "meeting-secret-7",
    "1985-07-13",
    "13.07.1985",
    "Team Quokka",
)
PEOPLE = """Employee ID,Full Name,Email,DOB,Hire Date,Exit Date,Department,Manager,Location
EMP-0000777,"Quillfeather, Zebedee",zebedee.quill@planted.example,1985-07-13,2020-01-31,,Sales,Team Quokka,Berlin
EMP-0000778,"Other, Someone",someone@planted.example,1990-07-13,2019-01-31,2024-05-31,+49 1512 3456789,Team Quokka,Rome
"""
PAIRS = """Match ID,Mentor Email,Mentee ID,Start Date,Cohort,Closure Reason
pair-secret-7,zebedee.quill@planted.example,EMP-0000778,2024-01-31,One,ask zebedee.quill@planted.example
"""
SESSIONS = """Meeting ID,Match ID,Attendee Email,Date,Duration,Topic
meeting-secret-7,pair-secret-7,zebedee.quill@planted.example,2024-02-29,45,with 078-05-1120
"""
COMMENT = "Zebedee Quillfeather, +49 1512 3456789, RSSMRA85T10A562S, 203.0.113.77"


def survey() -> bytes:
    """A survey with something personal in every kind of column."""
    headings = ["Employee ID", "Email", "IP Address", "IPv6", "Latitude", "Your name", "Comment", "Phone", "Department"]
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow([*headings, "Who helped you?", "I feel safe.", "I am proud to work here."])
    for number in range(40):
        is_planted = number % 4 == 0
        rows.writerow(
            [
                f"EMP-{777 + number:07d}",
                "zebedee.quill@planted.example" if is_planted else f"p{number}@planted.example",
                "203.0.113.77",
                "2001:db8::dead:beef",
                "52.520008",
                "Zebedee Quillfeather",
                COMMENT if is_planted else f"Fine {number}",
                "+49 1512 3456789",
                "ask zebedee.quill@planted.example" if is_planted else "Sales",
                "zebedee.quill@planted.example" if is_planted else "Nobody",
                1 + number % 5,
                1 + (number * 3) % 5,
            ]
        )
    return text.getvalue().encode()


def test_no_planted_byte_is_in_the_store(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    files = (("people", PEOPLE), ("pairs", PAIRS), ("sessions", SESSIONS))
    stated = ProgramOptions(junior="mentor")
    requests = [Request(path=text.encode(), kind=kind, file_name=f"{kind}.csv", program=stated) for kind, text in files]
    wave = Request(path=survey(), kind="survey", file_name="wave.csv", wave="One", wave_on=date(2024, 6, 15))
    import_files(store, [*requests, wave], by="test")
    found = [
        (path.relative_to(tmp_path).as_posix(), planted)
        for path, content in contents(tmp_path)
        for planted in PLANTED
        if planted.casefold().encode() in content
    ]
    assert found == []
    kept = [path.name for path, content in contents(tmp_path) if b"sales" in content]
    assert any(name.endswith(".parquet") for name in kept)


def contents(folder: Path) -> list[tuple[Path, bytes]]:
    """Every file below a folder: its bytes and, of Parquet, its cells, in small letters."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            cells = str(pyarrow.parquet.read_table(path).to_pydict()).encode() if path.suffix == ".parquet" else b""
            found.append((path, (content + cells).lower()))
    return found


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "file.json").write_text("Zebedee", encoding="utf-8")
    assert any(b"zebedee" in content for _, content in contents(tmp_path))
