"""`twoway verify`: whether what is published is what was published."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import click

from analytics.cli.options import json_option, published_folder, published_option
from analytics.errors import NotPublishedError
from analytics.program import Program
from analytics.release.states import find, releases
from analytics.release.verify import Verified, verify_against, verify_files
from analytics.store import Store, store_folder


@click.command("verify")
@click.argument("release", required=False)
@click.option(
    "--store",
    type=click.Path(path_type=Path),
    help="Folder of the private store: counts every cell again from its rows and compares.",
)
@published_option
@json_option
def verify_command(release: str | None, *, store: Path | None, published: Path | None, as_json: bool) -> None:
    """Compute every hash of a release again, or of all releases. Exit status 1 where something differs.

    RELEASE is its id in `twoway releases`, or the beginning of it.
    """
    folder = published_folder(published, store)
    listed = (find(folder, release),) if release else releases(folder)
    if not listed:
        raise NotPublishedError("There is no release to verify.", next_step="Make one with `twoway publish`.")
    found = [_verified(one.folder, store) for one in listed]
    if as_json:
        click.echo(json.dumps([_plain(one) for one in found], ensure_ascii=False))
    else:
        click.echo("\n".join(line for one in found for line in _lines(one)))
    if any(one.faults for one in found):
        sys.exit(1)


def _verified(folder: Path, store: Path | None) -> Verified:
    files = verify_files(folder)
    if files.faults or store is None:
        return files
    opened = Store.open(store_folder(store))
    counted = verify_against(opened, Program.read(opened.folder), folder)
    return replace(counted, checked=(*files.checked, *counted.checked), unchecked=files.unchecked)


def _plain(one: Verified) -> dict[str, object]:
    return {
        "release": one.release,
        "is_right": not one.faults,
        "is_countable": one.is_countable,
        "checked": one.checked,
        "faults": one.faults,
        "unchecked": one.unchecked,
    }


def _lines(one: Verified) -> list[str]:
    return [*_findings(one), *(f"  {sentence}" for sentence in one.unchecked)]


def _findings(one: Verified) -> list[str]:
    if not one.is_countable:
        return [f"{one.release}: {', '.join(one.checked)}.", *(f"  {fault}" for fault in one.faults)]
    if one.faults:
        return [f"{one.release}: NOT as it was published.", *(f"  {fault}" for fault in one.faults)]
    return [f"{one.release}: yes, as it was published: {', '.join(one.checked)}."]
