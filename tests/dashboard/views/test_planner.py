"""The planner through the router: with a release and without, from an address, changed, registered, refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.report.planning import pairs_for_retention, starting_plan
from analytics.report.preregistration import Design
from dashboard.theme import count
from tests.dashboard.conftest import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from analytics.release.read import Release

    Visit = Callable[..., AppTest]

VIEW = "planner"


def test_the_planner_starts_from_the_release(visit: Visit, published: Path, release: Release) -> None:
    app = visit(published, VIEW)
    plan = starting_plan(release).plan
    assert app.number_input(key="plan-pairs").value == plan.pairs
    assert app.number_input(key="plan-retention").value == round(100 * plan.retention, 1)
    assert f"{count(plan.pairs)} pairs and 12 months would show" in text(app)
    assert starting_plan(release).sources["retention"] in text(app)


def test_without_a_release_the_planner_works_and_says_what_it_assumes(visit: Visit, tmp_path: Path) -> None:
    app = visit(tmp_path / "published", VIEW, store=tmp_path / "store")
    assert "every number below is a stated assumption" in text(app)
    assert app.number_input(key="plan-pairs").value == 100
    assert "No release holds a pilot yet" in text(app)
    assert len(app.get("plotly_chart")) == 3


def test_a_changed_number_changes_the_answer_and_the_address(visit: Visit, published: Path) -> None:
    app = visit(published, VIEW)
    before = text(app)
    app.number_input(key="plan-pairs").set_value(900).run()
    assert app.query_params["pairs"] == "900"
    assert "900 pairs and 12 months would show" in text(app)
    assert before != text(app)
    app.button(key="plan-reset").click().run()
    assert "pairs" not in app.query_params
    assert "900 pairs and" not in text(app)


def test_an_address_opens_the_same_plan(visit: Visit, published: Path, release: Release) -> None:
    app = visit(published, "overview")
    for name, value in {"pairs": "250", "comparison": "4000", "find_retention": "6", "team_size": "1"}.items():
        app.query_params[name] = value
    app.switch_page("views/planner.py")
    for name, value in {"pairs": "250", "comparison": "4000", "find_retention": "6", "team_size": "1"}.items():
        app.query_params[name] = value
    app.run()
    assert app.number_input(key="plan-pairs").value == 250
    start = starting_plan(release).plan
    plan = type(start)(pairs=250, comparison=4000, retention=start.retention, team_size=1.0)
    needed = pairs_for_retention(plan, 6.0)
    said = "more people than there are" if needed is None else f"{count(needed)} pairs"
    assert f"To find 6 points of retention takes {said}" in text(app)
    _, copied = text(app).split('aria-label="Address">', 1)
    asked = copied.split("<", 1)[0]
    assert all(f"{name}=" in asked for name in ("pairs", "response", "correlation", "find_score"))


@pytest.mark.parametrize("value", ["-4", "many", "nan", "1e99", ""])
def test_a_number_that_cannot_be_planned_is_refused_by_name(visit: Visit, published: Path, value: str) -> None:
    app = visit(published, VIEW)
    app.query_params["pairs"] = value
    app.run()
    assert "Not a number that can be planned: pairs." in text(app)
    assert len(app.get("plotly_chart")) == 3


def test_what_nobody_could_see_is_said(visit: Visit, tmp_path: Path) -> None:
    app = visit(tmp_path, VIEW)
    app.number_input(key="plan-comparison").set_value(3).run()
    shown = text(app)
    assert "no rise of retention, however large, or no difference of a score" in shown
    assert "more people than there are" in shown
    assert "Too few answers to compare any score" in shown


def test_going_away_and_back_keeps_the_plan(visit: Visit, published: Path) -> None:
    app = visit(published, VIEW)
    app.number_input(key="plan-pairs").set_value(321).run()
    app.query_params.clear()
    app.switch_page("views/overview.py").run()
    assert "Part of this link is not shown" not in text(app)
    app.switch_page("views/planner.py").run()
    assert app.number_input(key="plan-pairs").value == 321


def test_every_chart_has_a_description_a_table_and_an_explanation(visit: Visit, published: Path) -> None:
    app = visit(published, VIEW)
    charts = app.get("plotly_chart")
    assert len(charts) == 3
    assert all(chart.proto.alt for chart in charts)
    assert text(app).count('data-key="how-') >= 5
    assert text(app).count("<summary>") >= 4


def test_the_document_says_what_is_planned(visit: Visit, published: Path) -> None:
    app = visit(published, VIEW)
    app.text_input(key="document-title").set_value("Spring <2027>").run()
    app.selectbox(key="document-decides").set_value("engagement").run()
    app.selectbox(key="document-side").set_value("Senior mentee").run()
    app.number_input(key="document-margin").set_value(2.5).run()
    design = Design(
        name="Spring <2027>",
        cohort="Next pilot",
        role="Senior mentee",
        outcomes=("retention", "engagement", "satisfaction"),
        primary="engagement",
        margin=2.5,
    )
    shown = text(app)
    assert design.sha256 in shown
    assert "lies within ±2.5 points" in shown
    assert app.query_params["decides"] == "engagement"
    files = {f"document-{kind}" for kind in ("pdf", "markdown", "toml")}
    assert {one.key for one in app.get("download_button")} >= files


def test_only_who_has_a_store_can_register_and_only_once(visit: Visit, published: Path, tmp_path: Path) -> None:
    assert not [one for one in visit(published, VIEW).button if one.key == "document-register"]
    app = visit(published, VIEW, store=tmp_path)
    app.button(key="document-register").click().run()
    (kept,) = (tmp_path / "designs").glob("*.toml")
    assert Design.load(kept).name == "Next pilot"
    assert f"The design is kept as designs/{kept.name}" in text(app)
    app.button(key="document-register").click().run()
    assert "is registered as" in text(app)
