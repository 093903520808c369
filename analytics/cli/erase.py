"""`twoway erase`: take a person out of the store, for good."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from analytics.cli.options import json_option, published_folder, published_option, store_option
from analytics.cli.recorded import log_action
from analytics.cli.who import by_option
from analytics.program import Program
from analytics.release.stack.opening import open_stack
from analytics.store import Key, Store, store_folder
from analytics.store.erase import erase, foreseen_erasure, traces

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.store.erase import Traces
    from analytics.store.rewrite import Rewriting

NOTHING = "Nothing in the store is about this person: there is nothing to erase."
STAYS = (
    "Published figures stay: nobody can be worked out from them. A file that still names the person can be imported "
    "again: their rows are left out and counted. Copies outside of the store, such as backups, are not reached."
)
FINAL = (
    "This cannot be taken back, not even for somebody who was erased by mistake: the rows are gone, and later imports "
    "leave the person out as well."
)


@click.command("erase")
@click.argument("person_id")
@click.option("--email", "emails", multiple=True, help="An e-mail address of the person; may be repeated.")
@click.option("--yes", is_flag=True, help="Erase without asking.")
@click.option("--dry-run", is_flag=True, help="Say what would go, and change nothing.")
@store_option
@published_option
@by_option
@json_option
def erase_command(
    person_id: str,
    emails: tuple[str, ...],
    store: Path | None,
    published: Path | None,
    by: str,
    *,
    yes: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Erase a person from every file of the store, undone imports and earlier versions too.

    PERSON_ID is the id as in the roster, or an e-mail address. What would go is shown first, and asked for. It cannot
    be taken back: later imports leave the person out as well.
    """
    opened = Store.open(store_folder(store))
    opened.version()
    key = Key(opened.key())
    ids = tuple(one for one in (person_id,) if "@" not in one)
    addresses = (*emails, *(one for one in (person_id,) if "@" in one))

    def find() -> Traces:
        return traces(opened.folder, key, ids=ids, emails=addresses)

    would = foreseen_erasure(opened.folder, find())
    if not would.gone:
        _tell(would, NOTHING, as_json=as_json, is_done=False)
        return
    if dry_run or not as_json:
        _tell(would, "\n".join(_lines(would)), as_json=as_json, is_done=False)
    if dry_run:
        return
    if not yes:
        click.confirm(f"{FINAL}\nErase this for good?", abort=True, err=as_json)
    log_action(opened.folder, "erase", by=by, note="begun")
    stack = open_stack(opened, published_folder(published, store), Program.read(opened.folder))
    found = find()
    stack.forget([*found.people, *found.responses, *found.lost_pairs])
    done = erase(opened, find, by=by)
    log_action(opened.folder, "erase", by=by, note=f"data version {done.number}")
    _tell(done, f"Erased. The data is at version {done.number}.\n{STAYS}", as_json=as_json, is_done=True)


def _tell(found: Rewriting, words: str, *, as_json: bool, is_done: bool) -> None:
    if as_json:
        plain = {"rows": dict(found.rows), "imports": len(found.imports), "files": len(found.gone), "erased": is_done}
        click.echo(json.dumps({**plain, "version": found.number}))
    else:
        click.echo(words)


def _lines(found: Rewriting) -> list[str]:
    rows = [f"  {n:,} row{'s' * (n != 1)} of {table}" for table, n in sorted(found.rows.items()) if n]
    pairs = ["  their place in pairs, which stay for the other member with an unknown person instead"]
    return [
        "This would go:",
        *rows,
        *pairs * ("pairs" in found.rows),
        (
            f"Files of {len(found.imports):,} import{'s' * (len(found.imports) != 1)} would be rewritten, "
            f"{len(found.gone):,} old files deleted; earlier versions of the data that hold them end."
        ),
        STAYS,
    ]
