"""What the command line writes into the audit log of a store, and where a server keeps its own."""

from __future__ import annotations

import getpass
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import click

from analytics.audit_log import AuditLog, Event, log_folder, now
from analytics.cli.options import published_folder
from analytics.release.lookups import watched
from analytics.roles import Role
from analytics.store import store_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

AUDIT_LOG = "TWOWAY_AUDIT_LOG"
WITHOUT = "off"
AT_THE_COMMAND_LINE = "command line"


class LogOptions(TypedDict):
    """What is said about the log of a server.

    Args:
        audit_log: Its folder, or None for the usual one.
        without_audit_log: Whether nothing is logged.
    """

    audit_log: Path | None
    without_audit_log: bool


def audit_log_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--audit-log`, the folder of the audit log."""
    return click.option(
        "--audit-log",
        type=click.Path(path_type=Path),
        help="Folder of the audit log; in the store by default, else beside the releases.",
    )(command)


def chosen_log(audit_log: Path | None, store: Path | None, published: Path) -> AuditLog:
    """The log of a folder, or of the place where it is by default."""
    return AuditLog(audit_log or log_folder(store, published))


def serve_with_log(store: Path | None, published: Path, **stated: Unpack[LogOptions]) -> None:
    """Tell the server where its log is, and make sure that it can be written.

    Args:
        store: The private store, or None.
        published: Folder of releases.
        stated: What was said about the log.

    Raises:
        AuditLogError: The log cannot be written.
    """
    if stated["without_audit_log"]:
        os.environ[AUDIT_LOG] = WITHOUT
        click.echo("There is no audit log: nobody can tell later who saw what.", err=True)
        return
    log = chosen_log(stated["audit_log"], store, published)
    log.check()
    os.environ[AUDIT_LOG] = str(log.path.absolute())


@contextmanager
def log_read(log: AuditLog, action: str, release: str, note: str) -> Iterator[None]:
    """Write into a log which figures of a release somebody at the command line reads, before they get them.

    Args:
        log: The log.
        action: `view` or `export`.
        release: Id of the release.
        note: What it is; a word of the product.

    Raises:
        AuditLogError: The log cannot be written; nothing may be shown then.
    """
    log.check()
    with watched() as lookups:
        yield
    who = os.environ.get("TWOWAY_USER") or getpass.getuser()
    log.append(
        Event(
            at=now(),
            who=who,
            role=Role.STEWARD.value,
            action=action,
            release=release,
            cells=lookups.found_ids(),
            refused=lookups.refused_ids(),
            note=f"{note}, {AT_THE_COMMAND_LINE}",
        )
    )


def log_of(store: Path | None, published: Path | None) -> AuditLog:
    """The log of whoever reads a release: of the store, or beside a folder of releases on a machine without one.

    Args:
        store: The store that was named, or None.
        published: The folder of releases that was named, or None.
    """
    is_viewer = published is not None and store is None
    return chosen_log(None, None if is_viewer else store_folder(store), published_folder(published, store))


def log_action(store: Path, action: str, *, by: str | None = None, release: str = "", note: str = "") -> None:
    """Write into the log of a store what somebody at the command line does. Who can, is its steward.

    Args:
        store: The folder of the store.
        action: One of `analytics.audit_log.ACTIONS`.
        by: Their name; that of the account by default.
        release: Id of a release.
        note: A word of the product; never a value, an id of a person or the contents of a file.

    Raises:
        AuditLogError: The log cannot be written.
    """
    words = f"{note}, {AT_THE_COMMAND_LINE}" if note else AT_THE_COMMAND_LINE
    who = by or os.environ.get("TWOWAY_USER") or getpass.getuser()
    event = Event(at=now(), who=who, role=Role.STEWARD.value, action=action, release=release, note=words)
    AuditLog(log_folder(store, store)).append(event)
