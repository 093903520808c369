"""`twoway withdraw`: keep a release from ever being shown again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from analytics.cli.options import json_option, published_folder, published_option, store_option
from analytics.cli.recorded import log_action
from analytics.cli.who import by_option
from analytics.release.states import State, releases, withdraw
from analytics.store import Store, store_folder

if TYPE_CHECKING:
    from pathlib import Path


@click.command("withdraw")
@click.argument("release")
@click.option("--reason", required=True, help="Why, in one sentence, for the record; viewers do not see it.")
@by_option
@store_option
@published_option
@json_option
def withdraw_command(
    release: str, *, reason: str, by: str, store: Path | None, published: Path | None, as_json: bool
) -> None:
    """Withdraw a release: viewers see the newest one that is not withdrawn. Its files stay for the record.

    RELEASE is its id in `twoway releases`, or the beginning of it.
    """
    folder = published_folder(published, store)
    withdrawal = withdraw(folder, release, reason=reason, by=by, at=Store(store_folder(store)).now())
    log_action(folder.parent, "withdraw", by=by, release=withdrawal.release)
    shown = next((one.id for one in releases(folder) if one.state is State.SHOWN), None)
    if as_json:
        click.echo(json.dumps({"withdrawn": withdrawal.release, "at": withdrawal.at, "shown": shown}))
        return
    click.echo(f"Withdrawn: {withdrawal.release}.")
    click.echo(f"Viewers see {shown} now." if shown else "Viewers see nothing now, until the next release.")
