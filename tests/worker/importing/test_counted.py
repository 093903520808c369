"""How much of a large file has been read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.worker.importing.counted import LARGE, Counted, counted

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = "Reading answers.csv"


class Told:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.all: list[tuple[str, float]] = []

    def __call__(self, stage: str, share: float) -> None:
        self.all.append((stage, share))


def test_it_tells_which_part_has_been_read_as_a_share_of_the_whole_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analytics.worker.importing.counted.EVERY_SECONDS", 0.0)
    told = Told()
    stream = Counted(bytes(20_000_000), WORDS, 0.5, told)
    while stream.read(5_000_000):
        pass
    assert [share for _, share in told.all] == [0.125, 0.25, 0.375, 0.5, 0.5]
    assert told.all[1][0] == "Reading answers.csv: 10 of 20 MB"


def test_it_does_not_tell_of_every_piece() -> None:
    told = Told()
    stream = Counted(bytes(1_000), WORDS, 1.0, told)
    for _ in range(1_000):
        stream.read(1)
    assert 1 <= len(told.all) < 1_000


@pytest.mark.parametrize(("size", "kind"), [(LARGE - 1, bytes), (LARGE, Counted)])
def test_small_files_are_read_as_they_are(size: int, kind: Callable[..., object]) -> None:
    told = Told()
    assert type(counted(bytes(size), WORDS, 1.0, told)) is kind
    assert told.all == [(WORDS, 0.0)]
