"""One process at a time: a lock that ends with the process that holds it, however that ends."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from analytics.durable import make_folder, writing
from analytics.errors import BusyError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def alone(path: Path, what: str) -> Iterator[None]:
    """Hold a lock while the block runs.

    Args:
        path: The file of the lock; it stays when the lock is released.
        what: What runs alone, as the subject of a sentence, such as "A watch of this folder".

    Raises:
        BusyError: Another process holds it.
        StoreError: The folder cannot be written.
    """
    with writing(path.parent):
        make_folder(path.parent)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _locked(descriptor):
            raise BusyError(
                f"{what} is running already.", next_step="Stop the other one, or leave it to do the work; try later."
            )
        yield
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
