"""Where the store is: an option, an environment variable, or the place the platform keeps programs' data."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

STORE_VARIABLE = "TWOWAY_STORE"


def store_folder(
    given: str | Path | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    platform: str = sys.platform,
) -> Path:
    """The folder of the store.

    Args:
        given: The `--store` option, which wins.
        environment: Environment variables; those of the process by default.
        platform: Name of the platform as in `sys.platform`.

    >>> store_folder(environment={"TWOWAY_STORE": "/srv/twoway"}).as_posix()
    '/srv/twoway'
    """
    variables = os.environ if environment is None else environment
    chosen = given or variables.get(STORE_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    return _data_home(variables, platform) / "twoway"


def _data_home(variables: Mapping[str, str], platform: str) -> Path:
    if platform == "win32":
        return Path(variables.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(variables.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
