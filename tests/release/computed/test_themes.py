"""Themes in a release: only where comments are kept, never a comment, and one vote a person."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest

from analytics.catalog import generation_scheme
from analytics.engine import DuckDBEngine
from analytics.measures.finding import Released, Undefined
from analytics.program import Comments, Program
from analytics.release.computed.themes import NOT_KEPT, all_themes
from analytics.release.files import FINDINGS
from analytics.release.publish import publish
from analytics.release.read import Release
from analytics.simulate.remarks import REMARKS
from tests.given import PERSON, Given, given

if TYPE_CHECKING:
    from pathlib import Path

AT = "2026-01-05T09:00:00+00:00"
KEEP = Program(comments=Comments(keep=True))
WAVE = "2024-06"
SECRET = "purple elephants in the cellar"  # noqa: S105 - what one person wrote


def company(folder: Path, *, people: int = 600, twice: bool = False) -> Given:
    """People who all answered and wrote one of the invented remarks; one of them wrote something of their own.

    Args:
        folder: Where to.
        people: Number of people.
        twice: Whether everybody answered again, with the same remark, in another import.
    """
    rows = [
        {**PERSON, "person_key": key, "birth_year": (1972, 1988, 2000)[key % 3], "gender": ("Woman", "Man")[key % 2]}
        for key in range(people)
    ]
    answers = [
        {"respondent_key": key, "person_key": key, "wave": WAVE, "wave_on": dt.date(2024, 6, 10), "satisfaction": 50}
        for key in range(people)
    ]
    comments = [
        {"respondent_key": key, "wave": WAVE, "comment": SECRET if key == 0 else REMARKS[key % len(REMARKS)]}
        for key in range(people)
    ]
    scales = [{"wave": WAVE, "scale": "satisfaction", "denominator": 100}]
    waves: list[Any] = [answers, answers] if twice else answers
    written: list[Any] = [comments, comments] if twice else comments
    return given(folder, people=rows, person_wave=waves, comments=written, wave_scales=scales)


def test_themes_are_published_where_comments_are_kept(tmp_path: Path) -> None:
    folder = publish(company(tmp_path), KEEP, tmp_path / "published", at=AT)
    finding = Release.load(folder).themes(WAVE)
    assert isinstance(finding.outcome, Released)
    found = finding.outcome.value
    told = [one.terms[0] for one in found.themes]
    assert all(any(word in term for term in told) for word in ("career", "leaders", "meetings")), told
    assert 4 <= len(found.themes) <= 10
    assert found.n == 600
    assert {cell.dimension for one in found.themes for cell in one.cells} <= {"generation", "gender"}
    assert all(one.share.percent % 5 == 0 for one in found.themes)
    assert "comment" in finding.provenance.sql


def test_no_comment_and_no_rare_word_is_in_any_file_of_a_release(tmp_path: Path) -> None:
    folder = publish(company(tmp_path), KEEP, tmp_path / "published", at=AT)
    for path in folder.iterdir():
        told = path.read_bytes().decode("utf-8", "replace").casefold()
        assert not any(remark.casefold().rstrip(".") in told for remark in REMARKS)
        assert not any(word in told for word in ("purple", "elephants", "cellar"))


@pytest.mark.parametrize("program", [Program(), Program(comments=Comments(keep=False))])
def test_without_the_setting_there_are_none_even_if_comments_are_there(tmp_path: Path, program: Program) -> None:
    folder = publish(company(tmp_path), program, tmp_path / "published", at=AT)
    outcome = Release.load(folder).themes(WAVE).outcome
    assert isinstance(outcome, Undefined)
    assert outcome.reason == NOT_KEPT
    assert json.loads((folder / FINDINGS).read_text(encoding="utf-8"))["themes"]["waves"] == {}


def test_a_person_who_answers_twice_has_one_vote(tmp_path: Path) -> None:
    documents = []
    for twice in (False, True):
        folder = tmp_path / str(twice)
        folder.mkdir()
        source = company(folder, twice=twice)
        with DuckDBEngine(source.files, generation_scheme("pew"), threads=4) as engine:
            documents.append(all_themes(engine, KEEP))
    assert documents[0] == documents[1]


def test_few_comments_give_words_and_fewer_give_a_reason(tmp_path: Path) -> None:
    for people, words in ((90, True), (8, False)):
        folder = tmp_path / str(people)
        folder.mkdir()
        source = company(folder, people=people)
        with DuckDBEngine(source.files, generation_scheme("pew"), threads=2) as engine:
            found = all_themes(engine, KEEP)["waves"][WAVE]
        assert found.get("themes", ()) in ((), [])
        assert bool(found.get("terms")) is words
        assert ("reason" in found) is not words


def test_the_newest_survey_with_comments_stands_for_one_without(tmp_path: Path) -> None:
    release = Release.load(publish(company(tmp_path), KEEP, tmp_path / "published", at=AT))
    for wave in (None, "2099-01", WAVE):
        outcome = release.themes(wave).outcome
        assert isinstance(outcome, Released)
        assert outcome.value.wave == WAVE
