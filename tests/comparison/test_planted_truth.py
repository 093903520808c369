"""Simulated programs whose truth is known, through the store's own path: what may be said of them, and what may not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from analytics.comparison.assembled import Context, pilot_comparison
from analytics.comparison.design import Declared, Design
from analytics.comparison.effects import RawRetention
from analytics.engine import DuckDBEngine
from analytics.program import Program
from analytics.release.documents import document
from analytics.simulate.program import simulate
from analytics.simulate.scenario import Effects, Scenario
from tests.calibration.store_tables import store_tables

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.comparison.evidence import OutcomeEvidence, PilotComparison

NULL = Scenario(people=2500, effects=Effects.none(), exits_per_year=0.12, seed=1).sized(pairs=250)
LOT = replace(NULL, selection=0.0, reach={})
VOLUNTEERS = replace(NULL, selection=1.0)
HIDDEN = replace(
    NULL, selection=-0.7, effects=Effects.none().with_effect("retention", -0.9).with_effect("engagement", 8.0)
)
OUTCOMES = ("retention", "engagement", "satisfaction")


def compared(
    scenario: Scenario, folder: Path, outcomes: tuple[str, ...] = OUTCOMES, *, threads: int = 1
) -> PilotComparison:
    """What a release would hold of the juniors of a simulated program."""
    folder.mkdir(exist_ok=True)
    program = simulate(scenario)
    context = Context(
        scheme=Program().scheme,
        cohorts=tuple(cohort.name for cohort in scenario.cohorts),
        silent={"enps": "Not asked."},
    )
    with DuckDBEngine(store_tables(program, folder).files, context.scheme, threads=threads) as engine:
        return pilot_comparison(engine, Declared(design=Design(name="Juniors", outcomes=outcomes)), context)


def by_measure(found: PilotComparison) -> dict[str, OutcomeEvidence]:
    return {one.measure: one for one in found.outcomes}


@pytest.fixture(scope="module")
def volunteers(tmp_path_factory: pytest.TempPathFactory) -> PilotComparison:
    return compared(VOLUNTEERS, tmp_path_factory.mktemp("volunteers"), (*OUTCOMES, "enps"))


def test_a_program_without_effect_is_never_called_higher_however_different_its_volunteers(
    volunteers: PilotComparison,
) -> None:
    found = by_measure(volunteers)
    raw = found["engagement"].raw
    assert raw is not None
    assert raw.effect.interval.low > 0
    assert {one.verdict for one in volunteers.outcomes} <= {"not_enough", "no_difference"}


def test_the_placebo_sees_what_was_there_before(volunteers: PilotComparison) -> None:
    overturning = by_measure(volunteers)["engagement"].overturning
    assert overturning is not None
    assert overturning.placebo.is_passed is False


def test_an_outcome_that_the_store_says_nothing_about_is_named_with_the_reason(volunteers: PilotComparison) -> None:
    assert [(one.measure, one.reason) for one in volunteers.missing] == [("enps", "Not asked.")]


def test_a_real_effect_hidden_by_selection_is_found(tmp_path: Path) -> None:
    found = by_measure(compared(HIDDEN, tmp_path, ("retention", "engagement")))
    engagement = found["engagement"]
    assert engagement.headline is not None
    assert engagement.raw is not None
    assert engagement.raw.effect.difference < engagement.headline.effect.difference
    assert (found["retention"].verdict, engagement.verdict) == ("higher", "higher")


def test_time_that_nobody_could_have_left_in_fools_the_careless_figure_alone(tmp_path: Path) -> None:
    found = compared(LOT, tmp_path, ("retention",))
    (retention,) = found.outcomes
    assert found.naive is not None
    assert found.naive.difference > 10
    assert retention.headline is not None
    assert retention.headline.effect.interval.low < 0 < retention.headline.effect.interval.high
    assert retention.verdict in {"not_enough", "no_difference"}


def test_the_same_data_give_the_same_bits_on_any_number_of_threads(tmp_path: Path) -> None:
    small = LOT.sized(people=900, pairs=90)
    one, four = (compared(small, tmp_path / str(n), ("retention", "engagement"), threads=n) for n in (1, 4))
    assert document(one) == document(four)


def test_a_small_pilot_shows_few_numbers_and_no_small_count(tmp_path: Path) -> None:
    found = compared(LOT.sized(people=600, pairs=45), tmp_path)
    for one in found.outcomes:
        assert len(one.specifications) <= min(one.basis.n.pilot, one.basis.n.comparison) // 5
        for stage in one.basis.flow:
            counts = (stage.removed.pilot, stage.removed.comparison, stage.left.pilot, stage.left.comparison)
            assert all(count == 0 or count >= 10 for count in counts)
        groups = [effect for group in one.groups for effect in group.effects if effect.n is not None]
        assert all(min(effect.n.pilot, effect.n.comparison) >= 10 for effect in groups if effect.n)
    curves = [one.raw.pilot for one in found.outcomes if isinstance(one.raw, RawRetention)]
    assert all(point.leavers % 3 == 0 and point.at_risk >= 10 for curve in curves for point in curve.points)


def test_a_follow_up_that_nobody_has_reached_is_cut_and_says_so(tmp_path: Path) -> None:
    early = replace(LOT.sized(people=900, pairs=90), observed_to=dt.date(2024, 12, 31))
    (retention,) = compared(early, tmp_path, ("retention",)).outcomes
    assert isinstance(retention.raw, RawRetention)
    assert retention.raw.months < 12
    assert retention.label == f"{retention.raw.months}-month retention"
    assert "short_follow_up" in {one.code for one in retention.cautions}
