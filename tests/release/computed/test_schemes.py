"""A verdict that hangs on where a generation ends is told, and nothing else of the other scheme is."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest

from analytics.catalog import generation_scheme
from analytics.program import Program
from analytics.release.computed.schemes import birth_years
from analytics.release.files import FINDINGS
from analytics.release.publish import publish
from analytics.release.read import Release
from tests.given import PAIR, PERSON, Given, given

if TYPE_CHECKING:
    from pathlib import Path

FOUNDING = "Founding text (X 1965-76, Y 1977-98)"
AT = "2026-01-05T09:00:00+00:00"
OWN = """
[[generation]]
label = "Older"
first = 1940
last = 1974

[[generation]]
label = "Younger"
first = 1975
last = 2000
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Given:
    """People born 1970 gain from the program, people born 1978 lose: Gen X by one scheme, X and Y by the other."""
    folder = tmp_path_factory.mktemp("generations")
    years = {1970: 1, 1978: -1, 1990: 0}
    people = [
        {**PERSON, "person_key": 1000 * year + number, "birth_year": year} for year in years for number in range(80)
    ]
    pairs = [
        {**PAIR, "pair_key": 1000 * year + number, "junior_key": 1000 * year + number, "senior_key": -year - number}
        for year in years
        for number in range(40)
    ]
    answers = [
        {
            "respondent_key": person["person_key"],
            "person_key": person["person_key"],
            "wave": "w",
            "wave_on": dt.date(2024, 12, 1),
            "engagement": 50 + place % 7 + 20 * years[int(str(person["birth_year"]))] * (place % 80 < 40),
        }
        for place, person in enumerate(people)
    ]
    scales = [{"wave": "w", "scale": "engagement", "denominator": 100}]
    return given(folder, people=people, pairs=pairs, person_wave=answers, wave_scales=scales)


def test_a_verdict_that_changes_is_told_with_both_spans_of_years(source: Given, tmp_path: Path) -> None:
    folder = publish(source, Program(), tmp_path, at=AT)
    assert Release.load(folder).scheme_notes() == (
        (
            f"Engagement, Gen X (born 1965 to 1980): not enough people to say; under the scheme {FOUNDING}, "
            "Gen X (born 1965 to 1976): higher in the pilot."
        ),
        (
            f"Engagement, Millennial (born 1981 to 1996): no difference that matters; under the scheme {FOUNDING}, "
            "Gen Y (born 1977 to 1998): lower in the pilot."
        ),
    )


def test_no_number_of_the_other_scheme_is_written(source: Given, tmp_path: Path) -> None:
    folder = publish(source, Program(), tmp_path, at=AT)
    findings = json.loads((folder / FINDINGS).read_text())
    assert "Gen Y" not in json.dumps({name: found for name, found in findings.items() if name != "schemes"})


def test_where_nothing_changes_that_is_said(release_folder: Path) -> None:
    notes = Release.load(release_folder).scheme_notes()
    (note,) = notes
    assert note == (
        "No verdict by generation on 12-month retention, engagement, satisfaction or eNPS changes under the scheme "
        f"{FOUNDING}."
    )


def test_without_verdicts_by_generation_there_is_no_note(tmp_path: Path) -> None:
    people = [{**PERSON, "person_key": number} for number in range(40)]
    folder = publish(given(tmp_path, people=people), Program(), tmp_path / "published", at=AT)
    assert Release.load(folder).scheme_notes() == ()


def test_the_other_scheme_of_the_founding_text_is_pews(source: Given, tmp_path: Path) -> None:
    program = Program(scheme=generation_scheme("founding-text"))
    notes = Release.load(publish(source, program, tmp_path, at=AT)).scheme_notes()
    assert notes
    assert all("under the scheme Pew Research Center" in note for note in notes)


def test_joined_generations_span_the_years_of_both() -> None:
    scheme = generation_scheme("pew")
    assert birth_years("Gen X to Millennial", scheme) == range(1965, 1997)
    assert birth_years("Other", scheme) == range(0)


def test_a_scheme_of_ones_own_is_held_against_every_built_in_one(source: Given, tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "twoway.toml").write_text(OWN, encoding="utf-8")
    release = Release.load(publish(source, Program.read(tmp_path / "store"), tmp_path, at=AT))
    assert release.facts.scheme == "Own scheme (Older 1940-1974, Younger 1975-2000)"
    assert [finding.label for finding in release.compare_by("engagement", "generation")] == ["Older", "Younger"]
    notes = release.scheme_notes()
    assert (
        "Engagement, Older (born 1940 to 1974): higher in the pilot; under the scheme Pew Research Center, "
        "Gen X (born 1965 to 1980): not enough people to say." in notes
    )
    assert any(f"under the scheme {FOUNDING}" in note for note in notes)
