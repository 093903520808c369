"""`twoway rotate-key` and `twoway destroy-key`: the secret that ids of people are hashed with."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

import click

from analytics.cli.options import json_option, published_folder, published_option, store_option
from analytics.cli.recorded import log_action
from analytics.cli.who import by_option
from analytics.program import Program
from analytics.release.stack.opening import open_stack
from analytics.release.stack.rekey import announce, settle
from analytics.store import Store, store_folder
from analytics.store.rotate import destroy, rotate

if TYPE_CHECKING:
    from pathlib import Path


@click.command("rotate-key")
@click.option("--yes", is_flag=True, help="Replace it without asking.")
@store_option
@published_option
@by_option
@json_option
def rotate_key_command(store: Path | None, published: Path | None, by: str, *, yes: bool, as_json: bool) -> None:
    """Replace the secret key, and every pseudonym in the store with it; files imported later still match.

    Whoever has a copy of the old key then recognizes nobody in the store. Earlier versions of the data end.
    """
    opened = Store.open(store_folder(store))
    opened.version()
    if not yes:
        click.confirm("Replace the key and rewrite every file? Earlier versions end.", abort=True, err=as_json)
    log_action(opened.folder, "rotate_key", by=by, note="begun")
    open_stack(opened, published_folder(published, store), Program.read(opened.folder))
    done = rotate(opened, by=by, announce=partial(announce, opened.folder))
    settle(opened.folder)
    log_action(opened.folder, "rotate_key", by=by, note=f"data version {done.number}")
    if as_json:
        click.echo(json.dumps({"version": done.number, "imports": len(done.imports), "files": len(done.gone)}))
        return
    click.echo(
        f"The key was replaced and {len(done.imports):,} imports rewritten; the data is at version {done.number}."
    )
    click.echo("Keep a backup of the folder `secrets`. Destroy copies of the old key, and of the store before.")


@click.command("destroy-key")
@click.option("--yes", is_flag=True, help="Destroy it without asking.")
@store_option
@by_option
@json_option
def destroy_key_command(store: Path | None, by: str, *, yes: bool, as_json: bool) -> None:
    """Destroy the secret key: nobody can tell any more whom a row is about, and nothing more can be imported.

    Releases can still be made. Afterwards no person can be erased, because none can be found.
    """
    opened = Store.open(store_folder(store))
    opened.key()
    if not yes:
        click.confirm("Destroy the key for good? Nothing can be imported afterwards.", abort=True, err=as_json)
    log_action(opened.folder, "destroy_key", by=by, note="begun")
    number = destroy(opened, by=by)
    log_action(opened.folder, "destroy_key", by=by, note=f"data version {number}")
    if as_json:
        click.echo(json.dumps({"version": number}))
    else:
        click.echo("The key is destroyed. Destroy its backups too: with one of them people can be recognized again.")
