"""`twoway measure`: one measure from the newest release."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from analytics import catalog
from analytics.cli.options import group_options, json_option, published_folder, published_option, store_option
from analytics.cli.recorded import log_of, log_read
from analytics.errors import SettingsError
from analytics.measures import favorable
from analytics.narrative import number
from analytics.release.read import Estimate, Finding, Release, Released, Undefined, Where, Withheld
from analytics.report.digits import coarse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@click.command("measure")
@click.argument("name")
@click.option("--by", multiple=True, help="Divide by a dimension; twice for two.")
@group_options
@store_option
@published_option
@json_option
def measure_command(
    name: str,
    by: tuple[str, ...],
    filters: tuple[str, ...],
    *,
    wave: str | None,
    store: Path | None,
    published: Path | None,
    as_json: bool,
) -> None:
    """Print a measure of the newest release, with n and interval, as every page shows it."""
    catalog.measure(name)
    release = Release.latest(published_folder(published, store))
    with log_read(log_of(store, published), "view", release.facts.id, f"measure {name}"):
        findings = _findings(release, name, by, where_of(filters), wave)
    if as_json:
        click.echo(json.dumps([_plain(finding) for finding in findings], ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(f"{finding.label}: {_words(finding)}")


def where_of(filters: Sequence[str]) -> Where:
    """The filters that `--where` names.

    Args:
        filters: Each as DIMENSION=CATEGORY.

    Raises:
        SettingsError: One lacks its "=".
        UnknownNameError: There is no such dimension.
    """
    chosen: dict[str, tuple[str, ...]] = {}
    for one in filters:
        dimension, separator, category = one.partition("=")
        if not separator:
            raise SettingsError("A --where filter lacks its '='.", next_step="Write --where generation='Gen Z'.")
        chosen[catalog.dimension(dimension).name] = (*chosen.get(dimension, ()), category)
    return chosen


def _findings(
    release: Release, name: str, by: Sequence[str], where: Where, wave: str | None
) -> tuple[Finding[Estimate], ...]:
    match list(by):
        case []:
            return (release.estimate(name, where, wave),)
        case [single]:
            return release.breakdown(name, single, where, wave)
        case [first, second]:
            return tuple(
                release.estimate(name, {**where, first: (one,), second: (other,)}, wave, label=f"{one}, {other}")
                for one in release.categories(name, first, wave)
                for other in release.categories(name, second, wave)
            )
        case _:
            raise SettingsError("A measure is divided by two dimensions at most.", next_step="Leave out a --by.")


def _plain(finding: Finding[Estimate]) -> dict[str, Any]:
    computed = asdict(finding.provenance)
    base: dict[str, Any] = {"measure": finding.measure, "label": finding.label, "sentence": computed.pop("sentence")}
    match finding.outcome:
        case Released(value=estimate, n=n):
            return {**base, "status": "released", **asdict(estimate), "n": n, "computed": computed}
        case Withheld(reason=reason):
            return {**base, "status": "withheld", "reason": reason, "computed": computed}
        case Undefined(reason=reason):
            return {**base, "status": "undefined", "reason": reason, "computed": computed}


def _words(finding: Finding[Estimate]) -> str:
    match finding.outcome:
        case Released(value=estimate):
            limits = estimate.interval
            between = f" ({number(limits.low)} to {number(limits.high)})" if limits else ""
            is_coarse = finding.measure in favorable.SCALES
            value = f"{coarse(estimate.value)} %" if is_coarse else number(estimate.value, estimate.unit)
            return f"{value}{between}, n = {estimate.n}"
        case Withheld(reason=reason) | Undefined(reason=reason):
            return reason
