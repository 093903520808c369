"""Memory of the engine and of work on very many people: how much, and where to when it does not suffice."""

from __future__ import annotations

import gc
import os
import shutil
import stat
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


SPILLED = "twoway-spill-"
"""What the names of folders for rows begin with; the number of their process follows."""
OTHERS = 0o077


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
    """A new folder that only this account can open, for rows that do not fit into memory.

    Those that processes of this account left behind when they were killed are removed.
    """
    sweep_spilled()
    return Path(tempfile.mkdtemp(prefix=f"{SPILLED}{os.getpid()}-"))


def sweep_spilled() -> None:
    """Remove folders for rows whose process is not there any more."""
    if sys.platform == "win32":
        return
    for folder in Path(tempfile.gettempdir()).glob(f"{SPILLED}*-*"):
        pid = folder.name.removeprefix(SPILLED).split("-")[0]
        if pid.isdecimal() and not _is_alive(int(pid)) and _is_own(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _is_own(folder: Path) -> bool:
    """Whether it is a folder, no link to one, that belongs to this account and to nobody else."""
    try:
        about = folder.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISDIR(about.st_mode) and about.st_uid == os.getuid() and not about.st_mode & OTHERS


def allowance_mb() -> int | None:
    """Half of the memory that this process is bound to, in MB; None where it is bound to none."""
    if sys.platform == "win32":
        return None
    import resource

    bound, _ = resource.getrlimit(resource.RLIMIT_DATA)
    return None if bound == resource.RLIM_INFINITY else max(1, bound // 2**21)
