"""How a failure looks on the command line, and the exit status that it ends with.

0: done, or nothing to do. 1: something failed, such as the disk or a setting. 2: the command line is wrong.
3: a file needs an answer that an option can give. 4: a file is refused: only another file helps.
5: another process is at work; try again later.
"""

from __future__ import annotations

import json
from enum import IntEnum
from typing import TYPE_CHECKING

import click

from analytics.errors import BusyError, RefusedImportError, UnreadableFileError

if TYPE_CHECKING:
    from analytics.errors import TwowayError


class Status(IntEnum):
    """Exit statuses, the same for every command."""

    DONE = 0
    FAILED = 1
    WRONG_COMMAND = 2
    NEEDS_AN_ANSWER = 3
    REFUSED = 4
    BUSY = 5


def status_of(failure: TwowayError) -> Status:
    """The exit status that a failure ends with.

    >>> from analytics.errors import RefusedImportError
    >>> int(status_of(RefusedImportError("pairs.csv", ["Which side?"], needs=["junior"])))
    3
    """
    match failure:
        case RefusedImportError(needs=needs):
            return Status.NEEDS_AN_ANSWER if needs else Status.REFUSED
        case UnreadableFileError():
            return Status.REFUSED
        case BusyError():
            return Status.BUSY
        case _:
            return Status.FAILED


def report(failure: TwowayError, *, as_json: bool) -> None:
    """Print a failure to stderr: what is wrong, what is allowed, what to do next."""
    if as_json:
        click.echo(json.dumps({"error": failure.as_dict()}, ensure_ascii=False), err=True)
        return
    click.echo(f"error[{failure.code}]: {failure.what}", err=True)
    details = failure.faults if isinstance(failure, RefusedImportError) else (failure.allowed,)
    for line in (*details, failure.next_step):
        if line:
            click.echo(f"  {line}", err=True)
