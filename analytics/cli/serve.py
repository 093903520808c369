"""`twoway serve`: show the newest release in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from analytics.cli.options import published_folder, published_option, store_option
from analytics.store import store_folder

if TYPE_CHECKING:
    from pathlib import Path


@click.command("serve")
@store_option
@published_option
@click.option("--port", type=click.IntRange(1, 65535), help="Port; the first free one from 8501 by default.")
@click.option("--address", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--open/--no-open", "open_browser", default=False, help="Open the page in a browser.")
def serve_command(
    store: Path | None, published: Path | None, port: int | None, *, address: str, open_browser: bool
) -> None:
    """Show the dashboard. With --published alone it knows releases only and can reach no store."""
    from dashboard.serve import serve

    is_viewer = published is not None and store is None
    private = None if is_viewer else store_folder(store)
    serve(published_folder(published, store), private, port=port, address=address, open_browser=open_browser)
