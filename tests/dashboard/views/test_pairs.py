"""The Pairs page: for coordinators on a machine with the store, and what it says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.imports.run import Request, import_files
from analytics.store import Store
from dashboard.components.pairs.listing import Chosen
from tests.dashboard.conftest import text
from tests.report.test_pair_list import PAIRS, SESSIONS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    Visit = Callable[..., AppTest]


def stored(folder: Path, **contents: str) -> Path:
    files = []
    for name, content in contents.items():
        path = folder / f"{name}.csv"
        path.write_text(content, encoding="utf-8")
        files.append(Request(path=path, kind=name))
    import_files(Store.create(folder / "store"), files, by="test")
    return folder / "store"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return stored(tmp_path, pairs=PAIRS, sessions=SESSIONS)


def test_the_quiet_pair_is_listed_with_its_rule_and_what_to_do(visit: Visit, published: Path, store: Path) -> None:
    shown = text(visit(published, "pairs", store=store))
    assert "1 pair to talk to this week" in shown
    assert "Quiet" in shown
    assert "Ask both what stands in the way" in shown
    assert "22 days where two sessions a month are agreed" in shown
    assert "2 pairs are going on 20 February 2025" in shown


def test_a_list_of_pairs_gives_them_their_own_ids_until_they_are_forgotten(
    visit: Visit, published: Path, store: Path
) -> None:
    page = visit(published, "pairs", store=store)
    assert '<th scope="row">P1</th>' not in text(page)
    page.file_uploader(key="pairs-file-0").upload("pairs.csv", PAIRS.encode(), "text/csv").run()
    assert '<th scope="row">P1</th>' in text(page)
    page.button(key="pairs-forget").click().run()
    assert '<th scope="row">P1</th>' not in text(page)


def test_another_file_says_what_is_wrong(visit: Visit, published: Path, store: Path) -> None:
    page = visit(published, "pairs", store=store)
    page.file_uploader(key="pairs-file-0").upload("x.csv", b"a,b\n1,2\n", "text/csv").run()
    assert "x.csv" in text(page)
    assert "1 pair to talk to this week" in text(page)


def test_a_flag_that_nobody_has_leaves_an_empty_list(visit: Visit, published: Path, store: Path) -> None:
    page = visit(published, "pairs", store=store)
    page.multiselect(key="pairs-rules").set_value(["support"]).run()
    assert "Nothing to do" in text(page)


def test_without_a_store_there_is_no_list(visit: Visit, published: Path) -> None:
    assert "This machine shows releases only" in text(visit(published, "pairs"))


def test_without_sessions_the_page_says_what_to_import(visit: Visit, published: Path, tmp_path: Path) -> None:
    shown = text(visit(published, "pairs", store=stored(tmp_path, pairs=PAIRS)))
    assert "Import pairs and their sessions" in shown


def test_a_choice_is_one_sentence() -> None:
    assert Chosen(cohorts=(), rules=()).sentence() == "Pairs with a flag."
    both = Chosen(cohorts=("Spring", "Autumn"), rules=("quiet", "support"))
    assert both.sentence() == "Pairs of Spring, Autumn with the flag Quiet or Help desk."
