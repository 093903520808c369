"""`twoway report`: the board pack of the newest release as files."""

from __future__ import annotations

import json
from pathlib import Path

import click

from analytics.cli.measure import where_of
from analytics.cli.options import group_options, json_option, published_folder, published_option, store_option
from analytics.cli.recorded import log_of, log_read
from analytics.errors import SettingsError
from analytics.release.read import Release
from analytics.report.board_pack.content import board_pack
from analytics.report.board_pack.formats import FORMATS


@click.command("report")
@click.option("--pdf", type=click.Path(path_type=Path), help="Write the pack as PDF to this file.")
@click.option("--pptx", type=click.Path(path_type=Path), help="Write it as PowerPoint with native charts to this file.")
@click.option("--html", type=click.Path(path_type=Path), help="Write it as one HTML file to this file.")
@group_options
@store_option
@published_option
@json_option
def report_command(
    filters: tuple[str, ...],
    *,
    wave: str | None,
    store: Path | None,
    published: Path | None,
    as_json: bool,
    **files: Path | None,
) -> None:
    """Write the board pack of the newest release: claims, charts, n, intervals, cautions and methods."""
    wanted = {name: path for name, path in files.items() if path is not None}
    if not wanted:
        raise SettingsError("No file was named.", next_step="Name one or more with --pdf, --pptx and --html.")
    release = Release.latest(published_folder(published, store))
    with log_read(log_of(store, published), "export", release.facts.id, f"board pack {', '.join(wanted)}"):
        pack = board_pack(release, where_of(filters), wave)
    for name, path in wanted.items():
        path.write_bytes(FORMATS[name].render(pack))
    if as_json:
        written = {name: str(path) for name, path in wanted.items()}
        click.echo(
            json.dumps({"release": pack.id, "pages": len(pack.pages), "about": pack.sentence, "written": written})
        )
    else:
        click.echo(f"{len(pack.pages)} pages. {pack.footer}")
        click.echo("\n".join(f"Written: {path}" for path in wanted.values()))
