"""What a release can be asked for, so that a pack leaves out what nobody imported and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.catalog import measure

if TYPE_CHECKING:
    from analytics.release.read import Release

SCORES = ("engagement", "satisfaction", "enps", "bridging", "match_quality", "safety", "skills_gained")
PARTS = (
    ("a roster", "retention and participation"),
    ("pairs", "the pilot and the comparison"),
    ("sessions of pairs", "how often they meet and what about"),
    ("goals of pairs", "what they reach"),
    ("a survey with questions on a scale", "engagement, satisfaction and the other scores"),
)


def has_roster(release: Release) -> bool:
    """Whether the release knows who was employed."""
    return "eligible" in release.facts.categories


def has_pilot(release: Release) -> bool:
    """Whether the release knows who took part and who could have."""
    return has_roster(release) and release.facts.launched_on is not None


def has_sessions(release: Release) -> bool:
    """Whether the release knows how pairs met."""
    return "pairs" in release.facts.categories and release.facts.has_sessions


def has_goals(release: Release) -> bool:
    """Whether the release knows what pairs set out to reach."""
    return "pairs" in release.facts.categories and release.facts.has_goals


def has_scores(release: Release) -> bool:
    """Whether any survey of the release gives a score."""
    return any(release.waves_of(name) for name in SCORES)


def holds(release: Release, name: str) -> bool:
    """Whether the release can hold figures of a measure at all."""
    match measure(name).population:
        case "survey":
            return bool(release.waves_of(name))
        case "eligible":
            return has_roster(release)
        case "pairs":
            return has_goals(release) if name == "goal_attainment" else has_sessions(release)


def lacking(release: Release) -> str:
    """What the release does not hold, in one sentence; empty where it is complete."""
    facts = release.facts
    known = (
        has_roster(release),
        facts.launched_on is not None,
        has_sessions(release),
        has_goals(release),
        has_scores(release),
    )
    absent = [f"{what} for {gives}" for (what, gives), is_there in zip(PARTS, known, strict=True) if not is_there]
    return f"This release lacks {'; '.join(absent)}." if absent else ""
