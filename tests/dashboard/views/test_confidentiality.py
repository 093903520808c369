"""The page about confidentiality: everybody may read it, and it says what is not protected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.report.attacks import attacks
from analytics.roles import Role, Viewer
from dashboard import access
from dashboard.components.confidentiality.words import AGAINST, NOT_PROTECTED, PROMISE, PROTECTED
from tests.dashboard.conftest import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from streamlit.testing.v1 import AppTest

JARGON = ("leverage", "linear", "epsilon", "audit.json", "null space", "tracker", "suppress")


def test_the_page_says_what_is_protected_against_whom_and_what_is_not(
    visit: Callable[..., AppTest], published: Path
) -> None:
    shown = text(visit(published, "confidentiality"))
    for entry in (PROMISE, *(one[0] for one in (*PROTECTED, *AGAINST, *NOT_PROTECTED))):
        assert entry in shown
    for one in attacks()["sizes"]:
        assert f">{one['people']}<" in shown
    assert "This release" in shown
    assert not [word for word in JARGON if word in shown.lower()]


def test_the_leader_of_a_unit_reads_it_without_figures_about_everybody(
    visit: Callable[..., AppTest], published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leader = Viewer(name="lea", roles=frozenset({Role.SCOPED_LEADER}), scope={"business_unit": ("Sales",)})
    monkeypatch.setattr(access, "LOCAL", leader)
    shown = text(visit(published, "confidentiality"))
    assert PROMISE in shown
    assert "This release" not in shown


def test_the_attacks_are_no_better_than_guessing_and_succeed_under_the_usual_rule() -> None:
    for one in attacks()["sizes"]:
        assert one["gain"] <= 3
        assert one["people_found"] == one["exposed_by_colluding"] == 0
        assert one["group"] <= 0.8
        assert one["numbers_per_person"] <= 0.2
    assert max(one["gain_rule_of_five"] for one in attacks()["sizes"]) > 60
    assert attacks()["time"]["people_found"] == 0
    folders = attacks()["folders"]
    assert folders["people_found"] == folders["surely_yes"] == folders["groups_of_one_answer"] == 0
    assert folders["steps_of_one_or_two"] == 0
