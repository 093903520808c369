"""`twoway serve`: show the newest release in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from analytics.cli.options import published_folder, published_option, store_option
from analytics.cli.recorded import audit_log_option, serve_with_log
from analytics.store import store_folder

if TYPE_CHECKING:
    from pathlib import Path


@click.command("serve")
@store_option
@published_option
@click.option("--port", type=click.IntRange(1, 65535), help="Port; the first free one from 8501 by default.")
@click.option("--address", default="127.0.0.1", show_default=True, help="Address to listen on.")
@audit_log_option
@click.option("--without-audit-log", is_flag=True, help="Show pages although nobody can tell later who saw what.")
@click.option("--open/--no-open", "open_browser", default=False, help="Open the page in a browser.")
def serve_command(
    store: Path | None,
    published: Path | None,
    port: int | None,
    audit_log: Path | None,
    *,
    address: str,
    without_audit_log: bool,
    open_browser: bool,
) -> None:
    """Show the dashboard. With --published alone it knows releases only and can reach no store."""
    from dashboard.serve import serve

    is_viewer = published is not None and store is None
    private = None if is_viewer else store_folder(store)
    folder = published_folder(published, store)
    serve_with_log(audit_log, private, folder, without=without_audit_log)
    serve(folder, private, port=port, address=address, open_browser=open_browser)
