"""`twoway releases`: every release with its state, and what one says that another did not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from analytics import catalog
from analytics.cli.options import json_option, published_folder, published_option, store_option
from analytics.release.differences import FATES, FigureChange, differences
from analytics.release.states import find, releases
from analytics.report.digits import number, signed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from analytics.release.differences import Differences
    from analytics.release.states import Listed

MOST_FIGURES = 20


@click.command("releases")
@click.option("--compare", nargs=2, metavar="EARLIER LATER", help="Say what LATER shows that EARLIER did not.")
@store_option
@published_option
@json_option
def releases_command(
    compare: tuple[str, str] | None, *, store: Path | None, published: Path | None, as_json: bool
) -> None:
    """List the releases, newest first, with what has become of each."""
    folder = published_folder(published, store)
    if compare:
        earlier, later = (find(folder, name).folder for name in compare)
        found = differences(earlier, later)
        click.echo(json.dumps(found.plain(), ensure_ascii=False) if as_json else "\n".join(_compared(found)))
        return
    listed = releases(folder)
    if as_json:
        click.echo(json.dumps([_plain(one) for one in listed], ensure_ascii=False))
    else:
        click.echo("\n".join(map(_line, listed)) or "Nothing has been published yet.")


def _plain(one: Listed) -> dict[str, object]:
    withdrawal = one.withdrawal
    return {
        "release": one.id,
        "state": one.state.value,
        "created_at": one.created_at,
        "data_version": one.data_version,
        "cells_hash": one.cells_hash,
        "waves": list(one.waves),
        "withdrawn": withdrawal and {"reason": withdrawal.reason, "by": withdrawal.by, "at": withdrawal.at},
    }


def _line(one: Listed) -> str:
    why = f": {one.withdrawal.reason} ({one.withdrawal.by}, {one.withdrawal.at[:10]})" if one.withdrawal else ""
    version = "" if one.data_version is None else f"data version {one.data_version} · "
    return f"{one.id}  {one.created_at[:16].replace('T', ' ')} · {version}{one.state.label}{why}"


def _compared(found: Differences) -> Iterator[str]:
    yield f"{found.later} compared with {found.earlier}:"
    if found.are_none:
        yield "Both say the same, to the last digit."
        return
    yield f"Cells: {_counts(found.cells)}."
    for kind in found.kinds:
        if kind.new or kind.gone or kind.changed:
            yield f"{kind.kind}: {_counts({fate: getattr(kind, fate) for fate in FATES})}."
    for figure in found.figures[:MOST_FIGURES]:
        yield f"  {_figure(figure)}"
    if len(found.figures) > MOST_FIGURES:
        yield f"  and {len(found.figures) - MOST_FIGURES:,} more figures (--json has all)."


def _counts(fates: Mapping[str, int]) -> str:
    words = {"same": "the same"}
    return ", ".join(f"{n:,} {words.get(fate, fate)}" for fate, n in fates.items())


def _figure(one: FigureChange) -> str:
    wave = f", {one.wave}" if one.wave else ""
    unit = one.after.unit
    values = f"{number(one.before.value, unit)} → {number(one.after.value, unit)} {unit} ({signed(one.change, unit)})"
    return f"{catalog.measure(one.measure).label}{wave}, {one.group}: {values}, n {one.before.n:,} → {one.after.n:,}"
