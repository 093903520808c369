"""`twoway history`: everything that was imported, undone and redone."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

import click

from analytics.cli.options import json_option, store_option
from analytics.store import Store, store_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
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
        click.echo("\n".join(_lines(entries)))
    else:
        click.echo("Nothing has been imported yet.")


def _lines(entries: Iterable[Entry]) -> Iterator[str]:
    """Every entry with what became of its rows, and once a commit the figures that its files moved together."""
    for _, commit in groupby(entries, key=attrgetter("number")):
        files = list(commit)
        for entry in files:
            yield from (_line(entry), *_rows(entry))
        if len(files) > 1 and files[0].changes.get("figures"):
            yield f"      These {len(files)} files together:"
        yield from _figures(files[0])


def _rows(entry: Entry) -> Iterator[str]:
    rows = entry.changes.get("rows")
    if entry.operation == "import" and rows:
        yield f"      {rows['added']:,} new, {rows['changed']:,} changed, {rows['same']:,} the same as before"


def _figures(entry: Entry) -> Iterator[str]:
    """The figures that a commit moved."""
    for one in entry.changes.get("figures", ()) if entry.operation == "import" else ():
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
