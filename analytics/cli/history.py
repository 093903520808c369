"""`twoway history`: everything that was imported, undone and redone."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from analytics.cli.options import json_option, store_option
from analytics.store import Store, store_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from analytics.store import Entry

_ID = 12


@click.command("history")
@store_option
@json_option
def history_command(store: Path | None, *, as_json: bool) -> None:
    """Print what was imported, undone and redone, by whom and when, oldest first."""
    entries = Store.open(store_folder(store)).history()
    if as_json:
        click.echo(json.dumps([asdict(entry) for entry in entries], ensure_ascii=False))
    elif entries:
        click.echo("\n".join(line for entry in entries for line in (_line(entry), *_changes(entry))))
    else:
        click.echo("Nothing has been imported yet.")


def _changes(entry: Entry) -> Iterator[str]:
    """What an import changed: rows, and the figures that it moved together with the files imported along."""
    rows = entry.changes.get("rows")
    if entry.operation != "import" or not rows:
        return
    yield f"      {rows['added']:,} new, {rows['changed']:,} changed, {rows['same']:,} the same as before"
    for one in entry.changes.get("figures", ()):
        wave = f" {one['wave']}" if one["wave"] else ""
        unit = f" {one['unit']}" if one["unit"] else ""
        yield f"      {one['label']}{wave}: {_value(one['before'])} -> {_value(one['after'])}{unit}"


def _value(value: float | None) -> str:
    return "none" if value is None else f"{value:,}"


def _line(entry: Entry) -> str:
    wave = f" {entry.wave}" if entry.wave is not None else ""
    left_out = sum(entry.dropped.values())
    rows = f"{entry.rows:,} rows" + (f", {left_out:,} left out" if left_out else "")
    state = "" if entry.is_live else " · not live"
    at = entry.at.replace("T", " ").replace("+00:00", " UTC")
    what = f"{entry.operation:<6}  {entry.import_id[:_ID]}  {entry.file_name}"
    return f"{entry.number:>4}  {what} · {entry.kind}{wave} · {rows} · {entry.by} · {at}{state}"
