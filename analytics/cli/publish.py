"""`twoway publish`: make a release from the store."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from analytics.cli.options import json_option, published_folder, published_option, store_option
from analytics.program import Program
from analytics.release.publish import publish
from analytics.release.read import Release
from analytics.store import Store, store_folder

if TYPE_CHECKING:
    from pathlib import Path


@click.command("publish")
@store_option
@published_option
@click.option("--draft", is_flag=True, help="Make a draft that only analysts and stewards see.")
@json_option
def publish_command(store: Path | None, published: Path | None, *, draft: bool, as_json: bool) -> None:
    """Make a release: merge small categories, audit every cell, count, and write what may be shown."""
    opened = Store.open(store_folder(store))
    folder = publish(
        opened.version(),
        Program.read(opened.folder),
        published_folder(published, store),
        at=opened.now(),
        is_draft=draft,
    )
    facts = Release.load(folder).facts
    if as_json:
        click.echo(
            json.dumps(
                {"release": facts.id, "folder": str(folder), "is_draft": facts.is_draft, "cells_hash": facts.cells_hash}
            )
        )
    else:
        click.echo(f"{'Draft' if draft else 'Published'} release {facts.id} of data version {facts.data_version}.")
        click.echo(f"It is in {folder}.")
