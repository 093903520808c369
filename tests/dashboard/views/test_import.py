"""The Import page: what was understood, corrected, imported, undone, brought back and published."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from analytics.audit_log import AuditLog
from analytics.errors import CanceledError
from analytics.imports.run import Request, import_files
from analytics.release.flow import Wish, publish_store
from analytics.store import Store
from analytics.worker import Job, Worker, spare
from analytics.worker.importing.first_rows import TOP_BYTES
from tests.dashboard.conftest import links, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from streamlit.testing.v1 import AppTest

    Visit = Callable[..., AppTest]

ANSWERS = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
ROSTER = "\n".join(
    ["person_id,birth_year,gender,business_unit,hired_on,exited_on"]
    + [f"E{number:03d},{1960 + number % 40},Woman,Sales,2020-01-01," for number in range(60)]
)


def survey(rows: int = 40) -> bytes:
    """A survey export as SurveyMonkey writes it: two header rows, ids, a labeled item and a 1-10 rating."""
    asked = '"Are you satisfied with the overall support (10 - very much, 1 - not at all)?"'
    heading = f"Respondent ID,Collector ID,Start Date,End Date,I look forward to my working day.,{asked}"
    lines = [heading, ",,,,Response,Response"]
    for number in range(rows):
        day = f"06/{13 + number % 15}/2025 09:00:00 AM"
        lines.append(f"1183400{number:05d},45011,{day},{day},{ANSWERS[number % 5]},{1 + number % 10}")
    return "\n".join(lines).encode()


def mean() -> str:
    return f"{sum(1 + number % 10 for number in range(40)) / 40:.2f}"


@pytest.fixture(scope="module")
def workers() -> Iterator[list[Worker]]:
    """The process that reads the files of all tests here: starting one takes longer than what it is asked for."""
    held: list[Worker] = []
    yield held
    for worker in held:
        worker.end()


@pytest.fixture(autouse=True)
def shared_worker(workers: list[Worker], monkeypatch: pytest.MonkeyPatch) -> None:
    def taken() -> Worker:
        if not (workers and workers[0].is_alive):
            workers[:] = [Worker()]
        return workers[0]

    monkeypatch.setattr(spare, "taken", taken)
    monkeypatch.setattr(spare, "keep_ready", lambda _limits: None)


def logged(folder: Path) -> list[str]:
    """What the audit log of a store says was done with imports, oldest first."""
    log = AuditLog(folder / "audit")
    return [line.event.action for line in log.lines() if line.event.action.startswith(("import", "undo", "redo"))]


@pytest.fixture
def opened(visit: Visit, tmp_path: Path) -> AppTest:
    return visit(tmp_path / "published", "data_import", store=tmp_path / "store")


@pytest.fixture(scope="module")
def one_survey(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store that holds one survey, and its release."""
    folder = tmp_path_factory.mktemp("one-survey")
    (folder / "survey_2025_06.csv").write_bytes(survey())
    store = Store.create(folder / "store")
    import_files(store, [Request(path=folder / "survey_2025_06.csv", kind="survey")], by="ana")
    publish_store(store, folder / "published", Wish(by="ana"))
    return folder


def uploaded(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    app.file_uploader[0].set_value([(name, content, "text/csv") for name, content in files]).run()
    return app


def correct(app: AppTest, key: str, edits: dict[int, dict[str, object]]) -> AppTest:
    """Edit cells of a table as the browser sends them."""
    (editor,) = (one for one in app.session_state if str(one).startswith(key))
    app.session_state[editor] = {"edited_rows": edits, "added_rows": [], "deleted_rows": []}
    return app.run()


def test_without_a_store_nothing_can_be_imported_and_the_page_says_so(visit: Visit, published: Path) -> None:
    app = visit(published, "data_import")
    assert "This machine shows releases only" in text(app)
    assert len(app.file_uploader) == 0


def test_before_the_first_release_the_open_page_is_marked_too(opened: AppTest) -> None:
    (here,) = (link.label for link in links(opened).values() if link.attributes.get("aria-current") == "page")
    assert here == "Import"


def test_an_upload_shows_what_was_understood(opened: AppTest) -> None:
    shown = text(uploaded(opened, ("survey_2025_06.csv", survey())))
    for fact in ("SurveyMonkey", "40 of 40 rows are responses", "6, below 2 rows of headings", "month first", "utf-8"):
        assert f"<dd>{fact}</dd>" in shown
    assert "I look forward to my working day." in shown
    assert opened.text_input[0].value == "2025-06"
    (frame,) = (one for one in opened.dataframe if "Scale" in one.value)
    assert float(mean()) in frame.value["Mean"].tolist()


def test_a_large_file_is_understood_like_a_small_one(opened: AppTest) -> None:
    large = survey(15_000)
    assert len(large) > TOP_BYTES
    uploaded(opened, ("survey_2025_06.csv", large), ("roster.csv", ROSTER.encode()))
    shown = text(opened)
    assert "15,000 of 15,000 rows are responses" in shown
    assert "<dt>Rows</dt><dd>60</dd>" in shown
    assert not opened.button(key="commit").disabled


def test_the_kind_is_told_by_the_headings(opened: AppTest) -> None:
    uploaded(opened, ("roster.csv", ROSTER.encode()))
    assert opened.selectbox[0].value == "people"


def test_a_survey_is_imported_and_its_means_are_read_back(opened: AppTest, tmp_path: Path) -> None:
    uploaded(opened, ("survey_2025_06.csv", survey()))
    opened.button(key="commit").click().run()
    shown = text(opened)
    assert "survey_2025_06.csv is imported" in shown
    assert "40 rows as survey answers, wave 2025-06." in shown
    assert mean() in shown
    assert Store.open(tmp_path / "store").version().number == 1


def test_several_files_are_imported_together(opened: AppTest, tmp_path: Path) -> None:
    uploaded(opened, ("survey_2025_06.csv", survey()), ("roster.csv", ROSTER.encode()))
    assert opened.button(key="commit").label == "Import 2 files"
    opened.button(key="commit").click().run()
    shown = text(opened)
    assert "survey_2025_06.csv is imported" in shown
    assert "roster.csv is imported" in shown
    assert {record.kind for record in Store.open(tmp_path / "store").version().imports} == {"people", "survey"}


def test_the_same_file_twice_changes_nothing_and_says_so(opened: AppTest, tmp_path: Path) -> None:
    for _ in range(2):
        uploaded(opened, ("survey_2025_06.csv", survey()))
        opened.button(key="commit").click().run()
    assert "was imported before" in text(opened)
    assert Store.open(tmp_path / "store").version().number == 1


def test_a_corrected_mapping_is_what_is_stored(opened: AppTest, tmp_path: Path) -> None:
    uploaded(opened, ("survey_2025_06.csv", survey()))
    correct(opened, "mapping-", {1: {"Scale": "Satisfaction"}})
    opened.button(key="commit").click().run()
    assert not opened.exception
    (record,) = Store.open(tmp_path / "store").version().imports
    entries = {entry["text"]: entry for entry in record.mapping["questions"]}
    changed = next(entry for words, entry in entries.items() if "overall support" in words)
    assert changed["scale"] == "satisfaction"
    assert changed["reason"] == "Set by hand."
    assert record.mapping["is_confirmed"]


def scores_asked(app: AppTest) -> list[str]:
    """The scores whose questions are asked for: the choices that are not about rows."""
    return [one.label for one in app.multiselect if one.label != "Leave out too"]


def test_where_no_score_is_recognized_its_questions_are_chosen(opened: AppTest, tmp_path: Path) -> None:
    asked = "Are you satisfied with the overall support (10 - very much, 1 - not at all)?"
    content = survey().decode().replace("I look forward to my working day.", "Where do you work?")
    uploaded(opened, ("survey_2025_06.csv", content.encode()))
    assert scores_asked(opened) == ["Engagement", "Satisfaction", "eNPS"]
    for label in ("Satisfaction", "eNPS"):
        (box,) = (one for one in opened.multiselect if one.label == label)
        assert asked in box.options
    (box,) = (one for one in opened.multiselect if one.label == "eNPS")
    box.set_value([asked]).run()
    assert "eNPS, 2025-06" in text(opened)
    opened.button(key="commit").click().run()
    assert not opened.exception
    (record,) = Store.open(tmp_path / "store").version().imports
    (entry,) = (one for one in record.mapping["questions"] if one["scale"])
    assert (entry["scale"], entry["scale_min"], entry["scale_max"]) == ("enps", 0, 10)


def test_where_a_score_is_recognized_none_is_asked_for(opened: AppTest) -> None:
    assert not scores_asked(uploaded(opened, ("survey_2025_06.csv", survey())))


def test_labels_can_be_given_other_numbers(opened: AppTest, tmp_path: Path) -> None:
    uploaded(opened, ("survey_2025_06.csv", survey()))
    correct(opened, "labels-", {0: {"Does not apply": True}})
    opened.button(key="commit").click().run()
    assert not opened.exception
    (record,) = Store.open(tmp_path / "store").version().imports
    entry = next(one for one in record.mapping["questions"] if one["labels"])
    assert len(entry["labels"]) == len(ANSWERS) - 1
    assert len(entry["not_applicable"]) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(60)),
        ("cut.csv", b'id,answer\n1,"never closed\n2,3\n'),
        ("letters.csv", b"note\nHello there\nGood bye\n"),
    ],
)
def test_bad_input_gets_one_message_and_leaves_the_store_untouched(
    opened: AppTest, tmp_path: Path, name: str, content: bytes
) -> None:
    uploaded(opened, (name, content))
    assert not opened.exception
    assert sum('role="alert"' in html.value for html in opened.html) == 1
    assert opened.button(key="commit").disabled
    assert Store.open(tmp_path / "store").version().number == 0


def test_a_wave_without_a_day_is_refused_until_it_has_one(opened: AppTest, tmp_path: Path) -> None:
    rows = "\n".join(f"{1 + number % 5},{1 + number % 7}" for number in range(40))
    uploaded(opened, ("pulse.csv", f"How is work (1 to 5)?,How is home (1 to 7)?\n{rows}".encode()))
    assert "It does not say when the answers were given" in text(opened)
    assert opened.button(key="commit").disabled
    (field,) = (one for one in opened.date_input if one.label == "When was the survey?")
    field.set_value(date(2025, 6, 2)).run()
    opened.button(key="commit").click().run()
    (record,) = Store.open(tmp_path / "store").version().imports
    assert record.notes["wave_on"] == "2025-06-02"


def test_a_roster_shows_what_would_become_of_it_before_it_is_imported(opened: AppTest, tmp_path: Path) -> None:
    shown = text(uploaded(opened, ("roster.csv", ROSTER.encode())))
    assert "60 rows can be imported as roster." in shown
    assert Store.open(tmp_path / "store").version().number == 0


def test_a_program_table_with_faults_is_refused_before_it_can_be_imported(opened: AppTest) -> None:
    faulty = ROSTER.replace("E001,1961,Woman,Sales,2020-01-01,", "E001,1961,Woman,Sales,not a day,")
    uploaded(opened, ("roster.csv", faulty.encode()))
    assert not opened.exception
    assert any('role="alert"' in html.value and "hired_on" in html.value for html in opened.html)
    assert opened.button(key="commit").disabled


def test_an_import_is_undone_and_brought_back_with_one_click(opened: AppTest, tmp_path: Path) -> None:
    uploaded(opened, ("survey_2025_06.csv", survey()))
    opened.button(key="commit").click().run()
    store = Store.open(tmp_path / "store")
    (record,) = store.version().imports
    opened.button(key=f"undo-{record.short_id}").click().run()
    assert Store.open(tmp_path / "store").version().imports == ()
    assert "undone" in text(opened)
    assert "survey_2025_06.csv is imported" not in text(opened)
    opened.button(key=f"redo-{record.short_id}").click().run()
    assert [one.id for one in Store.open(tmp_path / "store").version().imports] == [record.id]
    assert "brought back" in text(opened)
    assert logged(tmp_path / "store") == ["import", "undo", "redo"]


def test_publishing_says_what_was_published(opened: AppTest, tmp_path: Path) -> None:
    uploaded(opened, ("survey_2025_06.csv", survey()))
    opened.button(key="commit").click().run()
    opened.button(key="publish").click().run()
    shown = text(opened)
    (folder,) = (tmp_path / "published").iterdir()
    assert f"Published {folder.name}" in shown
    assert "Closed with it: 2025-06." in shown
    assert json.loads((folder / "release.json").read_text(encoding="utf-8"))["data_version"] == 1
    opened.switch_page("views/overview.py").run()
    assert "Everyone." in text(opened)


@pytest.mark.parametrize(
    "view", ["overview", "retention", "engagement", "satisfaction", "exchange", "pilot_comparison"]
)
def test_a_release_of_one_survey_says_what_it_lacks_on_every_page(visit: Visit, one_survey: Path, view: str) -> None:
    shown = text(visit(one_survey / "published", view, store=one_survey / "store"))
    assert "This release is not complete" in shown
    assert "It lacks a roster for retention and participation; pairs for the pilot and the comparison" in shown


def test_the_questions_of_a_published_survey_are_listed_with_their_means(visit: Visit, one_survey: Path) -> None:
    shown = text(visit(one_survey / "published", "engagement", store=one_survey / "store"))
    assert "Every question of the survey of 2025-06" in shown
    assert f"<td>{mean()}</td>" in shown


def test_publishing_nothing_says_what_to_do(opened: AppTest) -> None:
    opened.button(key="publish").click().run()
    assert "There is nothing to publish yet." in text(opened)


def test_the_page_says_when_viewers_see_an_older_version(visit: Visit, one_survey: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(one_survey, tmp_path / "copy"))
    app = visit(folder / "published", "data_import", store=folder / "store")
    assert "Viewers see data version 1, which is the newest." in text(app)
    uploaded(app, ("roster.csv", ROSTER.encode()))
    app.button(key="commit").click().run()
    assert "Viewers see data version 1; the store is at version 2." in text(app)


def test_before_the_commit_the_page_shows_what_it_would_change(opened: AppTest, tmp_path: Path) -> None:
    uploaded(opened, ("survey_2025_06.csv", survey()))
    shown = text(opened)
    assert "Headline figures that move" in shown
    assert '<th scope="row">Engagement, 2025-06</th><td>–</td><td>50.0 pts</td><td>new</td>' in shown
    assert "<td>40</td><td>0</td><td>0</td><td>0</td>" in shown
    assert Store.open(tmp_path / "store").version().number == 0


def test_a_later_export_says_how_many_rows_are_new_and_which_figures_move(opened: AppTest, tmp_path: Path) -> None:
    uploaded(opened, ("survey_2025_06.csv", survey(30)))
    opened.button(key="commit").click().run()
    uploaded(opened, ("survey_2025_06.csv", survey(40)))
    shown = text(opened)
    assert "<td>10</td><td>0</td><td>30</td><td>0</td>" in shown
    assert '<th scope="row">Responses, 2025-06</th><td>30</td><td>40</td><td>+10</td>' in shown
    assert "Compared with earlier files" not in shown
    opened.button(key="commit").click().run()
    shown = text(opened)
    assert "10 new · 30 as before" in shown
    assert "Responses, 2025-06: 30 → 40" in shown
    (_, newest) = Store.open(tmp_path / "store").version().imports
    opened.button(key=f"undo-{newest.short_id}").click().run()
    assert "Responses, 2025-06: 30 → 40" in text(opened)


def test_figures_of_fewer_than_ten_people_are_withheld_before_the_commit_too(opened: AppTest) -> None:
    uploaded(opened, ("survey_2025_06.csv", survey(9)))
    shown = text(opened)
    assert '<th scope="row">Responses, 2025-06</th><td>–</td><td>9</td>' in shown
    assert "Engagement, 2025-06" not in shown


def test_personal_data_are_hidden_in_the_first_rows(opened: AppTest) -> None:
    table = "person_id,email,hired_on\n" + "\n".join(f"E{n:03d},p{n}@example.org,2020-01-01" for n in range(30))
    shown = text(uploaded(opened, ("roster.csv", table.encode())))
    assert "hidden" in shown
    assert "example.org" not in shown
    assert "E001" not in shown


def test_rows_left_out_can_be_brought_back_and_left_out_again(opened: AppTest) -> None:
    lines = survey().decode().splitlines()
    content = "\n".join([*lines, "118340099999,45011,06/13/2025 09:00:00 AM,06/13/2025 09:00:00 AM,,"])
    uploaded(opened, ("survey_2025_06.csv", content.encode()))
    assert "1 row without an answer" in text(opened)
    (key,) = (str(one.key) for one in opened.button if str(one.key).startswith("keep-"))
    opened.button(key=key).click().run()
    shown = text(opened)
    assert "41 of 41 rows are responses" in shown
    assert "Rows without an answer are kept." in shown
    opened.button(key=key.replace("keep-", "drop-")).click().run()
    assert "40 of 41 rows are responses" in text(opened)


def test_a_single_row_that_was_left_out_can_be_brought_back(opened: AppTest) -> None:
    blank = "1183400999{},45011,06/13/2025 09:00:00 AM,06/13/2025 09:00:00 AM,,"
    lines = [*survey().decode().splitlines(), blank.format(1), blank.format(2)]
    uploaded(opened, ("survey_2025_06.csv", "\n".join(lines).encode()))
    (single,) = (one for one in opened.multiselect if one.label == "Bring back single rows")
    assert single.options == ["Row 43", "Row 44"]
    single.select(44).run()
    assert "41 of 42 rows are responses" in text(opened)
    (reason,) = (str(one.key) for one in opened.button if str(one.key).startswith("keep-"))
    opened.button(key=reason).click().run()
    opened.button(key=reason.replace("keep-", "drop-")).click().run()
    assert "41 of 42 rows are responses" in text(opened)


def test_a_single_row_of_a_roster_can_be_brought_back(opened: AppTest) -> None:
    total = "Total,,,,,"
    uploaded(opened, ("roster.csv", f"{ROSTER}\nE059,1979,Woman,Sales,2020-01-01,\n{total}".encode()))
    (single,) = (one for one in opened.multiselect if one.label == "Bring back single rows")
    assert single.options == ["Row 62", "Row 63"]
    assert "60 rows can be imported as roster" in text(opened)
    single.select(62).run()
    assert "2 of 61 rows repeat a person" in text(opened)


def test_codes_are_given_words_where_they_are_asked_for(opened: AppTest, tmp_path: Path) -> None:
    uploaded(opened, ("roster.csv", ROSTER.replace("Woman", "1").encode()))
    assert "such as in the field Codes in words, under More about this file." in text(opened)
    (field,) = (one for one in opened.text_input if str(one.key).startswith("answer-codes-"))
    field.set_value("gender.1 = Woman").run()
    opened.button(key="commit").click().run()
    assert not opened.exception
    (record,) = Store.open(tmp_path / "store").version().imports
    assert record.mapping["codes"] == {"gender": {"1": "Woman"}}


def test_codes_that_are_written_otherwise_are_refused_with_the_form(opened: AppTest) -> None:
    uploaded(opened, ("roster.csv", ROSTER.encode()))
    (field,) = (one for one in opened.text_input if str(one.key).startswith("codes-"))
    field.set_value("1 is a woman").run()
    assert "Write each as column.code = word, with commas between them." in text(opened)
    assert opened.button(key="commit").disabled


def test_the_columns_of_one_row_an_answer_can_be_named(opened: AppTest, tmp_path: Path) -> None:
    asked = ("I look forward to my working day.", "I put real energy into my work.")
    rows = [f"E{person},{item},{1 + person % 5}" for person in range(20) for item in asked]
    uploaded(opened, ("survey_2025_06.csv", "\n".join(["a,b,c", *rows]).encode()))
    for name, heading in (("Who answered", "a"), ("What was asked", "b"), ("The answer", "c")):
        (box,) = (one for one in opened.selectbox if one.label == name)
        box.set_value(heading).run()
    (day,) = (one for one in opened.date_input if str(one.key).startswith("wave-on-"))
    day.set_value(date(2025, 6, 16)).run()
    assert "20 of 20 rows are responses" in text(opened)
    opened.button(key="commit").click().run()
    (record,) = Store.open(tmp_path / "store").version().imports
    assert (record.rows, record.mapping["long"]) == (20, ["a", "b", "c"])


def test_a_file_without_headings_keeps_its_first_response(opened: AppTest) -> None:
    rows = "\n".join(f"{1 + number % 5},{1 + number % 3}" for number in range(20))
    uploaded(opened, ("survey_2025_06.csv", f"7,9\n{rows}".encode()))
    assert "20 of 20 rows are responses" in text(opened)
    (headings,) = (one for one in opened.selectbox if one.label == "Rows of headings")
    headings.select("None: the first row is a response").run()
    assert "21 of 21 rows are responses" in text(opened)
    assert "2, named by their place: there are no headings" in text(opened)


def test_figures_that_files_move_together_stand_below_both(opened: AppTest) -> None:
    uploaded(opened, ("survey_2025_06.csv", survey()), ("roster.csv", ROSTER.encode()))
    opened.button(key="commit").click().run()
    assert text(opened).count("<summary>These 2 files together: ") == 1


def test_faulty_rows_are_left_out_with_a_button(opened: AppTest, tmp_path: Path) -> None:
    faulty = ROSTER.replace("E001,1961,Woman,Sales,2020-01-01,", "E001,1961,Woman,Sales,not a day,")
    uploaded(opened, ("roster.csv", faulty.encode()))
    (key,) = (str(one.key) for one in opened.button if str(one.key).startswith("answer-skip"))
    opened.button(key=key).click().run()
    opened.button(key="commit").click().run()
    (record,) = Store.open(tmp_path / "store").version().imports
    assert record.rows == 59


def test_the_junior_side_is_chosen_with_a_button(opened: AppTest) -> None:
    rows = "\n".join(f"P{n},Spring,A{n},B{n},2024-01-15" for n in range(12))
    pairs = f"Pair ID,Cohort,Mentor Employee ID,Mentee Employee ID,Start date\n{rows}"
    uploaded(opened, ("pairs.csv", pairs.encode()))
    assert "either may be the junior person" in text(opened)
    assert "--junior" not in text(opened)
    (key,) = (str(one.key) for one in opened.button if "mentor is the junior" in str(one.key))
    opened.button(key=key).click().run()
    assert not opened.button(key="commit").disabled


UNSURE = "Employee ID,Completed on,How likely are you to recommend this company as a place to work?\n" + "\n".join(
    f"E{n:03d},2025-06-{10 + n % 9},{1 + n % 5}" for n in range(40)
)


def test_an_uncertain_score_is_a_question_before_it_counts(opened: AppTest, tmp_path: Path) -> None:
    uploaded(opened, ("survey_2025_06.csv", UNSURE.encode()))
    assert "One question for you" in text(opened)
    assert "answer 1 question above" in text(opened)
    assert opened.button(key="commit").disabled
    opened.segmented_control[0].select("Not part of a score").run()
    opened.button(key="commit").click().run()
    (record,) = Store.open(tmp_path / "store").version().imports
    assert all(entry["scale"] is None for entry in record.mapping["questions"])


def test_every_bad_file_of_a_drop_is_named_and_the_good_ones_too(opened: AppTest) -> None:
    pairs = "Pair ID,Cohort,Mentor Employee ID,Mentee Employee ID,Start date\nP1,Spring,A1,B1,2024-01-15\n"
    faulty = ROSTER.replace("2020-01-01", "not a day")
    uploaded(opened, ("pairs.csv", pairs.encode()), ("roster.csv", faulty.encode()), ("survey_2025_06.csv", survey()))
    shown = text(opened)
    assert "pairs.csv cannot be imported yet" in shown
    assert "roster.csv cannot be imported yet" in shown
    assert shown.count('tw-ready">Ready') == 1
    assert "Goes in now: survey_2025_06.csv. The rest stays on this page." in shown
    assert opened.button(key="commit").label == "Import 1 of 3 files"


def test_a_bad_file_stays_on_the_page_beside_the_good_ones_that_are_imported(opened: AppTest, tmp_path: Path) -> None:
    faulty = ROSTER.replace("2020-01-01", "not a day", 1)
    uploaded(opened, ("roster.csv", faulty.encode()), ("survey_2025_06.csv", survey()))
    opened.button(key="commit").click().run()
    shown = text(opened)
    assert "survey_2025_06.csv is imported" in shown
    assert "roster.csv was not imported" in shown
    assert "1 of 60 rows are not dates" in shown
    assert [one.file_name for one in Store.open(tmp_path / "store").version().imports] == ["survey_2025_06.csv"]
    (button,) = (one for one in opened.button if one.label == "Leave the faulty rows out")
    button.click().run()
    opened.button(key="commit").click().run()
    assert "roster.csv is imported" in text(opened)
    assert len(Store.open(tmp_path / "store").version().imports) == 2


@pytest.mark.parametrize("is_corrected", [False, True])
def test_a_bad_file_goes_when_it_is_taken_away_or_a_newer_one_comes(opened: AppTest, *, is_corrected: bool) -> None:
    faulty = ROSTER.replace("2020-01-01", "not a day", 1)
    uploaded(opened, ("roster.csv", faulty.encode()), ("survey_2025_06.csv", survey()))
    opened.button(key="commit").click().run()
    if is_corrected:
        uploaded(opened, ("roster.csv", ROSTER.encode()))
        assert opened.button(key="commit").label == "Import 1 file"
    else:
        (button,) = (one for one in opened.button if one.label == "Take it away")
        button.click().run()
        assert not [one for one in opened.button if one.key == "commit"]
    assert "roster.csv was not imported" not in text(opened)


def test_where_no_file_is_good_nothing_can_be_imported(opened: AppTest) -> None:
    uploaded(opened, ("roster.csv", ROSTER.replace("2020-01-01", "not a day").encode()))
    assert opened.button(key="commit").disabled


def test_a_damaged_store_is_repaired_with_one_click_and_the_import_comes_back(opened: AppTest, tmp_path: Path) -> None:
    uploaded(opened, ("survey_2025_06.csv", survey()))
    opened.button(key="commit").click().run()
    (path,) = (tmp_path / "store" / "data" / "person_wave").iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    opened.switch_page("views/overview.py").run()
    opened.switch_page("views/data_import.py").run()
    assert "1 damaged file in the store" in text(opened)
    opened.button(key="repair").click().run()
    assert "Taken back: survey_2025_06.csv." in text(opened)
    path.write_bytes(whole)
    (record,) = (one for one in Store.open(tmp_path / "store").history()[:1])
    opened.button(key=f"redo-{record.import_id[:12]}").click().run()
    assert len(Store.open(tmp_path / "store").version().imports) == 1


def test_reading_is_stopped_and_begun_again(opened: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("dashboard.components.importing.work.watch", Job.cancel)
        shown = text(uploaded(opened, ("survey_2025_06.csv", survey())))
    assert "Reading survey_2025_06.csv was canceled." in shown
    assert 'tw-refused">Stopped' in shown
    assert opened.button(key="commit").disabled
    (again,) = (one for one in opened.button if one.label == "Read it again")
    again.click().run()
    assert "40 of 40 rows are responses" in text(opened)
    assert Store.open(tmp_path / "store").version().number == 0


def test_a_canceled_import_changes_nothing_and_can_be_begun_again(
    opened: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploaded(opened, ("survey_2025_06.csv", survey()))
    with monkeypatch.context() as patched:
        patched.setattr("dashboard.components.importing.work.watch", Job.cancel)
        shown = text(opened.button(key="commit").click().run())
    assert "The import was canceled. Nothing was changed." in shown.replace("</p><p>", " ")
    assert Store.open(tmp_path / "store").version().number == 0
    assert not [*(tmp_path / "store" / "data").rglob("*.parquet")]
    assert logged(tmp_path / "store") == ["import_canceled"]
    opened.button(key="commit").click().run()
    assert "survey_2025_06.csv is imported" in text(opened)
    assert logged(tmp_path / "store") == ["import_canceled", "import"]


def test_an_import_that_is_stopped_when_all_is_stored_is_told_as_done(
    opened: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploaded(opened, ("survey_2025_06.csv", survey()))

    def stopped(job: Job) -> None:
        job.wait()
        raise CanceledError("It was canceled.")

    with monkeypatch.context() as patched:
        patched.setattr(Job, "outcome", stopped)
        opened.button(key="commit").click().run()
    assert "survey_2025_06.csv is imported" in text(opened)
    assert Store.open(tmp_path / "store").version().number == 1


def test_a_file_that_takes_more_than_it_may_is_refused_with_the_limit(opened: AppTest, tmp_path: Path) -> None:
    (tmp_path / "store" / "twoway.toml").write_text("[limits]\nseconds = 1\n")
    shown = text(uploaded(opened, ("survey_2025_06.csv", survey(150_000))))
    # How far a machine comes in a second differs: it is stopped while the file is read or while its effect is tried.
    assert "took more time than it may." in shown
    assert "Raise seconds under [limits] in twoway.toml" in shown
    assert opened.button(key="commit").disabled


def test_a_mapping_file_is_loaded(opened: AppTest, tmp_path: Path) -> None:
    uploaded(opened, ("survey_2025_06.csv", survey()))
    mapping = '[[question]]\ntext = "I look forward to my working day."\nuse = false\n'
    (field,) = (one for one in opened.file_uploader if str(one.key).startswith("load-"))
    field.set_value(("kept.toml", mapping.encode(), "application/toml")).run()
    assert "1 of 6 questions are as the mapping file has them." in text(opened)
    opened.button(key="commit").click().run()
    (record,) = Store.open(tmp_path / "store").version().imports
    entry = next(one for one in record.mapping["questions"] if one["text"] == "I look forward to my working day.")
    assert not entry["is_used"]


def test_what_would_be_stored_is_counted_when_it_is_opened(opened: AppTest) -> None:
    uploaded(opened, ("survey_2025_06.csv", survey()))
    (name,) = (str(one) for one in opened.session_state if str(one).startswith("means-"))
    opened.session_state[name] = True
    opened.run()
    assert "What would be stored of survey_2025_06.csv" in text(opened)
    assert f"<td>{mean()}</td>" in text(opened)
