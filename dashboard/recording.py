"""What the dashboard writes into the audit log, and who it says did it."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from analytics.audit_log import AuditLog, Event, log_folder, now
from analytics.release.lookups import WATCHED, Lookups, watched
from analytics.roles import Action
from dashboard.access import access, viewer, viewer_later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from analytics.roles import Viewer

AUDIT_LOG = "TWOWAY_AUDIT_LOG"
WITHOUT = "off"
AGAIN_AFTER = 600.0
"""Seconds after which the same page with the same cells, still open, is logged again when it is drawn again."""
_RELEASE: ContextVar[str] = ContextVar("release", default="")
_SEEN = "logged-view"

Made = TypeVar("Made")


def audit_log() -> AuditLog | None:
    """The log of this server, or None where it was started without one."""
    chosen = os.environ.get(AUDIT_LOG, "")
    if chosen == WITHOUT:
        return None
    opened = access()
    return _opened(Path(chosen) if chosen else log_folder(opened.store, opened.published))


def record(
    action: str,
    *,
    release: str = "",
    cells: Sequence[str] = (),
    refused: Sequence[str] = (),
    note: str = "",
    who: Viewer | None = None,
) -> None:
    """Write into the log what whoever looks does now, before or right after it is done.

    Args:
        action: One of `analytics.audit_log.ACTIONS`.
        release: Id of the release, where it is about one.
        cells: Ids of cells, as `analytics.release.lookups.cell_id` makes them.
        refused: Ids of cells that were refused.
        note: A word of the product, such as the page or the kind of file; never what somebody typed, never a value.
        who: Who does it; whoever looks in this run by default. Needed where no page is being drawn.

    Raises:
        AuditLogError: The log cannot be written; then the action must not happen.
    """
    _append(action, who or viewer(), release=release, cells=tuple(cells), refused=tuple(refused), note=note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorder:
    """Logs files as exports by somebody, each time one is asked for.

    Whether they may still have it is asked then, not only when its button is drawn. The cells that are logged are those
    that the file needs and those of the page that it is taken from.

    Args:
        asker: Says who it is, anew.
        on_page: What was looked up on the page.
        release: Id of the release of the page.
    """

    asker: Callable[[], Viewer]
    on_page: Lookups
    release: str

    @classmethod
    def now(cls) -> Recorder:
        """For whoever looks now, and the page that is being drawn."""
        return cls(asker=viewer_later(), on_page=WATCHED.get() or Lookups(), release=_RELEASE.get())

    def make(self, make: Callable[[], Made], note: str, release: str = "") -> Made:
        """Make a file and log it.

        Args:
            make: Makes the file.
            note: What it is, such as `CSV retention`.
            release: Id of the release that it comes from; that of the page by default.

        Raises:
            NotAllowedError: They may not have it any more.
        """
        who = self.asker()
        who.require(Action.SEE_RELEASE)
        with watched() as lookups:
            made = make()
        cells = tuple(sorted({*self.on_page.found_ids(), *lookups.found_ids()}))
        _append("export", who, release=release or self.release, cells=cells, refused=lookups.refused_ids(), note=note)
        return made


def recorded(make: Callable[[], Made], *, release: str = "", note: str = "") -> Callable[[], Made]:
    """A maker of a file that is logged as an export by whoever looks now, each time the file is asked for.

    Args:
        make: Makes the file.
        release: Id of the release that it comes from.
        note: What it is, such as `CSV retention`.
    """
    return partial(Recorder.now().make, make, note, release)


def require_log() -> None:
    """Let a page be drawn whose view can be logged.

    Raises:
        AuditLogError: The log cannot be written.
    """
    log = audit_log()
    if log is not None:
        log.check()


@contextmanager
def recorded_view(page: str, release: str, *, unknown: int = 0) -> Iterator[None]:
    """Log a page with every cell that is looked up while it is drawn, unless the same was just logged.

    Args:
        page: Address of the page.
        release: Id of the release, or empty.
        unknown: How many names in the address are no filter.

    Raises:
        AuditLogError: The log cannot be written.
    """
    token = _RELEASE.set(release)
    with watched() as lookups:
        try:
            yield
        finally:
            _RELEASE.reset(token)
            cells, refused = lookups.found_ids(), lookups.refused_ids()
            if unknown:
                refused = (*refused, f"address:{unknown} unknown")
            who = viewer()
            seen = (page, release, cells, refused, who.name, tuple(sorted(who.roles)))
            before = st.session_state.get(_SEEN)
            if before is None or before[0] != seen or time.monotonic() - before[1] > AGAIN_AFTER:
                _append("view", who, release=release, cells=cells, refused=refused, note=page, at_once=False)
                st.session_state[_SEEN] = (seen, time.monotonic())


def _append(
    action: str,
    who: Viewer,
    *,
    release: str,
    cells: tuple[str, ...],
    refused: tuple[str, ...],
    note: str,
    at_once: bool = True,
) -> None:
    log = audit_log()
    if log is None:
        return
    roles = ", ".join(sorted(role.value for role in who.roles))
    event = Event(
        at=now(), who=who.name, role=roles, action=action, release=release, cells=cells, refused=refused, note=note
    )
    log.append(event, at_once=at_once)


@lru_cache(maxsize=8)
def _opened(folder: Path) -> AuditLog:
    """One log a folder, which remembers how it ends."""
    return AuditLog(folder)
