"""How much of a large file has been read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from dashboard.components.importing.progress import Counted

if TYPE_CHECKING:
    import pytest
    from streamlit.delta_generator import DeltaGenerator


class Bar:
    """Remembers what was drawn."""

    def __init__(self) -> None:
        self.drawn: list[tuple[float, str]] = []

    def progress(self, share: float, text: str) -> None:
        self.drawn.append((share, text))


def counted(bar: Bar, content: bytes) -> Counted:
    return Counted(content, cast("DeltaGenerator", cast("Any", bar)), "Reading answers.csv")


def test_the_bar_says_which_share_has_been_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.components.importing.progress.EVERY_SECONDS", 0.0)
    bar = Bar()
    stream = counted(bar, bytes(20_000_000))
    while stream.read(5_000_000):
        pass
    assert [share for share, _ in bar.drawn] == [0.25, 0.5, 0.75, 1.0, 1.0]
    assert bar.drawn[1][1] == "Reading answers.csv: 50%, 10 of 20 MB"


def test_the_bar_is_not_drawn_for_every_piece() -> None:
    bar = Bar()
    stream = counted(bar, bytes(1_000))
    for _ in range(1_000):
        stream.read(1)
    assert 1 <= len(bar.drawn) < 1_000
