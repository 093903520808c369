"""Memory of the engine and of work on very many people: how much, and where to when it does not suffice."""

from __future__ import annotations

import gc
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
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


def spill_folder() -> Path:
    """A new folder that only this account can open, for rows that do not fit into memory."""
    return Path(tempfile.mkdtemp(prefix="twoway-"))


def allowance_mb() -> int | None:
    """Half of the memory that this process is bound to, in MB; None where it is bound to none."""
    if sys.platform == "win32":
        return None
    import resource

    bound, _ = resource.getrlimit(resource.RLIMIT_DATA)
    return None if bound == resource.RLIM_INFINITY else max(1, bound // 2**21)
