"""The programs that the intervals are tried on: what is planted in each, and what a good method should say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from analytics.simulate.scenario import Cohort, Effects, Scenario

if TYPE_CHECKING:
    from collections.abc import Mapping

EFFECT = Effects.none().with_effect("retention", -0.65).with_effect("engagement", 6.0)
LOT = Scenario(people=1000, effects=Effects.none(), selection=0.0, reach={}).sized(pairs=100)
LATE = tuple(Cohort(name=f"Cohort {number}", starts_on=date(2023 + number, 3, 1), pairs=33) for number in range(3))


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One kind of program.

    Args:
        label: What is planted, in words.
        scenario: The company; its seed is replaced for every program.
    """

    label: str
    scenario: Scenario


TRIALS: Mapping[str, Trial] = {
    "null": Trial(label="No effect, participants drawn by lot", scenario=LOT),
    "effect": Trial(label="A real effect, participants drawn by lot", scenario=replace(LOT, effects=EFFECT)),
    "selection": Trial(label="No effect, volunteers differ", scenario=replace(LOT, selection=0.7)),
    "hidden": Trial(
        label="A real effect, and volunteers who would have been worse off",
        scenario=replace(LOT, selection=-0.7, effects=EFFECT),
    ),
    "teams": Trial(label="No effect, members of a team alike", scenario=replace(LOT, team_share=0.3)),
    "small": Trial(label="No effect, 30 pairs", scenario=LOT.sized(people=400, pairs=30)),
    "silence": Trial(
        label="No effect, the engaged and the participants answer more often",
        scenario=replace(LOT, response_by_engagement=0.9, response_by_enrollment=0.8),
    ),
    "immortal": Trial(label="No effect, people enroll over two years", scenario=replace(LOT, cohorts=LATE)),
}
