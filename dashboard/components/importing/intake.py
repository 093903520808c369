"""From dropped files to the store: each is shown and corrected, and those that are ready are imported together."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.components.charts import card
from dashboard.components.importing import committing, reading, work
from dashboard.components.importing.consequences import consequences
from dashboard.components.importing.panels import MOST_OPEN, done_panel, state, upload_panel
from dashboard.components.importing.rehearsal import REHEARSED, rehearsed
from dashboard.components.importing.uploads import Upload
from dashboard.components.notices import failure, notice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.store import Store
    from dashboard.components.importing.panels import Panel
    from dashboard.components.importing.rehearsal import Rehearsal

ROUND = "upload-round"
LARGEST_MEGABYTES = 200
KEY_LENGTH = 8
FORMATS = (
    "Survey exports of Qualtrics, SurveyMonkey, Google Forms, Microsoft Forms, Typeform, LimeSurvey or Alchemer, any "
    "other table, rosters, pairs, sessions and goals. Those that are ready are imported together."
)


def intake(store: Store) -> None:
    """Draw the uploads and what importing them would change, or what came of the last import.

    Args:
        store: The store.
    """
    new = _uploads()
    waiting = committing.waiting([file.name for file in new])
    files = [*waiting, *new]
    if committing.is_going_on():
        _follow(store)
    if not files:
        work.forget()
        work.keep_ready()
        _done(store)
        if not store.version().imports:
            _first_file()
        return
    if new:
        committing.forget_done()
    _done(store)
    _waiting(waiting)
    reading.heads(files)
    version = store.version()
    panels = [upload_panel(upload, store.folder, is_open=len(files) <= MOST_OPEN) for upload in files]
    with card("commit", "Before you import", "Nothing is stored until you press the button."):
        found = rehearsed(store, panels)
        for panel in panels:
            key = panel.upload.key
            prepared = found.prepared.get(key)
            is_known = prepared is not None and version.holds(prepared.id)
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
    ready = [panel for panel in panels if panel.upload.key in found.prepared]
    obstacles = _obstacles(panels, found)
    committing.told()
    if obstacles:
        _told(obstacles, [panel.upload.name for panel in ready])
    if found.failure is not None:
        failure(found.failure)
        st.button("Check again", key="check-again", on_click=work.ask_again, args=(REHEARSED,))
    elif found.effect is not None:
        consequences(found.effect, [found.prepared[panel.upload.key] for panel in ready])
    is_ready = found.effect is not None
    if st.button(_label(len(ready), len(panels)), type="primary", key="commit", disabled=not is_ready) and is_ready:
        rest = [panel.upload for panel in panels if panel.upload.key not in found.prepared]
        committing.begin(store, ready, rest, found)
        _follow(store)


def _label(n_ready: int, n: int) -> str:
    if n_ready in {0, n}:
        return f"Import {n} file{'s' * (n > 1)}"
    return f"Import {n_ready} of {n} files"


def _told(obstacles: Sequence[str], ready: Sequence[str]) -> None:
    """Draw what stands against some files, and which of them go in without these."""
    st.html(f'<ul class="tw-warnings">{"".join(f"<li>{escape(one)}</li>" for one in obstacles)}</ul>')
    if ready:
        names = ", ".join(ready)
        together = " together: all of them or none" if len(ready) > 1 else ""
        st.html(f'<p class="tw-import">Goes in now{together}: {escape(names)}. The rest stays on this page.</p>')


def _waiting(files: Sequence[Upload]) -> None:
    """Draw which files stay from the last import, each with the button that takes it away."""
    for file in files:
        with st.container(horizontal=True, vertical_alignment="center", key=f"waiting-{file.key}"):
            st.html(f'<p class="tw-import">{escape(file.name)} was not imported: its message is below.</p>')
            st.button("Take it away", key=f"away-{file.key}", on_click=committing.take_away, args=(file,))


def _follow(store: Store) -> None:
    """Follow the commit to its end, then draw the page anew: without the uploads, where they are in the store."""
    if committing.follow(store):
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
        work.forget([file.key for file in committing.waiting()])
    st.rerun()


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


def _done(store: Store) -> None:
    """Draw what came of the last import."""
    version = store.version()
    done = [one for one in committing.done() if version.holds(one.told.id)]
    for one in done:
        done_panel(one)


def _first_file() -> None:
    """Draw what an empty store can begin with."""
    notice(
        "Nothing is here yet. Begin with any file that you have",
        "A survey alone shows engagement and satisfaction. A roster adds retention and who could take part; pairs tell "
        "the pilot from the comparison; sessions and goals show what the pairs do. Their order does not matter.",
    )
