"""From a store to what viewers see: one publisher at a time, waves closed with it, a draft published as it is."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analytics import ranking
from analytics.audit_log import AuditLog, log_folder
from analytics.engine import DUCKDB
from analytics.errors import BusyError, NotPublishedError
from analytics.program import Program
from analytics.release.files import DRAFT, release_folders, sweep, withdrawal_path
from analytics.release.publish import name_of, publish, publish_draft
from analytics.release.stack.opening import open_stack
from analytics.release.states import State, find, releases
from analytics.release.waves import WaveState, close, survey_waves
from analytics.store import Store
from analytics.store.alone import alone
from analytics.worker import Job, unobserved

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.audit_log import Anchor
    from analytics.release.stack.stack import Stack
    from analytics.release.states import Listed
    from analytics.release.waves import SurveyWave
    from analytics.store import Version
    from analytics.worker import Progress

WHAT = "Publishing"
LOCK = "publishing.lock"
AFTER_WITHDRAWAL = "Undo or correct the import that was wrong, or change the settings, and publish then."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody asks to be published.

    Args:
        by: Who asks.
        is_draft: Whether only analysts and stewards are to see it.
        tables: Pairs of dimensions in the order in which they are wanted; as ranked or as in the settings by default.
        closing: Waves that are held open and are closed with this release.
        draft: The draft that is to be published as it is; a new release is made by default.
        audit_log: Folder of the audit log whose newest line the release names; that of the store by default.
        engine: What counts: `duckdb`, or the address of a Spark; the release is the same.
    """

    by: str
    is_draft: bool = False
    tables: tuple[tuple[str, str], ...] = ()
    closing: tuple[str, ...] = ()
    draft: str = ""
    audit_log: str = ""
    engine: str = DUCKDB


def start(store: Path, published: Path, wish: Wish) -> Job:
    """The work of publishing, begun in a process of its own within the limits of the settings.

    Args:
        store: Folder of the store.
        published: Folder of releases.
        wish: What is asked for.

    Raises:
        SettingsError: The settings of the store are not allowed.
    """
    arguments = {
        "store": str(store),
        "published": str(published),
        "wish": {name: getattr(wish, name) for name in Wish.__slots__},
    }
    return Job("publish", WHAT, arguments, Program.read(store).limits, tidy=lambda _: _tidy(store, published))


def publish_job(store: str, published: str, wish: dict[str, Any], *, on_progress: Progress) -> dict[str, Any]:
    """The id of a release, made in this process; what `start` has done elsewhere.

    Args:
        store: Folder of the store.
        published: Folder of releases.
        wish: What is asked for, as plain data.
        on_progress: Told each stage as it begins.
    """
    asked = Wish(
        **{
            **wish,
            "tables": tuple((first, second) for first, second in wish["tables"]),
            "closing": tuple(wish["closing"]),
        }
    )
    return {"release": publish_store(Store.open(store), Path(published), asked, on_progress=on_progress).name}


def publish_store(store: Store, published: Path, wish: Wish, *, on_progress: Progress = unobserved) -> Path:
    """The folder of a release of the newest version of a store.

    Args:
        store: The store.
        published: Folder of releases.
        wish: What is asked for.
        on_progress: Told each stage as it begins.

    Raises:
        NotPublishedError: There is nothing to publish, a wave is held open, the draft is not what would be published
            now, or the release was withdrawn.
        BusyError: Somebody else is publishing.
    """
    with _alone(store.folder):
        sweep(published)
        program = _program(store.folder, wish)
        waves = survey_waves(store.folder, store.version().imports)
        if not wish.is_draft:
            _refuse_held_open(waves, wish.closing)
        folder = _made(store, published, program, wish, on_progress)
        if not wish.is_draft:
            close(store.folder, waves, [one.name for one in waves], by=wish.by, at=store.now())
        _remove_drafts(published, keep=folder)
    return folder


def draft_of(published: Path, source: Version, program: Program) -> Listed | None:
    """The draft that is what would be published now, or None.

    Args:
        published: Folder of releases.
        source: The version of the store.
        program: The program's settings.
    """
    return next((one for one in _same(published, source, program) if one.state is State.DRAFT), None)


def is_shown(published: Path, source: Version, program: Program) -> bool:
    """Whether viewers see what would be published now.

    Args:
        published: Folder of releases.
        source: The version of the store.
        program: The program's settings.
    """
    return any(one.state is State.SHOWN for one in _same(published, source, program))


def withdrawn_of(published: Path, source: Version, program: Program) -> Listed | None:
    """The withdrawn release that publishing would only make again, or None.

    Args:
        published: Folder of releases.
        source: The version of the store.
        program: The program's settings.
    """
    return next((one for one in _same(published, source, program) if one.state is State.WITHDRAWN), None)


def _same(published: Path, source: Version, program: Program) -> list[Listed]:
    """The releases and drafts of the same data and settings; no row need be counted to tell."""
    return [
        one
        for one in releases(published)
        if one.data_version == source.number and one.id.removesuffix(DRAFT) == name_of(source, program, one.cells_hash)
    ]


def _made(store: Store, published: Path, program: Program, wish: Wish, on_progress: Progress) -> Path:
    version = store.version()
    stack = open_stack(store, published, program)
    anchor = _anchor(store.folder, wish)
    if wish.draft:
        return _published_draft(published, wish.draft, version, program, at=store.now(), stack=stack, anchor=anchor)
    for one in _same(published, version, program):
        if one.state is State.SHOWN and not wish.is_draft:
            return one.folder
        if one.state is State.WITHDRAWN:
            raise _withdrawn(one.id)
        if one.state is State.DRAFT and stack.has(one.id) and not _was_withdrawn_since(published, one):
            if wish.is_draft:
                return one.folder
            return publish_draft(one.folder, version, program, at=store.now(), stack=stack, anchor=anchor)
    return publish(
        version,
        program,
        published,
        at=store.now(),
        is_draft=wish.is_draft,
        stack=stack,
        anchor=anchor,
        engine_name=wish.engine,
        on_progress=on_progress,
    )


def _anchor(store: Path, wish: Wish) -> Anchor | None:
    """Where the audit log stands: a log that is cut off later lacks a line that the release names."""
    return AuditLog(Path(wish.audit_log) if wish.audit_log else log_folder(store, store)).anchor()


def _published_draft(
    published: Path,
    draft_id: str,
    version: Version,
    program: Program,
    *,
    at: str,
    stack: Stack,
    anchor: Anchor | None,
) -> Path:
    """The release of a draft, with the tables that were wanted when it was made."""
    draft = find(published, draft_id)
    if draft.state is not State.DRAFT:
        raise NotPublishedError(f"{draft.id} is no draft that could be published: it is {draft.state.label}.")
    if withdrawal_path(published, draft.id.removesuffix(DRAFT)).exists():
        raise _withdrawn(draft.id.removesuffix(DRAFT))
    if not stack.has(draft.id) or _was_withdrawn_since(published, draft):
        raise NotPublishedError(
            f"The draft {draft.id} was made before another release was published or withdrawn.",
            next_step="Make a new draft, look at it, and publish that one.",
        )
    return publish_draft(draft.folder, version, program, at=at, stack=stack, anchor=anchor)


def _was_withdrawn_since(published: Path, draft: Listed) -> bool:
    """Whether a release was withdrawn after a draft was made, which may keep figures of it."""
    withdrawals = (one.withdrawal for one in releases(published))
    return any(one is not None and one.at >= draft.created_at for one in withdrawals)


def _program(folder: Path, wish: Wish) -> Program:
    program = Program.read(folder)
    return replace(program, tables=ranking.tables(wish.tables)) if wish.tables else program


def _refuse_held_open(waves: Sequence[SurveyWave], closing: Sequence[str]) -> None:
    held = [one for one in waves if one.state is WaveState.HELD_OPEN and one.name not in closing]
    if held:
        names = ", ".join(one.name for one in held)
        raise NotPublishedError(
            f"Answers to {names} still come in: {'it is' if len(held) == 1 else 'they are'} held open by {held[0].by}.",
            allowed="An open wave can be drafted, not published.",
            next_step=f"Make a draft, or close it with the release: --close {held[0].name}.",
        )


def _withdrawn(release_id: str) -> NotPublishedError:
    return NotPublishedError(
        f"The same data and settings give release {release_id} again, which was withdrawn.", next_step=AFTER_WITHDRAWAL
    )


def _remove_drafts(published: Path, *, keep: Path) -> None:
    """There is one draft at a time, and none of what has been published."""
    for folder in release_folders(published):
        if folder.name.endswith(DRAFT) and folder != keep:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _alone(store: Path) -> Iterator[None]:
    with alone(store / LOCK, "Another publishing of this store"):
        yield


def _tidy(store: Path, published: Path) -> None:
    """Remove what a process left behind that was killed, unless another one is at work already."""
    try:
        with _alone(store):
            sweep(published)
    except BusyError:
        return
