"""`twoway compare`: a pilot against a comparison in any CSV file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from analytics.cli.options import json_option
from analytics.comparison.report import compare
from analytics.comparison.request import Request
from analytics.comparison.words import text


@click.command("compare")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--arm", required=True, help="Column that says who was in the pilot: 0/1, or two labels.")
@click.option("--pilot", help="Label of the pilot, where the column does not say it itself.")
@click.option("--comparison", help="Label of the comparison, where the column has more than two labels.")
@click.option("--outcome", "outcomes", multiple=True, help="Column to compare; the first one is the primary outcome.")
@click.option("--covariate", "covariates", multiple=True, help="Column known before the program; may be repeated.")
@click.option("--cluster", help="Column of the team: members of a team resemble each other.")
@click.option("--pre", help="The primary outcome as measured before the program.")
@click.option("--time", help="Time under observation, for retention.")
@click.option("--event", help="Whether leaving ended it: 0/1, no/yes, or active/left.")
@click.option("--event-is", multiple=True, help="Label of --event that means leaving, others not; may be repeated.")
@click.option("--entry", help="Time at which observation began (delayed entry).")
@click.option("--horizon", type=float, help="Compare retention up to this time.")
@click.option(
    "--assignment",
    type=click.Choice(["random", "observational"]),
    default="observational",
    show_default=True,
    help="Whether chance decided who was in the pilot.",
)
@click.option("--pilot-share", type=float, default=0.5, show_default=True, help="Planned share, with random.")
@click.option("--margin", type=float, help="The largest difference that would not matter, declared beforehand.")
@json_option
def compare_command(file: Path, *, horizon: float | None, as_json: bool, **parts: Any) -> None:  # noqa: ANN401 - named and checked by the options above
    """Compare a pilot with a comparison in a plain CSV FILE, and say what may be said."""
    found = compare(file, Request(**parts), horizon=horizon)
    click.echo(json.dumps(found.as_dict(), ensure_ascii=False, allow_nan=False) if as_json else text(found), nl=as_json)
