"""The filter bar: offers what is published, two dimensions at most, and clears."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from analytics.release.lookups import watched
from analytics.release.read import Released
from analytics.stats.outcome import NOT_PUBLISHED
from dashboard.components.filter_bar import NO_OTHER_PERIOD, TWO_AT_MOST, closed_html
from dashboard.filters import UNDIVIDED, Looking
from dashboard.state import View
from tests.dashboard.conftest import BASELINE, choices, chosen, go, links, text

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
    expected = [one.value for one in release.choices(dimension) if one.is_published and one.value != UNDIVIDED]
    assert list(choices(visit(published), dimension)) == expected


def test_several_categories_of_one_dimension_may_be_combined(visit: Visit, published: Path) -> None:
    app = visit(published)
    for name in ("Gen Z", "Gen X"):
        app = go(app, choices(app, "generation")[name])
    assert chosen(app, "generation") == ["Gen X", "Gen Z"]
    assert "People of the generation Gen X or Gen Z, survey of 2024-12." in text(app)


def test_a_third_dimension_is_closed_and_says_why(visit: Visit, published: Path) -> None:
    app = visit(published, gender="Woman", generation="Gen Z")
    assert 'popovertarget="filter-cohort" disabled' in text(app)
    assert 'popovertarget="filter-gender" disabled' not in text(app)
    assert TWO_AT_MOST in text(app)


def test_with_one_dimension_everything_is_open(visit: Visit, published: Path) -> None:
    app = visit(published, gender="Woman")
    assert 'popovertarget="filter-cohort" disabled' not in text(app)
    assert TWO_AT_MOST not in text(app)


def test_clearing_removes_every_filter_from_page_and_address(visit: Visit, published: Path) -> None:
    app = visit(published, gender="Woman", wave=BASELINE)
    app = go(app, links(app, "tw-clear")["Clear filters"])
    assert "Everyone, survey of 2024-12." in text(app)
    assert list(app.query_params) == []


def test_the_wave_goes_into_the_address_unless_it_is_the_newest(visit: Visit, published: Path) -> None:
    app = visit(published)
    app = go(app, choices(app, "wave")[BASELINE])
    assert app.query_params["wave"] == BASELINE
    assert f"Everyone, survey of {BASELINE}." in text(app)
    assert "wave" not in choices(app, "wave")["2024-12"].asked


def test_a_page_that_counts_days_says_which_and_why_there_is_no_choice(visit: Visit, published: Path) -> None:
    app = visit(published, "retention")
    (bar,) = [one.value for one in app.html if one.value.startswith('<div class="tw-filters"')]
    assert ">Period: since launch</button>" in bar
    assert "from 8 January 2024" in bar
    assert NO_OTHER_PERIOD in bar
    assert not choices(app, "wave")
    assert "Everyone, from 8 January 2024" in text(app)


def test_a_second_filter_offers_only_what_is_published_beside_the_first(release: Release) -> None:
    names = [choice.value for choice in release.choices("level")]
    alone = Looking(release=release, view=View(), measures=("engagement",))
    beside = Looking(release=release, view=View(where={"gender": ("Woman",)}), measures=("engagement",))
    for name in names:
        published = isinstance(
            release.estimate("engagement", {"gender": ("Woman",), "level": (name,)}).outcome, Released
        )
        assert beside.offers("level", name) is published
    units = [choice.value for choice in release.choices("business_unit")]
    assert all(alone.offers("business_unit", name) for name in units)


def test_what_cannot_be_chosen_is_shown_closed_with_the_one_sentence(visit: Visit, published: Path) -> None:
    app = visit(published, "exchange", gender="Woman")
    (cohorts,) = [one.value for one in app.html if "Cohort: not published" in one.value]
    assert '<button type="button" disabled>' in cohorts
    assert NOT_PUBLISHED in cohorts


def test_names_of_closed_choices_are_escaped() -> None:
    assert "<b>" not in closed_html("<b>", ["<b>"])


def test_offering_is_not_looking_up(release: Release) -> None:
    with watched() as lookups:
        Looking(release=release, view=View(), measures=("engagement",)).offers("gender", "Martian")
    assert not lookups.found
    assert not lookups.refused


def test_an_unknown_category_can_be_taken_away_again(visit: Visit, published: Path) -> None:
    app = visit(published, gender="Martian")
    assert chosen(app, "gender") == ["Martian"]
    app = go(app, choices(app, "gender")["Martian"])
    assert "Everyone, survey of 2024-12." in text(app)


def test_the_link_is_the_address_with_its_filters(visit: Visit, published: Path) -> None:
    app = visit(published, generation=["Gen X", "Gen Z"])
    (address,) = re.findall(r'aria-label="Address">([^<]*)<', text(app))
    assert unescape(address).endswith("?generation=Gen+X&generation=Gen+Z")
