"""From files to the store, through the whole import."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pyarrow.parquet
import pytest

from analytics.errors import RefusedImportError, TwowayError, UnknownNameError
from analytics.imports.canonical.options import ProgramOptions
from analytics.imports.codebook import read_codebook
from analytics.imports.inspect import understand
from analytics.imports.mapping import propose
from analytics.imports.run import Context, Outcome, Request, commit, import_file, import_files, prepare, rehearse
from analytics.store import Store

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = "person_id,email,birth_year,hired_on,exited_on\n" + "".join(
    f"{number:04d},p{number}@example.org,{1960 + number % 40},2019-05-{1 + number % 28:02d},"
    f"{'2024-03-31' if number % 9 == 0 else ''}\n"
    for number in range(60)
)
PAIRS = (
    "pair_id,cohort,junior_id,senior_id,started_on\nP1,Autumn,0001,0002,2024-01-15\nP2,Autumn,0003,9999,2024-01-15\n"
)
SESSIONS = "session_id,pair_id,held_on,status\nS1,P1,2024-02-01,held\nS2,P1,2024-02-15,no show\n"
GOALS = "goal_id,pair_id,owner,set_on,status\nG1,P1,both,2024-02-01,met\n"
ITEMS = ("I look forward to my working day.", "I put real energy into my work.", "My work uses what I am good at.")
LABELS = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")


def _answer(number: int, item: int, shift: int = 0) -> int:
    """0 to 4; the three items go together, as items of a scale do."""
    return min(4, (number + shift) % 5 + (number // 5 + item) % 2)


def _survey(people: range = range(60), *, shift: int = 0) -> str:
    rows = [
        f"{number:04d},2024-06-{10 + number % 9},{','.join(LABELS[_answer(number, item, shift)] for item in range(3))}"
        for number in people
    ]
    return "\n".join([f"Employee ID,Completed on,{','.join(ITEMS)}", *rows]) + "\n"


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    return Store.create(tmp_path / "store", clock=lambda: datetime(2026, 6, 1, 12, tzinfo=UTC))


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """A program in five files, the roster last."""
    texts = {"survey_2024_06.csv": _survey(), "goals.csv": GOALS, "sessions.csv": SESSIONS, "pairs.csv": PAIRS}
    return [_file(tmp_path, name, text) for name, text in {**texts, "people.csv": PEOPLE}.items()]


def _codes(outcome: Outcome) -> list[set[str]]:
    return [{notice.code for notice in one.notices} for one in outcome.prepared]


def test_a_whole_program_goes_in_at_once_in_any_order(store: Store, files: list[Path]) -> None:
    outcome = import_files(store, [Request(path=path) for path in files], by="ana")
    assert outcome.version is not None
    assert outcome.version.number == 1
    assert [one.record.kind for one in outcome.prepared] == ["survey", "goals", "sessions", "pairs", "people"]
    assert set(outcome.statuses) == {"imported"}
    assert _codes(outcome) == [set(), set(), set(), {"unknown_person"}, {"observed_from_assumed"}]
    expected = {"people", "person_alias", "pairs", "sessions", "goals"}
    assert set(outcome.version.files) == expected | {"responses", "questions", "person_wave", "wave_scales"}


def test_an_import_is_recorded_with_everything_that_was_found(store: Store, files: list[Path]) -> None:
    import_files(store, [Request(path=path) for path in files], by="ana")
    survey = next(record for record in store.version().imports if record.kind == "survey")
    assert (survey.file_name, survey.wave, survey.rows, survey.by) == ("survey_2024_06.csv", "2024-06", 60, "ana")
    assert survey.at == "2026-06-01T12:00:00+00:00"
    assert survey.notes["match_the_roster"] == 60
    assert survey.notes["wave_on"] == "2024-06-14"
    assert survey.notes["scales"] == {"engagement": 60}
    assert [one["item"] for one in survey.mapping["questions"] if one["scale"]] == ["eng_1", "eng_2", "eng_5"]
    assert survey.mapping["is_confirmed"] is False


def test_scores_of_the_file_are_scores_in_the_store(store: Store, files: list[Path]) -> None:
    version = import_file(store, Request(path=files[0]), by="ana").version
    assert version is not None
    rows = pyarrow.parquet.read_table(version.files["person_wave"][0])["engagement"].to_pylist()
    scales = pyarrow.parquet.read_table(version.files["wave_scales"][0]).to_pylist()
    assert scales[0]["denominator"] == 4 * 6
    assert rows == [2 * sum(_answer(number, item) for item in range(3)) for number in range(60)]


def test_the_same_files_again_change_nothing(store: Store, files: list[Path]) -> None:
    requests = [Request(path=path) for path in files]
    before = import_files(store, requests, by="ana").version
    again = import_files(store, requests, by="ben")
    assert set(again.statuses) == {"already_imported"}
    assert again.version == before


def test_one_bad_file_keeps_all_of_them_out(store: Store, files: list[Path], tmp_path: Path) -> None:
    bad = _file(tmp_path, "more_pairs.csv", PAIRS.replace("2024-01-15", "soon"))
    with pytest.raises(RefusedImportError, match=r"more_pairs\.csv was not imported"):
        import_files(store, [*(Request(path=path) for path in files), Request(path=bad)], by="ana")
    assert store.version().imports == ()


def test_one_file_twice_in_a_call_is_refused(store: Store, files: list[Path]) -> None:
    with pytest.raises(RefusedImportError, match="given twice"):
        import_files(store, [Request(path=files[-1]), Request(path=files[-1])], by="ana")


def test_an_unknown_kind_is_refused(store: Store, files: list[Path]) -> None:
    with pytest.raises(UnknownNameError, match="goals, pairs, people, sessions, survey"):
        import_file(store, Request(path=files[0], kind="payroll"), by="ana")


def test_a_rehearsal_says_the_same_and_writes_nothing(store: Store, files: list[Path]) -> None:
    requests = [Request(path=path) for path in files]
    import_file(store, requests[0], by="ana")
    before = sorted(store.folder.rglob("*"))
    outcome = rehearse(Context.of(store, "ana"), requests)
    assert outcome.version is None
    assert outcome.statuses == ("already_imported", *["would_import"] * 4)
    assert sorted(store.folder.rglob("*")) == before
    assert outcome.prepared[3].record.id == import_file(store, requests[3], by="ana").prepared[0].record.id


def test_a_file_can_be_prepared_looked_at_and_committed(store: Store, files: list[Path]) -> None:
    prepared = prepare(Context.of(store, "ana"), [Request(path=files[0])])
    assert prepared[0].understanding is not None
    assert prepared[0].mapping is not None
    assert store.version().imports == ()
    assert commit(store, prepared).statuses == ("imported",)


def test_bytes_with_a_name_are_as_good_as_a_path(store: Store, files: list[Path]) -> None:
    by_path = import_file(store, Request(path=files[0]), by="ana")
    by_bytes = import_file(store, Request(path=files[0].read_bytes(), file_name="survey_2024_06.csv"), by="ana")
    assert by_bytes.statuses == ("already_imported",)
    assert by_bytes.prepared[0].record.id == by_path.prepared[0].record.id


def test_a_corrected_mapping_takes_the_place_of_the_first(store: Store, files: list[Path]) -> None:
    import_file(store, Request(path=files[0]), by="ana")
    proposed = propose(understand(files[0]), read_codebook())
    corrected = replace(proposed, questions=tuple(replace(one, scale=None, item=None) for one in proposed.questions))
    version = import_file(store, Request(path=files[0], mapping=corrected), by="ana").version
    assert version is not None
    assert len(version.imports) == 1
    assert version.imports[0].notes["scales"] == {}
    assert store.undo(version.imports[0].id, "ana").imports[0].notes["scales"] == {"engagement": 60}


def test_a_later_export_of_a_wave_is_said_to_be_one(store: Store, files: list[Path], tmp_path: Path) -> None:
    import_file(store, Request(path=files[0]), by="ana")
    later = _file(tmp_path, "survey_2024_06_final.csv", _survey(range(10, 60), shift=1))
    outcome = import_file(store, Request(path=later, wave="2024-06"), by="ana")
    assert "wave_again" in _codes(outcome)[0]
    assert outcome.version is not None
    keys = [
        pyarrow.parquet.read_table(path)["respondent_key"].to_pylist() for path in outcome.version.files["person_wave"]
    ]
    assert set(keys[1]) == set(keys[0][10:])


def test_a_score_is_never_built_on_a_guess(store: Store, tmp_path: Path) -> None:
    points = "\n".join(f"{number:04d},2024-06-11,{1 + number % 7}" for number in range(60))
    path = _file(tmp_path, "seven.csv", f"Employee ID,Completed on,{ITEMS[0]}\n{points}\n")
    with pytest.raises(RefusedImportError, match="is not certain") as caught:
        import_file(store, Request(path=path), by="ana")
    assert "The codebook has it on 1 to 5." in caught.value.faults[0]
    assert "--mapping" in caught.value.next_step
    confirmed = propose(understand(path), read_codebook())
    assert import_file(store, Request(path=path, mapping=confirmed), by="ana").statuses == ("imported",)


def test_a_guess_that_was_confirmed_once_is_not_asked_again(store: Store, tmp_path: Path) -> None:
    def seven(name: str, first: int) -> Path:
        points = "\n".join(f"{number:04d},2024-06-11,{1 + (first + number) % 7}" for number in range(60))
        return _file(tmp_path, name, f"Employee ID,Completed on,{ITEMS[0]}\n{points}\n")

    first = seven("first.csv", 0)
    import_file(store, Request(path=first, mapping=propose(understand(first), read_codebook())), by="ana")
    outcome = import_file(store, Request(path=seven("second.csv", 1)), by="ana")
    assert outcome.prepared[0].record.notes["scales"] == {"engagement": 60}


def test_options_are_part_of_what_was_imported(store: Store, tmp_path: Path) -> None:
    path = _file(tmp_path, "people.csv", "person_id,hired_on\n1,1/2/2020\n2,2/3/2020\n")
    with pytest.raises(RefusedImportError, match="--dates dmy or --dates mdy"):
        import_file(store, Request(path=path), by="ana")
    first = import_file(store, Request(path=path, program=ProgramOptions(date_order="dmy")), by="ana")
    second = import_file(store, Request(path=path, program=ProgramOptions(date_order="mdy")), by="ana")
    assert second.version is not None
    assert [record.id for record in second.version.imports] == [second.prepared[0].record.id]
    assert first.prepared[0].record.mapping == {"kind": "people", "dates": "dmy"}
    hired = pyarrow.parquet.read_table(second.version.files["people"][0])["hired_on"][0].as_py()
    assert hired == date(2020, 1, 2)


def test_the_outcome_as_plain_data(store: Store, files: list[Path]) -> None:
    (plain,) = import_file(store, Request(path=files[3]), by="ana").plain()["imports"]
    assert list(plain) == ["status", "id", "file", "sha256", "kind", "wave", "rows", "dropped", "warnings", "facts"]
    assert (plain["status"], plain["file"], plain["kind"], plain["rows"]) == ("imported", "pairs.csv", "pairs", 2)
    assert [warning["code"] for warning in plain["warnings"]] == ["unknown_person"] * 2
    assert plain["facts"] == {"people_named": 4, "people_unknown": 4}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n" + bytes(200),
        b"Answer Choices,Responses\nYes,40%\nNo,60%\n",
        b"Name,Comment\nA,first thoughts on this\nB,other words altogether\nC,nothing like them\n",
        b'Employee ID,How is it?\n1,"good\n2,bad\n',
        b"a,b\n",
    ],
)
@pytest.mark.parametrize("kind", [None, "people", "survey"])
def test_bad_files_leave_the_store_untouched(store: Store, tmp_path: Path, content: bytes, kind: str | None) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    store.key()
    before = sorted(store.folder.rglob("*"))
    with pytest.raises(TwowayError, match=r"bad\.csv"):
        import_file(store, Request(path=path, kind=kind), by="ana")
    assert sorted(store.folder.rglob("*")) == before


def _unnamed(text: str) -> str:
    """The same survey without its column of people."""
    return "\n".join(line.split(",", 1)[1] for line in text.splitlines()) + "\n"


def test_a_second_anonymous_file_of_a_wave_is_refused_until_the_first_is_undone(store: Store, tmp_path: Path) -> None:
    first = _file(tmp_path, "first.csv", _unnamed(_survey(range(50))))
    second = _file(tmp_path, "second.csv", _unnamed(_survey()))
    version = import_file(store, Request(path=first, wave="w"), by="ana").version
    assert version is not None
    with pytest.raises(RefusedImportError, match=r"undo that import first.*--wave"):
        import_file(store, Request(path=second, wave="w"), by="ana")
    assert import_file(store, Request(path=second, wave="another"), by="ana").statuses == ("imported",)
    assert import_file(store, Request(path=first, wave="w"), by="ana").statuses == ("already_imported",)
    store.undo(version.imports[0].id, "ana")
    assert import_file(store, Request(path=second, wave="w"), by="ana").statuses == ("imported",)


def test_an_anonymous_file_and_one_that_names_people_cannot_share_a_wave(store: Store, tmp_path: Path) -> None:
    named, unnamed = _file(tmp_path, "a.csv", _survey()), _file(tmp_path, "b.csv", _unnamed(_survey()))
    for pair in ((named, unnamed), (unnamed, named)):
        with pytest.raises(RefusedImportError, match="would count twice"):
            import_files(store, [Request(path=path, wave="w") for path in pair], by="ana")


def test_people_who_answered_more_than_once_are_said(store: Store, tmp_path: Path) -> None:
    lines = _survey().splitlines()
    twice = _file(tmp_path, "twice.csv", "\n".join([*lines, *_survey(range(5), shift=1).splitlines()[1:]]) + "\n")
    (one,) = import_file(store, Request(path=twice, wave="w"), by="ana").prepared
    (notice,) = [notice for notice in one.notices if notice.code == "repeated_person"]
    assert notice.message == "5 people answered more than once. Each counts once, with the newest answers."
    once = import_file(store, Request(path=_file(tmp_path, "once.csv", _survey()), wave="v"), by="ana")
    assert "repeated_person" not in _codes(once)[0]


def test_who_left_holds_whatever_the_order_of_the_files(tmp_path: Path) -> None:
    staff = [f"E{n},2020-01-01" for n in range(30)]
    (tmp_path / "roster.csv").write_text("\n".join(["person_id,hired_on", *staff]))
    gone = [f"{row},2024-05-31" for row in staff[:4]]
    (tmp_path / "leavers.csv").write_text("\n".join(["person_id,hired_on,exited_on", *gone]))
    requests = [Request(path=tmp_path / name) for name in ("leavers.csv", "roster.csv")]
    store = Store.create(tmp_path / "store")
    outcome = import_files(store, requests, by="ana")
    assert [one.record.file_name for one in outcome.prepared] == ["leavers.csv", "roster.csv"]
    assert [one.file_name for one in store.version().imports] == ["roster.csv", "leavers.csv"]
