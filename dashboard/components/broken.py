"""What a page says when something failed that nobody foresaw: no values, and an id that is in the server's log too."""

from __future__ import annotations

import logging
import secrets
import traceback
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from analytics.errors import TwowayError
from dashboard.components.notices import failure, notice

if TYPE_CHECKING:
    from collections.abc import Iterator

LOGGER = logging.getLogger("twoway.dashboard")
TITLE = "This page could not be drawn to its end"
TEXT = (
    "Something failed that nobody foresaw. No figure above is affected, and nothing was changed. "
    "Reload the page; if it fails again, tell whoever runs the server the error id {id}."
)


@contextmanager
def unbroken() -> Iterator[None]:
    """Draw a failure inside the block as a notice, and log where it happened without what was in it."""
    try:
        yield
    except TwowayError as error:
        failure(error)
    except Exception as error:  # noqa: BLE001 - the last place before a viewer's screen
        identity = secrets.token_hex(4)
        LOGGER.error("error id %s: %s", identity, where(error))  # noqa: TRY400 - a traceback could hold values
        notice(TITLE, TEXT.format(id=identity), kind="warning")


def where(error: BaseException) -> str:
    """The kind of a failure and the lines of code that led to it, without its message: that may hold values.

    >>> where(ValueError("secret"))
    'ValueError at '
    """
    frames = traceback.extract_tb(error.__traceback__)
    lines = (f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(error).__name__} at {' > '.join(lines)}"
