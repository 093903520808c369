"""What a release says about itself: its waves, its categories, its versions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """One survey wave.

    Args:
        name: Name given at import.
        on: Day of the wave, ISO 8601.
        responded: Respondents.
        invited: Eligible people employed on that day; None where respondents cannot be linked to the roster.
        as_of: Time of the earlier release whose figures are still shown, ISO 8601; None where they are of this one.
    """

    name: str
    on: str
    responded: int
    invited: int | None
    as_of: str | None = None

    @property
    def label(self) -> str:
        """Words on screen."""
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One category that a filter offers.

    Args:
        value: The category.
        label: Words on screen.
        is_published: Whether it is published on its own for any population.
    """

    value: str
    label: str
    is_published: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a release says about itself.

    Args:
        id: Name of the release and of its folder.
        created_at: Time of publishing, ISO 8601.
        is_draft: Whether only analysts and stewards may see it.
        program: The program's name.
        primary_outcome: The measure declared in advance as the one that decides.
        margin: The largest difference that still counts as none.
        scheme: Label of the generation scheme.
        data_version: Version of the store.
        import_ids: Imports in that version.
        launched_on: Day of the first enrollment, ISO 8601; None without pairs.
        observed_to: Last day that the roster covers; None without a roster.
        has_leavers: Whether the roster holds anybody who left, beside people who stayed.
        has_reasons: Whether it says of anybody why.
        has_promotions: Whether it shows anybody moving up a level.
        has_sessions: Whether any pair has a session that was held, missed or called off.
        has_goals: Whether any pair has set a goal.
        has_channels: Whether it is known of any held session by which channel it was.
        has_settings: Whether it is known of any held session in which setting it was.
        team_size: Mean number of people of a team; None where the roster names too few teams.
        waves: Survey waves, oldest first.
        categories: Categories by population and dimension, in display order.
        denominators: Integer steps of a score, by wave and scale.
        questions: Numeric questions of the surveys: wave, id, text, range.
        pair_matrix: Pairs by both generations.
        minimum: People that stand behind every published number at least.
        cells_hash: Hash of all cells.
        as_of: Time of the earlier release whose figures a population still shows, ISO 8601, by population: too few
            answers have changed since.
        kept: The same for single figures, which would give somebody away if they were new, by population, categories
            and measure.
    """

    id: str
    created_at: str
    is_draft: bool
    program: str
    primary_outcome: str
    margin: float
    scheme: str
    data_version: int
    import_ids: tuple[str, ...]
    launched_on: str | None
    observed_to: str | None
    has_leavers: bool
    waves: tuple[Wave, ...]
    categories: Mapping[str, Mapping[str, tuple[str, ...]]]
    denominators: Mapping[str, Mapping[str, int]]
    questions: tuple[Mapping[str, Any], ...]
    pair_matrix: tuple[Mapping[str, Any], ...]
    minimum: int
    cells_hash: str
    has_reasons: bool = False
    has_promotions: bool = False
    has_sessions: bool = True
    has_goals: bool = True
    has_channels: bool = True
    has_settings: bool = True
    team_size: int | None = None
    as_of: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[tuple[str, frozenset[tuple[str, str]], str], str] = field(default_factory=dict)

    def date_of(self, population: str, categories: frozenset[tuple[str, str]], measure: str) -> str:
        """The time of which a figure is, ISO 8601: that of this release, or of the earlier one that it is from.

        Args:
            population: `survey:<wave>`, `eligible` or `pairs`.
            categories: Dimension and category of each filter.
            measure: Name of the measure.
        """
        kept = self.kept.get((population, categories, measure))
        return kept or self.as_of.get(population, self.created_at)

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Facts:
        """The facts in `release.json`."""
        plain = ("id", "created_at", "is_draft", "program", "primary_outcome", "margin", "scheme", "data_version")
        return cls(
            **{name: document[name] for name in (*plain, "launched_on", "observed_to", "has_leavers", "cells_hash")},
            has_reasons=document.get("has_reasons", False),
            has_promotions=document.get("has_promotions", False),
            has_sessions=document.get("has_sessions", True),
            has_goals=document.get("has_goals", True),
            has_channels=document.get("has_channels", True),
            has_settings=document.get("has_settings", True),
            team_size=document.get("team_size"),
            as_of=document.get("as_of", {}),
            kept={
                (population, frozenset((d, c) for d, c in categories), measure): at
                for population, categories, measure, at in document.get("kept", [])
            },
            import_ids=tuple(document["import_ids"]),
            waves=tuple(
                Wave(**wave, as_of=document.get("as_of", {}).get(f"survey:{wave['name']}"))
                for wave in document["waves"]
            ),
            categories={
                population: {name: tuple(found) for name, found in one["dimensions"].items()}
                for population, one in document["populations"].items()
            },
            denominators=document["denominators"],
            questions=tuple(document["questions"]),
            pair_matrix=tuple(document["pair_matrix"]),
            minimum=document["rules"]["minimum"],
        )
