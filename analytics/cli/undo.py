"""`twoway undo` and `twoway redo`: take an import back, and bring it in again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from analytics.cli.options import json_option, store_option
from analytics.cli.recorded import log_action
from analytics.cli.who import by_option
from analytics.store import Store, store_folder

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.store import ImportRecord, Version


@click.command("undo")
@click.argument("import_id", metavar="IMPORT")
@store_option
@by_option
@json_option
def undo_command(import_id: str, *, store: Path | None, by: str, as_json: bool) -> None:
    """Take an import back. IMPORT is its id in `twoway history`, or the beginning of it."""
    opened = Store.open(store_folder(store))
    record = opened.find(import_id)
    log_action(opened.folder, "undo", by=by, note=f"{record.kind} {record.short_id}")
    _say("undone", record, opened.undo(record.id, by), as_json=as_json)


@click.command("redo")
@click.argument("import_id", metavar="IMPORT")
@store_option
@by_option
@json_option
def redo_command(import_id: str, *, store: Path | None, by: str, as_json: bool) -> None:
    """Bring an undone import in again. IMPORT is its id in `twoway history`, or the beginning of it."""
    opened = Store.open(store_folder(store))
    record = opened.find(import_id)
    log_action(opened.folder, "redo", by=by, note=f"{record.kind} {record.short_id}")
    _say("redone", record, opened.redo(record.id, by), as_json=as_json)


def _say(done: str, record: ImportRecord, version: Version, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({done: record.id, "file": record.file_name, "version": version.number}))
        return
    other = "redo" if done == "undone" else "undo"
    click.echo(f"{record.file_name} is {done}. The data is at version {version.number}.")
    click.echo(f"`twoway {other} {record.short_id}` reverses it.")
