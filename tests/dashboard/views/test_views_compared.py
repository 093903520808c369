"""Compare views: two views of one release, or one view of two releases; and the saved views."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from analytics.release.read import Release, Released, Undefined
from analytics.stats.outcome import NOT_PUBLISHED
from dashboard.access import LOCAL
from dashboard.components.compared import NO_EARLIER, TWO_WAVES
from dashboard.saved_views import SavedViews
from tests.dashboard.conftest import BASELINE, choices, go, links, text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    Visit = Callable[..., AppTest]

PAGE = "views_compared"


@pytest.fixture
def own(published: Path, tmp_path: Path) -> Path:
    """A folder of releases with room for views beside it."""
    return shutil.copytree(published, tmp_path / "published")


def opened(app: AppTest) -> AppTest:
    return app.button(key="saved-views").click().run()


def save(app: AppTest, name: str) -> AppTest:
    app = opened(app)
    app.text_input(key="view-name").set_value(name)
    return next(button for button in app.button if button.label == "Save view").click().run()


def test_what_is_chosen_is_held_against_everyone(visit: Visit, own: Path) -> None:
    shown = text(visit(own, PAGE, gender="Woman"))
    assert "People of gender Woman, survey of 2024-12." in shown
    assert "Everyone, survey of 2024-12." in shown
    assert "The two groups can share people" in shown


def test_a_view_is_saved_opened_renamed_and_deleted(visit: Visit, own: Path) -> None:
    app = save(visit(own, "engagement", gender="Woman"), "Women [only]")
    app = opened(go(app, choices(app, "gender")["Man"]))
    saved = links(app, "tw-link")["Women [only]"]
    assert saved.address == "/engagement?gender=Woman"
    app = opened(go(app, saved))
    assert "People of gender Woman, survey of 2024-12." in text(app)
    app.text_input(key="view-new-name").set_value("Women")
    app.button(key="view-rename").click().run()
    app = opened(app.switch_page("views/retention.py").run())
    assert links(app, "tw-link")["Women"].address == "/engagement?gender=Woman"
    app.button(key="view-delete").click().run()
    assert "Women" not in links(opened(app), "tw-link")


def test_a_name_that_is_refused_says_why(visit: Visit, own: Path) -> None:
    app = save(visit(own, "engagement"), "anna@example.org")
    assert "A view cannot have this name." in text(opened(app))
    assert not list((own.parent / "views").glob("*.json"))


def test_two_saved_views_that_share_nobody_have_a_difference(visit: Visit, own: Path) -> None:
    app = save(visit(own, "engagement", gender="Woman"), "Women")
    app = go(app, choices(app, "gender")["Woman"])
    app = save(go(app, choices(app, "gender")["Man"]), "Men").switch_page(f"views/{PAGE}.py").run()
    ids = {one.name: one.id for one in SavedViews(own.parent / "views", LOCAL).all()}
    for place, name in (("first", "Women"), ("second", "Men")):
        app.selectbox(key=f"compared-{place}").set_value(ids[name]).run()
    shown = text(app)
    assert "First minus second" in shown
    assert "People of gender Woman, survey of 2024-12. Minus: People of gender Man, survey of 2024-12." in shown


def test_two_surveys_have_no_difference(visit: Visit, own: Path) -> None:
    assert TWO_WAVES in text(visit(own, PAGE, wave=BASELINE))


def test_a_saved_view_that_is_not_published_opens_with_the_refusal(visit: Visit, own: Path) -> None:
    app = save(visit(own, "engagement", gender="Martian"), "Gone")
    app.switch_page(f"views/{PAGE}.py").run()
    shown = text(app)
    assert NOT_PUBLISHED in shown
    assert "not published" in shown


def test_an_unknown_view_in_the_address_is_refused_with_the_one_sentence(visit: Visit, own: Path) -> None:
    app = visit(own)
    app.query_params["first"] = "f" * 16
    shown = text(app.switch_page(f"views/{PAGE}.py").run())
    assert "Part of this link is not shown" in shown


def test_the_only_release_has_nothing_to_be_compared_with(visit: Visit, own: Path) -> None:
    app = visit(own, PAGE)
    app.selectbox(key="compared-mode").set_value("releases").run()
    assert NO_EARLIER in text(app)


def test_one_group_minus_another_needs_groups_that_share_nobody(release: Release) -> None:
    apart = release.between("engagement", ({"gender": ("Woman",)}, {"gender": ("Man",)})).outcome
    assert isinstance(apart, Released)
    women, men = (release.estimate("engagement", {"gender": (one,)}).outcome for one in ("Woman", "Man"))
    assert isinstance(women, Released)
    assert isinstance(men, Released)
    assert apart.value.difference == pytest.approx(women.value.value - men.value.value)
    assert isinstance(release.between("engagement", ({"gender": ("Woman",)}, {})).outcome, Undefined)
