from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from analytics.simulate import Scenario, simulate
from analytics.simulate.hazards import NEVER
from analytics.simulate.meetings import CHANNELS, END_REASONS, OUTCOMES, STATUSES, TOPICS
from analytics.simulate.workforce import day_number

if TYPE_CHECKING:
    from analytics.simulate import SimulatedProgram

HELD, SCHEDULED = STATUSES.index("held"), STATUSES.index("scheduled")


def test_meetings_lie_between_the_start_and_the_end_of_their_pair(program: SimulatedProgram) -> None:
    meetings, story = program.sessions, program.story
    assert (meetings.held_on >= program.pilot.started_on[meetings.pair]).all()
    assert (meetings.held_on < story.quiet_on[meetings.pair]).all()
    assert (story.quiet_on <= story.ended_on).all()


def test_scheduled_is_what_lies_after_the_last_day(program: SimulatedProgram) -> None:
    meetings = program.sessions
    is_later = meetings.held_on > day_number(program.scenario.observed_to)
    assert is_later.any()
    assert ((meetings.status == SCHEDULED) == is_later).all()


def test_only_held_meetings_have_minutes_support_and_goals(program: SimulatedProgram) -> None:
    meetings = program.sessions
    is_held = meetings.status == HELD
    for column in (meetings.minutes, meetings.is_support, meetings.has_junior_goal, meetings.has_senior_goal):
        assert ((column >= 0) == is_held).all()


def test_every_code_has_a_word(program: SimulatedProgram) -> None:
    meetings = program.sessions
    assert set(meetings.status) == set(range(len(STATUSES)))
    assert set(meetings.channel) == set(range(len(CHANNELS)))
    assert set(meetings.topic) == set(range(len(TOPICS)))
    assert set(program.goals.status) == set(range(len(OUTCOMES)))


def test_help_with_tools_is_the_topic_of_support_and_as_frequent_as_asked() -> None:
    program = simulate(replace(Scenario(people=6000, waves=()).sized(pairs=300), help_desk_share=0.3))
    meetings = program.sessions
    is_held = meetings.status == HELD
    is_support = meetings.is_support == 1
    assert ((meetings.topic == TOPICS.index("Help with tools")) == is_support)[is_held].all()
    assert abs(is_support[is_held].mean() - 0.3) < 0.06


def test_younger_juniors_chat_more(program: SimulatedProgram) -> None:
    meetings = program.sessions
    junior = program.people.generation[program.pilot.junior][meetings.pair]
    chats = meetings.channel == CHANNELS.index("chat")
    assert chats[junior == 3].mean() > chats[junior == 2].mean() + 0.05


def test_a_pair_ends_when_one_of_the_two_leaves(program: SimulatedProgram) -> None:
    pilot, story = program.pilot, program.story
    departure = np.minimum(program.left.day[pilot.junior], program.left.day[pilot.senior])
    assert (
        story.ended_on[story.ended_on < NEVER] <= np.maximum(departure, pilot.started_on)[story.ended_on < NEVER]
    ).all()
    by_leaving = story.end_reason == END_REASONS.index("left company")
    assert by_leaving.any()
    assert (story.ended_on == np.maximum(departure, pilot.started_on))[by_leaving].all()


def test_an_open_pair_has_neither_end_nor_reason(program: SimulatedProgram) -> None:
    story = program.story
    assert ((story.ended_on == NEVER) == (story.end_reason == END_REASONS.index(""))).all()
    assert (story.ended_on[story.ended_on < NEVER] <= day_number(program.scenario.observed_to)).all()


def test_pairs_that_get_on_better_meet_more(program: SimulatedProgram) -> None:
    meetings = program.sessions
    is_held = (meetings.status == HELD)[meetings.status != SCHEDULED]
    quality = program.story.quality[meetings.pair][meetings.status != SCHEDULED]
    assert is_held[quality > 1].mean() > is_held[quality < -1].mean() + 0.05


def test_every_pair_has_at_most_four_goals_and_open_ones_have_no_closing_day(program: SimulatedProgram) -> None:
    goals = program.goals
    assert np.bincount(goals.pair).max() <= 4
    assert ((goals.closed_on == NEVER) == (goals.status == OUTCOMES.index("open"))).all()
    is_closed = goals.closed_on < NEVER
    assert (goals.closed_on[is_closed] >= goals.set_on[is_closed]).all()
    assert (goals.set_on < goals.due_on).all()
