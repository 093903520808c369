"""The commit of what is on the page: begun by a click, followed, stopped by another one, and told the truth about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from analytics.errors import RefusedImportError, TwowayError
from analytics.roles import Action
from dashboard.access import viewer
from dashboard.components.importing import work
from dashboard.components.importing.panels import Done
from dashboard.components.importing.refusals import on_page
from dashboard.components.importing.rehearsal import arguments
from dashboard.components.notices import failure, notice
from dashboard.recording import record, require_log

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from analytics.imports.mapping import Mapping
    from analytics.roles import Viewer
    from analytics.store import Store
    from analytics.worker import Job
    from analytics.worker.importing.seen import Told
    from dashboard.components.importing.panels import Panel
    from dashboard.components.importing.rehearsal import Rehearsal
    from dashboard.components.importing.uploads import Upload

GOING_ON, DONE, FAILED, WAITING = "import-commit", "import-outcome", "import-failed", "import-waiting"
WHAT = "The import"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """A commit that goes on.

    Args:
        job: The work.
        files: Key of the upload, the file as it was rehearsed, and its mapping.
        known: Ids of those that were in the store before.
        waiting: The files that stay on the page, because something stands against them.
    """

    job: Job
    files: tuple[tuple[str, Told, Mapping | None], ...]
    known: frozenset[str]
    waiting: tuple[Upload, ...] = ()


def begin(store: Store, panels: Sequence[Panel], waiting: Sequence[Upload], found: Rehearsal) -> None:
    """Begin to commit the uploads that can be, all of them or none.

    Args:
        store: The store.
        panels: Those uploads as drawn.
        waiting: The other uploads, which stay on the page.
        found: What they were rehearsed as.
    """
    who = viewer()
    who.require(Action.IMPORT)
    require_log()
    files = tuple((panel.upload.key, found.prepared[panel.upload.key], panel.mapping) for panel in panels)
    version = store.version()
    question = work.Question(
        slot=(GOING_ON,),
        made_of=None,
        job="commit",
        what=WHAT,
        arguments=arguments(store, panels),
        uploads=[*(panel.upload for panel in panels), *waiting],
        seen=dict,
    )
    known = frozenset(told.id for _, told, _ in files if version.holds(told.id))
    st.session_state.pop(FAILED, None)
    new = [told for _, told, _ in files if told.id not in known]
    job = work.begun(question, ended=lambda job: _log(store, new, who, job))
    st.session_state[GOING_ON] = Commit(job=job, files=files, known=known, waiting=tuple(waiting))


def is_going_on() -> bool:
    """Whether a commit goes on in this session."""
    return GOING_ON in st.session_state


def follow(store: Store) -> bool:
    """Draw how far the commit is until it is done; whether the files are in the store then.

    Args:
        store: The store.
    """
    commit: Commit = st.session_state[GOING_ON]
    work.watch(commit.job)
    try:
        said = commit.job.outcome()
    except TwowayError as error:
        # It may have been stopped when all was in the store already: what is there counts.
        said = _found(store, commit)
        if not said:
            st.session_state[FAILED] = error
    st.session_state.pop(GOING_ON, None)
    if said:
        st.session_state[DONE] = tuple(
            Done(told=told, status=said["statuses"][key], mapping=mapping, counts=said["counts"].get(key))
            for key, told, mapping in commit.files
        )
        st.session_state[WAITING] = commit.waiting
    return bool(said)


def told() -> None:
    """Draw why the last commit came to nothing, where it did."""
    error = st.session_state.pop(FAILED, None)
    if isinstance(error, RefusedImportError):
        faults = " ".join(on_page(fault) for fault in error.faults)
        notice("Somebody else has imported meanwhile", faults, kind="refused")
    elif isinstance(error, TwowayError):
        failure(error)


def done() -> tuple[Done, ...]:
    """What came of the last import of this session."""
    found: tuple[Done, ...] = st.session_state.get(DONE, ())
    return found


def forget_done() -> None:
    """Forget what came of the last import: the next files are here."""
    st.session_state.pop(DONE, None)


def waiting(names: Collection[str] = ()) -> tuple[Upload, ...]:
    """The files that stay from the last import, without those of which a newer one is here.

    Args:
        names: Names of the newer ones.
    """
    found: tuple[Upload, ...] = st.session_state.get(WAITING, ())
    kept = tuple(one for one in found if one.name not in names)
    st.session_state[WAITING] = kept
    return kept


def take_away(upload: Upload) -> None:
    """Forget a file that stays from the last import. Meant to be called by a button.

    Args:
        upload: The file.
    """
    st.session_state[WAITING] = tuple(one for one in waiting() if one.key != upload.key)


def _log(store: Store, files: Sequence[Told], who: Viewer, job: Job) -> None:
    """Write into the audit log what became of each file: what is in the store counts, whatever was said about it."""
    version = store.version()
    otherwise = "import_canceled" if job.is_canceled else "import_failed"
    for told in files:
        action = "import" if version.holds(told.id) else otherwise
        record(action, note=f"{told.kind} {told.short_id}", who=who)


def _found(store: Store, commit: Commit) -> dict[str, dict[str, str]]:
    """What a commit would have said that got no further than to the store; nothing where it did not get there."""
    version = store.version()
    new = {key: told.id for key, told, _ in commit.files if told.id not in commit.known}
    if not new or not all(version.holds(one) for one in new.values()):
        return {}
    statuses = {key: "imported" if key in new else "already_imported" for key, _, _ in commit.files}
    return {"statuses": statuses, "counts": {}}
