"""`twoway doctor`: look for damage in the store, and repair what can be repaired without losing anything."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from analytics.cli.options import json_option, store_option
from analytics.cli.recorded import log_action
from analytics.store import Store, store_folder

if TYPE_CHECKING:
    from pathlib import Path


@click.command("doctor")
@click.option("--step-back", is_flag=True, help="Set a damaged newest log entry aside and return to the one before.")
@click.option(
    "--repair", is_flag=True, help="Step back where the newest log entry is damaged, and undo imports with a lost file."
)
@store_option
@json_option
def doctor_command(store: Path | None, *, step_back: bool, repair: bool, as_json: bool) -> None:
    """Compare every file of the store with what was written. Exit status 1 where something is damaged.

    A repair deletes nothing: damaged log entries are renamed, and an import with a damaged file is undone, so that
    everything else can be read again. Import its file once more, or restore the damaged one and use `twoway redo`.
    """
    opened = Store(store_folder(store))
    if repair or step_back:
        log_action(opened.folder, "raw", note="repair")
    if repair:
        _repair(opened, quietly=as_json)
    elif step_back:
        click.echo(f"The newest log entry was set aside. The data is at version {opened.step_back()}.", err=as_json)
    found = opened.verify()
    if as_json:
        damage = [{"file": str(one.path), "what": one.what, "next": one.next_step} for one in found]
        click.echo(json.dumps({"damage": damage}, ensure_ascii=False))
    else:
        for one in found:
            click.echo(f"{one.what}\n  {one.next_step}")
        click.echo(f"{len(found)} damaged." if found else "The store is whole: every file is as it was written.")
    if found:
        sys.exit(1)


def _repair(store: Store, *, quietly: bool) -> None:
    while store.newest_is_damaged():
        click.echo(f"A damaged log entry was set aside. The data is at version {store.step_back()}.", err=quietly)
    for record in store.set_damaged_aside("doctor"):
        click.echo(f"The import {record.short_id} of {record.file_name} was undone: a file of it is lost.", err=quietly)
