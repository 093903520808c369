"""`twoway simulate`: write an invented company with a program whose true effects are known."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analytics.cli.options import json_option
from analytics.errors import SettingsError
from analytics.simulate import Scenario, scenario_from, simulate, write_csv

if TYPE_CHECKING:
    from analytics.simulate import Effects


@click.command("simulate")
@click.option(
    "--scenario", "scenario_file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="TOML file."
)
@click.option("--people", type=click.IntRange(min=1), help="Employees on the first day.")
@click.option("--pairs", type=click.IntRange(min=1), help="Pairs, spread over the cohorts of the scenario.")
@click.option("--seed", type=click.IntRange(min=0), help="The same seed gives the same files.")
@click.option(
    "--effect",
    "effects",
    multiple=True,
    metavar="OUTCOME[.GENERATION]=SIZE",
    help="Plant an effect, such as engagement=0 or 'retention.Gen Z=-0.5'; may be repeated.",
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder for the files.")
@json_option
def simulate_command(
    *,
    scenario_file: Path | None,
    people: int | None,
    pairs: int | None,
    seed: int | None,
    effects: tuple[str, ...],
    out: Path,
    as_json: bool,
) -> None:
    """Invent a company, its program and its surveys, and write them as CSV files with the truth beside them."""
    scenario = scenario_from(scenario_file) if scenario_file else Scenario()
    scenario = scenario.sized(people=people, pairs=pairs)
    scenario = replace(
        scenario, seed=scenario.seed if seed is None else seed, effects=_planted(scenario.effects, effects)
    )
    records = write_csv(simulate(scenario), out)
    if as_json:
        click.echo(json.dumps({"folder": str(out), "records": records}))
        return
    for name, n in records.items():
        click.echo(f"{name}: {n:,} records")
    click.echo(f"truth.json: what the program really did. Everything is in {out}.")


def _planted(effects: Effects, written: tuple[str, ...]) -> Effects:
    for text in written:
        name, _, size = text.partition("=")
        outcome, _, generation = name.partition(".")
        try:
            effects = effects.with_effect(outcome, float(size), generation or None)
        except ValueError as error:
            raise SettingsError(
                f"The effect of {outcome} has no size.",
                allowed="Write OUTCOME=NUMBER or OUTCOME.GENERATION=NUMBER, such as engagement=3.",
            ) from error
    return effects
