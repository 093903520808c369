"""Pilots that chance or a waiting list chose: everybody counts as assigned."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from analytics.catalog import generation_scheme
from analytics.comparison.assembled import Context, pilot_comparison
from analytics.comparison.assigned import ratio_caution
from analytics.comparison.design import Declared, Design
from tests.given import PAIR, PERSON, engine

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.comparison.evidence import PilotComparison

START = dt.date(2024, 1, 1)
STEPS = 100


def program(folder: Path, *, effect: int, n: int = 300, pilots: int = 150, share: float = 0.5) -> PilotComparison:
    """A program among people assigned by lot, one in five of whom does not take part; the score after rises by lot."""
    chance = np.random.default_rng(5)
    people: list[dict[str, Any]] = []
    answers: list[dict[str, Any]] = []
    for key in range(1, n + 1):
        is_pilot = key <= pilots
        people.append(
            {
                **PERSON,
                "person_key": key * 7919,
                "team_key": key,
                "level": f"L{key % 2 + 1}",
                "assigned": "pilot" if is_pilot else "wait_list",
                "exited_on": START + dt.timedelta(days=50) if key % 9 == 0 else None,
            }
        )
        before = int(chance.integers(20, 70))
        after = min(100, before + int(chance.integers(0, 20)) + effect * is_pilot)
        answers += [
            {"respondent_key": key, "person_key": key * 7919, "wave": wave, "wave_on": on, "engagement": score}
            for wave, on, score in (("old", dt.date(2023, 11, 1), before), ("new", dt.date(2024, 6, 1), after))
        ]
    senior = {**PERSON, "person_key": 1, "level": "L6", "team_key": 0}
    pairs = [
        {**PAIR, "pair_key": key, "junior_key": key * 7919, "senior_key": 1, "enrolled_on": START}
        for key in range(1, pilots + 1)
        if key % 5
    ]
    scales = [{"wave": wave, "scale": "engagement", "denominator": STEPS} for wave in ("old", "new")]
    opened = engine(folder, people=[*people, senior], pairs=pairs, person_wave=answers, wave_scales=scales)
    design = Design(
        name="Lot", outcomes=("engagement", "retention"), primary="engagement", match=(), covariates=("level",),
        pilot_share=share,
    )  # fmt: skip
    context = Context(scheme=generation_scheme("pew"), cohorts=("Spring",), silent={})
    return pilot_comparison(opened, Declared(design=design), context)


def test_an_assignment_is_recognized_and_decides(tmp_path: Path) -> None:
    found = program(tmp_path, effect=10)
    assert found.assignment is not None
    assert (found.assignment.assigned.pilot, found.assignment.assigned.comparison) == (150, 150)
    assert (found.assignment.took_part.pilot, found.assignment.took_part.comparison) == (80, 0)
    (engagement, *_) = found.outcomes
    assert engagement.headline is not None
    assert engagement.headline.method == "cuped"
    assert engagement.verdict == "higher"
    assert "among everybody assigned" in engagement.sentence


def test_the_earlier_score_makes_the_interval_narrower(tmp_path: Path) -> None:
    assigned = program(tmp_path, effect=10).outcomes[0].assigned
    assert assigned is not None
    assert assigned.cuped is not None
    plain, sharp = (one.interval.high - one.interval.low for one in (assigned.intention_to_treat, assigned.cuped))
    assert sharp < plain
    assert assigned.cuped.difference == pytest.approx(10, abs=2)


def test_without_effect_nothing_is_called_higher(tmp_path: Path) -> None:
    assert program(tmp_path, effect=0).outcomes[0].verdict in {"not_enough", "no_difference"}


def test_unequal_groups_warn_and_equal_ones_do_not(tmp_path: Path) -> None:
    found = program(tmp_path, effect=0, pilots=100).assignment
    assert found is not None
    assert [one.code for one in ratio_caution(found)] == ["arm_ratio"]
    assert ratio_caution(replace(found, p=0.2)) == []


def test_a_pilot_planned_as_a_third_is_held_against_a_third(tmp_path: Path) -> None:
    found = program(tmp_path, effect=0, pilots=100, share=1 / 3).assignment
    assert found is not None
    assert found.planned_share == pytest.approx(1 / 3)
    assert ratio_caution(found) == []
