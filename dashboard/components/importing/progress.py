"""How much of a large file has been read, while it is read."""

from __future__ import annotations

import io
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamlit.delta_generator import DeltaGenerator

LARGE = 5_000_000
"""Bytes from which reading takes long enough for a bar to be of use."""
EVERY_SECONDS = 0.25
_MEGABYTE = 1e6


class Counted(io.BytesIO):
    """The bytes of a file, which draw how much of them has been read.

    Args:
        content: The bytes.
        bar: The bar to draw in.
        words: What is done, such as "Reading answers.csv".
    """

    def __init__(self, content: bytes, bar: DeltaGenerator, words: str) -> None:
        super().__init__(content)
        self._size, self._bar, self._words = len(content), bar, words
        self._told = -EVERY_SECONDS

    def read(self, size: int | None = -1, /) -> bytes:
        """The next bytes."""
        piece = super().read(size)
        now = time.monotonic()
        if now - self._told >= EVERY_SECONDS:
            self._told = now
            self._bar.progress(self.tell() / self._size, text=self._text())
        return piece

    def _text(self) -> str:
        done, size = self.tell() / _MEGABYTE, self._size / _MEGABYTE
        return f"{self._words}: {self.tell() / self._size:.0%}, {done:,.0f} of {size:,.0f} MB"


@contextmanager
def progress(content: bytes, words: str) -> Iterator[bytes | BinaryIO]:
    """The bytes of a file to read: with a bar where they are many, with a spinner where they are few.

    Args:
        content: The bytes.
        words: What is done with them.
    """
    if len(content) < LARGE:
        with st.spinner(words, show_time=True):
            yield content
        return
    bar = st.progress(0.0, text=words)
    try:
        yield Counted(content, bar, words)
    finally:
        bar.empty()
