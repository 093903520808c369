"""Opens the stack of a store beside its folder of releases, and makes the records that older releases lack."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from analytics.catalog import GENERATION_SCHEMES
from analytics.engine import DuckDBEngine
from analytics.errors import TwowayError
from analytics.release.audit.plan import survey_population
from analytics.release.audit.populations import populations_of
from analytics.release.files import AUDIT, DRAFT, read_cells, read_facts, read_findings
from analytics.release.publish import made_of
from analytics.release.stack.amend import drawn_in
from analytics.release.stack.reading import Reader
from analytics.release.stack.record import Record, written
from analytics.release.stack.rekey import settle
from analytics.release.stack.stack import Stack
from analytics.release.states import State, releases
from analytics.store.released import Released, damaged_record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from analytics.program import Program
    from analytics.release.audit.plan import Population
    from analytics.store import Store


def open_stack(store: Store, published: Path, program: Program) -> Stack:
    """Everything ever shown of a store.

    A release that was made before records were kept gets one now, from the version of the store that it was made of.

    Args:
        store: The store.
        published: Folder of releases.
        program: The program's settings, for releases without a record.

    Raises:
        StoreError: A record is missing or damaged, and cannot be made from the store.
    """
    settle(store.folder)
    listed = [one for one in reversed(releases(published)) if not one.id.endswith(DRAFT)]
    kept = Released(store.folder)
    recorded = kept.releases()
    for place, one in enumerate(listed):
        if one.id not in recorded:
            kept.write(written(_rebuilt(store, one.folder, program, [earlier.id for earlier in listed[:place]])))
    withdrawn = [one.id for one in listed if one.state is State.WITHDRAWN]
    return Stack(store.folder, withdrawn=withdrawn, ended=_ended(store))


def stack_as_of(store: Store, release: Path, *, at: str) -> Stack:
    """Everything that was shown of a store before a release, with what was withdrawn and had expired by then.

    Args:
        store: The store.
        release: The folder of the release, beside the others.
        at: When it was made, ISO 8601.

    Raises:
        StoreError: A record is missing or damaged.
    """
    settle(store.folder)
    withdrawals = (one.withdrawal for one in releases(release.parent))
    withdrawn = [one.release for one in withdrawals if one is not None and one.at < at]
    return Stack(store.folder, withdrawn=withdrawn, ended=_ended(store, before=at)).until(release.name)


def _ended(store: Store, *, before: str = "") -> set[str]:
    """The populations whose answers were deleted when their time was over."""
    expired = (one for one in store.history() if one.operation == "expire" and (not before or one.at < before))
    return {survey_population(one.wave) for one in expired if one.wave}


def _rebuilt(store: Store, folder: Path, program: Program, after: Sequence[str]) -> Record:
    """The record of a release, from its own files and the data that it was made of."""
    try:
        facts = read_facts(folder)
        source = store.version(facts["data_version"])
        scheme = next(one for one in GENERATION_SCHEMES.values() if one.label == facts["scheme"])
    except (TwowayError, KeyError, StopIteration) as error:
        raise damaged_record(folder.name) from error
    if source.sha256 != facts["data_sha256"] or "as_of" in facts or "kept" in facts:
        raise damaged_record(folder.name)
    with DuckDBEngine(source.files, scheme) as engine:
        plan, _, populations = populations_of(engine, scheme, {})
        if not _is_the_same(facts["populations"], populations):
            raise damaged_record(folder.name)
        members = Reader(engine, populations, Released(store.folder).secret()).members()
    audit = json.loads((folder / AUDIT).read_text(encoding="utf-8"))
    return Record(
        release=folder.name,
        after=tuple(after),
        made_of=made_of(source, program),
        at=facts["created_at"],
        scheme=facts["scheme"],
        plan=plan,
        origin=dict.fromkeys(populations, folder.name),
        kept={},
        drawn=drawn_in(audit, ()),
        facts=facts,
        cells=read_cells(folder),
        findings=read_findings(folder),
        audit=audit if "cells" in audit else {"cells": [], "outcomes": []},
        members=members,
    )


def _is_the_same(stated: Mapping[str, Any], populations: Mapping[str, Population]) -> bool:
    """Whether a release names the very groups that its data give."""
    return stated.keys() == populations.keys() and all(
        {name: tuple(found) for name, found in stated[population]["dimensions"].items()} == dict(one.categories)
        for population, one in populations.items()
    )
