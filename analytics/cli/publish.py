"""`twoway publish`: make a release from the store, or a draft of one."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from analytics.cli.options import json_option, published_folder, published_option, store_option
from analytics.cli.recorded import log_action
from analytics.cli.who import by_option
from analytics.engine import DUCKDB, checked_engine
from analytics.errors import SettingsError
from analytics.ranking import tables as checked_tables
from analytics.release.flow import Wish, start
from analytics.release.read import Release
from analytics.release.waves import WaveState, hold_open, survey_waves
from analytics.store import Store, store_folder
from analytics.worker import finished

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.release.waves import SurveyWave


class Stated(TypedDict):
    """What is asked for, as click passes it on."""

    draft: bool
    from_draft: str | None
    tables: tuple[str, ...]
    closing: tuple[str, ...]
    held: tuple[str, ...]
    engine: str


@click.command("publish")
@click.option("--draft", is_flag=True, help="Make a draft that only analysts and stewards see.")
@click.option("--from-draft", metavar="RELEASE", help="Publish this draft as it is.")
@click.option("--table", "tables", multiple=True, help="ROWS,COLUMNS: a table wanted; the first one is wanted most.")
@click.option("--close", "closing", multiple=True, help="Close this wave, which is held open.")
@click.option("--hold-open", "held", multiple=True, help="Publish nothing; answers to this wave still come in.")
@click.option("--engine", default=DUCKDB, help="Count on a Spark: spark://HOST:PORT or local[*].")
@by_option
@store_option
@published_option
@json_option
def publish_command(
    *, store: Path | None, published: Path | None, by: str, as_json: bool, **stated: Unpack[Stated]
) -> None:
    """Make a release: merge small categories, audit every cell, count, and write what may be shown.

    Publishing closes the survey waves in it. Work that takes too long is stopped with Ctrl+C; nothing is left of it.
    """
    opened = Store.open(store_folder(store))
    waves = survey_waves(opened.folder, opened.version().imports)
    if stated["held"]:
        _hold_open(opened, waves, stated["held"], by=by, as_json=as_json)
        return
    wish = _wish(stated, by)
    folder = published_folder(published, store)
    done = finished(start(opened.folder, folder, wish), _progress)
    log_action(opened.folder, "draft" if wish.is_draft else "publish", by=by, release=done["release"])
    newly_closed = [] if wish.is_draft else [one.name for one in waves if one.state is not WaveState.CLOSED]
    _say(Release.load(folder / done["release"]), folder / done["release"], newly_closed, as_json=as_json)


def _wish(stated: Stated, by: str) -> Wish:
    if stated["draft"] and stated["from_draft"]:
        raise SettingsError("A draft is either made or published.", next_step="Leave out --draft or --from-draft.")
    return Wish(
        by=by,
        is_draft=stated["draft"],
        tables=_tables(stated["tables"]),
        closing=stated["closing"],
        draft=stated["from_draft"] or "",
        engine=checked_engine(stated["engine"]),
    )


def _tables(stated: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    pairs = [tuple(part.strip() for part in one.split(",")) for one in stated]
    try:
        return checked_tables(pairs)
    except SettingsError as error:
        raise SettingsError(
            "A --table is not two different dimensions.",
            allowed=error.allowed,
            next_step="Write --table cohort,gender.",
        ) from error


def _hold_open(store: Store, waves: tuple[SurveyWave, ...], names: tuple[str, ...], *, by: str, as_json: bool) -> None:
    for name in names:
        hold_open(store.folder, waves, name, by=by, at=store.now())
    if as_json:
        click.echo(json.dumps({"held_open": list(names)}))
    else:
        click.echo(f"Held open: {', '.join(names)}. Drafts can be made; `twoway publish --close {names[0]}` closes it.")


def _progress(text: str, _share: float) -> None:
    """Draw one line that is written over, where somebody looks."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{text}", nl=False, err=True)


def _say(release: Release, folder: Path, closed: list[str], *, as_json: bool) -> None:
    if sys.stderr.isatty():
        click.echo("\r\033[K", nl=False, err=True)
    facts = release.facts
    if as_json:
        click.echo(
            json.dumps(
                {
                    "release": facts.id,
                    "folder": str(folder),
                    "is_draft": facts.is_draft,
                    "cells_hash": facts.cells_hash,
                    "closed": closed,
                }
            )
        )
        return
    click.echo(f"{'Draft' if facts.is_draft else 'Published'} release {facts.id} of data version {facts.data_version}.")
    if closed:
        click.echo(f"Closed: {', '.join(closed)}. Answers that come later can only be added as an amendment.")
    if facts.is_draft:
        click.echo(f"`twoway publish --from-draft {facts.id}` publishes it as it is.")
    click.echo(f"It is in {folder}.")
