"""`twoway sign-out`: end every session of somebody, on every server."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from analytics.cli.options import store_option
from analytics.cli.serve import sign_in_file, sign_in_option
from analytics.errors import SettingsError
from analytics.sign_in.settings import SignIn
from analytics.sign_in.signed_out import SignedOut
from analytics.store import store_folder

if TYPE_CHECKING:
    from pathlib import Path


@click.command("sign-out")
@click.argument("person")
@store_option
@sign_in_option
def sign_out_command(person: str, store: Path | None, sign_in: Path | None) -> None:
    """End every session that PERSON has begun until now: an e-mail address, or the provider's name for them."""
    path = sign_in_file(sign_in, None if sign_in else store_folder(store))
    if path is None:
        raise SettingsError("Nobody signs in here.", next_step="Name the file with [sign_in] by --sign-in.")
    SignedOut(SignIn.read(path).state).end_all(person, time.time())
    click.echo("Every session that they had begun is over. To keep them out, take their roles away as well.")
