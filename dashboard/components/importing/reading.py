"""Uploads as they were read, kept until something else is stated about them or they are taken away."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import streamlit as st

from analytics.errors import TwowayError
from analytics.imports.mapping import Mapping
from analytics.imports.remembered import decided, plain
from analytics.worker.importing.seen import Head, Survey
from dashboard.components.importing import work
from dashboard.components.importing.work import Question
from dashboard.theme import count

if TYPE_CHECKING:
    from collections.abc import Mapping as ReadOnly
    from collections.abc import Sequence
    from pathlib import Path

    from analytics.worker.importing.statement import Statement
    from dashboard.components.importing.uploads import Upload

HEAD, SURVEY, LOADED, COUNTED = "head", "survey", "loaded", "counted"
_ON_PAGE = "import-uploads"


def heads(uploads: Sequence[Upload]) -> None:
    """Read the uploads that were not read yet, with progress; failures are left to the panel of each file.

    Args:
        uploads: The files.
    """
    st.session_state[_ON_PAGE] = tuple(uploads)
    work.forget([upload.key for upload in uploads])
    for place, upload in enumerate(uploads):
        which = f" ({count(place + 1)} of {count(len(uploads))})" if len(uploads) > 1 else ""
        try:
            work.answer(_head(upload, which))
        except TwowayError:
            continue


def head(upload: Upload) -> Head:
    """The top of an upload.

    Raises:
        UnreadableFileError: It is no table of text.
        RefusedImportError: It is a summary report.
        CanceledError: Somebody has stopped the reading of it.
        LimitError: Reading it takes more than it may.
    """
    return work.answer(_head(upload))


def survey(upload: Upload, statement: Statement, store: Path) -> Survey:
    """A survey as read under these options; what was read under others is forgotten.

    Raises:
        UnreadableFileError: It is no table of text.
        RefusedImportError: No answers can be recognized in it.
        CanceledError: Somebody has stopped it.
        LimitError: Understanding it takes more than it may.
    """
    return work.answer(
        Question(
            slot=(SURVEY, upload.key),
            made_of=statement.options(),
            job="understand",
            what=f"Understanding {upload.name}",
            arguments={"store": str(store), "upload": upload.plain(statement)},
            uploads=_uploads(),
            seen=Survey.of,
        )
    )


def loaded(upload: Upload, statement: Statement, store: Path, text: str) -> tuple[Mapping, int]:
    """The mapping of a survey as a mapping file has it, and how many of its questions that file has.

    Raises:
        SettingsError: The file holds what a mapping cannot.
    """
    return work.answer(
        Question(
            slot=(LOADED, upload.key),
            made_of=(statement.options(), text),
            job="merge",
            what="Reading the mapping file",
            arguments={"store": str(store), "upload": upload.plain(statement), "loaded": text},
            uploads=_uploads(),
            seen=lambda said: (Mapping.from_toml(said["mapping"]), said["n_found"]),
        )
    )


def counted(upload: Upload, statement: Statement, mapping: Mapping) -> ReadOnly[str, ReadOnly[str, Any]]:
    """What is counted of each question of a survey under a mapping, by its id."""
    return work.answer(
        Question(
            slot=(COUNTED, upload.key),
            made_of=(statement.options(), fingerprint(mapping)),
            job="count",
            what=f"Counting {upload.name}",
            arguments={"upload": upload.plain(statement, mapping)},
            uploads=_uploads(),
            seen=dict,
        )
    )


def again(upload: Upload) -> None:
    """Forget what came of an upload, so that it is read again. Meant to be called by a button.

    Args:
        upload: The file.
    """
    for name in (HEAD, SURVEY, LOADED, COUNTED):
        work.ask_again((name, upload.key))


def fingerprint(mapping: Mapping | None) -> str:
    """A short name for what a mapping decides."""
    content = [] if mapping is None else [mapping.minimum_answered_share, *decided(plain(mapping))]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:12]


def _head(upload: Upload, which: str = "") -> Question[Head]:
    return Question(
        slot=(HEAD, upload.key),
        made_of=None,
        job="head",
        what=f"Reading {upload.name}",
        arguments={"key": upload.key, "name": upload.name, "words": f"Reading {upload.name}{which}"},
        uploads=_uploads(),
        seen=Head.of,
    )


def _uploads() -> tuple[Upload, ...]:
    found: tuple[Upload, ...] = st.session_state[_ON_PAGE]
    return found
