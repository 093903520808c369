"""The filter bar: offers what is published, two dimensions at most, and clears."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dashboard.filters import NO_WAVE, TWO_AT_MOST
from tests.dashboard.conftest import BASELINE, text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from analytics.release.read import Release

    Visit = Callable[..., AppTest]

OFFERED = ("cohort", "role", "generation", "gender", "business_unit")


@pytest.mark.parametrize("dimension", OFFERED)
def test_a_filter_offers_what_the_release_publishes(
    visit: Visit, published: Path, release: Release, dimension: str
) -> None:
    expected = [choice.value for choice in release.choices(dimension) if choice.is_published]
    assert visit(published).pills(key=f"filter-{dimension}").options == expected


def test_several_categories_of_one_dimension_may_be_combined(visit: Visit, published: Path) -> None:
    app = visit(published)
    app.pills(key="filter-generation").set_value(["Gen Z", "Gen X"]).run()
    assert "People of the generation Gen X or Gen Z." in text(app)


def test_a_third_dimension_is_closed_and_says_why(visit: Visit, published: Path) -> None:
    app = visit(published, gender="Woman", generation="Gen Z")
    is_closed = {popover.key: popover.proto.popover.disabled for popover in app.get("popover")}
    assert is_closed["open-cohort"]
    assert not is_closed["open-gender"]
    assert TWO_AT_MOST in [caption.value for caption in app.caption]


def test_with_one_dimension_everything_is_open(visit: Visit, published: Path) -> None:
    app = visit(published, gender="Woman")
    is_closed = {popover.key: popover.proto.popover.disabled for popover in app.get("popover")}
    assert not is_closed["open-cohort"]
    assert TWO_AT_MOST not in [caption.value for caption in app.caption]


def test_clearing_removes_every_filter_from_page_and_address(visit: Visit, published: Path) -> None:
    app = visit(published, gender="Woman", wave=BASELINE)
    app.button(key="filter-clear").click().run()
    assert "Everyone." in text(app)
    assert list(app.query_params) == []


def test_the_wave_goes_into_the_address_unless_it_is_the_newest(visit: Visit, published: Path) -> None:
    app = visit(published)
    app.pills(key="filter-wave").set_value(BASELINE).run()
    assert app.query_params["wave"] == BASELINE
    assert f"Survey of {BASELINE}." in text(app)
    app.pills(key="filter-wave").set_value("2024-12").run()
    assert "wave" not in app.query_params


def test_a_page_without_waves_closes_the_wave_and_says_why(visit: Visit, published: Path) -> None:
    app = visit(published, "retention")
    wave = next(popover for popover in app.get("popover") if popover.key == "open-wave")
    assert wave.proto.popover.disabled
    assert wave.proto.popover.help == NO_WAVE


def test_an_unknown_category_can_be_taken_away_again(visit: Visit, published: Path) -> None:
    app = visit(published, gender="Martian")
    assert "Martian" in app.pills(key="filter-gender").options
    app.pills(key="filter-gender").set_value([]).run()
    assert "Everyone." in text(app)


def test_the_link_is_the_address_with_its_filters(visit: Visit, published: Path) -> None:
    app = visit(published, generation=["Gen X", "Gen Z"])
    links = [code.value for code in app.code if code.value.startswith("?") or "generation=" in code.value]
    assert links
    assert links[0].endswith("?generation=Gen+X&generation=Gen+Z")
