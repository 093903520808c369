"""Uploads as they would be committed together: what each would become or is refused for, and what all would change."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from analytics.errors import RefusedImportError, TwowayError
from analytics.imports.arrivals import arrivals
from analytics.imports.run import leavers_last, prepare
from analytics.program import Program
from analytics.release.effect import LARGEST, as_notes, headlines, moved
from analytics.store import Pending, foreseen
from analytics.worker.importing.seen import MOST_NAMED, Dropped, Effect, Told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.imports.prepared import Prepared
    from analytics.imports.run import Context, Request
    from analytics.release.effect import Headline
    from analytics.store import Store, Version
    from analytics.worker.progress import Progress

CHECKED = 0.7
"""Share of the work that is done when the files are checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """Uploads as they would be committed.

    Args:
        prepared: Each file that can be committed, by the key of its upload.
        errors: Why each other file cannot, by the key of its upload.
        effect: What those that can be committed would change together; None where there are none.
        notes: What each file changes, as it is kept in the history.
    """

    prepared: Mapping[str, Prepared] = field(default_factory=dict)
    errors: Mapping[str, TwowayError] = field(default_factory=dict)
    effect: Effect | None = None
    notes: tuple[Mapping[str, Any], ...] = ()

    def plain(self) -> dict[str, Any]:
        """The rehearsal as plain data."""
        return {
            "prepared": {key: asdict(told(one)) for key, one in self.prepared.items()},
            "errors": {key: error.as_dict() for key, error in self.errors.items()},
            "effect": None if self.effect is None else asdict(self.effect),
        }


def checked(
    context: Context, requests: Mapping[str, Request], on_progress: Progress
) -> tuple[dict[str, Prepared], dict[str, TwowayError]]:
    """All files together, then without each one that is refused, so that every fault is seen at once.

    Args:
        context: What they are read against.
        requests: The files by the key of their upload.
        on_progress: Told of each file.
    """

    def on_file(stage: str, share: float) -> None:
        on_progress(stage, CHECKED * share)

    errors: dict[str, TwowayError] = {}
    while rest := {key: request for key, request in requests.items() if key not in errors}:
        try:
            found = prepare(context, list(rest.values()), on_progress=on_file)
        except TwowayError as error:
            errors[_culprit(error, rest)] = error
        else:
            return dict(zip(rest, found, strict=True)), errors
    return {}, errors


def effect_of(
    store: Store, version: Version, before: Sequence[Headline], prepared: Sequence[Prepared]
) -> tuple[Effect, tuple[Mapping[str, Any], ...]]:
    """What a commit of these files would change, and the same as it is kept in the history of each.

    Args:
        store: The store.
        version: The data so far.
        before: Its headline figures.
        prepared: The files.
    """
    rows = [arrivals(version, one).plain() for one in prepared]
    after = foreseen(store.folder, [Pending(record=one.record, tables=one.tables) for one in leavers_last(prepared)])
    scheme = Program.read(store.folder).scheme
    figures = None if after.n_rows > LARGEST else moved(before, headlines(after.files, scheme))
    effect = Effect(
        rows=tuple(rows),
        figures=None if figures is None else tuple(one.plain() for one in figures),
        replaces=tuple(one.file_name for one in after.replaces),
    )
    return effect, tuple(as_notes(rows, [one.record.file_name for one in prepared], figures))


def told(one: Prepared) -> Told:
    """What a page sees of a file that can be committed.

    Args:
        one: The file.
    """
    record, mapping = one.record, one.mapping
    return Told(
        id=record.id,
        short_id=record.short_id,
        file_name=record.file_name,
        kind=record.kind,
        wave=record.wave,
        rows=record.rows,
        dropped={reason: _out(one, reason, n) for reason, n in record.dropped.items()},
        notices=one.notices,
        has_scores=mapping is None or any(entry.scale and entry.is_used for entry in mapping.questions),
    )


def _out(one: Prepared, reason: str, n: int) -> Dropped:
    return Dropped(n=n, rows=tuple(one.dropped_rows.get(reason, ())[:MOST_NAMED]))


def _culprit(error: TwowayError, requests: Mapping[str, Request]) -> str:
    """The file that a failure is about; the last one where the failure names none."""
    name = error.file_name if isinstance(error, RefusedImportError) else None
    named = [key for key, request in requests.items() if request.file_name == name]
    mentioned = [key for key, request in requests.items() if request.name in error.what]
    return (named or mentioned or list(requests))[-1]
