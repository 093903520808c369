"""Addresses and views: a round trip, several spellings, and nothing in an address that can fail."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import NotPublishedError
from dashboard import state
from dashboard.access import Access
from dashboard.state import FILTERS, LONGEST, MOST_VALUES, View
from tests.dashboard.conftest import choices, chosen, go, of_any_session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    Visit = Callable[..., AppTest]

CHOICES = {
    "generation": ("Boomer", "Gen X", "Gen Z"),
    "business_unit": ("Sales", "Research, Development"),
    "gender": ("Woman", "Man", "Undisclosed"),
}
CHOSEN = st.dictionaries(
    st.sampled_from(sorted(CHOICES)), st.sets(st.integers(0, 1), min_size=1).map(sorted), max_size=3
).map(lambda picks: {name: tuple(CHOICES[name][pick] for pick in picks[name]) for name in FILTERS if name in picks})
ANY_ADDRESS = st.dictionaries(st.text(max_size=200), st.lists(st.text(max_size=400), max_size=40), max_size=20)
ANY_VALUES = st.dictionaries(st.sampled_from((*FILTERS, "wave")), st.lists(st.text(max_size=400), max_size=40))


@given(CHOSEN, st.none() | st.sampled_from(("2024-12", "2025-06")))
def test_an_address_gives_back_the_view_it_was_made_from(where: dict[str, tuple[str, ...]], wave: str | None) -> None:
    view = View(where=where, wave=wave)
    assert state.parse(state.parameters(view), CHOICES) == view
    query = urlsplit(state.address("http://127.0.0.1:8501/retention", view)).query
    assert state.parse(parse_qs(query), CHOICES) == view


@given(ANY_ADDRESS | ANY_VALUES)
def test_nothing_in_an_address_fails_or_grows_without_limit(parameters: dict[str, list[str]]) -> None:
    view = state.parse(parameters, CHOICES)
    assert set(view.where) <= set(FILTERS)
    for values in view.where.values():
        assert 0 < len(values) <= MOST_VALUES
        assert all(0 < len(value) <= LONGEST for value in values)
        assert len(set(values)) == len(values)
    assert state.parse(state.parameters(view), CHOICES).where.keys() == view.where.keys()


def test_categories_come_in_the_order_of_the_release_and_unknown_ones_last() -> None:
    view = state.parse({"generation": ["Gen Z", "Alpha", "Boomer"]}, CHOICES)
    assert view.where == {"generation": ("Boomer", "Gen Z", "Alpha")}


def test_a_comma_joins_categories_unless_it_belongs_to_one() -> None:
    view = state.parse({"business_unit": ["Research, Development"], "generation": ["Gen X, Gen Z"]}, CHOICES)
    assert view.where == {"generation": ("Gen X", "Gen Z"), "business_unit": ("Research, Development",)}


def test_names_that_are_no_filter_are_reported() -> None:
    assert state.parse({"salary": ["high"], "arm": ["Pilot"], "embed": ["true"]}, CHOICES).unknown == ("salary", "arm")


def test_blank_values_choose_nothing() -> None:
    assert state.parse({"gender": ["", " , "], "wave": [" "]}, CHOICES) == View()


def test_choosing_changes_one_dimension_and_keeps_the_order_of_the_bar() -> None:
    view = View(where={"level": ("L1",)}, unknown=("salary",)).choosing("cohort", ["Winter"])
    assert list(view.where) == ["cohort", "level"]
    assert view.unknown == ()
    assert view.choosing("level", []).where == {"cohort": ("Winter",)}


def test_the_release_is_read_once_for_as_long_as_it_is_the_newest(published: Path) -> None:
    here = Access(published=published, store=None)
    assert state.newest(here) is state.newest(here)


def test_before_the_first_release_there_is_none(tmp_path: Path) -> None:
    assert state.newest(Access(published=tmp_path / "nowhere", store=None)) is None


def test_drafts_are_for_those_who_may_import(published: Path, tmp_path: Path) -> None:
    (source,) = published.iterdir()
    folder = tmp_path / f"{source.name}-draft"
    folder.mkdir()
    for file in source.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    assert state.newest(Access(published=tmp_path, store=None)) is None
    assert state.newest(Access(published=tmp_path, store=tmp_path)) is not None


def test_a_damaged_release_is_an_error_and_not_an_empty_page(tmp_path: Path) -> None:
    folder = tmp_path / "000001-aaaaaaaa"
    folder.mkdir()
    (folder / "release.json").write_text('{"files": {"cells.parquet": "0"}, "created_at": ""}', encoding="utf-8")
    with pytest.raises(NotPublishedError, match=r"release\.json"):
        state.newest(Access(published=tmp_path, store=None))


def test_a_filter_goes_into_the_address_and_stays_on_the_next_page(visit: Visit, published: Path) -> None:
    app = visit(published)
    app = go(app, choices(app, "generation")["Gen Z"])
    assert app.query_params["generation"] == "Gen Z"
    app.query_params.clear()
    app.switch_page("views/engagement.py").run()
    assert app.query_params["generation"] == "Gen Z"
    assert any("People of the generation Gen Z." in html.value for html in app.html)


def test_a_new_address_on_the_same_page_wins(visit: Visit, published: Path) -> None:
    app = visit(published, generation="Gen Z")
    app.query_params["generation"] = "Gen X"
    app.run()
    assert chosen(app, "generation") == ["Gen X"]


def test_the_same_address_opens_the_same_view_for_somebody_else(visit: Visit, published: Path) -> None:
    first = visit(published)
    first = go(first, choices(first, "gender")["Woman"])
    second = visit(published, **{name: first.query_params[name] for name in first.query_params})
    one, other = ([of_any_session(html.value) for html in app.main.html] for app in (first, second))
    assert one == other


def test_a_known_category_of_any_length_can_be_chosen() -> None:
    long = "Research and development " * 6
    choices = {"business_unit": (long, long.strip() + " North")}
    for known in choices["business_unit"]:
        view = View(where={"business_unit": (known,)})
        assert state.parse(state.parameters(view), choices) == view
