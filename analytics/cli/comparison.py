"""`twoway comparison`: the pilot comparisons of the newest release."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from analytics.cli.options import json_option, published_folder, published_option, store_option
from analytics.release.computed.pilot_comparisons import comparison_documents
from analytics.release.read import Release

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from analytics.comparison.evidence import OutcomeEvidence, PilotComparison


@click.command("comparison")
@store_option
@published_option
@json_option
def comparison_command(store: Path | None, published: Path | None, *, as_json: bool) -> None:
    """Print the pilot comparisons of the newest release: warnings first, then what may be said."""
    found = Release.latest(published_folder(published, store)).pilot_comparisons()
    if as_json:
        click.echo(json.dumps(comparison_documents(found), ensure_ascii=False))
        return
    if not found:
        click.echo("The release holds no pilot comparison: nobody enrolled, or it is older than this version.")
    for one in found:
        click.echo("\n".join(_lines(one)))


def _lines(one: PilotComparison) -> Iterator[str]:
    yield one.name
    yield f"  {one.sentence}" if one.sentence else "  Nobody can be compared."
    if one.kept_to:
        yield f"  Kept to the plan registered before: {one.kept_to}"
    for outcome in one.outcomes:
        yield from _outcome(outcome)
    for missing in one.missing:
        yield f"  {missing.label}: {missing.reason}"
    if one.naive:
        yield f"  Do not use: {one.naive.sentence}"
    yield ""


def _outcome(found: OutcomeEvidence) -> Iterator[str]:
    yield f"  {found.label}{', decides' if found.is_primary else ''}"
    for caution in found.cautions:
        yield f"    ! {caution.message}"
    yield f"    {found.sentence}"
    yield f"    {found.next_step}"
