"""Answers that were kept for long enough go, from every version; everything else stays."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from analytics.errors import SettingsError, StoreError
from analytics.program import Program
from analytics.retention import Retention
from analytics.store import Store
from analytics.store.expire import expire, expired
from tests.store.people import program

if TYPE_CHECKING:
    from pathlib import Path

TWO_YEARS = Retention(answers_months=24)


def test_nothing_expires_without_a_limit(tmp_path: Path) -> None:
    store = program(tmp_path)
    assert expired(store.folder, Retention(), date(2100, 1, 1)) == ()


@pytest.mark.parametrize(
    ("today", "waves"),
    [(date(2028, 3, 14), []), (date(2028, 3, 15), ["2026-03"]), (date(2028, 6, 15), ["2026-03", "2026-06"])],
)
def test_a_survey_expires_on_its_day_undone_ones_too(tmp_path: Path, today: date, waves: list[str]) -> None:
    store = program(tmp_path)
    assert [one.record.wave for one in expired(store.folder, TWO_YEARS, today)] == waves


def test_expired_answers_are_in_no_version_and_the_rest_stays(tmp_path: Path) -> None:
    store = program(tmp_path)
    answers = [path for path in (store.folder / "data").rglob("*.parquet") if path.parent.name == "responses"]
    people = store.version().files["people"]
    found = expired(store.folder, TWO_YEARS, date(2030, 1, 1))
    number = expire(store, found, by="dpo")
    assert len(answers) == 2
    assert not any(path.exists() for path in answers)
    version = Store.open(store.folder).version()
    assert version.number == number
    assert version.files["people"] == people
    assert "responses" not in version.files
    assert store.verify() == ()
    assert expired(store.folder, TWO_YEARS, date(2030, 1, 1)) == ()
    assert {entry.wave for entry in store.history() if entry.operation == "expire"} == {"2026-03", "2026-06"}
    with pytest.raises(StoreError, match="cannot be read any more"):
        store.version(number - 2)


def test_a_month_ends_on_the_same_day_or_the_next_that_there_is() -> None:
    assert not Retention(answers_months=1).is_over(date(2026, 1, 31), date(2026, 2, 28))
    assert Retention(answers_months=1).is_over(date(2026, 1, 31), date(2026, 3, 1))


@pytest.mark.parametrize(
    "setting", ["answers_months = 0", "answers_months = 2.5", "answers_months = true", 'answers = "two years"']
)
def test_a_period_that_is_none_is_refused(tmp_path: Path, setting: str) -> None:
    (tmp_path / "twoway.toml").write_text(f"[retention]\n{setting}\n")
    with pytest.raises(SettingsError):
        Program.read(tmp_path)


def test_the_period_is_read_from_the_settings(tmp_path: Path) -> None:
    (tmp_path / "twoway.toml").write_text("[retention]\nanswers_months = 24\n")
    assert Program.read(tmp_path).retention == TWO_YEARS
