"""A short, seeded form of `make calibrate`: false alarms stay within binomial limits, and careless figures do not."""

from __future__ import annotations

import json
from functools import cache

import pytest
from scipy.stats import binom

from analytics.report.calibration import programs, trials
from tests.calibration.__main__ import OUT, table
from tests.calibration.scenarios import TRIALS
from tests.calibration.summary import summary
from tests.calibration.trials import ADJUSTED, NAIVE, RAW, Result, results

PROGRAMS = 12
FIRST_SEED = 500
SURE = 0.999
GROUP = pytest.mark.xdist_group("calibration")


@cache
def tried(name: str) -> tuple[Result, ...]:
    return tuple(one for seed in range(PROGRAMS) for one in results(TRIALS[name], FIRST_SEED + seed))


def of(name: str, outcome: str, method: str) -> list[Result]:
    return [one for one in tried(name) if (one.outcome, one.method) == (outcome, method)]


@GROUP
@pytest.mark.parametrize("outcome", ["retention", "engagement"])
@pytest.mark.parametrize("name", ["null", "selection"])
def test_a_program_that_does_nothing_is_rarely_called_higher(name: str, outcome: str) -> None:
    verdicts = [one.verdict for one in of(name, outcome, ADJUSTED)]
    assert len(verdicts) == PROGRAMS
    assert verdicts.count("higher") <= binom.ppf(SURE, PROGRAMS, 0.05)


@GROUP
def test_the_raw_difference_is_fooled_by_volunteers_and_the_adjusted_one_far_less() -> None:
    raw, adjusted = ([one.difference for one in of("selection", "engagement", method)] for method in (RAW, ADJUSTED))
    ahead = [one for one in raw if one is not None]
    after = [one for one in adjusted if one is not None]
    assert sum(ahead) / len(ahead) > 5
    assert abs(sum(after) / len(after)) < sum(ahead) / len(ahead) / 2


@GROUP
def test_immortal_time_makes_a_careless_figure_of_a_program_that_does_nothing() -> None:
    careless = [one.difference for one in of("null", "retention", NAIVE) if one.difference is not None]
    ours = [one.difference for one in of("null", "retention", ADJUSTED) if one.difference is not None]
    assert min(careless) > 5
    assert sum(careless) / len(careless) > 15
    assert abs(sum(ours) / len(ours)) < 5


@GROUP
def test_the_intervals_of_programs_drawn_by_lot_hold_the_truth() -> None:
    for outcome in ("retention", "engagement"):
        found = [one for one in of("null", outcome, ADJUSTED) if one.low is not None and one.high is not None]
        held = sum((one.low or 0.0) <= one.truth <= (one.high or 0.0) for one in found)
        assert held >= binom.ppf(1 - SURE, len(found), 0.95)


def test_the_summary_counts_what_it_says() -> None:
    made = [
        Result(
            outcome="retention", method="adjusted", truth=0.0, difference=one, low=one - 2, high=one + 2, verdict=said
        )
        for one, said in ((1.0, "not_enough"), (3.0, "higher"), (-1.0, "not_enough"), (5.0, "higher"))
    ]
    (row,) = summary([*made, Result(outcome="retention", method="adjusted", truth=0.0)])
    assert (row["programs"], row["estimated"], row["bias"]) == (5, 4, 2.0)
    assert row["coverage"]["share"] == row["beyond_chance"]["share"] == row["verdict_higher"]["share"] == 50.0
    assert row["verdict_lower"]["share"] == 0.0


def test_the_table_that_ships_is_what_the_page_reads() -> None:
    shipped = json.loads(OUT.read_text(encoding="utf-8"))["trials"]
    assert [trial["name"] for trial in shipped] == list(TRIALS)
    assert [dict(trial) for trial in trials()] == shipped
    assert programs() == sum(max(row["programs"] for row in trial["rows"]) for trial in shipped)
    made = table({("null", 1): [Result(outcome="retention", method="raw", truth=0.0)]})
    assert json.loads(json.dumps(made))["trials"][0].keys() == shipped[0].keys()
