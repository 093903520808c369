"""Settings that a person wrote: taken when right, and refused with what is allowed when not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.errors import SettingsError
from analytics.program import FILE_NAME, Program

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("tables = 3", "A list of pairs"),
        ("tables = [3]", "other than two dimensions"),
        ('tables = [["arm", 3]]', "A text in quotation marks"),
        ('margin = "three"', "A number from 0 to 100"),
        ("margin = -1", "A number from 0 to 100"),
        ("margin = nan", "A number from 0 to 100"),
        ("margin = true", "A number from 0 to 100"),
        ("name = 3", "A text in quotation marks"),
        ("scheme = 3", "A text in quotation marks"),
        ("generation = 3", "lacks a label"),
        ('generation = [{label = "A", first = 1990, last = 1980}]', "ends before it begins"),
        ('generation = [{label = "A", first = 1, last = 2}, {label = "A", first = 3, last = 4}]', "same label"),
        ('primary_outcome = "cadence"', "one of: retention"),
        ("primary_outcome = [3]", "one of: retention"),
        ("comments = true", "keep = true or keep = false"),
        ("comments = {keep = 1}", "keep = true or keep = false"),
        ("comments = {kept = true}", "keep = true or keep = false"),
    ],
)
def test_a_setting_of_another_kind_is_refused(tmp_path: Path, text: str, allowed: str) -> None:
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=allowed):
        Program.read(tmp_path)


def test_settings_are_read(tmp_path: Path) -> None:
    text = 'name = "Two ways"\nmargin = 2\nprimary_outcome = "engagement"\ntables = [["gender", "level"]]\n'
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    read = Program.read(tmp_path)
    assert (read.name, read.margin, read.primary_outcome) == ("Two ways", 2.0, "engagement")
    assert read.tables == (("gender", "level"),)


def test_comments_are_kept_only_where_it_is_said(tmp_path: Path) -> None:
    assert not Program().comments.keep
    (tmp_path / FILE_NAME).write_text("[comments]\nkeep = true\n", encoding="utf-8")
    assert Program.read(tmp_path).comments.keep


def test_declared_and_registered_comparisons_are_read(tmp_path: Path) -> None:
    (tmp_path / "twoway.toml").write_text('[[comparison]]\nname = "Juniors"\nmargin = 2.0\n', encoding="utf-8")
    (tmp_path / "designs").mkdir()
    (tmp_path / "designs" / "spring.toml").write_text('name = "Spring"\n', encoding="utf-8")
    program = Program.read(tmp_path)
    assert program.comparisons == ({"name": "Juniors", "margin": 2.0},)
    assert program.registered == ('name = "Spring"\n',)


def test_registered_comparisons_need_no_settings(tmp_path: Path) -> None:
    (tmp_path / "designs").mkdir()
    (tmp_path / "designs" / "spring.toml").write_text('name = "Spring"\n', encoding="utf-8")
    assert Program.read(tmp_path).registered == ('name = "Spring"\n',)


@pytest.mark.parametrize("text", ['comparison = "Juniors"\n', "[comparison]\nname = 'Juniors'\n", "registered = []\n"])
def test_a_comparison_that_is_no_table_of_its_own_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "twoway.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError):
        Program.read(tmp_path)


def test_the_settings_of_sign_in_may_stand_beside_those_of_the_program(tmp_path: Path) -> None:
    (tmp_path / "twoway.toml").write_text('name = "Ours"\n[sign_in]\nclient_id = "x"\n', encoding="utf-8")
    assert Program.read(tmp_path).name == "Ours"
