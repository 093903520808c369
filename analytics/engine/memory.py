"""Work on hundreds of thousands of small objects that are never part of a cycle."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def no_cycles() -> Iterator[None]:
    """Inside, nothing is searched for cycles again and again; objects are freed as soon as nobody refers to them.

    With fifty thousand people compared, a fifth of the time went into looking for cycles that are not there.

    >>> with no_cycles():
    ...     gc.isenabled()
    False
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
