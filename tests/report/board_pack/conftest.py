"""Packs of a small made-up company: with a program and its comparisons, and without any pairs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from analytics.program import Program
from analytics.release.publish import publish
from analytics.release.read import Release
from analytics.report.board_pack.content import board_pack
from tests.company import company
from tests.comparison.evidence_example import example
from tests.dashboard.compared import with_comparisons

if TYPE_CHECKING:
    from analytics.report.board_pack.pages import Pack

AT = "2026-01-05T09:00:00+00:00"
OF_PAIRS = ("pairs", "sessions", "goals")


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release with a program and one declared comparison made by hand."""
    folder = tmp_path_factory.mktemp("board-pack")
    publish(company(folder), Program(), folder / "published", at=AT)
    return Release.latest(with_comparisons(folder / "published", tmp_path_factory.mktemp("compared"), [example()]))


@pytest.fixture(scope="session")
def without_pilot(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release of a roster and a survey, without pairs."""
    folder = tmp_path_factory.mktemp("no-pilot")
    whole = company(folder)
    rest = replace(whole, files={name: files for name, files in whole.files.items() if name not in OF_PAIRS})
    publish(rest, Program(), folder / "published", at=AT)
    return Release.latest(folder / "published")


@pytest.fixture(scope="session")
def pack(release: Release) -> Pack:
    """The pack of everyone."""
    return board_pack(release)
