"""The share of a scale's items that a person must have answered to have a score."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from analytics.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

MINIMUM_ANSWERED_SHARE = 0.5
SETTING = "minimum_answered_share"


def answered_share(settings: Mapping[str, Any]) -> float:
    """The share that a codebook or a mapping asks for; one half where it says nothing.

    Args:
        settings: What its file says.

    Raises:
        SettingsError: It is no number above 0 and up to 1.
    """
    share = settings.get(SETTING, MINIMUM_ANSWERED_SHARE)
    if isinstance(share, (int, float)) and not isinstance(share, bool) and 0 < share <= 1:
        return float(share)
    raise SettingsError(
        f"{SETTING} is no share of a scale's items.",
        allowed="A number above 0 and up to 1.",
        next_step=f"Write it like: {SETTING} = {MINIMUM_ANSWERED_SHARE}",
    )


def fewest_answers(n_items: int, share: float) -> int:
    """How many items of a scale a person must have answered.

    Args:
        n_items: Items of the scale.
        share: The share of them, above 0 and up to 1, as people write it: 0.6 of 5 is 3 exactly.

    >>> fewest_answers(5, 0.5), fewest_answers(5, 0.6), fewest_answers(3, 0.1)
    (3, 3, 1)
    """
    return math.ceil(Fraction(str(share)) * n_items)
