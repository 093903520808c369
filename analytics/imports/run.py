"""From files to the store: each understood, typed and checked, then all of them committed in one step."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from analytics.errors import RefusedImportError, UnknownNameError
from analytics.imports.answered_share import MINIMUM_ANSWERED_SHARE, SETTING
from analytics.imports.canonical.columns import PROGRAM_TABLES, ProgramTable
from analytics.imports.canonical.directory import Directory
from analytics.imports.canonical.options import ProgramOptions
from analytics.imports.canonical.program import read_program
from analytics.imports.canonical.recognize import ROWS_LOOKED_AT, header_row
from analytics.imports.codebook import read_codebook
from analytics.imports.comments import comments_table
from analytics.imports.erased_people import ErasedPeople
from analytics.imports.inspect import understand
from analytics.imports.mapping import Mapping, propose
from analytics.imports.options import Options
from analytics.imports.outcomes import plain_outcome, warnings
from analytics.imports.overlap import overlap_of_table, overlap_of_wave
from analytics.imports.prepared import Prepared
from analytics.imports.reading import read_table
from analytics.imports.remembered import decided, plain, with_remembered
from analytics.imports.same_wave import KNOWN_BY_ROW, earlier_files
from analytics.imports.survey import read_survey
from analytics.imports.waves import wave_name
from analytics.program import Program
from analytics.store import ImportRecord, Key, Pending, import_id
from analytics.worker.progress import unobserved

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from analytics.imports.prepared import Status
    from analytics.imports.reading import Source
    from analytics.imports.understanding import Understanding
    from analytics.store import Store, Version
    from analytics.worker.progress import Progress

SURVEY = "survey"
KINDS = (*PROGRAM_TABLES, SURVEY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A file that somebody wants imported, with what they state about it.

    Args:
        path: Path of the file, its bytes, or an open binary file.
        kind: `people`, `pairs`, `sessions`, `goals` or `survey`; None to tell by the headings.
        file_name: The name the user gave the file, where `path` is not a path.
        wave: Name of the survey wave; told by the file name where it is None.
        wave_on: The day that stands for the wave; the middle one of the answers where it is None.
        mapping: What the questions of a survey mean, confirmed by a person; proposed where it is None.
        codebook: The scales to look for; those that ship with Twoway where it is None.
        understanding: What was understood of a survey under these options, where it was read before.
        options: What is stated about a survey's layout.
        program: What is stated about a program table.
    """

    path: Source
    kind: str | None = None
    file_name: str | None = None
    wave: str | None = None
    wave_on: date | None = None
    mapping: Mapping | None = None
    codebook: Path | None = None
    understanding: Understanding | None = None
    options: Options = field(default_factory=Options)
    program: ProgramOptions = field(default_factory=ProgramOptions)

    @property
    def name(self) -> str:
        """What the file is called; "" where nobody has named it."""
        return self.file_name or (PurePath(self.path).name if isinstance(self.path, (str, PurePath)) else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of the files.

    Args:
        version: The newest data, or None after a dry run.
        prepared: The files, in the order given.
        statuses: What became of each.
    """

    version: Version | None
    prepared: tuple[Prepared, ...]
    statuses: tuple[Status, ...]

    def plain(self) -> dict[str, Any]:
        """The outcome as plain data, ready for JSON."""
        imports = [plain_outcome(one, status) for one, status in zip(self.prepared, self.statuses, strict=True)]
        return {"version": None if self.version is None else self.version.number, "imports": imports}


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What files are read against.

    Args:
        key: The secret that ids are hashed with.
        version: The data so far, or None where there is no store yet.
        by: Who imports.
        at: When, ISO 8601 in UTC.
        keeps_comments: Whether comments are kept, redacted.
        folder: The store, which knows who was erased; None where there is none yet.
    """

    key: Key
    version: Version | None
    by: str
    at: str
    keeps_comments: bool = False
    folder: Path | None = None

    @classmethod
    def of(cls, store: Store, by: str) -> Context:
        """What files are read against when they go into a store.

        Args:
            store: The store.
            by: Who imports.
        """
        keep = Program.read(store.folder).comments.keep
        now, version, key = store.now(), store.version(), Key(store.key())
        return cls(key=key, version=version, by=by, at=now, keeps_comments=keep, folder=store.folder)

    @classmethod
    def without_store(cls, by: str, at: str) -> Context:
        """What files are read against where there is no store: an empty one, with a key that is forgotten.

        Args:
            by: Who imports.
            at: When.
        """
        return cls(key=Key(secrets.token_bytes(32)), version=None, by=by, at=at)


def import_files(store: Store, requests: Sequence[Request], *, by: str) -> Outcome:
    """What became of files that are imported together: all of them are in the store, or none.

    Args:
        store: The store.
        requests: The files.
        by: Who imports.

    Raises:
        UnreadableFileError: One of them is no table of text.
        RefusedImportError: One of them breaks a rule; all its faults are listed.
        SettingsError: A mapping or codebook holds what it cannot.
        StoreError: The store is damaged or cannot be written.
    """
    return commit(store, prepare(Context.of(store, by), requests))


def import_file(store: Store, request: Request, *, by: str) -> Outcome:
    """What became of one file; see `import_files`."""
    return import_files(store, [request], by=by)


def commit(store: Store, prepared: Sequence[Prepared]) -> Outcome:
    """What became of prepared files, committed together.

    Args:
        store: The store that they were prepared for.
        prepared: The files.

    Raises:
        StoreError: The store is damaged or cannot be written.
    """
    pending = [Pending(record=one.record, tables=one.tables, key_id=one.key_id) for one in leavers_last(prepared)]
    done = store.commit_all(pending, check=partial(_check_waves, prepared))
    statuses: list[Status] = ["imported" if one.record.id in done.added else "already_imported" for one in prepared]
    return Outcome(version=done.version, prepared=tuple(prepared), statuses=tuple(statuses))


def leavers_last(prepared: Sequence[Prepared]) -> tuple[Prepared, ...]:
    """The files in the order in which they count: who left holds, though a roster given along lists them still.

    Args:
        prepared: The files in the order given.
    """
    return tuple(sorted(prepared, key=lambda one: _are_leavers(one.record)))


def _are_leavers(record: ImportRecord) -> bool:
    """Whether everybody in a roster has left."""
    return record.kind == "people" and record.notes["people"] == record.notes["leavers"] > 0


def _check_waves(prepared: Sequence[Prepared], live: Sequence[ImportRecord]) -> None:
    """Refuse a wave of which somebody else has imported a file meanwhile, where people could count twice."""
    for one in prepared:
        record = one.record
        if record.wave is not None:
            n_known_by_row = record.notes[KNOWN_BY_ROW]
            earlier_files(live, record.wave, record.file_sha256, name=record.file_name, n_known_by_row=n_known_by_row)


def rehearse(context: Context, requests: Sequence[Request]) -> Outcome:
    """What would become of files; nothing is written.

    Args:
        context: What they are read against.
        requests: The files.

    Raises:
        UnreadableFileError: One of them is no table of text.
        RefusedImportError: One of them breaks a rule; all its faults are listed.
        SettingsError: A mapping or codebook holds what it cannot.
    """
    prepared = prepare(context, requests)
    live = set() if context.version is None else {record.id for record in context.version.imports}
    statuses: list[Status] = ["already_imported" if one.record.id in live else "would_import" for one in prepared]
    return Outcome(version=None, prepared=prepared, statuses=tuple(statuses))


def prepare(
    context: Context, requests: Sequence[Request], *, on_progress: Progress = unobserved
) -> tuple[Prepared, ...]:
    """The files, read, typed and checked; rosters first, so that the others can be matched with them.

    Args:
        context: What they are read against.
        requests: The files.
        on_progress: Told of each file before it is checked.

    Raises:
        UnreadableFileError: One of them is no table of text.
        RefusedImportError: One of them breaks a rule; all its faults are listed.
        SettingsError: A mapping or codebook holds what it cannot.
        UnknownNameError: A kind is none of the known ones.
    """
    kinds = [_kind(request) for request in requests]
    directory = Directory() if context.version is None else Directory.of(context.version)
    gone = ErasedPeople(context.folder, context.key, context.version)
    found: dict[int, Prepared] = {}
    for position in sorted(range(len(requests)), key=lambda position: KINDS.index(kinds[position])):
        on_progress(f"Checking {requests[position].name or kinds[position]}", len(found) / len(requests))
        one = _prepared(context, requests[position], kinds[position], directory, [p.record for p in found.values()])
        _check_once(one, found.values())
        one = gone.left_out(one)
        directory = directory.joined(one.tables)
        found[position] = replace(one, key_id=context.key.id)
    return tuple(found[position] for position in range(len(requests)))


def _kind(request: Request) -> str:
    if request.kind is None:
        options = Options(format="generic", header_rows=1, sheet=request.options.sheet)
        table = read_table(request.path, file_name=request.file_name, options=options)
        header = header_row([table.names, *table.records[:ROWS_LOOKED_AT]])
        return SURVEY if header is None else header.table
    if request.kind not in KINDS:
        raise UnknownNameError("kind of file", request.kind, KINDS)
    return request.kind


def _prepared(
    context: Context, request: Request, kind: str, directory: Directory, given: Sequence[ImportRecord]
) -> Prepared:
    for table in PROGRAM_TABLES:
        if kind == table:
            return _program(context, request, table, directory)
    return _survey(context, request, directory, given)


def _check_once(one: Prepared, others: Iterable[Prepared]) -> None:
    same = [other for other in others if other.record.file_sha256 == one.record.file_sha256]
    if any(other.record.kind == one.record.kind for other in same):
        raise RefusedImportError(one.record.file_name, ["The same file is given twice."], next_step="Name it once.")


def _program(context: Context, request: Request, table: ProgramTable, directory: Directory) -> Prepared:
    found = read_program(
        request.path,
        table,
        file_name=request.file_name,
        key=context.key,
        options=request.program,
        directory=directory,
        today=datetime.fromisoformat(context.at).date(),
    )
    mapping = {"kind": table, **request.program.plain()}
    shared = overlap_of_table(context.version, table, found.tables[table])
    notices = (*found.notices, *shared.notices)
    record = ImportRecord(
        id=import_id(found.file.sha256, mapping),
        file_name=found.file.file_name,
        file_sha256=found.file.sha256,
        kind=table,
        wave=None,
        rows=found.rows,
        dropped=found.dropped,
        by=context.by,
        at=context.at,
        mapping=mapping,
        notes={**found.facts, **shared.facts, "warnings": warnings(notices)},
    )
    return Prepared(record=record, tables=found.tables, notices=notices, dropped_rows=found.dropped_rows)


def _survey(context: Context, request: Request, directory: Directory, given: Sequence[ImportRecord]) -> Prepared:
    if request.mapping is not None:
        request = replace(request, options=request.mapping.reading(request.options))
    understanding = request.understanding or understand(
        request.path, file_name=request.file_name, options=request.options
    )
    name, sha256 = understanding.table.file_name, understanding.table.sha256
    mapping = request.mapping or _proposed(context, request, understanding)
    wave = request.wave or wave_name(name)
    entries = plain(mapping)
    share = {SETTING: mapping.minimum_answered_share}
    stated = {**_stated(request, wave), **({"comments": True} if context.keeps_comments else {})}
    stated |= share if mapping.minimum_answered_share != MINIMUM_ANSWERED_SHARE else {}
    name_of_import = import_id(sha256, {**stated, "questions": decided(entries)})
    found = read_survey(
        understanding,
        mapping,
        wave=wave,
        wave_on=request.wave_on,
        import_id=name_of_import,
        key=context.key,
        directory=directory,
    )
    imports = (*(() if context.version is None else context.version.imports), *given)
    again = earlier_files(imports, wave, sha256, name=name, n_known_by_row=found.facts[KNOWN_BY_ROW])
    shared = overlap_of_wave(context.version, wave, found.tables)
    notices = (*found.notices, *again, *shared.notices)
    comments = comments_table(mapping.apply(understanding), found.tables["responses"]) if context.keeps_comments else {}
    record = ImportRecord(
        id=name_of_import,
        file_name=name,
        file_sha256=sha256,
        kind=SURVEY,
        wave=wave,
        rows=found.rows,
        dropped={reason: len(rows) for reason, rows in understanding.dropped.items()},
        by=context.by,
        at=context.at,
        mapping={**stated, **share, "questions": entries, "is_confirmed": request.mapping is not None},
        notes={**found.facts, **shared.facts, "warnings": warnings(notices)},
    )
    tables = {**found.tables, **comments}
    return Prepared(
        record=record,
        tables=tables,
        notices=notices,
        understanding=understanding,
        mapping=mapping,
        dropped_rows=understanding.dropped,
    )


def _proposed(context: Context, request: Request, understanding: Understanding) -> Mapping:
    """The mapping as understood and remembered; a score is never built on a guess that nobody has confirmed."""
    mapping = propose(understanding, read_codebook(request.codebook))
    if context.version is not None:
        mapping = with_remembered(mapping, context.version)
    unsure = [entry for entry in mapping.questions if entry.is_used and entry.scale and not entry.is_sure]
    if unsure:
        raise RefusedImportError(
            understanding.table.file_name,
            [f"`{entry.text}` is not certain: {entry.reason}" for entry in unsure],
            next_step="Write the mapping with `twoway inspect FILE --mapping-to FILE.toml`, look, and pass --mapping.",
            needs=["mapping"],
        )
    return mapping


def _stated(request: Request, wave: str) -> dict[str, Any]:
    """What was stated about a survey, as plain data."""
    options = request.options
    given = {
        "wave_on": None if request.wave_on is None else request.wave_on.isoformat(),
        "keep": sorted(options.keep) or None,
        "keep_rows": sorted(options.keep_rows) or None,
        "drop": sorted(options.drop) or None,
        "format": options.format,
        "header_rows": options.header_rows,
        "dates": options.date_order,
        "delimiter": options.delimiter,
        "sheet": options.sheet,
        "long": None if options.long is None else list(options.long),
        "block": options.block,
    }
    return {"kind": SURVEY, "wave": wave, **{name: value for name, value in given.items() if value is not None}}
