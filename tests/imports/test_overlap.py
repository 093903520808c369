"""Re-exports that overlap earlier files."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from analytics.catalog import generation_scheme
from analytics.engine import DuckDBEngine
from analytics.errors import RefusedImportError
from analytics.imports.run import Request, import_file
from analytics.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from analytics.imports.run import Outcome
    from analytics.store import Version

QUESTION = "I am proud to tell others that I work here."
PEOPLE = "id,level,hired_on,exited_on\n1,L1,2020-01-31,\n2,L2,2020-01-31,\n3,L3,2020-01-31,2024-05-31\n"


def wave(answers: Mapping[str, int], name: str) -> Request:
    rows = "\n".join(f"{one},c1,06/15/2024 10:00:00,{answer}" for one, answer in answers.items())
    text = f"Respondent ID,Collector ID,Date Created,{QUESTION}\n{rows}\n"
    return Request(path=text.encode(), kind="survey", file_name=name, wave="One", wave_on=date(2024, 6, 15))


def compared(outcome: Outcome) -> object:
    return outcome.prepared[0].record.notes.get("compared_with_earlier_files")


def answered(version: Version) -> tuple[int, int]:
    """Number and sum of the answers that count."""
    with DuckDBEngine(version.files, generation_scheme("pew")) as engine:
        (row,) = engine.read(
            "select count(*) as n, cast(sum(responses.q001) as bigint) as total from responses inner join response "
            "on responses.import_number = response.import_number "
            "and responses.respondent_key = response.respondent_key "
            "where response.age = 1"
        )
    return row["n"], row["total"]  # type: ignore[return-value]


def test_a_re_export_adds_new_responses_and_updates_changed_ones(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    first = {f"1140830{number:04d}": 1 + number % 5 for number in range(20)}
    second = {**first, **dict.fromkeys(list(first)[:4], 5), **{f"1140840{number:04d}": 3 for number in range(10)}}
    import_file(store, wave(first, "first.csv"), by="ana")
    before = answered(store.version())
    outcome = import_file(store, wave(second, "second.csv"), by="ana")
    assert compared(outcome) == {"added": 10, "updated": 4, "unchanged": 16}
    assert "overlap" in {notice.code for notice in outcome.prepared[0].notices}
    assert before == (20, sum(first.values()))
    assert answered(store.version()) == (30, sum(second.values()))
    store.undo(outcome.prepared[0].record.id, "ana")
    assert answered(store.version()) == before


def test_damaged_ids_are_never_taken_for_the_same_person(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    rows = "\n".join(f"1.14083E+11,c1,06/15/2024 10:00:00,{1 + number % 5}" for number in range(20))
    text = f"Respondent ID,Collector ID,Date Created,{QUESTION}\n{rows}\n"
    damaged = Request(path=text.encode(), kind="survey", file_name="a.csv", wave="One", wave_on=date(2024, 6, 15))
    outcome = import_file(store, damaged, by="ana")
    assert outcome.prepared[0].record.notes["known_by_row"] == 20
    assert "damaged_ids" in {notice.code for notice in outcome.prepared[0].notices}
    assert answered(store.version())[0] == 20
    with pytest.raises(RefusedImportError, match="nobody can tell who answered in both files"):
        import_file(store, wave({"11408300001": 3, "11408300002": 4}, "b.csv"), by="ana")


def test_a_later_roster_says_what_it_changes(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    import_file(store, Request(path=PEOPLE.encode(), kind="people", file_name="a.csv"), by="ana")
    later = PEOPLE.replace("2,L2", "2,L3") + "4,L1,2025-01-31,\n"
    outcome = import_file(store, Request(path=later.encode(), kind="people", file_name="b.csv"), by="ana")
    assert compared(outcome) == {"added": 1, "updated": 1, "unchanged": 2}


def test_a_first_file_is_compared_with_nothing(tmp_path: Path) -> None:
    request = Request(path=PEOPLE.encode(), kind="people", file_name="a.csv")
    assert compared(import_file(Store.create(tmp_path), request, by="ana")) is None


def test_of_earlier_rows_with_one_key_the_newest_is_compared(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    for number, level in enumerate(("L1", "L2")):
        text = PEOPLE.replace("1,L1", f"1,{level}") + "\n" * number
        import_file(store, Request(path=text.encode(), kind="people", file_name=f"{number}.csv"), by="ana")
    again = PEOPLE.replace("1,L1", "1,L2") + "4,L1,2021-01-31,\n\n\n"
    outcome = import_file(store, Request(path=again.encode(), kind="people", file_name="again.csv"), by="ana")
    assert compared(outcome) == {"added": 1, "updated": 0, "unchanged": 3}
