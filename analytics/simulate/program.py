"""A simulated company and its program, from one scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from analytics.simulate.careers import Exits, RosterRows, exits, promotions, roster
from analytics.simulate.draws import Draws
from analytics.simulate.hazards import NEVER
from analytics.simulate.meetings import Goals, PairStory, Sessions, goals, sessions, stories
from analytics.simulate.pilot import Pilot, pilot
from analytics.simulate.surveys import WaveAnswers, World, wave_answers
from analytics.simulate.truth import planted
from analytics.simulate.workforce import Workforce, workforce

if TYPE_CHECKING:
    from analytics.simulate.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedProgram:
    """A company, its program and the truth, as arrays.

    Args:
        scenario: What was asked for.
        people: The employees.
        left: When and why each left.
        roster: The roster rows that record them.
        pilot: Who was paired with whom.
        story: How each pair went.
        sessions: The meetings.
        goals: The goals.
        waves: The surveys.
        truth: What the program really did, to be written beside the data.
    """

    scenario: Scenario
    people: Workforce
    left: Exits
    roster: RosterRows
    pilot: Pilot
    story: PairStory
    sessions: Sessions
    goals: Goals
    waves: tuple[WaveAnswers, ...]
    truth: dict[str, Any]

    @property
    def person_form(self) -> str:
        """The form of a person id: E and at least six digits, zeros in front."""
        return f"E{{:0{max(6, len(str(len(self.people))))}d}}"

    @property
    def email_form(self) -> str:
        """The form of a person's address, in the domain kept for examples."""
        return f"{self.person_form.lower()}@example.com"


def simulate(scenario: Scenario) -> SimulatedProgram:
    """The company of a scenario with its program, its surveys and the truth about both.

    Raises:
        SettingsError: The company is too small for so many pairs.

    >>> from analytics.simulate.scenario import Scenario
    >>> len(simulate(Scenario(people=1500).sized(pairs=60)).pilot.junior)
    60
    """
    draws = Draws(seed=scenario.seed)
    staff = workforce(scenario, draws)
    nobody = np.full(len(staff), NEVER, dtype=np.int64)
    program = pilot(
        scenario, staff, draws, exits(scenario, staff, draws, nobody), promotions(scenario, staff, draws, nobody)
    )
    left = exits(scenario, staff, draws, program.enrolled_on)
    promoted_on = promotions(scenario, staff, draws, program.enrolled_on)
    story = stories(scenario, program, left, draws)
    world = World(scenario=scenario, staff=staff, left=left, program=program, story=story, draws=draws)
    waves = tuple(wave_answers(world, wave) for wave in scenario.waves)
    return SimulatedProgram(
        scenario=scenario,
        people=staff,
        left=left,
        roster=roster(scenario, staff, draws, promoted_on, left),
        pilot=program,
        story=story,
        sessions=sessions(scenario, staff, program, story, draws),
        goals=goals(scenario, program, story, draws),
        waves=waves,
        truth=planted(world, waves),
    )
