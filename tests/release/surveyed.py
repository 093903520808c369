"""A store with one small survey, which is published in little time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from analytics.imports.run import Request, import_files
from analytics.store import Store

if TYPE_CHECKING:
    from pathlib import Path

WAVE = "2025-06"
LABELS = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
PEOPLE = 60


def survey(people: int = PEOPLE, *, shift: int = 0) -> str:
    """A survey export: gender, two statements; everybody's answers are moved on by `shift` labels."""
    heading = "Respondent ID,Gender,I look forward to my working day.,I would recommend this company to a friend."
    rows = [
        f"{1000 + n},{'Woman' if n % 2 else 'Man'},{LABELS[(n + shift) % 5]},{LABELS[(n * 3 + shift) % 5]}"
        for n in range(people)
    ]
    return "\n".join([heading, *rows])


def surveyed(folder: Path, people: int = PEOPLE, *, shift: int = 0) -> Store:
    """A store in `folder` with the survey, imported."""
    store = Store.create(folder / "store")
    path = folder / "survey_2025_06.csv"
    path.write_text(survey(people, shift=shift), encoding="utf-8")
    import_files(store, [Request(path=path, kind="survey", wave=WAVE, wave_on=date(2025, 6, 16))], by="ana")
    return store
