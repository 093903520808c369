"""What the Import page asks of a process of its own: asked once, followed with a bar, and stopped by a click.

The page holds small plain answers only. Rows, and what was understood of them, stay in that process.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

import streamlit as st

from analytics.errors import TwowayError
from analytics.program import Program
from analytics.worker import Job, spare
from dashboard.access import access

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from analytics.worker import Limits, Worker
    from dashboard.components.importing.uploads import Upload

WORKER, ANSWERS, RUNNING = "import-worker", "import-answers", "import-running"
QUIET_SECONDS, EVERY_SECONDS = 0.4, 0.5
"""How long work goes on before a bar is drawn, and how often it is drawn then."""

Slot: TypeAlias = tuple[str, ...]
Seen = TypeVar("Seen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Generic[Seen]):
    """Something that the process is asked.

    Args:
        slot: What it is about; only the newest answer about it is kept.
        made_of: What the answer depends on: the same question is asked once.
        job: Name of the work.
        what: The work as the subject of a sentence, such as "Reading answers.csv".
        arguments: What it is given, as plain data.
        uploads: The uploads that are on the page.
        seen: Makes of the answer what the page works with.
    """

    slot: Slot
    made_of: object
    job: str
    what: str
    arguments: Mapping[str, Any]
    uploads: Sequence[Upload]
    seen: Callable[[dict[str, Any]], Seen]


def keep_ready() -> None:
    """See to it that a process is ready when files come."""
    if WORKER not in st.session_state:
        spare.keep_ready(_limits())


def answer(question: Question[Seen]) -> Seen:
    """What the process says; the page waits for it, with a bar and a button that stops it.

    Raises:
        CanceledError: Somebody has stopped it.
        LimitError: It needed more than its limits.
        TwowayError: It failed, in its own words.
    """
    if not _is_answered(question) and RUNNING in st.session_state:
        _follow()  # What was asked before a click drew the page anew: it may be this, and may be wanted still.
    if not _is_answered(question):
        st.session_state[RUNNING] = question, begun(question)
        _follow()
    said = _answers()[question.slot][1]
    if isinstance(said, TwowayError):
        raise said
    found: Seen = said
    return found


def begun(question: Question[Any], ended: Callable[[Job], None] = lambda _: None) -> Job:
    """Something that the process is asked and that is followed elsewhere.

    Args:
        question: What is asked.
        ended: Called once it has ended, whether or not anybody follows it still.
    """
    return Job(
        question.job,
        question.what,
        question.arguments,
        _limits(),
        worker=_worker(),
        files={upload.key: upload.content for upload in question.uploads},
        tidy=ended,
    )


def watch(job: Job) -> None:
    """Draw how far work is, and the button that stops it, until it is done.

    Args:
        job: The work.
    """
    job.wait(QUIET_SECONDS)
    if not job.is_running:
        return
    box = st.empty()
    with box.container():
        bar = st.progress(job.share, text=job.text)
        st.button("Cancel", key=f"cancel-{id(job)}", on_click=job.cancel)
    while job.is_running:
        bar.progress(job.share, text=job.text)
        job.wait(EVERY_SECONDS)
    box.empty()


def ask_again(slot: Slot) -> None:
    """Forget what was said about something, so that it is asked again. Meant to be called by a button.

    Args:
        slot: What it is about.
    """
    _answers().pop(slot, None)


def forget(keys: Sequence[str] = ()) -> None:
    """Forget everything but what is known of these uploads; without any, the process too, with all that it holds.

    Args:
        keys: Keys of the uploads.
    """
    running = st.session_state.get(RUNNING)
    if running is not None and len(running[0].slot) > 1 and running[0].slot[1] not in keys:
        running[1].cancel()
    kept = _answers()
    for slot in [slot for slot in kept if len(slot) > 1 and slot[1] not in keys]:
        del kept[slot]
    if not keys:
        for name in (WORKER, ANSWERS, RUNNING):
            st.session_state.pop(name, None)


def _is_answered(question: Question[Any]) -> bool:
    kept = _answers()
    return question.slot in kept and kept[question.slot][0] == question.made_of


def _follow() -> None:
    """Follow what goes on to its end, and keep what came of it."""
    question, job = st.session_state[RUNNING]
    watch(job)
    try:
        said = question.seen(job.outcome())
    except TwowayError as error:
        said = error
    st.session_state.pop(RUNNING, None)
    _answers()[question.slot] = question.made_of, said


def _answers() -> dict[Slot, tuple[object, Any]]:
    kept: dict[Slot, tuple[object, Any]] = st.session_state.setdefault(ANSWERS, {})
    return kept


def _worker() -> Worker:
    known: Worker | None = st.session_state.get(WORKER)
    if known is None or not known.is_alive:
        known = spare.taken()
        st.session_state[WORKER] = known
    return known


def _limits() -> Limits:
    store = access().store
    return (Program() if store is None else Program.read(store)).limits
