"""`twoway export-delta`: the store as Delta tables."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from analytics.cli.options import json_option, store_option
from analytics.cli.recorded import log_action
from analytics.cli.who import by_option
from analytics.store import Store, store_folder
from analytics.store.delta import export_delta

if TYPE_CHECKING:
    from pathlib import Path


@click.command("export-delta")
@click.argument("target")
@by_option
@store_option
@json_option
def export_delta_command(target: str, store: Path | None, *, by: str, as_json: bool) -> None:
    """Write every table of the store to TARGET as Delta tables: rows about people, for a place as private as the store.

    TARGET is a folder or an address such as s3://bucket/prefix. What is there already becomes an earlier version.
    """
    opened = Store.open(store_folder(store))
    version = opened.version()
    log_action(opened.folder, "raw", by=by, note="export-delta")
    written = export_delta(version, target)
    if as_json:
        click.echo(json.dumps({"data_version": version.number, "tables": written}))
        return
    for table, rows in written.items():
        click.echo(f"{table}: {rows:,} rows")
    click.echo(f"Data version {version.number} is in {target}.")
    click.echo("These are rows about people: keep them as private as the store.")
