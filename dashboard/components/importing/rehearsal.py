"""The files of a drop as they would be committed together, and what each is refused for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from analytics.errors import RefusedImportError, TwowayError
from analytics.imports.arrivals import arrivals
from analytics.imports.run import Context, prepare
from analytics.program import Program
from analytics.release.effect import LARGEST, as_notes, headlines, moved
from analytics.store import Pending, Store, foreseen
from dashboard.access import viewer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.catalog import GenerationScheme
    from analytics.imports.arrivals import Arrivals
    from analytics.imports.run import Prepared
    from analytics.release.effect import Headline, Moved
    from analytics.store import ImportRecord
    from dashboard.components.importing.panels import Panel

KEPT, BEFORE, EFFECT = "import-rehearsed", "import-before", "import-effect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """The files of a drop as they would be committed.

    Args:
        prepared: Each file that can be committed, by the key of its upload.
        errors: Why each other file cannot, by the key of its upload.
    """

    prepared: Mapping[str, Prepared] = field(default_factory=dict)
    errors: Mapping[str, TwowayError] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a commit would change.

    Args:
        rows: What the rows of each file are to those already there.
        moved: The headline figures that move, or None where the data are too many to count in passing.
        replaces: Live imports of the same files under other mappings, which would be replaced.
    """

    rows: tuple[Arrivals, ...]
    moved: tuple[Moved, ...] | None
    replaces: tuple[ImportRecord, ...]

    def notes(self, names: Sequence[str]) -> list[dict[str, object]]:
        """What each file changes, as it is kept in the history."""
        return as_notes([one.plain() for one in self.rows], names, self.moved)


def rehearsed(store: Store, panels: Sequence[Panel]) -> Rehearsal:
    """The files about which nothing is open, as they would be committed, read once for each statement about them.

    Args:
        store: The store.
        panels: The uploads as drawn.
    """
    asked = [panel for panel in panels if panel.request is not None and not panel.n_open]
    made_of = (store.number(), *(panel.made_of for panel in asked))
    known: tuple[object, Rehearsal] | None = st.session_state.get(KEPT)
    if known is None or known[0] != made_of:
        with st.spinner("Checking", show_time=True):
            known = made_of, _rehearsed(store, asked)
        st.session_state[KEPT] = known
    return known[1]


def effect(store: Store, prepared: Sequence[Prepared]) -> Effect:
    """What a commit of these files would change, counted once for the same files and data.

    Args:
        store: The store.
        prepared: The files.
    """
    made_of = (store.number(), *(one.record.id for one in prepared))
    known: tuple[object, Effect] | None = st.session_state.get(EFFECT)
    if known is None or known[0] != made_of:
        with st.spinner("Counting what this changes", show_time=True):
            known = made_of, _effect(store, prepared)
        st.session_state[EFFECT] = known
    return known[1]


def forget() -> None:
    """Forget what was rehearsed."""
    for name in (KEPT, EFFECT):
        st.session_state.pop(name, None)


def _rehearsed(store: Store, panels: Sequence[Panel]) -> Rehearsal:
    """All files together, then without each one that is refused, so that every fault is seen at once."""
    context = Context.of(store, viewer().name)
    errors: dict[str, TwowayError] = {}
    while rest := [panel for panel in panels if panel.upload.key not in errors]:
        try:
            found = prepare(context, [panel.request for panel in rest if panel.request is not None])
        except TwowayError as error:
            errors[_culprit(error, rest).upload.key] = error
        else:
            prepared = {panel.upload.key: one for panel, one in zip(rest, found, strict=True)}
            return Rehearsal(prepared=prepared, errors=errors)
    return Rehearsal(errors=errors)


def _culprit(error: TwowayError, panels: Sequence[Panel]) -> Panel:
    """The file that a failure is about; the last one where the failure names none."""
    name = error.file_name if isinstance(error, RefusedImportError) else None
    named = [panel for panel in panels if panel.upload.name == name]
    mentioned = [panel for panel in panels if panel.upload.name in error.what]
    return (named or mentioned or list(panels))[-1]


def _effect(store: Store, prepared: Sequence[Prepared]) -> Effect:
    version = store.version()
    rows = tuple(arrivals(version, one) for one in prepared)
    after = foreseen(store.folder, [Pending(record=one.record, tables=one.tables) for one in prepared])
    figures = None if after.n_rows > LARGEST else moved(_before(store), headlines(after.files, _scheme(store)))
    return Effect(rows=rows, moved=figures, replaces=after.replaces)


def _before(store: Store) -> tuple[Headline, ...]:
    """The figures of the store as it is, counted once a version and session."""
    version = store.version()
    known: tuple[str, tuple[Headline, ...]] | None = st.session_state.get(BEFORE)
    if known is None or known[0] != version.sha256:
        known = version.sha256, headlines(version.files, _scheme(store))
        st.session_state[BEFORE] = known
    return known[1]


def _scheme(store: Store) -> GenerationScheme:
    return Program.read(store.folder).scheme
