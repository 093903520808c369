"""`twoway audit`: read the log of who did what, and check that nothing in it was changed."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING

import click

from analytics.audit_log import ACTIONS, AuditLog
from analytics.cli.options import json_option, published_folder, published_option, store_option
from analytics.cli.recorded import audit_log_option, log_of
from analytics.release.states import anchors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from analytics.audit_log import Line


@click.group("audit")
def audit_command() -> None:
    """Read and check the audit log: who did what and when, and which figures they saw."""


@audit_command.command("verify")
@click.option("--expect", default="", help="A head that was written down earlier; it must be in the log.")
@audit_log_option
@store_option
@published_option
@json_option
def verify_command(
    expect: str, audit_log: Path | None, store: Path | None, published: Path | None, *, as_json: bool
) -> None:
    """Check every line. Exit status 1 names the first that was changed, taken out or put in.

    A log that was cut off at its end is whole in itself. Each release names the line that was the last one when it was
    made, and such lines must be there. Between releases, write the head down, elsewhere, and give it with --expect.
    """
    known = anchors(published_folder(published, store))
    verdict = _log(audit_log, store, published).verify(expected=expect, anchors=known)
    if as_json:
        click.echo(json.dumps({**asdict(verdict), "whole": verdict.is_whole}, ensure_ascii=False))
    elif verdict.is_whole:
        click.echo(f"The log is whole: {verdict.lines:,} lines follow from each other.")
    else:
        click.echo(f"The log is not whole. {verdict.fault}\n{verdict.lines:,} lines before it follow from each other.")
    if not as_json:
        if verdict.torn:
            click.echo(f"{verdict.torn:,} were cut off when a process or the machine stopped; what they held is lost.")
        click.echo(f"Releases that name a line of it: {verdict.anchors:,} of {len(known):,}.")
        click.echo(f"Head: {verdict.head or 'none, because the log is empty'}")
    if not verdict.is_whole:
        sys.exit(1)


@audit_command.command("show")
@click.option("--who", help="Lines of this person only.")
@click.option("--role", help="Lines of this role only.")
@click.option("--action", type=click.Choice(sorted(ACTIONS)), help="Lines of this action only.")
@click.option("--release", help="Lines about this release only.")
@click.option("--since", help="Lines from this day or moment on, such as 2026-11-01.")
@click.option("--last", type=click.IntRange(1), help="The last lines only.")
@audit_log_option
@store_option
@published_option
@json_option
def show_command(
    audit_log: Path | None,
    store: Path | None,
    published: Path | None,
    *,
    role: str | None,
    since: str | None,
    last: int | None,
    as_json: bool,
    **same: str | None,
) -> None:
    """Print the log, oldest line first. It holds names of people who use Twoway, never a figure."""

    def is_wanted(line: Line) -> bool:
        event = line.event
        is_same = all(value is None or getattr(event, name) == value for name, value in same.items())
        return is_same and (role is None or role in event.role.split(", ")) and (since or "") <= event.at

    found = list(filter(is_wanted, _log(audit_log, store, published).lines()))
    shown = found[-last:] if last else found
    if as_json:
        lines = [{"number": line.number, **asdict(line.event)} for line in shown]
        click.echo(json.dumps(lines, ensure_ascii=False))
    elif shown:
        click.echo("\n".join(map(_words, shown)))
    else:
        click.echo("No line of the log is like this.")


def _log(audit_log: Path | None, store: Path | None, published: Path | None) -> AuditLog:
    return AuditLog(audit_log) if audit_log else log_of(store, published)


def _words(line: Line) -> str:
    event = line.event
    parts = (
        event.release,
        event.note,
        f"{len(event.cells):,} cells" * bool(event.cells),
        f"refused: {', '.join(islice(_refused(event.refused), 3))}" * bool(event.refused),
    )
    about = " · ".join(part for part in parts if part)
    at = event.at[:19].replace("T", " ")
    return f"{line.number:>6}  {at}  {event.action:<10}  {event.who} ({event.role}) · {about}"


def _refused(ids: tuple[str, ...]) -> Iterator[str]:
    yield from ids[:2]
    if len(ids) > 2:  # noqa: PLR2004 - two are named
        yield f"and {len(ids) - 2:,} more"
