"""What the leader of a unit reads names the unit, and says nothing of everybody that is not known for a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.roles import Role, Viewer
from dashboard import access
from tests.dashboard.conftest import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

UNIT = "Sales"
EVERYBODY = ("everybody invited", "everybody eligible", "everybody's", "among everyone", "the answers of everyone")


@pytest.mark.parametrize("page", ["overview", "retention", "engagement", "satisfaction", "participation"])
def test_captions_of_a_unit_do_not_speak_of_everybody(
    page: str, visit: Callable[..., AppTest], published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leader = Viewer(name="lea", roles=frozenset({Role.SCOPED_LEADER}), scope={"business_unit": (UNIT,)})
    monkeypatch.setattr(access, "LOCAL", leader)
    shown = text(visit(published, page))
    assert f"People in the business unit {UNIT}" in shown
    assert not [words for words in EVERYBODY if words in shown.replace("measured against everybody eligible", "")]
    assert "How well the items go together" not in shown
    assert "Every question of the survey" not in shown


def test_the_pilot_comparison_is_said_to_be_of_the_whole_program_not_to_be_lacking(
    visit: Callable[..., AppTest], published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leader = Viewer(name="lea", roles=frozenset({Role.SCOPED_LEADER}), scope={"business_unit": (UNIT,)})
    monkeypatch.setattr(access, "LOCAL", leader)
    shown = text(visit(published, "pilot_comparison"))
    assert "The pilot comparison is about the whole program" in shown
    assert "Import what is lacking" not in shown


def test_the_participation_page_says_what_is_not_known_for_a_unit(
    visit: Callable[..., AppTest], published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leader = Viewer(name="lea", roles=frozenset({Role.SCOPED_LEADER}), scope={"business_unit": (UNIT,)})
    monkeypatch.setattr(access, "LOCAL", leader)
    shown = text(visit(published, "participation"))
    assert f"Of those eligible in {UNIT}" in shown
    assert "known for the whole program only" in shown
    assert "for people who share both" not in shown
