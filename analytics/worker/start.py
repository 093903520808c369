"""Starts a process that runs a module of this package, with what it needs to find it again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LENGTH = 8
"""Bytes that say how long a request to such a process is."""
_ROOT = Path(__file__).parents[2]


def started(
    module: str, *, settings: Mapping[str, str], is_quiet: bool, has_own_group: bool
) -> subprocess.Popen[bytes]:
    """A process that runs a module of this package, to write to and to read from.

    Args:
        module: Its dotted name.
        settings: Environment variables that it has beside those of this process.
        is_quiet: Whether what it prints as errors is thrown away.
        has_own_group: Whether Ctrl+C in the terminal reaches this process only.
    """
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))
    return subprocess.Popen(  # noqa: S603 - this Python and a module of this package
        [sys.executable, "-W", "ignore", "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if is_quiet else None,
        start_new_session=has_own_group,
        env={**os.environ, **settings, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
    )
