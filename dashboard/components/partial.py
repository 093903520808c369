"""What a release does not hold yet, said once at the top of a page, with what to import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from analytics.report.holdings import has_goals, has_pilot, has_roster, has_scores, has_sessions, holds
from dashboard.access import may_import
from dashboard.components.notices import notice

if TYPE_CHECKING:
    from analytics.release.read import Release

__all__ = [
    "Part",
    "has_goals",
    "has_pilot",
    "has_roster",
    "has_scores",
    "has_sessions",
    "holds",
    "lacking",
    "partial_notice",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a program that pages draw from.

    Args:
        name: What it is.
        gives: What is seen once it is there.
    """

    name: str
    gives: str


ROSTER = Part(name="a roster", gives="retention and participation")
PROGRAM = Part(name="pairs", gives="the pilot and the comparison")
SESSIONS = Part(name="sessions of pairs", gives="how often they meet and what about")
GOALS = Part(name="goals of pairs", gives="what they reach")
SURVEY = Part(name="a survey with questions on a scale", gives="engagement, satisfaction and the other scores")


def lacking(release: Release) -> tuple[Part, ...]:
    """The parts that the release does not hold."""
    known = (
        (ROSTER, has_roster(release)),
        (PROGRAM, release.facts.launched_on is not None),
        (SESSIONS, has_sessions(release)),
        (GOALS, has_goals(release)),
        (SURVEY, has_scores(release)),
    )
    return tuple(part for part, is_there in known if not is_there)


def partial_notice(release: Release) -> None:
    """Draw what is lacking, and where to import it; nothing where the release is complete."""
    parts = lacking(release)
    if not parts:
        return
    what = "; ".join(f"{part.name} for {part.gives}" for part in parts)
    notice("This release is not complete", f"It lacks {what}.")
    if may_import():
        st.page_link("views/data_import.py", label="Import what is lacking", icon=":material/upload_file:")
