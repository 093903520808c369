"""A coordinator's journey: the list of this week under the pairs' own ids, taken away; and a chart taken away."""

from __future__ import annotations

import csv
import struct
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from dashboard.figures.drawing.picture import WIDTH
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Page

PAIRS = ROOT / "data/demo/pairs.csv"
SLOW = 60_000


def saved(page: Page, key: str) -> bytes:
    """The bytes of the file that a link saves."""
    with page.expect_download(timeout=SLOW) as download:
        page.locator(f"[data-key=save-{key}]").click()
    return Path(download.value.path()).read_bytes()


def rows(content: bytes) -> list[Mapping[str, str]]:
    """The rows of a saved table, without the lines about it."""
    lines = [line for line in content.decode("utf-8-sig").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


def test_a_coordinator_takes_the_list_of_the_week_away_under_the_pairs_own_ids(page: Page) -> None:
    with PAIRS.open(encoding="utf-8") as file:
        cohorts = {row["pair_id"]: row["cohort"] for row in csv.DictReader(file)}
    page.goto("/pairs")
    expect(page.get_by_role("heading", name="pairs to talk to this week")).to_be_visible(timeout=SLOW)
    without = rows(saved(page, "week-csv"))
    assert not any(row["Pair"] in cohorts for row in without)
    page.get_by_text("Show the pairs' own ids").click()
    page.locator("input[type=file]").set_input_files(PAIRS)
    expect(page.get_by_text(f"{len(cohorts)} pairs under their own ids")).to_be_visible(timeout=SLOW)
    known = rows(saved(page, "week-csv"))
    assert len(known) == len(without) > 0
    assert all(cohorts[row["Pair"]] == row["Cohort"] for row in known)
    page.reload()
    expect(page.get_by_text("Show the pairs' own ids")).to_be_visible(timeout=SLOW)


def test_a_chart_is_taken_away_as_a_picture(page: Page) -> None:
    page.goto("/exchange")
    expect(page.get_by_role("heading", name="Exchange")).to_be_visible(timeout=SLOW)
    picture = saved(page, "pair-curve-png")
    wide, high = struct.unpack(">II", picture[16:24])
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert wide == 2 * WIDTH
    assert high > wide / 2
