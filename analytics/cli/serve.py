"""`twoway serve`: show the newest release in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from analytics.cli.options import published_folder, published_option, store_option
from analytics.cli.recorded import audit_log_option, serve_with_log
from analytics.program import FILE_NAME
from analytics.sign_in.settings import sign_in_table
from analytics.store import store_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Unpack

    from analytics.cli.recorded import LogOptions


def sign_in_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--sign-in`, the file with the settings of sign-in."""
    return click.option(
        "--sign-in",
        "sign_in",
        type=click.Path(path_type=Path),
        envvar="TWOWAY_SIGN_IN",
        help="File with the table [sign_in] (or TWOWAY_SIGN_IN); twoway.toml of the store if it has one.",
    )(command)


def sign_in_file(given: Path | None, store: Path | None) -> Path | None:
    """The file with the settings of sign-in: as given, else the store's if it has some, else None.

    Args:
        given: The file as given.
        store: Folder of the private store, or None where there is none.

    Raises:
        SettingsError: The file in the store is not TOML.
    """
    if given is not None or store is None:
        return given
    path = store / FILE_NAME
    return path if path.is_file() and sign_in_table(path) is not None else None


@click.command("serve")
@store_option
@published_option
@sign_in_option
@click.option("--port", type=click.IntRange(1, 65535), help="Port; the first free one from 8501 by default.")
@click.option("--address", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--without-sign-in", is_flag=True, help="Let other machines in although nobody signs in.")
@click.option(
    "--views",
    type=click.Path(path_type=Path),
    envvar="TWOWAY_VIEWS",
    help="Folder of saved views (or TWOWAY_VIEWS); beside the folder of releases by default.",
)
@audit_log_option
@click.option("--without-audit-log", is_flag=True, help="Show pages although nobody can tell later who saw what.")
@click.option("--open/--no-open", "open_browser", default=False, help="Open the page in a browser.")
def serve_command(
    store: Path | None,
    published: Path | None,
    sign_in: Path | None,
    port: int | None,
    views: Path | None,
    *,
    address: str,
    without_sign_in: bool,
    open_browser: bool,
    **log: Unpack[LogOptions],
) -> None:
    """Show the dashboard. With --published alone it knows releases only and can reach no store."""
    from dashboard.serve import serve

    is_viewer = published is not None and store is None
    private = None if is_viewer else store_folder(store)
    folder = published_folder(published, store)
    serve_with_log(private, folder, **log)
    serve(
        folder,
        private,
        port=port,
        address=address,
        open_browser=open_browser,
        sign_in=sign_in_file(sign_in, private),
        without_sign_in=without_sign_in,
        views=views,
    )
