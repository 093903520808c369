"""`twoway watch`: import whatever is put into a folder, and ask nothing."""

from __future__ import annotations

import json
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analytics.cli.failure import Status
from analytics.cli.options import store_option
from analytics.cli.watched import Watched
from analytics.cli.who import by_option
from analytics.store import store_folder
from analytics.store.alone import alone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import FrameType

    from analytics.cli.watched import Line

_ENDS = {"failed": Status.FAILED, "needs_answer": Status.NEEDS_AN_ANSWER, "refused": Status.REFUSED}
"""Exit status of a single round by the worst that happened, worst first."""


@click.command("watch")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--once", is_flag=True, help="Look once, import what is complete, and stop.")
@click.option(
    "--every", type=click.FloatRange(min=0.1), default=10.0, show_default=True, help="Seconds between two looks."
)
@click.option(
    "--settle",
    type=click.FloatRange(min=0.0),
    default=5.0,
    show_default=True,
    help="Seconds for which a file must not have changed.",
)
@store_option
@by_option
def watch_command(folder: Path, *, once: bool, every: float, settle: float, store: Path | None, by: str) -> None:
    """Import every file that is put into FOLDER, once it is complete; print one line of JSON for each.

    Nothing is moved, renamed or deleted, and nothing is asked: a file that needs an answer is listed, and tried again
    when the data have changed. What was done is remembered, so that a restart does nothing twice.
    """
    watched = Watched(folder=folder.resolve(), store=store_folder(store), by=by, settle=settle)
    signal.signal(signal.SIGTERM, _interrupt)
    with alone(watched.lock, f"A watch of {folder}"):
        if once:
            sys.exit(_end(_said(watched.round(waits=True, is_first=True))))
        _watch(watched, every)


def _watch(watched: Watched, every: float) -> None:
    click.echo(f"Watching {watched.folder}. Stop with Ctrl+C.", err=True)
    is_first = True
    try:
        while True:
            _said(watched.round(waits=False, is_first=is_first))
            is_first = False
            time.sleep(every)
    except KeyboardInterrupt:
        click.echo("Stopped; what was imported stays.", err=True)


def _said(lines: Iterable[Line]) -> list[Line]:
    found = []
    for line in lines:
        click.echo(json.dumps(line, ensure_ascii=False))
        sys.stdout.flush()
        found.append(line)
    return found


def _end(lines: list[Line]) -> Status:
    seen = {line["status"] for line in lines}
    return next((status for name, status in _ENDS.items() if name in seen), Status.DONE)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
