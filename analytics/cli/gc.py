"""`twoway gc`: delete files that nothing refers to."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from analytics.cli.options import json_option, store_option
from analytics.store import leftovers, store_folder
from analytics.store.garbage import remove

if TYPE_CHECKING:
    from pathlib import Path

AGE = timedelta(days=1)
_MEGABYTE = 1e6


@click.command("gc")
@click.option("--delete", is_flag=True, help="Delete them; without it they are only listed.")
@store_option
@json_option
def gc_command(store: Path | None, *, delete: bool, as_json: bool) -> None:
    """List files that no import refers to and that are older than a day, and with --delete remove them.

    An import that was killed leaves such files. Undone imports are not among them: they can be brought back.
    """
    folder = store_folder(store)
    found = leftovers(folder, before=datetime.now(UTC) - AGE)
    if delete:
        remove(folder, found)
    n_bytes = sum(one.n_bytes for one in found)
    if as_json:
        files = [{"file": one.path.relative_to(folder).as_posix(), "bytes": one.n_bytes} for one in found]
        click.echo(json.dumps({"files": files, "bytes": n_bytes, "deleted": delete}))
        return
    for one in found:
        click.echo(one.path.relative_to(folder).as_posix())
    if not found:
        click.echo("Nothing to delete: every file belongs to an import.")
    else:
        what = f"{len(found):,} file{'s' * (len(found) > 1)}, {n_bytes / _MEGABYTE:.1f} MB"
        click.echo(f"Deleted {what}." if delete else f"{what}. `twoway gc --delete` removes them.")
