"""How long work may still take, in words."""

from __future__ import annotations

import pytest

from analytics.worker.progress import remaining


@pytest.mark.parametrize(
    ("share", "seconds", "words"),
    [
        (0.0, 100.0, ""),
        (0.5, 1.0, ""),
        (0.5, 61.0, "about 1 minute left"),
        (0.25, 100.0, "about 5 minutes left"),
        (0.8, 100.0, "about 25 seconds left"),
        (0.99, 100.0, "about 5 seconds left"),
    ],
)
def test_the_rest_is_told_in_round_numbers(share: float, seconds: float, words: str) -> None:
    assert remaining(share, seconds) == words
