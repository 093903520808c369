"""`twoway import`: files into the store, all of them or none."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict, Unpack

import click

from analytics.cli.arrival import imported
from analytics.cli.options import json_option, store_option
from analytics.cli.program_options import junior_side, stated_codes, stated_columns, stated_levels
from analytics.cli.reading_options import reading_options
from analytics.cli.who import by_option
from analytics.errors import StoreError
from analytics.imports.canonical.options import ProgramOptions
from analytics.imports.mapping import Mapping
from analytics.imports.options import Options
from analytics.imports.run import KINDS, Context, Outcome, Request, rehearse
from analytics.program import Program
from analytics.store import Store, store_folder
from analytics.worker.here import bounded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as ReadOnly
    from datetime import date

    from analytics.imports.prepared import Prepared, Status

_DAY = click.DateTime(["%Y-%m-%d"])
_FILE = click.Path(path_type=Path, dir_okay=False)


class Stated(TypedDict):
    """What is stated about the files, as click passes it on."""

    kind: str | None
    wave: str | None
    wave_on: datetime | None
    mapping: Path | None
    codebook: Path | None
    keep: tuple[str, ...]
    keep_row: tuple[int, ...]
    drop: tuple[str, ...]
    layout: str | None
    header_rows: int | None
    dates: Literal["dmy", "mdy"] | None
    sheet: str | None
    long: tuple[str, str, str] | None
    block: int | None
    mentor_is: Literal["junior", "senior"] | None
    column: tuple[str, ...]
    code: tuple[str, ...]
    levels: str | None
    observed_from: datetime | None
    observed_to: datetime | None
    skip_faulty: bool


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.option("--as", "kind", type=click.Choice(KINDS), help="What the files hold; told by their headings by default.")
@click.option("--wave", help="Name of the survey wave; told by the file name by default.")
@click.option("--wave-on", type=_DAY, help="Day of the wave; the middle day of the answers by default.")
@click.option("--mapping", type=_FILE, help="TOML file that says what the questions mean.")
@click.option("--codebook", type=_FILE, help="TOML file with the scales to look for.")
@reading_options
@click.option("--mentor-is", type=click.Choice(["junior", "senior"]), help="Who the platform's mentor is in a pair.")
@click.option("--column", multiple=True, help="NAME=HEADING: the heading of a column of a program table.")
@click.option("--code", multiple=True, help="COLUMN.CODE=WORD: what a code in a roster stands for.")
@click.option("--levels", help="Levels from low to high, with commas between them.")
@click.option("--observed-from", type=_DAY, help="First day of which the roster knows who left.")
@click.option("--observed-to", type=_DAY, help="Last day that the roster covers.")
@click.option("--skip-faulty", is_flag=True, help="Leave faulty rows of a program table out, counted.")
@click.option("--dry-run", is_flag=True, help="Say what would be imported, and change nothing.")
@store_option
@by_option
@json_option
def import_command(
    files: tuple[Path, ...], *, store: Path | None, by: str, dry_run: bool, as_json: bool, **stated: Unpack[Stated]
) -> None:
    """Import files: people, pairs, sessions, goals, or a survey.

    Several files are committed together: all of them or none. The same file twice changes nothing, and every
    import can be undone.
    """
    requests = [_request(path, stated) for path in files]
    folder = store_folder(store)
    with bounded("The import", Program.read(folder).limits):
        outcome = rehearse(_context(folder, by), requests) if dry_run else imported(folder, requests, by=by)
    if as_json:
        click.echo(json.dumps(outcome.plain(), ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(outcome)))


def _request(path: Path, stated: Stated) -> Request:
    mapping = stated["mapping"]
    return Request(
        path=path,
        kind=stated["kind"],
        wave=stated["wave"],
        wave_on=_day(stated["wave_on"]),
        mapping=None if mapping is None else Mapping.load(mapping),
        codebook=stated["codebook"],
        options=Options(
            keep=frozenset(stated["keep"]),
            keep_rows=frozenset(stated["keep_row"]),
            drop=frozenset(stated["drop"]),
            format=stated["layout"],
            header_rows=stated["header_rows"],
            date_order=stated["dates"],
            sheet=stated["sheet"],
            long=stated["long"] or None,
            block=stated["block"],
        ),
        program=ProgramOptions(
            date_order=stated["dates"],
            junior=junior_side(stated["mentor_is"]),
            observed_from=_day(stated["observed_from"]),
            observed_to=_day(stated["observed_to"]),
            skips_faulty=stated["skip_faulty"],
            columns=stated_columns(stated["column"]),
            levels=stated_levels(stated["levels"]),
            codes=stated_codes(stated["code"]),
            keep=frozenset(stated["keep"]),
            keep_rows=frozenset(stated["keep_row"]),
            sheet=stated["sheet"],
        ),
    )


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()


def _context(folder: Path, by: str) -> Context:
    """What a dry run is read against; a store that is not there is not made for it."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        store = Store.open(folder)
    except StoreError:
        if folder.exists() and any(folder.iterdir()):
            raise
        return Context.without_store(by, now)
    return Context.of(store, by) if store.version().imports else Context.without_store(by, now)


def _lines(outcome: Outcome) -> Iterator[str]:
    for one, status in zip(outcome.prepared, outcome.statuses, strict=True):
        yield from _about(one)
        yield f"  {_status(one, status)}"
    if outcome.version is None:
        yield "Nothing was changed: this was a dry run."
    else:
        yield f"The data is at version {outcome.version.number}."


def _about(one: Prepared) -> Iterator[str]:
    record = one.record
    wave = f", wave {record.wave} ({record.notes['wave_on']})" if record.wave is not None else ""
    reasons = ", ".join(f"{n:,} {reason}" for reason, n in record.dropped.items())
    left_out = f", left out: {reasons}" if reasons else ""
    yield f"{record.file_name}: {record.kind}{wave}, {record.rows:,} rows{left_out}."
    if record.wave is not None:
        yield from _about_survey(record.notes)
    for notice in one.notices:
        yield f"  ! {notice.message}"


def _about_survey(facts: ReadOnly[str, Any]) -> Iterator[str]:
    matched, named = facts["match_the_roster"], facts["name_a_person"]
    if named:
        yield f"  {matched:,} of {named:,} responses that name a person match the roster."
    scored = ", ".join(f"{name} {n:,}" for name, n in facts["scales"].items())
    yield f"  Scores: {scored or 'none; no item of the codebook is asked'}."


def _status(one: Prepared, status: Status) -> str:
    short = one.record.short_id
    match status:
        case "imported":
            return f"Imported as {short}. `twoway undo {short}` takes it back."
        case "already_imported":
            return f"Already imported as {short}: nothing was changed."
        case "would_import":
            return f"Would be imported as {short}."
