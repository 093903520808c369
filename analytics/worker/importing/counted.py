"""The bytes of a large file, which tell how much of them has been read."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from analytics.worker.progress import Progress

LARGE = 5_000_000
"""Bytes from which reading takes long enough to be told about."""
EVERY_SECONDS = 0.25
MEGABYTE = 1e6


class Counted(io.BytesIO):
    """The bytes of a file, which tell how much of them has been read.

    Args:
        content: The bytes.
        words: What is done, such as "Reading answers.csv".
        part: Share of the whole work that reading them is, from 0 to 1.
        on_progress: Told a few times a second.
    """

    def __init__(self, content: bytes, words: str, part: float, on_progress: Progress) -> None:
        super().__init__(content)
        self._size, self._words, self._part, self._on_progress = len(content), words, part, on_progress
        self._told = -EVERY_SECONDS

    def read(self, size: int | None = -1, /) -> bytes:
        """The next bytes."""
        piece = super().read(size)
        now = time.monotonic()
        if now - self._told >= EVERY_SECONDS:
            self._told = now
            done = f"{self.tell() / MEGABYTE:,.0f} of {self._size / MEGABYTE:,.0f} MB"
            self._on_progress(f"{self._words}: {done}", self._part * self.tell() / self._size)
        return piece


def counted(content: bytes, words: str, part: float, on_progress: Progress) -> bytes | BinaryIO:
    """The bytes of a file to read, which tell how much has been read where they are many.

    Args:
        content: The bytes.
        words: What is done, such as "Reading answers.csv".
        part: Share of the whole work that reading them is, from 0 to 1.
        on_progress: Told a few times a second.
    """
    on_progress(words, 0.0)
    return content if len(content) < LARGE else Counted(content, words, part, on_progress)
