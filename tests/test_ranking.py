"""A ranking of tables is kept whole, read back as it was, and refused where it is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics import ranking
from analytics.errors import SettingsError, UnknownNameError

if TYPE_CHECKING:
    from pathlib import Path

AT = "2026-06-01T12:00:00+00:00"


def test_a_ranking_is_read_back_as_it_was_saved(tmp_path: Path) -> None:
    assert ranking.read(tmp_path) is None
    saved = ranking.save(tmp_path, [("cohort", "gender"), ("arm", "level"), ("gender", "cohort")], by="dee", at=AT)
    assert saved.tables == (("cohort", "gender"), ("arm", "level"))
    assert ranking.read(tmp_path) == saved
    assert [path.name for path in tmp_path.iterdir()] == [ranking.FILE_NAME]


def test_a_ranking_can_be_forgotten_twice(tmp_path: Path) -> None:
    ranking.save(tmp_path, [("cohort", "gender")], by="dee", at=AT)
    ranking.forget(tmp_path)
    ranking.forget(tmp_path)
    assert ranking.read(tmp_path) is None


@pytest.mark.parametrize("table", [("cohort",), ("cohort", "cohort"), ("cohort", "gender", "level")])
def test_a_table_is_two_different_dimensions(tmp_path: Path, table: tuple[str, ...]) -> None:
    with pytest.raises(SettingsError, match="not two different dimensions"):
        ranking.save(tmp_path, [table], by="dee", at=AT)  # type: ignore[list-item]
    assert ranking.read(tmp_path) is None


def test_an_unknown_dimension_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="business_unit"):
        ranking.save(tmp_path, [("salary", "gender")], by="dee", at=AT)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"tables": [["arm"]], "by": "", "at": ""}', '{"tables": 3}'])
def test_a_file_changed_by_hand_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / ranking.FILE_NAME).write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="is not a ranking of tables"):
        ranking.read(tmp_path)
