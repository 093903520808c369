"""What the Import page asks for: each work takes plain data and the bytes of the uploads, and gives plain data.

What was read stays in the memory of this process until the upload is taken away or something else is stated about it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analytics.errors import TwowayError
from analytics.imports.codebook import read_codebook
from analytics.imports.into import noted
from analytics.imports.mapping import Mapping
from analytics.imports.run import SURVEY, Context, commit
from analytics.program import Program
from analytics.release.effect import headlines
from analytics.store import Store
from analytics.worker.importing import surveys
from analytics.worker.importing.counted import counted as counted_bytes
from analytics.worker.importing.first_rows import head_of
from analytics.worker.importing.rehearsal import CHECKED, Rehearsal, checked, effect_of
from analytics.worker.importing.statement import Statement
from analytics.worker.importing.surveys import UNDERSTOOD, Understood
from analytics.worker.progress import unobserved

if TYPE_CHECKING:
    from collections.abc import Mapping as ReadOnly
    from collections.abc import Sequence

    from analytics.imports.run import Request
    from analytics.release.effect import Headline
    from analytics.worker.progress import Progress

    Files = ReadOnly[str, bytes]
    Upload = ReadOnly[str, Any]

STORING = 0.9


@dataclass(slots=True, kw_only=True)
class Memory:
    """What this process has read.

    Args:
        understood: Surveys by the key of their upload.
        rehearsed: What the last rehearsal was made of, and what came of it.
        before: A version of the store and its headline figures.
    """

    understood: dict[str, Understood] = field(default_factory=dict)
    rehearsed: tuple[str, Rehearsal] = ("", Rehearsal())
    before: tuple[str, tuple[Headline, ...]] = ("", ())


_MEMORY = Memory()


def warm(*, on_progress: Progress) -> dict[str, Any]:
    """Nothing; everything that importing needs has been loaded.

    Args:
        on_progress: Told when it begins.
    """
    on_progress("Starting", 0.0)
    read_codebook(None)
    headlines({}, Program().scheme)
    answers = "\n".join(f"{1 + number % 5},{'Agree' if number % 2 else 'Disagree'}" for number in range(20))
    understanding = surveys.understood(
        f"a,b\n{answers}".encode(), "warm.csv", Statement(kind=SURVEY).options(), unobserved
    )
    surveys.counts(understanding.understanding)
    return {}


def head(key: str, name: str, words: str, *, files: Files, on_progress: Progress) -> dict[str, Any]:
    """The top of an upload, as `Head` of `analytics.worker.importing.seen`.

    Args:
        key: The upload.
        name: The name the user gave it.
        words: What is done, such as "Reading answers.csv (1 of 3)".
        files: The bytes of the uploads.
        on_progress: Told how much has been read.

    Raises:
        UnreadableFileError: It is no table of text.
        RefusedImportError: It is a summary report.
    """
    content = files[key]
    return asdict(head_of(content, name, counted_bytes(content, words, 1.0, on_progress)))


def understood(store: str, upload: Upload, *, files: Files, on_progress: Progress) -> dict[str, Any]:
    """A survey as it is understood, as `Survey` of `analytics.worker.importing.seen`.

    Args:
        store: Folder of the store, which remembers what questions meant before.
        upload: Its key, its name and what is stated about it.
        files: The bytes of the uploads.
        on_progress: Told how far it is.

    Raises:
        UnreadableFileError: It is no table of text.
        RefusedImportError: No answers can be recognized in it.
    """
    found = _understood(upload, files, on_progress).understanding
    on_progress(f"Understanding {upload['name']}", UNDERSTOOD)
    return surveys.seen(found, surveys.proposed(found, Store.open(Path(store)).version())).plain()


def merged(store: str, upload: Upload, loaded: str, *, files: Files, on_progress: Progress) -> dict[str, Any]:
    """The mapping of a survey as a mapping file has it, and how many questions are in that file.

    Args:
        store: Folder of the store.
        upload: Its key, its name and what is stated about it.
        loaded: The mapping file, TOML.
        files: The bytes of the uploads.
        on_progress: Told how far it is.

    Raises:
        SettingsError: The mapping file holds what it cannot.
    """
    given = Mapping.from_toml(loaded)
    found = _understood(upload, files, on_progress).understanding
    mapping, n_found = surveys.merged(surveys.proposed(found, Store.open(Path(store)).version()), given, found)
    return {"mapping": mapping.to_toml(), "n_found": n_found}


def counted(upload: Upload, *, files: Files, on_progress: Progress) -> dict[str, Any]:
    """What is counted of each question under a mapping, by its id.

    Args:
        upload: Its key, its name, what is stated about it, and its mapping.
        files: The bytes of the uploads.
        on_progress: Told how far it is.
    """
    found = _understood(upload, files, on_progress).understanding
    on_progress(f"Counting {upload['name']}", UNDERSTOOD)
    return surveys.counts(Mapping.from_toml(upload["mapping"]).apply(found))


def rehearsed(store: str, by: str, uploads: Sequence[Upload], *, files: Files, on_progress: Progress) -> dict[str, Any]:
    """Uploads as they would be committed, as `Rehearsal.plain` gives it; nothing is written.

    Args:
        store: Folder of the store.
        by: Who imports.
        uploads: Of each its key, its name, what is stated about it, and the mapping of a survey.
        files: The bytes of the uploads.
        on_progress: Told how far it is.
    """
    return _rehearsed(Store.open(Path(store)), by, uploads, files=files, on_progress=on_progress).plain()


def committed(store: str, by: str, uploads: Sequence[Upload], *, files: Files, on_progress: Progress) -> dict[str, Any]:
    """What became of uploads, all of which are in the store now: the status of each, and the counts of surveys.

    Args:
        store: Folder of the store.
        by: Who imports.
        uploads: Of each its key, its name, what is stated about it, and the mapping of a survey.
        files: The bytes of the uploads.
        on_progress: Told how far it is.

    Raises:
        RefusedImportError: One of them breaks a rule, or somebody else has imported a file that stands against it.
        StoreError: The store is damaged or cannot be written.
    """
    opened = Store.open(Path(store))
    found = _rehearsed(opened, by, uploads, files=files, on_progress=on_progress)
    for error in found.errors.values():
        raise error
    on_progress("Counting what is stored", CHECKED)
    counts = {key: one for upload in uploads if (key := upload["key"]) and (one := _counts(found, key)) is not None}
    on_progress("Storing", STORING)
    outcome = commit(opened, noted(list(found.prepared.values()), found.notes))
    return {"statuses": dict(zip(found.prepared, outcome.statuses, strict=True)), "counts": counts}


def _counts(found: Rehearsal, key: str) -> dict[str, dict[str, Any]] | None:
    one = found.prepared[key]
    if one.understanding is None or one.mapping is None:
        return None
    return surveys.counts(one.mapping.apply(one.understanding))


def _understood(upload: Upload, files: Files, on_progress: Progress) -> Understood:
    """The survey as it was understood, or as it is understood now where something else was stated then."""
    _forget(files)
    key, options = upload["key"], Statement.of(upload["statement"]).options()
    known = _MEMORY.understood.get(key)
    if known is None or known.options != options:
        _MEMORY.understood.pop(key, None)
        known = surveys.understood(files[key], upload["name"], options, on_progress)
        _MEMORY.understood[key] = known
    return known


def _forget(files: Files) -> None:
    """Forget what was read of uploads that were taken away."""
    for gone in _MEMORY.understood.keys() - files.keys():
        del _MEMORY.understood[gone]


def _rehearsed(store: Store, by: str, uploads: Sequence[Upload], *, files: Files, on_progress: Progress) -> Rehearsal:
    made_of = json.dumps([str(store.folder), store.number(), by, list(uploads)])
    if _MEMORY.rehearsed[0] != made_of:
        _MEMORY.rehearsed = ("", Rehearsal())
        _MEMORY.rehearsed = (
            made_of,
            _new_rehearsal(store, by, uploads, files=files, on_progress=on_progress),
        )
    return _MEMORY.rehearsed[1]


def _new_rehearsal(
    store: Store, by: str, uploads: Sequence[Upload], *, files: Files, on_progress: Progress
) -> Rehearsal:
    requests: dict[str, Request] = {}
    refused: dict[str, TwowayError] = {}
    for upload in uploads:
        try:
            requests[upload["key"]] = _request(upload, files, on_progress)
        except TwowayError as error:
            refused[upload["key"]] = error
    context = Context.of(store, by)
    prepared, errors = checked(context, requests, on_progress)
    found = Rehearsal(prepared=prepared, errors={**refused, **errors})
    if not prepared or context.version is None:
        return found
    on_progress("Counting what this changes", CHECKED)
    effect, notes = effect_of(store, context.version, _before(store), list(prepared.values()))
    return replace(found, effect=effect, notes=notes)


def _request(upload: Upload, files: Files, on_progress: Progress) -> Request:
    statement, content = Statement.of(upload["statement"]), files[upload["key"]]
    if statement.kind != SURVEY:
        return statement.request(content, upload["name"], None, None)
    mapping = Mapping.from_toml(upload["mapping"])
    found = _understood(upload, files, on_progress)
    return statement.request(content, upload["name"], mapping, found.understanding)


def _before(store: Store) -> tuple[Headline, ...]:
    """The figures of the store as it is, counted once a version."""
    version = store.version()
    if _MEMORY.before[0] != version.sha256:
        _MEMORY.before = version.sha256, headlines(version.files, Program.read(store.folder).scheme)
    return _MEMORY.before[1]
