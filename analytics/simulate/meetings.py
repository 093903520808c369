"""What the pairs do: how long they last, when they meet and about what, and the goals they set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.simulate.hazards import NEVER, YEAR
from analytics.simulate.workforce import day_number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analytics.simulate.careers import Exits
    from analytics.simulate.draws import Draws
    from analytics.simulate.pilot import Pilot
    from analytics.simulate.scenario import Scenario
    from analytics.simulate.workforce import Workforce

END_REASONS = ("completed", "stopped", "left company", "")
STATUSES = ("held", "cancelled", "no_show", "scheduled")
CHANNELS = ("in_person", "video", "chat", "phone")
SETTINGS = ("formal", "informal")
TOPICS = (
    "AI assistants",
    "Social media",
    "Customers of tomorrow",
    "Inclusion",
    "Ways of working",
    "Leadership",
    "Career",
    "New ideas",
    "Help with tools",
)
OWNERS = ("junior", "senior", "both")
OUTCOMES = ("met", "missed", "open", "dropped")

_TOPIC_SHARES = (0.22, 0.12, 0.12, 0.12, 0.14, 0.12, 0.10, 0.06)
_CHANNELS_BY_JUNIOR = (
    (0.45, 0.40, 0.08, 0.07),
    (0.45, 0.40, 0.08, 0.07),
    (0.40, 0.42, 0.12, 0.06),
    (0.30, 0.42, 0.24, 0.04),
)
_INFORMAL_BY_JUNIOR = (0.30, 0.30, 0.32, 0.42)
_MINUTES = np.array((30, 45, 60, 75, 90))
_MINUTES_SHARES = (0.22, 0.30, 0.32, 0.08, 0.08)
_LONGEST_MONTHS = 26
_MOST_GOALS = 4
_LOOK_AHEAD = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class PairStory:
    """How each pair went, one entry a pair.

    Args:
        quality: How well the two get on, standard normal; no export shows it.
        per_month: Meetings a month that they agreed on.
        quiet_on: Day after which they no longer meet.
        ended_on: Day on which the pair was closed, `NEVER` while it is open.
        end_reason: Code into `END_REASONS`.
    """

    quality: NDArray[np.float64]
    per_month: NDArray[np.int64]
    quiet_on: NDArray[np.int64]
    ended_on: NDArray[np.int64]
    end_reason: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sessions:
    """Every meeting, one entry a meeting, ordered by pair and day. Codes point into the names of this module."""

    pair: NDArray[np.int64]
    held_on: NDArray[np.int64]
    status: NDArray[np.int64]
    minutes: NDArray[np.int64]
    channel: NDArray[np.int64]
    setting: NDArray[np.int64]
    topic: NDArray[np.int64]
    is_support: NDArray[np.int64]
    has_junior_goal: NDArray[np.int64]
    has_senior_goal: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goals:
    """Every goal, one entry a goal, ordered by pair. Codes point into the names of this module."""

    pair: NDArray[np.int64]
    owner: NDArray[np.int64]
    set_on: NDArray[np.int64]
    due_on: NDArray[np.int64]
    closed_on: NDArray[np.int64]
    status: NDArray[np.int64]


def stories(scenario: Scenario, program: Pilot, left: Exits, draws: Draws) -> PairStory:
    """How long each pair lasts: a year, unless it stops, falls silent, goes on, or one of the two leaves."""
    n = len(program.junior)
    quality = draws.normal("pair quality", n)
    silent = program.started_on + np.ceil(
        draws.exponential("silence", n) / (0.30 * np.exp(-0.5 * quality)) * YEAR
    ).astype(np.int64)
    departure = np.minimum(left.day[program.junior], left.day[program.senior])
    planned = program.started_on + 365
    goes_on = draws.happens("goes on", np.full(n, 0.3)) & (silent > planned)
    is_told = draws.happens("says so", np.full(n, 0.6))
    closing = np.where(goes_on, NEVER, planned)
    ended = np.where(is_told, np.minimum(closing, silent), np.where(silent < planned, NEVER, closing))
    reason = np.where(ended == silent, 1, 0)
    reason = np.where(departure < ended, 2, reason)
    ended = np.maximum(np.minimum(ended, departure), program.started_on)
    is_open = ended > day_number(scenario.observed_to)
    return PairStory(
        quality=quality,
        per_month=draws.whole("meetings a month", n, 1, 2),
        quiet_on=np.minimum(silent, ended),
        ended_on=np.where(is_open, NEVER, ended),
        end_reason=np.where(is_open, 3, reason),
    )


def sessions(scenario: Scenario, staff: Workforce, program: Pilot, story: PairStory, draws: Draws) -> Sessions:
    """The meetings of every pair until it ends or falls silent, with those already planned after the last day."""
    today = day_number(scenario.observed_to)
    pair, slot = _slots(story, len(story.quality))
    n = len(pair)
    every = 30 // story.per_month[pair]
    day = program.started_on[pair] + 3 + slot * every + draws.whole("session day", n, 0, 9)
    is_kept = (day < story.quiet_on[pair]) & (day <= today + _LOOK_AHEAD)
    junior, senior = staff.generation[program.junior[pair]], staff.generation[program.senior[pair]]
    status = np.where(day > today, 3, _statuses(story.quality[pair], slot * every / 30.0, draws))
    is_support = draws.happens("help desk", scenario.help_desk_share * np.where(senior == 0, 1.5, 0.85))
    topic = np.where(is_support, len(TOPICS) - 1, draws.code("topic", n, _TOPIC_SHARES))
    shares = np.cumsum(np.array(_CHANNELS_BY_JUNIOR), axis=1)[junior]
    channel = (draws.uniform("channel", n)[:, None] > shares[:, :-1]).sum(axis=1)
    columns = {
        "pair": pair,
        "held_on": day,
        "status": status,
        "minutes": np.where(status == 0, _MINUTES[draws.code("minutes", n, _MINUTES_SHARES)], -1),
        "channel": channel,
        "setting": draws.happens("informal", np.array(_INFORMAL_BY_JUNIOR)[junior]).astype(np.int64),
        "topic": topic,
        "is_support": np.where(status == 0, is_support, -1),
        "has_junior_goal": _addressed("junior goal", status, is_support, 0.52, draws),
        "has_senior_goal": _addressed("senior goal", status, is_support, 0.63, draws),
    }
    order = np.lexsort((day, pair))
    order = order[is_kept[order]]
    return Sessions(**{name: np.asarray(column[order], dtype=np.int64) for name, column in columns.items()})


def _slots(story: PairStory, n: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every possible meeting: the pair and the number of the meeting within it."""
    count = story.per_month * _LONGEST_MONTHS
    pair = np.repeat(np.arange(n), count)
    return pair, np.arange(len(pair)) - np.repeat(np.cumsum(count) - count, count)


def _statuses(quality: NDArray[np.float64], month: NDArray[np.float64], draws: Draws) -> NDArray[np.int64]:
    held = 1 / (1 + np.exp(-(1.7 + 0.45 * quality - 0.04 * month)))
    u = draws.uniform("session status", len(quality))
    return np.where(u < held, 0, np.where(u < held + (1 - held) * 0.75, 1, 2)).astype(np.int64)


def _addressed(
    name: str, status: NDArray[np.int64], is_support: NDArray[np.bool_], share: float, draws: Draws
) -> NDArray[np.int64]:
    answer = draws.happens(name, np.where(is_support, share * 0.3, share))
    return np.where(status == 0, answer, -1).astype(np.int64)


def goals(scenario: Scenario, program: Pilot, story: PairStory, draws: Draws) -> Goals:
    """Two to four goals a pair; a goal is closed by its outcome, or open on the last day."""
    n_pairs = len(story.quality)
    pair = np.repeat(np.arange(n_pairs), _MOST_GOALS)
    n = len(pair)
    number = np.tile(np.arange(_MOST_GOALS), n_pairs)
    set_on = program.started_on[pair] + 3 + draws.whole("goal set", n, 0, 40)
    due_on = set_on + 30 * draws.whole("goal due", n, 3, 9)
    is_met = draws.happens("goal met", 1 / (1 + np.exp(-(0.6 + 0.6 * story.quality[pair]))))
    is_missed = draws.happens("goal missed", np.full(n, 0.6))
    closed_on = due_on + draws.whole("goal closed", n, -45, 20)
    is_cut = closed_on > story.ended_on[pair]
    closed_on = np.minimum(closed_on, story.ended_on[pair])
    status = np.where(is_cut & ~is_met, 3, np.where(is_met, 0, np.where(is_missed, 1, 3)))
    is_open = (closed_on > day_number(scenario.observed_to)) | (
        ~is_met & draws.happens("goal forgotten", np.full(n, 0.25))
    )
    is_kept = (number < draws.whole("goals", n_pairs, 2, _MOST_GOALS)[pair]) & (set_on < story.quiet_on[pair])
    columns = {
        "pair": pair,
        "owner": draws.code("goal owner", n, (0.38, 0.42, 0.20)),
        "set_on": set_on,
        "due_on": due_on,
        "closed_on": np.where(is_open, NEVER, closed_on),
        "status": np.where(is_open, 2, status),
    }
    return Goals(**{name: np.asarray(column[is_kept], dtype=np.int64) for name, column in columns.items()})
