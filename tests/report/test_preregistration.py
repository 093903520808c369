from __future__ import annotations

import re
import tomllib
import zlib
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from analytics.comparison.design import Design
from analytics.errors import SettingsError
from analytics.program import Program
from analytics.report.planning import ASSUMED, starting_plan
from analytics.report.preregistration import Preregistration

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2027, 3, 1)
WRITTEN = Preregistration(
    design=Design(name="Spring 2027", outcomes=("retention", "engagement")),
    plan=ASSUMED,
    sources=starting_plan(None).sources,
    on=DAY,
)


def test_the_document_says_what_decides_and_what_will_be_said() -> None:
    text = WRITTEN.markdown()
    assert text.startswith("# Spring 2027: pre-registration\n\nWritten down on 1 March 2027")
    assert "- **Primary outcome:** 12-month retention." in text
    assert "- **Decides:** Overlap weights on level" in text
    assert "lies within ±3 percentage points" in text
    assert "| Pairs | 100 | assumed; a release would say |" in text
    assert f"`{WRITTEN.design.sha256}`" in text
    assert f"`{WRITTEN.sha256}`" in text


def test_every_number_of_the_plan_is_in_the_hash() -> None:
    others = [
        replace(WRITTEN, plan=replace(ASSUMED, pairs=101)),
        replace(WRITTEN, design=replace(WRITTEN.design, margin=2.0)),
        replace(WRITTEN, on=date(2027, 3, 2)),
    ]
    assert len({WRITTEN.sha256, *(one.sha256 for one in others)}) == 4
    assert tomllib.loads(WRITTEN.as_toml())["plan"]["pairs"] == 100


def test_the_same_plan_gives_the_same_bytes() -> None:
    made = WRITTEN.pdf()
    assert made == WRITTEN.pdf()
    assert made != replace(WRITTEN, on=date(2027, 3, 2)).pdf()
    assert made.startswith(b"%PDF-")


def test_the_pdf_names_its_day_and_brings_its_fonts() -> None:
    made = WRITTEN.pdf()
    assert b"D:20270301" in made
    opened = b"".join(zlib.decompress(one) for one in re.findall(rb"stream\r?\n(x.*?)\r?\nendstream", made, re.DOTALL))
    assert b"LibertinusSerif" in made + opened
    assert b"/FontFile" in made + opened
    assert b"pdfuaid" in made + opened


def test_a_score_decides_in_points_of_the_scale() -> None:
    design = Design(name="Scores", outcomes=("engagement",), primary="engagement")
    assert "within ±3 points" in replace(WRITTEN, design=design).markdown()


def test_a_margin_beyond_complete_retention_takes_no_number_of_pairs() -> None:
    assert (
        "No number to find a difference of 20."
        in replace(WRITTEN, design=replace(WRITTEN.design, margin=20.0)).markdown()
    )


def test_what_is_registered_can_be_loaded_and_stays(tmp_path: Path) -> None:
    path = WRITTEN.register(tmp_path)
    assert path.name == "2027-03-01-spring-2027.toml"
    assert Design.load(path).sha256 == WRITTEN.design.sha256
    assert [one.splitlines()[0] for one in Program.read(tmp_path).registered] == ["# Registered on 2027-03-01"]
    assert path.with_suffix(".md").read_text(encoding="utf-8") == WRITTEN.markdown()
    with pytest.raises(SettingsError, match=r"registered as 2027-03-01-spring-2027\.toml already"):
        replace(WRITTEN, design=replace(WRITTEN.design, margin=9.0)).register(tmp_path)
    assert Design.load(path).margin == 3.0


@pytest.mark.parametrize("name", ["Früh/../jahr", "../../etc", "日本"])
def test_a_name_never_leaves_the_folder(tmp_path: Path, name: str) -> None:
    path = replace(WRITTEN, design=replace(WRITTEN.design, name=name)).register(tmp_path)
    assert path.parent == tmp_path / "designs"
    assert re.fullmatch(r"2027-03-01-[a-z0-9-]+\.toml", path.name)
    assert Design.load(path).name == name
