"""What one question of a survey means: an entry of a mapping."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.imports.question import Kind

SURE = 0.7
"""Confidence from which on a proposal can stand without a look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedQuestion:
    """What one question means.

    Args:
        id: Id of the question in the file that the mapping was made from.
        text: Its text.
        kind: What its answers are.
        scale_min: Lowest possible score, or None.
        scale_max: Highest possible score, or None.
        labels: Score of each label.
        not_applicable: Answers that mean "does not apply" or "don't know".
        is_reverse: Whether agreeing means less of what the scale measures.
        scale: The scale of the catalog that it belongs to, such as "engagement", or None.
        item: Id of the item in the codebook, or None.
        separator: What stands between the options of a multi-select in one column, or None.
        dimension: The dimension that it tells, such as "gender", or None.
        is_used: Whether its answers are stored.
        reason: Why it was proposed so.
        confidence: 0 to 1; below 0.7 a person should look.
    """

    id: str
    text: str
    kind: Kind
    scale_min: int | None = None
    scale_max: int | None = None
    labels: Mapping[str, int] = field(default_factory=dict)
    not_applicable: tuple[str, ...] = ()
    is_reverse: bool = False
    scale: str | None = None
    item: str | None = None
    separator: str | None = None
    dimension: str | None = None
    is_used: bool = True
    reason: str = ""
    confidence: float = 1.0

    @property
    def is_sure(self) -> bool:
        """Whether the proposal can stand without a look."""
        return self.confidence >= SURE
