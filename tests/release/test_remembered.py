"""What a release was asked before is said again with the same cells noted, and to nobody whom it is not for."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from analytics.release.cells import Cells
from analytics.release.lookups import watched
from analytics.release.read import Release, Withheld
from analytics.release.remembered import Memory
from analytics.release.scope import within

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ANSWERED: tuple[Callable[[Release], object], ...] = (
    lambda release: release.compare("engagement"),
    lambda release: release.compare_by("engagement", "generation"),
    lambda release: release.parity("gender"),
    lambda release: release.parity_table("gender", "generation"),
    lambda release: release.against_the_rest("engagement", "gender"),
    lambda release: release.compare("engagement", {"gender": ("Nobody has heard of this",)}),
)


@pytest.fixture
def release(release_folder: Path) -> Release:
    return Release.load(release_folder)


@pytest.mark.parametrize("ask", ANSWERED)
def test_who_asks_again_is_told_and_noted_the_same(release: Release, ask: Callable[[Release], object]) -> None:
    with watched() as first:
        answer = ask(release)
    with watched() as second:
        again = ask(release)
    assert again == answer
    assert second == first
    assert first.found or first.refused


@pytest.mark.parametrize("category", ["Woman", "Nobody has heard of this"])
def test_a_refusal_is_kept_like_a_number(release: Release, category: str) -> None:
    where = {"gender": (category,)}
    release.compare("engagement", where)
    with patch.object(Cells, "find", side_effect=AssertionError):
        release.compare("engagement", where)


def test_a_list_asks_the_same_as_a_tuple(release: Release) -> None:
    kept = release.compare("engagement", {"gender": ("Woman",)})
    assert release.compare("engagement", {"gender": ["Woman"]}) is kept  # type: ignore[dict-item]
    assert release.compare("engagement", {"gender": ("Man",)}) is not kept


def test_the_part_of_a_unit_never_says_what_the_whole_was_asked(release: Release) -> None:
    whole = release.compare("engagement")
    part = within(release, {"gender": ("Woman",)})
    assert part.compare("engagement") != whole
    assert part.compare("engagement", {"gender": ("Man",)}).outcome == Withheld()
    assert release.compare("engagement") is whole


def test_questions_inside_of_a_question_are_noted_for_who_asks_the_outer_one(release: Release) -> None:
    release.compare("engagement")
    with watched() as lookups:
        release.compare_measures(["engagement"])
    assert lookups.found


def test_what_fails_is_asked_again() -> None:
    memory, asked = Memory(), []

    def fail() -> int:
        asked.append(1)
        raise LookupError

    for _ in range(2):
        with pytest.raises(LookupError):
            memory.recall("question", fail)
    assert len(asked) == 2
    assert len(memory) == 0


def test_a_memory_forgets_what_was_asked_for_longest_ago() -> None:
    memory = Memory(most=2)
    for question in ("first", "second", "first", "third"):
        memory.recall(question, question.upper)
    assert len(memory) == 2
    assert memory.recall("first", lambda: "made anew") == "FIRST"
    assert memory.recall("second", lambda: "made anew") == "made anew"
