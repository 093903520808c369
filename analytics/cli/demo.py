"""`twoway demo`: import the demo program like any user's files, publish it, and show it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analytics.cli.arrival import imported
from analytics.cli.options import PUBLISHED
from analytics.cli.recorded import log_action
from analytics.datasets import shipped
from analytics.imports.run import Request
from analytics.program import FILE_NAME, Program
from analytics.release.flow import Wish, start
from analytics.store import Store
from analytics.worker import finished, unobserved
from analytics.worker.here import bounded

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(".twoway") / "demo"
BY = "demo"
PROGRAM_FILES = (("people", "people.csv"), ("pairs", "pairs.csv"), ("sessions", "sessions.csv"), ("goals", "goals.csv"))
SETTINGS = """# Comments are invented here, so their themes may be shown; in a program of your own the default is false.
[comments]
keep = true
"""
SURVEYS = (
    ("2023-11", "survey_2023_11_baseline.csv"),
    ("2024-06", "survey_2024_06.csv"),
    ("2024-12", "survey_2024_12.csv"),
    ("2025-06", "survey_2025_06.csv"),
)


@click.command("demo")
@click.option("--folder", type=click.Path(path_type=Path), default=FOLDER, show_default=True, help="Where to build it.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port; the first free one from 8501 by default.")
@click.option("--open/--no-open", "open_browser", default=True, help="Open the page in a browser.")
@click.option("--fresh", is_flag=True, help="Build it anew.")
@click.option("--build-only", is_flag=True, help="Build the store and the release, and stop.")
def demo_command(folder: Path, port: int | None, *, open_browser: bool, fresh: bool, build_only: bool) -> None:
    """Build the demo program once, and show it."""
    if fresh and folder.exists():
        shutil.rmtree(folder)
    if not (folder / PUBLISHED).is_dir():
        build(folder)
    if not build_only:
        from dashboard.serve import serve

        serve(folder / PUBLISHED, folder, port=port, open_browser=open_browser)


def build(folder: Path) -> None:
    """Import the demo files into a new store in `folder` and publish the first release."""
    store = Store.create(folder)
    (folder / FILE_NAME).write_text(SETTINGS, encoding="utf-8")
    click.echo("Importing the demo program: 12,000 people, 500 pairs, four surveys.")
    with bounded("The import", Program.read(folder).limits):
        imported(store.folder, tuple(_requests()), by=BY)
    click.echo("Publishing: every cell is audited before anybody sees it.")
    done = finished(start(store.folder, folder / PUBLISHED, Wish(by=BY)), unobserved)
    log_action(store.folder, "publish", by=BY, release=done["release"])


def _requests() -> Iterator[Request]:
    demo = shipped("demo")
    yield from (Request(path=demo / name, kind=kind) for kind, name in PROGRAM_FILES)
    yield from (Request(path=demo / name, kind="survey", wave=wave) for wave, name in SURVEYS)
