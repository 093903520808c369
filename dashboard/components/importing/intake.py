"""From dropped files to the store: each is shown, corrected, and all of them are imported together or none."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from analytics.errors import RefusedImportError, TwowayError
from analytics.imports.into import noted
from analytics.imports.run import commit
from analytics.roles import Action
from dashboard.access import viewer
from dashboard.components.charts import card
from dashboard.components.importing import reading, rehearsal
from dashboard.components.importing.consequences import consequences
from dashboard.components.importing.drafts import Upload
from dashboard.components.importing.panels import MOST_OPEN, done_panel, state, upload_panel
from dashboard.components.importing.refusals import on_page
from dashboard.components.importing.rehearsal import effect, rehearsed
from dashboard.components.notices import failure, notice
from dashboard.recording import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.imports.run import Outcome, Prepared
    from analytics.store import Store
    from dashboard.components.importing.panels import Panel
    from dashboard.components.importing.rehearsal import Rehearsal

ROUND, OUTCOME = "upload-round", "import-outcome"
LARGEST_MEGABYTES = 200
KEY_LENGTH = 8
FORMATS = (
    "Survey exports of Qualtrics, SurveyMonkey, Google Forms, Microsoft Forms, Typeform, LimeSurvey or Alchemer, any "
    "other table with headings, rosters, pairs, sessions and goals. Several files at once are imported together."
)


def intake(store: Store) -> None:
    """Draw the uploads and what importing them would change, or what came of the last import.

    Args:
        store: The store.
    """
    files = _uploads()
    if not files:
        _done(store)
        return
    st.session_state.pop(OUTCOME, None)
    reading.heads(files)
    version = store.version()
    panels = [upload_panel(upload, version, is_open=len(files) <= MOST_OPEN) for upload in files]
    with card("commit", "Before you import", "Nothing is stored until you press the button."):
        found = rehearsed(store, panels)
        for panel in panels:
            key = panel.upload.key
            prepared = found.prepared.get(key)
            is_known = prepared is not None and version.holds(prepared.record.id)
            state(panel, prepared, found.errors.get(key), is_known=is_known)
        _commit_card(store, panels, found)


def _uploads() -> list[Upload]:
    files = st.file_uploader(
        "Drop files here, or choose them",
        accept_multiple_files=True,
        key=f"files-{st.session_state.get(ROUND, 0)}",
        max_upload_size=LARGEST_MEGABYTES,
        help=FORMATS,
    )
    return [Upload(key=file.file_id[:KEY_LENGTH], name=file.name, content=file.getvalue()) for file in files]


def _commit_card(store: Store, panels: Sequence[Panel], found: Rehearsal) -> None:
    """Draw what the commit would change and its button, or what stands against it."""
    prepared = [found.prepared[panel.upload.key] for panel in panels if panel.upload.key in found.prepared]
    obstacles = _obstacles(panels, found)
    changed = None
    if obstacles:
        st.html(f'<ul class="tw-warnings">{"".join(f"<li>{escape(one)}</li>" for one in obstacles)}</ul>')
    else:
        changed = effect(store, prepared)
        consequences(changed, prepared)
    label = f"Import {len(panels)} file{'s' * (len(panels) > 1)}"
    if st.button(label, type="primary", key="commit", disabled=changed is None) and changed is not None:
        names = [one.record.file_name for one in prepared]
        _commit(store, noted(prepared, changed.notes(names)))


def _obstacles(panels: Sequence[Panel], found: Rehearsal) -> list[str]:
    """What stands against the commit, one sentence a file."""
    obstacles = []
    for panel in panels:
        name = panel.upload.name
        if panel.n_open:
            questions = "question" if panel.n_open == 1 else "questions"
            obstacles.append(f"{name}: answer {panel.n_open} {questions} above.")
        elif panel.request is None or panel.upload.key in found.errors:
            obstacles.append(f"{name} cannot be imported yet: see above, or take it away.")
    return obstacles


def _commit(store: Store, prepared: Sequence[Prepared]) -> None:
    viewer().require(Action.IMPORT)
    try:
        with st.spinner("Storing"):
            for one in prepared:
                record("import", note=f"{one.record.kind} {one.record.short_id}")
            outcome = commit(store, prepared)
    except RefusedImportError as error:
        notice(
            "Somebody else has imported meanwhile", " ".join(on_page(fault) for fault in error.faults), kind="refused"
        )
        return
    except TwowayError as error:
        failure(error)
        return
    st.session_state[OUTCOME] = outcome
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    reading.forget()
    rehearsal.forget()
    st.rerun()


def _done(store: Store) -> None:
    """Draw what came of the last import; on a store without any, what to begin with."""
    outcome: Outcome | None = st.session_state.get(OUTCOME)
    if outcome is not None:
        for prepared, status in zip(outcome.prepared, outcome.statuses, strict=True):
            done_panel(prepared, status)
    elif not store.version().imports:
        _first_file()


def _first_file() -> None:
    """Draw what an empty store can begin with."""
    notice(
        "Nothing is here yet. Begin with any file that you have",
        "A survey alone shows engagement and satisfaction. A roster adds retention and who could take part; pairs tell "
        "the pilot from the comparison; sessions and goals show what the pairs do. Their order does not matter.",
    )
