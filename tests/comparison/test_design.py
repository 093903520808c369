from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from analytics.comparison.design import Design
from analytics.errors import SettingsError, UnknownNameError

if TYPE_CHECKING:
    from pathlib import Path

DESIGN = Design(
    name='Spring "A" – été',
    cohort="2024 Spring",
    role="Senior mentee",
    outcomes=("retention", "engagement"),
    primary="engagement",
    index_date="started",
    match=("level",),
    covariates=("tenure_band", "gender"),
    follow_up_months=18,
    margin=2.5,
)


def test_a_saved_design_comes_back_the_same(tmp_path: Path) -> None:
    for design in (DESIGN, Design(name="Plain")):
        design.save(tmp_path / "design.toml")
        assert Design.load(tmp_path / "design.toml") == design


def test_any_change_changes_the_hash(tmp_path: Path) -> None:
    changes = [
        {"name": "B"}, {"cohort": ""}, {"role": "Junior mentor"}, {"primary": "retention"}, {"index_date": "enrolled"},
        {"match": ()}, {"covariates": ("gender",)}, {"follow_up_months": 12}, {"margin": 2.0},
    ]  # fmt: skip
    hashes = {replace(DESIGN, **change).sha256 for change in changes}  # type: ignore[arg-type]
    assert len(hashes | {DESIGN.sha256}) == 10
    DESIGN.save(tmp_path / "design.toml")
    assert Design.load(tmp_path / "design.toml").sha256 == DESIGN.sha256


def test_the_document_says_what_was_declared() -> None:
    told = DESIGN.document()
    for words in (
        "senior mentees of cohort 2024 Spring",
        "the day a pair started; 18 months",
        "with the same level.",
        "Engagement",
        "±2.5",
        "overlap weights on tenure band, gender",
        DESIGN.sha256,
    ):
        assert words in told


@pytest.mark.parametrize(
    "part",
    [
        {"role": "Boss"},
        {"index_date": "hired"},
        {"outcomes": ("salary",)},
        {"match": ("salary",)},
        {"covariates": ("sessions_held",)},
    ],
)
def test_unknown_names_are_refused(part: dict[str, object]) -> None:
    with pytest.raises(UnknownNameError, match="Choose one of"):
        replace(DESIGN, **part)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "part",
    [
        {"name": " "},
        {"follow_up_months": 0},
        {"margin": 0.0},
        {"outcomes": ("retention",)},
        {"pilot_share": 0.0},
        {"pilot_share": 1.0},
    ],
)
def test_contradictions_are_refused(part: dict[str, object]) -> None:
    with pytest.raises(SettingsError):
        replace(DESIGN, **part)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    ['name = "x"\nmargin = "wide"\n', 'cohort = "x"\n', 'name = "x"\ncolor = "red"\n', "name = \n", "name = 5\n"],
)
def test_damaged_files_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "design.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises((SettingsError, UnknownNameError)):
        Design.load(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.toml"):
        Design.load(tmp_path / "none.toml")


def test_a_planned_share_is_part_of_the_design_and_halves_leave_its_hash_alone(tmp_path: Path) -> None:
    third = replace(DESIGN, pilot_share=1 / 3)
    third.save(tmp_path / "third.toml")
    assert Design.load(tmp_path / "third.toml") == third
    assert "33.3% to the pilot, by chance" in third.document()
    assert third.sha256 != DESIGN.sha256
    assert "pilot_share" not in DESIGN.as_toml()
    assert replace(DESIGN, pilot_share=0.5).sha256 == DESIGN.sha256
