from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from analytics.report.board_pack.formats import FORMATS
from dashboard.components.board_pack import content
from tests.dashboard.conftest import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from analytics.release.read import Release

BEGINNINGS = {"pdf": b"%PDF-", "pptx": b"PK", "html": b"<!doctype html>"}


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_file_is_about_the_people_chosen(release: Release, suffix: str) -> None:
    made = content(release, {"generation": ("Gen Z",)}, None, suffix)
    assert made.startswith(BEGINNINGS[suffix])
    assert made != content(release, {}, None, suffix)


def test_the_overview_offers_every_kind_and_makes_none_before_it_is_asked(
    published: Path, visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.components.board_pack.board_pack", None)
    app = visit(published, generation="Gen Z")
    offered = re.findall(r'data-key="board-pack-\w+"[^>]*>([^<]*)<', text(app))
    assert offered == [one.label for one in FORMATS.values()]
