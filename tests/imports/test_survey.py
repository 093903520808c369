"""Surveys as tables."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from analytics.catalog import SCALES
from analytics.errors import RefusedImportError, SettingsError
from analytics.imports.canonical.directory import Directory
from analytics.imports.mapping import Mapping
from analytics.store import Rows
from tests.imports.survey_examples import KEY, MAPPING, QUESTIONS, RECORDS, entry, survey, understanding

if TYPE_CHECKING:
    import pyarrow as pa

    from analytics.imports.survey import SurveyImport

ROSTER = Directory(people=np.array(sorted(KEY.hashed("person", name) for name in ("01", "02"))))


def _codes(found: object) -> set[str]:
    return {notice.code for notice in found.notices}  # type: ignore[attr-defined]


def rows(found: SurveyImport, name: str) -> pa.Table:
    """The rows of a table in memory."""
    table = found.tables[name]
    return table.read() if isinstance(table, Rows) else table


def test_answers_are_stored_wide_as_small_integers() -> None:
    responses = rows(survey(), "responses")
    assert responses.column_names == ["respondent_key", "person_key", "wave", "responded_on", "q001", "q002", "q003"]
    assert {str(responses.schema.field(name).type) for name in ("q001", "q002", "q003")} == {"int16"}
    assert responses.select(["q001", "q002", "q003"]).to_pylist() == [
        {"q001": 5, "q002": 1, "q003": 10},
        {"q001": 3, "q002": None, "q003": 6},
        {"q001": None, "q002": None, "q003": None},
    ]
    assert responses["responded_on"].to_pylist() == [date(2024, 6, 1), date(2024, 6, 3), date(2024, 6, 5)]


def test_questions_say_what_the_columns_hold() -> None:
    questions = rows(survey(), "questions").to_pylist()
    assert [one["column_name"] for one in questions] == ["q001", "q002", "q003", None]
    assert questions[1] == {
        "import_id": "abc",
        "wave": "2024-06",
        "question_id": "leave",
        "column_name": "q002",
        "text": "I may leave.",
        "kind": "ordinal",
        "scale_min": 1,
        "scale_max": 5,
        "is_reverse": True,
        "scale": "engagement",
        "item": "leave",
        "labels": json.dumps({"Disagree": 1, "Neither": 3, "Agree": 5}),
    }


def test_scores_are_integers_with_their_denominators() -> None:
    found = survey()
    scales = rows(found, "wave_scales").to_pylist()
    assert [(one["scale"], one["n_items"], one["denominator"]) for one in scales] == [
        ("engagement", 2, 8),
        ("enps", 1, 1),
    ]
    person_wave = found.tables["person_wave"]
    assert person_wave["engagement"].to_pylist() == [8, 4, None]
    assert person_wave["enps"].to_pylist() == [1, -1, None]
    assert {str(person_wave.schema.field(scale).type) for scale in SCALES} == {"int32"}
    assert person_wave["satisfaction"].null_count == 3
    assert found.facts["scales"] == {"engagement": 2, "enps": 2}


def test_a_wave_is_dated_by_its_middle_answer() -> None:
    assert set(survey().tables["person_wave"]["wave_on"].to_pylist()) == {date(2024, 6, 3)}
    stated = survey(wave_on=date(2024, 7, 1))
    assert set(stated.tables["person_wave"]["wave_on"].to_pylist()) == {date(2024, 7, 1)}


def test_a_survey_without_dates_needs_a_day() -> None:
    with pytest.raises(RefusedImportError, match="when the answers were given"):
        survey(understanding(on=None))
    assert survey(understanding(on=None), wave_on=date(2024, 7, 1)).rows == 3


def test_dates_that_can_be_read_in_two_ways_date_nothing() -> None:
    records = [(*record[:2], f"{5 + number}/5/2024", *record[3:]) for number, record in enumerate(RECORDS)]
    with pytest.raises(RefusedImportError, match="when the answers were given") as caught:
        survey(replace(understanding(records), date_order=None))
    assert "--dates dmy or mdy" in caught.value.next_step
    found = survey(replace(understanding(records), date_order="dmy"))
    assert found.facts["wave_on"] == "2024-05-06"


def test_categories_of_the_survey_itself_are_kept() -> None:
    found = survey()
    assert found.tables["person_wave"]["gender"].to_pylist() == ["Woman", None, None]
    assert found.tables["person_wave"]["location"].null_count == 3
    assert found.facts["dimensions"] == ["gender"]


def test_respondents_are_joined_with_the_roster_and_the_match_is_told() -> None:
    found = survey(directory=ROSTER)
    assert found.tables["person_wave"]["person_key"].to_pylist() == [
        KEY.hashed("person", name) for name in ("01", "02", "99")
    ]
    assert (found.facts["name_a_person"], found.facts["match_the_roster"]) == (3, 2)
    (notice,) = [one for one in found.notices if one.code == "low_match"]
    assert notice.message.startswith("Only 2 of the 3 responses that name a person match the roster (67%).")


def test_the_column_that_matches_best_names_the_people() -> None:
    swapped = [(record[1], record[0], *record[2:]) for record in RECORDS]
    found = survey(understanding(swapped, respondent_id=None, person_ids=(1, 0)), directory=ROSTER)
    assert found.facts["match_the_roster"] == 2


def test_people_are_found_by_address() -> None:
    records = [(record[0], f"P{number}@example.org", *record[2:]) for number, record in enumerate(RECORDS)]
    aliases = {KEY.hashed("email", "p0@example.org"): KEY.hashed("person", "01")}
    found = survey(understanding(records), directory=replace(ROSTER, aliases=aliases))
    assert found.tables["person_wave"]["person_key"][0].as_py() == KEY.hashed("person", "01")
    assert found.facts["match_the_roster"] == 1


def test_without_a_roster_the_names_wait_for_one() -> None:
    found = survey()
    assert _codes(found) == {"no_roster"}
    assert found.tables["person_wave"]["person_key"].null_count == 0


def test_anonymous_surveys_work() -> None:
    found = survey(understanding(person_ids=()), directory=ROSTER)
    assert found.tables["person_wave"]["person_key"].null_count == 3
    assert _codes(found) == {"anonymous"}


def test_a_respondent_is_the_same_in_a_later_export() -> None:
    one = survey().tables["responses"]["respondent_key"].to_pylist()
    more = survey(understanding((*RECORDS[::-1], ("R4", *RECORDS[0][1:])))).tables["responses"]["respondent_key"]
    assert more.to_pylist()[:3] == one[::-1]
    assert one[0] == KEY.hashed("respondent", "2024-06:R1")


def test_without_ids_a_respondent_is_the_person_or_the_row() -> None:
    by_person = survey(understanding(respondent_id=None)).tables["responses"]["respondent_key"].to_pylist()
    again = survey(understanding(RECORDS[::-1], respondent_id=None)).tables["responses"]["respondent_key"].to_pylist()
    assert by_person == again[::-1]
    by_row = survey(understanding(respondent_id=None, person_ids=())).tables["responses"]["respondent_key"]
    assert by_row[0].as_py() == KEY.hashed("respondent", f"2024-06:{'5a' * 32}:2")


def test_repeated_ids_are_kept_apart_and_told() -> None:
    found = survey(understanding((RECORDS[0], RECORDS[0], RECORDS[1])))
    assert len(set(found.tables["responses"]["respondent_key"].to_pylist())) == 3
    assert "repeated_respondent_id" in _codes(found)


def test_nothing_that_identifies_a_person_is_stored() -> None:
    text = str([rows(survey(), name).to_pylist() for name in survey().tables])
    assert not any(secret in text for secret in ("R1", "'01'", "Call me"))


def test_a_survey_with_no_row_left_is_refused_with_the_way_to_keep_them() -> None:
    understood = replace(understanding(), kept=(), dropped={"test": (2, 3, 4)})
    with pytest.raises(RefusedImportError, match="3 test were dropped") as caught:
        survey(understood)
    assert "--keep test" in caught.value.next_step


def test_a_survey_with_nothing_to_count_is_refused() -> None:
    unused = Mapping(questions=tuple(replace(one, is_used=False) for one in MAPPING.questions))
    with pytest.raises(RefusedImportError, match="answers that can be counted"):
        survey(mapping=unused)


def test_two_questions_for_one_item_are_refused() -> None:
    twice = tuple(replace(one, item="like") if one.id == "leave" else one for one in MAPPING.questions)
    with pytest.raises(SettingsError, match="same item of engagement: like"):
        survey(mapping=Mapping(questions=twice))


def test_a_scale_that_the_catalog_does_not_have_is_told() -> None:
    questions = tuple(entry(one, scale="joy" if one.id == "like" else None) for one in QUESTIONS)
    found = survey(mapping=Mapping(questions=questions))
    assert "unknown_scale" in _codes(found)
    assert found.tables["wave_scales"].num_rows == 0
    assert rows(found, "questions").to_pylist()[0]["scale"] == "joy"


def test_a_rating_over_several_columns_is_one_answer() -> None:
    spread = replace(QUESTIONS[3], columns=(3, 4), options=("Agree", "Disagree"), kind="numeric")
    records = [("R1", "01", "2024-06-01", "x", "", "", "", ""), ("R2", "02", "2024-06-01", "", "x", "", "", "")]
    questions = [one for one in QUESTIONS if one.id not in {"like", "leave"}] + [spread]
    mapping = Mapping(questions=tuple(entry(one) for one in questions))
    found = survey(understanding(records, questions=questions), mapping=mapping)
    assert found.tables["responses"]["q002"].to_pylist() == [5, 1]


def test_an_item_without_numbers_is_refused() -> None:
    questions = tuple(replace(one, scale="engagement") if one.id == "gender" else one for one in MAPPING.questions)
    with pytest.raises(SettingsError, match="`Gender` is mapped to the scale engagement but has no numbers"):
        survey(mapping=Mapping(questions=questions))


def test_a_long_survey_is_stored_as_a_short_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    records = [
        (f"R{n}", f"{n:02d}", f"2024-06-{n % 28 + 1:02d}", "Agree", "", str(n % 11), "Woman", "") for n in range(40)
    ]
    expected = survey(understanding(records)).tables
    monkeypatch.setattr("analytics.imports.survey.MOST_HELD", 5)
    monkeypatch.setattr("analytics.store.rows.MOST_HELD", 5)
    monkeypatch.setattr("analytics.store.rows.AT_ONCE", 7)
    monkeypatch.setattr("analytics.imports.respondents.AT_ONCE", 7)
    monkeypatch.setattr("analytics.imports.respondents.MOST_HELD", 5)
    found = survey(understanding(records)).tables
    for name in ("responses", "person_wave"):
        long = found[name]
        assert isinstance(long, Rows)
        assert long.read() == expected[name]
