"""The pilot comparison through the router: no release, none published, clear, forbidden, undefined, refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from analytics.comparison.design import Design
from analytics.comparison.money import FORBIDDEN, NOT_CLEAR
from analytics.stats.outcome import NOT_PUBLISHED
from dashboard.components.evidence_doubt import CARELESS
from tests.comparison.evidence_example import engagement, example, retention
from tests.dashboard.compared import with_comparisons
from tests.dashboard.conftest import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from analytics.comparison.evidence import PilotComparison

    Visit = Callable[..., AppTest]

VIEW = "pilot_comparison"
MOST_CHARTS = 6
DESIGN = Design(name="Junior mentors", outcomes=("retention", "engagement", "promotions", "enps"))


def declared() -> PilotComparison:
    return replace(example(), sha256=DESIGN.sha256, design=DESIGN.as_toml())


@pytest.fixture(scope="module")
def compared(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one release that holds two comparisons."""
    second = replace(example(), name="Senior mentees", role="Senior mentee", kept_to=None, assignment=None, naive=None)
    return with_comparisons(published, tmp_path_factory.mktemp("compared"), [declared(), second])


def opened(visit: Visit, folder: Path, **parameters: str) -> AppTest:
    app = visit(folder, VIEW)
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


def test_the_evidence_stands_in_the_order_of_trust(visit: Visit, compared: Path) -> None:
    shown = text(visit(compared, VIEW))
    parts = (
        "Before any adjustment the groups differed",
        "486 junior mentors of all cohorts against 6,791 people",
        "12-month retention is higher in the pilot, by 4.1 percentage points",
        "1 · Who was compared",
        "2 · How alike were they",
        "3 · Could they have swapped places",
        "4 · As the groups are",
        "5 · Adjusted",
        "6 · What could overturn it",
        "7 · The verdict, and what to do next",
        "The design behind it",
    )
    places = [shown.index(part) for part in parts]
    assert places == sorted(places)


def test_six_charts_at_most_stand_open_and_each_is_described(visit: Visit, compared: Path) -> None:
    app = visit(compared, VIEW)
    charts = app.get("plotly_chart")
    assert len(charts) == MOST_CHARTS + 1  # the cohorts are in an expander
    assert all(chart.proto.alt for chart in charts)
    assert [one.label for one in app.expander].count("Cohorts side by side") == 1
    assert text(app).count("<summary>Table</summary>") == len(charts)
    assert text(app).count('data-key="how-') >= len(charts) + 3


def test_what_forbids_a_verdict_stands_before_any_number(visit: Visit, compared: Path) -> None:
    shown = text(opened(visit, compared, outcome="engagement"))
    warning = shown.index("No verdict is possible")
    assert 'tw-warning" role="note"><p class="tw-notice-title">No verdict is possible' in shown
    assert warning < shown.index("486 junior mentors") < shown.index("Engagement: the groups are too unlike to say.")
    assert shown.index("mostly different kinds of people") < shown.index("+7.2")
    assert "border-left-color:var(--tw-comparison)" in shown


def test_another_outcome_and_another_design_are_in_the_address(visit: Visit, compared: Path) -> None:
    app = visit(compared, VIEW)
    app.segmented_control(key="evidence-outcome").set_value("promotions").run()
    assert app.query_params["outcome"] == "promotions"
    assert "Promotions: 10.4\u202f% of the pilot" in text(app)
    app.selectbox(key="evidence-design").set_value("Senior mentees").run()
    assert app.query_params["design"] == "Senior mentees"
    assert "No plan was registered beforehand" in text(app)


def test_an_outcome_without_an_adjusted_difference_says_so(visit: Visit, compared: Path) -> None:
    shown = text(opened(visit, compared, outcome="promotions"))
    assert "No adjusted difference can be given" in shown
    assert "No group is large enough to look at alone" in shown
    assert "Without an adjusted difference there is nothing to overturn" in shown


def test_what_could_overturn_it_is_said_in_words(visit: Visit, compared: Path) -> None:
    shown = text(visit(compared, VIEW))
    assert "All 3 checks that could be made hold" in shown
    assert "Something unmeasured would have to multiply" in shown
    assert shown.count(">Not known</span>") == 2
    assert shown.index("Something unmeasured would have") < shown.index(CARELESS) < shown.index("7 · The verdict")


def test_a_check_that_speaks_against_it_stands_first(visit: Visit, published: Path, tmp_path: Path) -> None:
    outcome = retention()
    assert outcome.overturning is not None
    placebo = replace(outcome.overturning.placebo, is_passed=False, sentence="They differed before.")
    worse = replace(outcome, overturning=replace(outcome.overturning, placebo=placebo))
    folder = with_comparisons(published, tmp_path, [replace(example(), outcomes=(worse,))])
    shown = text(visit(folder, VIEW))
    assert "1 of 3 checks speaks against it" in shown
    assert shown.index("They differed before.") < shown.index("Something unmeasured would have")


def test_money_follows_from_the_readers_own_costs(visit: Visit, compared: Path) -> None:
    app = visit(compared, VIEW)
    assert "Enter what it costs to replace one person" in text(app)
    app.number_input(key="evidence-person_cost").set_value(20_000.0).run()
    app.number_input(key="evidence-program_cost").set_value(150_000.0).run()
    shown = text(app)
    assert "<dt>Departures avoided</dt><dd>19.9 (7.3 to 32.6) among 486 people</dd>" in shown
    assert "<dt>Saved less spent</dt><dd>248,520 (−4,200 to 501,240)</dd>" in shown
    assert (app.query_params["person_cost"], app.query_params["program_cost"]) == ("20000", "150000")


def test_no_money_where_the_interval_holds_zero_or_nothing_may_be_said(
    visit: Visit, published: Path, tmp_path: Path
) -> None:
    unclear = replace(example(), outcomes=(retention(difference=1.0),))
    forbidden = replace(example(), outcomes=(replace(retention(), cautions=engagement().cautions),))
    for name, comparison, reason in (("unclear", unclear, NOT_CLEAR), ("forbidden", forbidden, FORBIDDEN)):
        folder = with_comparisons(published, tmp_path / name, [comparison])
        shown = text(opened(visit, folder, person_cost="1000"))
        assert reason in shown
        assert "Saved less spent" not in shown


@pytest.mark.parametrize("cost", ["-5", "nan", "much", "1e99"])
def test_a_cost_in_the_address_that_is_none_counts_as_nothing(visit: Visit, compared: Path, cost: str) -> None:
    assert "Enter what it costs to replace one person" in text(opened(visit, compared, person_cost=cost))


def test_groups_that_are_not_published_are_named_in_the_table(visit: Visit, compared: Path) -> None:
    shown = text(visit(compared, VIEW))
    assert "No clear sign that the difference depends on generation" in shown
    assert "The differences vary no more than chance explains" in shown
    assert "Not published" in shown
    assert "Nobody of the pilot left." in shown


def test_the_design_can_be_taken_away_where_its_hash_is_right(visit: Visit, compared: Path) -> None:
    app = visit(compared, VIEW)
    assert all(f'data-key="{key}"' in text(app) for key in ("design-toml", "design-markdown"))
    assert DESIGN.sha256 in text(app)
    assert "It kept to the plan that was registered beforehand" in text(app)
    other = opened(visit, compared, design="Senior mentees")
    assert not any(f'data-key="{key}"' in text(other) for key in ("design-toml", "design-markdown"))


def test_a_pilot_by_lot_shows_how_it_was_assigned(visit: Visit, compared: Path) -> None:
    shown = text(visit(compared, VIEW))
    assert "pilot 510, comparison 490; a pilot of 50\u202f% was planned (p 0.53)" in shown
    assert '<th scope="row">As assigned</th>' in shown


def test_from_the_verdict_the_next_pilot_can_be_planned(visit: Visit, compared: Path) -> None:
    assert 'href="/planner"><span class="tw-icon" aria-hidden="true" translate="no">straighten</span>Plan the' in text(
        visit(compared, VIEW)
    )


def test_outcomes_that_cannot_be_shown_are_named(visit: Visit, compared: Path) -> None:
    assert "eNPS: No survey asked for it in time." in text(visit(compared, VIEW))


def test_a_comparison_without_any_outcome_says_why(visit: Visit, published: Path, tmp_path: Path) -> None:
    folder = with_comparisons(published, tmp_path, [replace(example(), outcomes=(), sentence="")])
    app = visit(folder, VIEW)
    assert "eNPS: No survey asked for it in time." in text(app)
    assert not app.get("plotly_chart")


@pytest.mark.parametrize("parameters", [{"outcome": "salary"}, {"design": "Invented"}, {"salary": "1"}])
def test_what_is_not_published_is_refused_and_the_rest_is_shown(
    visit: Visit, compared: Path, parameters: dict[str, str]
) -> None:
    shown = text(opened(visit, compared, **parameters))
    assert NOT_PUBLISHED in shown
    assert "12-month retention is higher in the pilot" in shown


def test_filters_rest(visit: Visit, compared: Path) -> None:
    shown = text(opened(visit, compared, generation="Gen Z"))
    assert "Filters rest here" in shown


def test_a_release_without_a_comparison_says_what_is_lacking(visit: Visit, published: Path, tmp_path: Path) -> None:
    shown = text(visit(with_comparisons(published, tmp_path, []), VIEW))
    assert "This release holds no pilot comparison" in shown


def test_before_the_first_release_there_are_ways_to_start(visit: Visit, tmp_path: Path) -> None:
    assert "Look around first" in text(visit(tmp_path / "published", VIEW, store=tmp_path / "store"))
    assert "This machine only shows releases" in text(visit(tmp_path / "published", VIEW))
