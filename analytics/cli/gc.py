"""`twoway gc`: delete files that nothing refers to."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import click

from analytics.cli.options import json_option, store_option
from analytics.cli.recorded import log_action
from analytics.cli.who import by_option
from analytics.program import Program
from analytics.release.audit.plan import survey_population
from analytics.release.stack.stack import Stack
from analytics.store import Store, leftovers, store_folder
from analytics.store.expire import expire, expired
from analytics.store.garbage import remove

if TYPE_CHECKING:
    from pathlib import Path

AGE = timedelta(days=1)
STAYS = (
    "Published figures stay, and with them which published groups people stood in, under names without meaning and "
    "without a way back: without it, later releases could give somebody away."
)
_MEGABYTE = 1e6


@click.command("gc")
@click.option("--delete", is_flag=True, help="Delete them; without it they are only listed.")
@click.option("--expired", "only_expired", is_flag=True, help="List answers that were kept for long enough instead.")
@store_option
@by_option
@json_option
def gc_command(store: Path | None, by: str, *, delete: bool, only_expired: bool, as_json: bool) -> None:
    """List files that no import refers to and that are older than a day, and with --delete remove them.

    An import that was killed leaves such files. Undone imports are not among them: they can be brought back. With
    --expired, surveys are listed whose answers are older than `[retention]` in the settings allows; --delete removes
    them for good, from undone imports and earlier versions too. Published figures stay.
    """
    folder = store_folder(store)
    if only_expired:
        _expired(Store.open(folder), by, delete=delete, as_json=as_json)
        return
    if delete:
        log_action(folder, "gc", by=by)
    found = leftovers(folder, before=datetime.now(UTC) - AGE)
    if delete:
        remove(folder, found)
    n_bytes = sum(one.n_bytes for one in found)
    if as_json:
        files = [{"file": one.path.relative_to(folder).as_posix(), "bytes": one.n_bytes} for one in found]
        click.echo(json.dumps({"files": files, "bytes": n_bytes, "deleted": delete}))
        return
    for one in found:
        click.echo(one.path.relative_to(folder).as_posix())
    if not found:
        click.echo("Nothing to delete: every file belongs to an import.")
    else:
        what = f"{len(found):,} file{'s' * (len(found) > 1)}, {n_bytes / _MEGABYTE:.1f} MB"
        click.echo(f"Deleted {what}." if delete else f"{what}. `twoway gc --delete` removes them.")


def _expired(store: Store, by: str, *, delete: bool, as_json: bool) -> None:
    retention = Program.read(store.folder).retention
    found = expired(store.folder, retention, date.fromisoformat(store.now()[:10]))
    if found and delete:
        log_action(store.folder, "expire", by=by, note=f"begun, {len(found)} imports")
        number = expire(store, found, by=by)
        Stack(store.folder).end([survey_population(one.record.wave or "") for one in found])
        log_action(store.folder, "expire", by=by, note=f"data version {number}")
    if as_json:
        imports = [{"import": one.record.id, "wave": one.record.wave, "on": str(one.surveyed_on)} for one in found]
        click.echo(json.dumps({"imports": imports, "deleted": delete, "answers_months": retention.answers_months}))
        return
    for one in found:
        click.echo(f"{one.record.short_id}  {one.record.file_name} · wave {one.record.wave} · {one.surveyed_on}")
    if not found:
        click.echo(f"Nothing has expired: answers are {retention.sentence()}.")
    elif delete:
        click.echo(f"Deleted the answers of {len(found):,} imports. {STAYS}")
    else:
        click.echo(f"{len(found):,} imports: answers are {retention.sentence()}. --delete removes them for good.")
