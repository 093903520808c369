"""What the audit says of one cell, and of everything published together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from analytics.release.audit.leverage import Cell

Refusal: TypeAlias = Literal[
    "too_many_filters", "too_small", "small_rest", "small_remainder", "mean_leverage", "leverage", "small_group"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether one cell may be published.

    Args:
        cell: The cell.
        n: People in it.
        is_published: Whether it may be shown.
        is_free: Whether it follows from the cells published before it and so tells nothing new.
        refused_by: The rule that refused it.
    """

    cell: Cell
    n: int
    is_published: bool
    is_free: bool = False
    refused_by: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What everything published together tells about single people.

    Args:
        people: Size of the population.
        answers: Answers that published numbers are about: one of each person, and those that were shown before and
            have changed or are gone.
        rank: Independent numbers published, those of earlier releases and those drawn elsewhere included; a cell of
            which several numbers are published counts as often.
        mean_leverage: `rank` per answer.
        highest_leverage: Largest leverage of any person.
        histogram: People by leverage: below 0.05, 0.10 ... 0.50, and 0.50 or more.
        n_groups: Groups of two to four people that were checked.
        highest_group_share: Largest explained share of the sum of such a group.
    """

    people: int
    answers: int
    rank: int
    mean_leverage: float
    highest_leverage: float
    histogram: tuple[int, ...]
    n_groups: int
    highest_group_share: float
