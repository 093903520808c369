"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analytics.store import store_folder

if TYPE_CHECKING:
    from collections.abc import Callable

PUBLISHED = "published"


def store_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--store`, the folder of the private store."""
    return click.option(
        "--store", "store", type=click.Path(path_type=Path), help="Folder of the private store (or TWOWAY_STORE)."
    )(command)


def published_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--published`, the folder of releases."""
    return click.option(
        "--published",
        "published",
        type=click.Path(path_type=Path),
        envvar="TWOWAY_PUBLISHED",
        help="Folder of releases (or TWOWAY_PUBLISHED); inside the store by default.",
    )(command)


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def group_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--where` and `--wave`: the group and the survey wave that a figure is about."""
    where = click.option(
        "--where", "filters", multiple=True, help="DIMENSION=CATEGORY; several categories of one dimension add up."
    )
    return where(click.option("--wave", help="Survey wave; the newest by default.")(command))


def published_folder(given: Path | None, store: Path | None) -> Path:
    """The folder of releases: as given, else inside the store."""
    return given or store_folder(store) / PUBLISHED
