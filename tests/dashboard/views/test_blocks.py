"""Blocks of the pages about scores, retention and exchange: with figures, and where there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from analytics.program import Program
from analytics.release.computed.pair_changes import ONE_SURVEY
from analytics.release.publish import publish
from analytics.release.read import Release, Released
from analytics.stats.outcome import NOT_PUBLISHED
from dashboard.components.groups import SAME_UNDER
from dashboard.theme import count, number
from tests.company import company
from tests.dashboard.conftest import AT, text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    Visit = Callable[..., AppTest]

MOST_CHARTS = 6
ANSWERED = "select * from '{}' where person_key % 3 > 0 and person_key in (select person_key from '{}' where {})"
STAYED = "exited_on is null or exited_on > date '2024-12-02'"
LASTED = """
    select * from '{0}'
    union all
    select * replace (session_key + 100000 as session_key, held_on + 180 as held_on) from '{0}' where pair_key % 2 = 0
"""


@pytest.fixture(scope="module")
def partly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one release of a company of which two in three answered, and half of the pairs met for a year."""
    source = company(tmp_path_factory.mktemp("partly-company"))
    folder = tmp_path_factory.mktemp("partly-changed")
    changes = {
        "person_wave": ANSWERED.format(source.files["person_wave"][0], source.files["people"][0], STAYED),
        "sessions": LASTED.format(source.files["sessions"][0]),
    }
    for table, change in changes.items():
        path = folder / f"{table}.parquet"
        with duckdb.connect() as connection:
            connection.execute(f"copy ({change}) to '{path}' (format parquet)")
        source.files[table] = [path]  # type: ignore[index]
    published = tmp_path_factory.mktemp("partly-published")
    publish(source, Program(), published, at=AT)
    return published


@pytest.fixture(scope="module")
def partly_release(partly: Path) -> Release:
    """The release in `partly`."""
    return Release.latest(partly)


@pytest.mark.parametrize("view", ["engagement", "satisfaction", "retention", "exchange", "participation"])
def test_no_page_has_more_than_six_charts(visit: Visit, published: Path, view: str) -> None:
    assert 0 < len(visit(published, view).get("plotly_chart")) <= MOST_CHARTS


@pytest.mark.parametrize("view", ["engagement", "satisfaction"])
def test_who_answered_stands_before_the_scores(visit: Visit, partly: Path, partly_release: Release, view: str) -> None:
    rate = partly_release.estimate("response").outcome
    assert isinstance(rate, Released)
    shown = text(visit(partly, view))
    title = f"{number(rate.value.value, '%')} % of those invited answered the survey of 2024-12"
    assert shown.index(title) < shown.index("Mean by survey wave")
    assert f"<td>{count(rate.n)}</td>" in shown


def test_where_all_answered_the_response_is_not_published(visit: Visit, published: Path) -> None:
    shown = text(visit(published, "engagement"))
    assert '<h2 class="tw-title">Who answered</h2>' in shown
    assert NOT_PUBLISHED in shown


def test_a_weighted_mean_stands_beside_the_plain_one(visit: Visit, published: Path, release: Release) -> None:
    raked = release.raked("engagement").outcome
    shown = text(visit(published, "engagement"))
    assert "As answered" in shown
    assert "Weighted to everybody invited" in shown
    assert isinstance(raked, Released)
    assert f"have a mean of {number(raked.value.raw)}" in shown


def test_the_favorable_share_stands_beside_the_mean(visit: Visit, published: Path) -> None:
    shown = text(visit(published, "engagement"))
    assert "answers are favorable" in shown
    assert "Favorable (%)" in shown


def test_without_answers_to_its_items_a_score_has_no_favorable_share(visit: Visit, published: Path) -> None:
    assert "Favorable (%)" not in text(visit(published, "satisfaction"))


def test_scales_say_how_well_their_items_go_together(visit: Visit, published: Path, release: Release) -> None:
    (scale,) = (one for one in release.reliability("2024-12") if one.scale == "engagement")
    shown = text(visit(published, "engagement"))
    assert "Alpha" in shown
    assert f"<td>{count(scale.n)}</td>" in shown
    answered = [item.answered for item in scale.items if item.answered is not None]
    assert answered
    assert all(count(one) in shown for one in answered)


def test_without_items_a_page_says_why_nothing_is_known_of_its_scales(visit: Visit, published: Path) -> None:
    assert "No scale of this page has two items or more" in text(visit(published, "satisfaction"))


def test_retention_shows_rates_of_both_groups(visit: Visit, published: Path) -> None:
    shown = text(visit(published, "retention"))
    assert "Events per 100 person-years" in shown
    assert "By mean headcount, in all the time of each curve: pilot " in shown
    assert "How was this computed: turnover by headcount" in shown
    assert "Regretted turnover" in shown


def test_retention_shows_why_people_left(visit: Visit, published: Path, release: Release) -> None:
    found, shown = release.departures().outcome, text(visit(published, "retention"))
    assert ("have left voluntarily" in shown) is isinstance(found, Released)
    assert "Share gone by months since launch" in shown


def test_without_leavers_the_reason_stands_once_and_the_rates_say_theirs(
    visit: Visit, published_without_leavers: Path
) -> None:
    shown = text(visit(published_without_leavers, "retention"))
    assert shown.count("The roster holds only people who stayed, or only people who left, so retention cannot") == 1
    assert "The roster holds only people who stayed, or only people who left, so turnover cannot be known" in shown
    assert "Promotions" in shown
    assert "Why people left" not in shown


def test_exchange_shows_how_long_pairs_meet(visit: Visit, partly: Path, partly_release: Release) -> None:
    lasting = partly_release.estimate("pair_survival").outcome
    assert isinstance(lasting, Released)
    shown = text(visit(partly, "exchange"))
    assert f"After 6 months {number(lasting.value.value, '%')} % of pairs still meet" in shown
    for label in ("Still meeting", "At agreed cadence", "Active pairs", "Exchange balance"):
        assert f'<p class="tw-label">{label}</p>' in shown


def test_exchange_shows_how_the_generations_meet(visit: Visit, published: Path, release: Release) -> None:
    shown = text(visit(published, "exchange"))
    assert "Sessions by channel and setting, by generation" in shown
    for label in ("All pairs", *(f"{one.label} seniors" for one in release.senior_ways("video_share"))):
        assert f'<th scope="row">{label}</th>' in shown
    assert "Bridging generations: what changed, by both generations" in shown
    assert ONE_SURVEY in shown


def test_seniors_are_left_out_where_filters_choose_juniors(visit: Visit, published: Path) -> None:
    shown = text(visit(published, "exchange", gender="Woman"))
    assert "Sessions by channel and setting, by generation" in shown
    assert " seniors</th>" not in shown


def test_one_share_of_sessions_at_a_time_is_looked_at_by_cohort(visit: Visit, published: Path) -> None:
    app = visit(published, "exchange")
    assert "Sessions held by cohort" not in text(app)
    app.button_group(key="by-cohort-of").set_value("session_completion").run()
    assert "Sessions held by cohort" in text(app)
    assert "One-way support by cohort" not in text(app)


def test_pairs_that_were_not_seen_for_long_have_their_reason(visit: Visit, published: Path) -> None:
    shown = text(visit(published, "exchange"))
    assert "How long pairs meet" in shown
    assert "Too few have been under observation for 6 months." in shown


def test_the_curve_of_pairs_is_for_one_category_of_a_filter(visit: Visit, published: Path) -> None:
    shown = text(visit(published, "exchange", gender=["Woman", "Man"]))
    assert "How long pairs meet" in shown


def test_differences_by_generation_say_once_what_another_scheme_would_change(
    visit: Visit, published: Path, release: Release
) -> None:
    (note, *_) = release.scheme_notes()
    _, _, scheme = note.partition(SAME_UNDER)
    assert text(visit(published, "engagement")).count(f"No verdict here{SAME_UNDER}{scheme}") == 1
