"""Every page through the router, in every state: released, withheld, undefined, refused, before the first release."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.stats.outcome import NOT_PUBLISHED
from dashboard.components.filter_bar import TWO_AT_MOST
from dashboard.pages import PAGES
from tests.dashboard.conftest import links, text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from analytics.release.read import Release

    Visit = Callable[..., AppTest]

VIEWS = [entry.name for entries in PAGES.values() for entry in entries]
REFUSED: tuple[dict[str, str | list[str]], ...] = (
    {"generation": "Martian"},
    {"gender": "Undisclosed"},
    {"salary": "high"},
    {"gender": "Woman", "generation": "Gen Z", "business_unit": "Sales"},
)
"""Addresses with a category that does not exist, one that is not published, no filter, and too many filters."""
FILTERED = ("overview", "retention", "engagement", "satisfaction", "exchange", "participation")


def refusal(app: AppTest) -> str:
    """The box of a page that refuses part of its address; empty where it refuses nothing."""
    text(app)
    return next((one.value for one in app.html if "Part of this link is not shown" in one.value), "")


@pytest.mark.parametrize("view", VIEWS)
def test_every_page_opens_over_a_release(visit: Visit, published: Path, view: str) -> None:
    title = next(entry.title for entries in PAGES.values() for entry in entries if entry.name == view)
    assert f'<h1 class="tw-heading">{title}</h1>' in text(visit(published, view))


@pytest.mark.parametrize("view", FILTERED)
def test_every_page_says_in_one_sentence_what_it_shows(visit: Visit, published: Path, view: str) -> None:
    shown = text(visit(published, view, generation="Gen Z"))
    assert 'class="tw-sentence">People of the generation Gen Z, ' in shown


@pytest.mark.parametrize("view", FILTERED)
def test_every_figure_has_a_description_a_table_and_an_explanation(visit: Visit, published: Path, view: str) -> None:
    app = visit(published, view)
    charts = app.get("plotly_chart")
    assert charts
    assert all(chart.proto.alt for chart in charts)
    assert text(app).count('data-key="how-') >= len(charts)
    assert text(app).count("<summary>Table</summary>") >= len(charts)


@pytest.mark.parametrize("view", FILTERED)
def test_what_is_not_on_the_list_is_refused_with_one_sentence(visit: Visit, published: Path, view: str) -> None:
    shown = text(visit(published, view, gender="Martian"))
    assert NOT_PUBLISHED in shown
    assert "Martian" in shown


@pytest.mark.parametrize("view", FILTERED)
def test_three_filters_are_refused(visit: Visit, published: Path, view: str) -> None:
    app = visit(published, view, gender="Woman", generation="Gen Z", business_unit="Sales")
    assert NOT_PUBLISHED in text(app)
    assert TWO_AT_MOST in text(app)


@pytest.mark.parametrize("view", FILTERED)
def test_a_name_that_is_no_filter_is_refused_and_the_rest_is_shown(visit: Visit, published: Path, view: str) -> None:
    shown = text(visit(published, view, salary="high"))
    assert "Part of this link is not shown" in shown
    assert "Everyone, " in shown


@pytest.mark.parametrize("view", FILTERED)
def test_unknown_and_protected_are_the_same_to_the_byte(
    visit: Visit, published: Path, release: Release, view: str
) -> None:
    boxes = {refusal(visit(published, view, **asked)) for asked in REFUSED}
    assert len(boxes) == 1
    (box,) = boxes
    assert NOT_PUBLISHED in box
    assert f"You are looking at release {release.facts.id} of 5 January 2026, data version 1." in box


def test_what_is_published_is_not_refused(visit: Visit, published: Path) -> None:
    assert refusal(visit(published, generation=["Gen X", "Gen Z"])) == ""


@pytest.mark.parametrize("view", FILTERED)
def test_a_wave_that_does_not_exist_is_no_failure(visit: Visit, published: Path, view: str) -> None:
    assert text(visit(published, view, wave="1999-01"))


@pytest.mark.parametrize("view", FILTERED)
def test_under_two_filters_the_page_still_answers(visit: Visit, published: Path, view: str) -> None:
    assert text(visit(published, view, gender=["Woman", "Man"], generation="Gen Z"))


@pytest.mark.parametrize("view", FILTERED)
def test_before_the_first_release_every_page_shows_ways_to_start(visit: Visit, tmp_path: Path, view: str) -> None:
    app = visit(tmp_path / "published", view, store=tmp_path / "store")
    assert "Look around first" in text(app)
    assert next(code.value for code in app.code) == "twoway demo"


@pytest.mark.parametrize("view", FILTERED)
def test_a_viewer_without_releases_is_told_to_wait(visit: Visit, tmp_path: Path, view: str) -> None:
    assert "This machine only shows releases" in text(visit(tmp_path, view))


def test_retention_without_leavers_says_that_it_cannot_be_known(visit: Visit, published_without_leavers: Path) -> None:
    shown = text(visit(published_without_leavers, "retention"))
    assert "The roster holds only people who stayed" in shown


def test_overview_without_leavers_shows_the_other_figures(visit: Visit, published_without_leavers: Path) -> None:
    shown = text(visit(published_without_leavers))
    assert "The roster holds only people who stayed" in shown
    assert "higher than comparison" in shown


def test_a_changed_release_is_refused_by_name(visit: Visit, published: Path, tmp_path: Path) -> None:
    (source,) = published.iterdir()
    folder = tmp_path / source.name
    folder.mkdir()
    for file in source.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "cells.parquet").write_bytes(b"changed")
    shown = text(visit(tmp_path))
    assert "was changed after it was made" in shown
    assert "publish again" in shown


def test_the_overview_warns_of_volunteers_who_were_ahead(visit: Visit, published: Path) -> None:
    assert "Volunteers were ahead before it began" in text(visit(published))


def test_methods_are_rendered_from_the_code(visit: Visit, published: Path) -> None:
    shown = text(visit(published, "methods"))
    assert "compare.welch" in shown
    assert "Checked against" in shown
    assert "at least 10 people" in shown


def test_links_in_the_sidebar_keep_the_filters(visit: Visit, published: Path) -> None:
    found = links(visit(published, generation="Gen Z")).values()
    assert found
    assert all(link.asked == {"generation": ["Gen Z"]} for link in found)
