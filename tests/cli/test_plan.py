"""`twoway plan` answers both questions, writes the plan down, and keeps it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from analytics.comparison.design import Design

if TYPE_CHECKING:
    from tests.cli.store_commands import Terminal


def test_what_a_pilot_sees_and_how_many_pairs_it_takes(terminal: Terminal) -> None:
    found = json.loads(terminal.run("plan", "--pairs", "500", "--comparison", "5000", "--team-size", "1", "--json").out)
    assert round(found["sees"]["higher"], 1) == 4.5
    assert found["needs"]["retention"] == {"points": 5.0, "pairs": 389}
    assert found["needs"]["score"] == {"points": 5.0, "pairs": 222}
    assert found["sources"]["pairs"] == "planned"
    assert found["sources"]["retention"].startswith("assumed")
    assert found["detected"] == []


def test_the_document_is_written_and_the_design_kept(terminal: Terminal) -> None:
    terminal.run("import", terminal.file("roster.csv", "person_id,hired_on\n1,2020-01-31\n"), "--as", "people")
    pdf, markdown = terminal.folder / "plan.pdf", terminal.folder / "plan.md"
    arguments = ("--name", "Spring 2027", "--on", "2027-03-01", "--months", "18", "--register")
    ran = terminal.run("plan", *arguments, "--pdf", str(pdf), "--markdown", str(markdown))
    assert ran.status == 0, ran.err
    kept = terminal.store / "designs" / "2027-03-01-spring-2027.toml"
    assert Design.load(kept).follow_up_months == 18
    assert Design.load(kept).cohort == "Spring 2027"
    assert f"SHA-256 of the design: {Design.load(kept).sha256}" in ran.out
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert "18 months of follow-up" in markdown.read_text(encoding="utf-8")
    again = terminal.run("plan", *arguments)
    assert again.status == 1
    assert "registered as 2027-03-01-spring-2027.toml already" in again.err


def test_a_design_from_a_file_brings_its_own_follow_up(terminal: Terminal) -> None:
    file = terminal.file("design.toml", Design(name="Own", follow_up_months=6).as_toml())
    found = json.loads(terminal.run("plan", "--design", file, "--json").out)
    assert found["plan"]["months"] == 6.0
    assert found["sha256"]["design"] == Design(name="Own", follow_up_months=6).sha256


def test_a_plan_names_its_cohort(terminal: Terminal) -> None:
    found = json.loads(terminal.run("plan", "--name", "Welch", "--cohort", "Spring 2027", "--json").out)
    assert found["sha256"]["design"] == Design(name="Welch", cohort="Spring 2027").sha256


def test_impossible_plans_and_places_are_refused(terminal: Terminal) -> None:
    for arguments in (("--retention", "120"), ("--pairs", "0"), ("--pdf", str(terminal.folder / "none" / "plan.pdf"))):
        ran = terminal.run("plan", *arguments)
        assert ran.status == 1
        assert ran.err.startswith("error[settings]")


def test_a_store_that_does_not_exist_keeps_nothing(terminal: Terminal) -> None:
    ran = terminal.run("plan", "--register")
    assert ran.status == 1
    assert not terminal.store.exists()
