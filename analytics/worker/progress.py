"""How far a piece of work is: its stage in words, its share, and how long it may still take."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[str, float], None]
"""Is told a stage in words and the share of the whole work that is done, from 0 to 1."""

LEAST_SHARE, LEAST_SECONDS = 0.15, 2.0
MINUTE = 60


def unobserved(_stage: str, _share: float) -> None:
    """Nobody watches."""


def remaining(share: float, seconds: float) -> str:
    """How long the rest may take, in words; "" while too little is done to tell.

    Args:
        share: Share that is done, from 0 to 1.
        seconds: Time it has taken so far.

    >>> remaining(0.5, 90.0), remaining(0.9, 45.0), remaining(0.01, 1.0)
    ('about 2 minutes left', 'about 5 seconds left', '')
    """
    if share < LEAST_SHARE or seconds < LEAST_SECONDS:
        return ""
    left = seconds * (1 - share) / share
    if left > MINUTE:
        minutes = round(left / MINUTE)
        return f"about {minutes} minute{'s' * (minutes > 1)} left"
    return f"about {max(5, round(left / 5) * 5)} seconds left"
