"""Cards that are put together once: drawn alike for everybody, noted for each, with files for each alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import pytest

from analytics.audit_log import AuditLog
from analytics.numerals import Form, written
from analytics.release.remembered import Memory
from dashboard import offered_files
from dashboard.components.kept import kept
from dashboard.offered_files import offering_later
from dashboard.recording import AUDIT_LOG
from tests.dashboard.conftest import SESSION, text

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from analytics.release.read import Release
    from dashboard.components.charts import Card

    Visit = Callable[..., AppTest]

KEPT = ("retention", "engagement", "satisfaction", "exchange", "participation")


class Part:
    """A release as far as cards are kept for it."""

    def __init__(self) -> None:
        self.drawn = Memory()


@dataclass(frozen=True, kw_only=True)
class Looking:
    """What a page is drawn from."""

    part: Part
    seen: str = ""

    @property
    def release(self) -> Release:
        return cast("Release", self.part)

    def chosen(self) -> Hashable:
        return self.seen


@pytest.fixture
def made() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def draw(made: list[tuple[str, str]]) -> Callable[[Looking, str], None]:
    """A function that draws no card, and notes what it was asked for when it had to find out."""

    @kept
    def find(looking: Looking, name: str) -> Iterator[Card]:
        made.append((looking.seen, name))
        yield from ()

    return find


def test_cards_are_put_together_once(draw: Callable[[Looking, str], None], made: list[tuple[str, str]]) -> None:
    part = Part()
    for _ in range(3):
        draw(Looking(part=part), "engagement")
    assert made == [("", "engagement")]


def test_whatever_a_card_depends_on_makes_another(
    draw: Callable[[Looking, str], None], made: list[tuple[str, str]]
) -> None:
    part = Part()
    draw(Looking(part=part), "engagement")
    draw(Looking(part=part), "satisfaction")
    draw(Looking(part=part, seen="Gen Z"), "engagement")
    with written(Form(decimal=",", group=".")):
        draw(Looking(part=part), "engagement")
    draw(Looking(part=Part()), "engagement")
    assert len(made) == 5


@pytest.mark.parametrize("view", KEPT)
def test_the_second_to_look_sees_the_same_and_is_noted_with_the_same_cells(
    visit: Visit, published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, view: str
) -> None:
    monkeypatch.setenv(AUDIT_LOG, str(tmp_path / "audit"))
    first, second = text(visit(published, view)), text(visit(published, view))
    assert SESSION.sub("", first) == SESSION.sub("", second)
    noted = [one.cells for one in AuditLog(tmp_path / "audit").events() if one.note == view]
    assert len(noted) == 2
    assert noted[0] == noted[1] != ()


def test_files_are_offered_to_each_alone(visit: Visit, published: Path) -> None:
    pages = [text(visit(published, "engagement")) for _ in range(2)]
    first, second = (set(SESSION.findall(page)) for page in pages)
    assert len(first) == len(second) == 1
    assert not first & second


def test_a_link_that_is_put_by_leads_nowhere() -> None:
    offer = offered_files.Offer(name="a.csv", mime="text/csv", make=lambda: b"")
    with offering_later() as offers:
        markup = offered_files.link("Save", offer, key="save")
    assert offers == [offer]
    assert not any(token in offered_files._SHELVES for token in SESSION.findall(markup))  # noqa: SLF001
