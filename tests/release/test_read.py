"""Every question to a release is answered from its cells, refused with one sentence, or undefined with a reason."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

import duckdb
import pytest
from scipy import stats

from analytics.errors import UnknownNameError
from analytics.narrative import multiplicity_sentence
from analytics.program import Program
from analytics.release.answers import ONE_CATEGORY
from analytics.release.audit.plan import CHANNEL_SHARES, PLANNED_SHARES
from analytics.release.computed.pair_changes import ONE_SURVEY
from analytics.release.publish import publish
from analytics.release.read import Release, Released, Undefined, Where, Withheld, released
from analytics.stats.outcome import NOT_PUBLISHED
from tests.company import DENOMINATOR, PAIRS, WAVE, company

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.release.read import Finding
    from tests.given import Given

AT = "2026-01-05T09:00:00+00:00"
T = TypeVar("T")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Given:
    return company(tmp_path_factory.mktemp("company"))


@pytest.fixture(scope="module")
def release(release_folder: Path) -> Release:
    return Release.load(release_folder)


def value(finding: Finding[T]) -> T:
    assert isinstance(finding.outcome, Released)
    return finding.outcome.value


def scores(source: Given, sql: str) -> list[float]:
    people, waves, pairs = (str(source.files[name][0]) for name in ("people", "person_wave", "pairs"))
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"""
            with member as (
                select junior_key as person_key from read_parquet('{pairs}')
                union select senior_key from read_parquet('{pairs}')
            )
            select 100.0 * engagement / {DENOMINATOR}
            from read_parquet('{waves}') as answer
            join read_parquet('{people}') as person using (person_key)
            left join member using (person_key)
            where {sql}
            """
        ).fetchall()
    return [score for (score,) in rows]


def test_the_pilot_difference_is_welchs_on_the_raw_rows(release: Release, source: Given) -> None:
    found = value(release.compare("engagement", {"gender": ("Woman",)}))
    pilot = scores(source, "person.gender = 'Woman' and member.person_key is not null")
    comparison = scores(source, "person.gender = 'Woman' and member.person_key is null")
    expected = stats.ttest_ind(pilot, comparison, equal_var=False)
    limits = expected.confidence_interval()
    assert (found.pilot.n, found.comparison.n) == (len(pilot), len(comparison))
    assert found.t == pytest.approx(expected.statistic, rel=1e-10)
    assert found.p == pytest.approx(expected.pvalue, rel=1e-9)
    assert (found.interval.low, found.interval.high) == pytest.approx((limits.low, limits.high), rel=1e-10)
    assert found.verdict == "higher"


def test_several_categories_of_one_dimension_add_up(release: Release, source: Given) -> None:
    found = value(release.estimate("engagement", {"generation": ("Gen Z", "Millennial")}))
    expected = scores(source, "person.birth_year > 1980")
    assert found.n == len(expected)
    assert found.value == pytest.approx(sum(expected) / len(expected), rel=1e-12)


@pytest.mark.parametrize(
    "where",
    [
        {"generation": ("Silent",)},
        {"generation": ("nobody",)},
        {"generation": ("Gen Z",), "gender": ("Woman",), "business_unit": ("Sales",)},
        {"location": ()},
        {"level": ("L2' or 1=1",)},
    ],
)
@pytest.mark.parametrize("measure", ["engagement", "enps", "retention", "participation", "cadence"])
def test_everything_that_is_not_on_the_list_gets_the_same_sentence(
    release: Release, measure: str, where: Where
) -> None:
    assert release.estimate(measure, where).outcome == Withheld(reason=NOT_PUBLISHED)


def test_an_unknown_wave_gets_the_same_sentence(release: Release) -> None:
    assert release.estimate("engagement", {}, "2019-01").outcome == Withheld(reason=NOT_PUBLISHED)


def test_unknown_names_are_refused_by_name(release: Release) -> None:
    with pytest.raises(UnknownNameError, match="Unknown measure 'salary'"):
        release.estimate("salary")
    with pytest.raises(UnknownNameError, match="Unknown dimension 'salary'"):
        release.estimate("engagement", {"salary": ("high",)})


def test_corrected_intervals_are_wider_and_say_for_how_many(release: Release) -> None:
    single = value(release.compare("satisfaction", {"generation": ("Gen Z",)}))
    among = {finding.label: value(finding) for finding in release.compare_by("satisfaction", "generation")}
    corrected = among["Gen Z"]
    assert corrected.family == len(among) == 4
    assert corrected.interval.low < single.interval.low < single.interval.high < corrected.interval.high
    assert corrected.p >= single.p


def test_all_and_its_parts_are_corrected_together_except_the_declared_one(release: Release) -> None:
    whole, parts = release.compare_parts("satisfaction", "generation")
    assert {value(one).family for one in (whole, *parts)} == {5}
    assert value(whole).label == "All"
    assert multiplicity_sentence(parts, whole).startswith("5 comparisons, 0.25 expected")
    primary, beside = release.compare_parts("retention", "generation")
    told = [one.outcome.value.family for one in beside if isinstance(one.outcome, Released)]
    assert value(primary).family == 1
    assert told
    assert set(told) == {len(told)}
    assert len(told) == 1 or multiplicity_sentence(beside, primary).startswith(
        f"All is the outcome that decides and stands alone. Beside it: {len(told)} comparisons"
    )


def test_measures_shown_together_are_corrected_except_the_declared_one(release: Release) -> None:
    together = release.compare_measures(("retention", "turnover", "engagement", "satisfaction"))
    families = {name: one.outcome.value.family for name, one in together.items() if isinstance(one.outcome, Released)}
    assert families == {"retention": 1} | dict.fromkeys(families.keys() - {"retention"}, len(families) - 1)
    assert len(families) > 2
    assert list(together) == ["retention", "turnover", "engagement", "satisfaction"]


def test_a_table_of_groups_and_waves_is_corrected_for_all_of_its_cells(release: Release) -> None:
    waves = [wave.name for wave in release.waves_of("satisfaction")]
    table = [
        [value(one) for one in column] for column in release.compare_waves("satisfaction", "generation", {}, waves)
    ]
    assert {one.family for column in table for one in column} == {sum(map(len, table))}


def test_a_later_cohort_is_compared_from_its_own_first_day(release: Release) -> None:
    summer = value(release.compare("retention", {"cohort": ("Summer",)}))
    whole = value(release.estimate("retention", {"arm": ("Comparison",)}))
    assert summer.comparison.value != pytest.approx(whole.value)
    assert 0 < summer.comparison.value < 100


def test_retention_of_two_categories_together_is_undefined_with_a_reason(release: Release) -> None:
    outcome = release.curve({"generation": ("Gen Z", "Gen X")}).outcome
    assert outcome == Undefined(reason="A retention curve is published for one category of each filter; choose one.")


def test_a_roster_without_leavers_refuses_retention(tmp_path: Path) -> None:
    folder = publish(company(tmp_path, with_leavers=False), Program(), tmp_path / "published", at=AT)
    outcome = Release.load(folder).estimate("retention").outcome
    assert isinstance(outcome, Undefined)
    assert "only people who stayed, or only people who left" in outcome.reason


def test_curves_step_only_after_three_more_leavers_and_end_above_ten_at_risk(release: Release) -> None:
    curves = (*release.curves("arm"), *release.curves("generation"), *release.curves("cohort"))
    shown = [found.outcome.value for found in curves if isinstance(found.outcome, Released)]
    assert len(shown) >= 5
    for curve in shown:
        points = curve.points
        assert all(point.at_risk >= 10 for point in points)
        steps = [later.leavers - earlier.leavers for earlier, later in pairwise(points)]
        assert all(step == 0 or step >= 3 for step in steps)


def test_shares_are_coarse_and_belong_to_thirty_people_or_more(release: Release) -> None:
    found = value(release.spread("engagement", {"arm": ("Pilot",)}))
    assert found.n >= 30
    assert {share % 5 for share in (found.low, found.middle, found.high)} == {0}
    assert isinstance(release.spread("engagement", {"gender": ("Woman", "Man")}).outcome, Withheld)


def test_pairs_are_counted_by_both_generations(release: Release) -> None:
    assert 0 < sum(number for *_, number in release.pair_matrix()) <= PAIRS
    assert all(number >= 10 for *_, number in release.pair_matrix())


def test_waves_know_who_answered_and_who_was_asked(release: Release) -> None:
    (wave,) = release.facts.waves
    assert (wave.name, wave.responded) == (WAVE, 900)
    assert wave.invited is not None
    assert wave.invited < 900


def test_every_number_says_how_it_was_computed(release: Release) -> None:
    source = release.compare("engagement", {"gender": ("Woman",)}).provenance
    assert source.sentence == "People of gender Woman."
    assert "from survey_member" in source.sql
    assert "Woman" not in source.sql
    assert source.values == {"chosen_gender": "Woman"}
    assert source.import_ids == ("first",)


def test_channels_of_all_sessions_add_up_and_are_known_by_both_generations(release: Release) -> None:
    shares = {name: value(release.estimate(name)) for name in CHANNEL_SHARES}
    assert sum(one.value for one in shares.values()) == pytest.approx(100.0)
    assert shares["video_share"].value == max(one.value for one in shares.values())
    assert any(isinstance(one.outcome, Released) for one in release.breakdown("video_share", "generation"))
    seniors = release.senior_ways("video_share")
    assert seniors
    assert all(value(one).value % 5 == 0 and value(one).n >= 10 for one in seniors)
    assert 50 < value(release.estimate("informal_share")).value < 80


def test_what_became_of_sessions_planned_adds_up_wherever_one_of_it_is_shown(release: Release) -> None:
    assert isinstance(release.estimate("no_show_share").outcome, Released)
    for where in ({}, *({"generation": (one,)} for one in release.categories("cadence", "generation"))):
        found = [release.estimate(name, where).outcome for name in PLANNED_SHARES]
        assert len({type(one) for one in found}) == 1
        if isinstance(found[0], Released):
            assert sum(one.value.value for one in found if isinstance(one, Released)) == pytest.approx(100.0)


def test_weeks_between_sessions_are_those_of_the_pair_in_the_middle(release: Release) -> None:
    found = value(release.estimate("median_gap"))
    assert found.n >= 17
    assert found.interval is not None
    assert found.interval.low <= found.value <= found.interval.high
    assert (2 * found.value) % 1 == (2 * found.interval.low) % 1 == 0
    parts = released(release.breakdown("median_gap", "generation"))
    assert all(found.n > one.n >= 17 for one in parts)
    several = release.estimate("median_gap", {"gender": ("Woman", "Man")}).outcome
    assert several == Undefined(reason=ONE_CATEGORY.format("The time between sessions"))


def test_a_change_by_both_generations_needs_two_surveys(release: Release) -> None:
    assert release.pair_changes().outcome == Undefined(reason=ONE_SURVEY)
