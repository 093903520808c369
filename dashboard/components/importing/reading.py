"""Uploads as they were read, kept until something else is stated about them or they are taken away."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from analytics.imports.remembered import decided, plain
from analytics.imports.report import report
from dashboard.components.importing.drafts import proposed
from dashboard.components.importing.progress import progress
from dashboard.theme import count

if TYPE_CHECKING:
    from collections.abc import Mapping as ReadOnly
    from collections.abc import Sequence

    from analytics.imports.mapping import Mapping
    from analytics.imports.options import Options
    from analytics.imports.understanding import Understanding
    from analytics.store import Version
    from dashboard.components.importing.drafts import Head, Upload

READ = "import-read"
FIRST_ROWS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A survey as it was read.

    Args:
        understanding: What was understood of it.
        mapping: What its questions mean, as proposed.
        questions: What was counted of each question, by its id.
    """

    understanding: Understanding
    mapping: Mapping
    questions: ReadOnly[str, ReadOnly[str, Any]]


def heads(uploads: Sequence[Upload]) -> None:
    """Read the uploads that were not read yet, with progress; failures are left to the panel of each file.

    Args:
        uploads: The files.
    """
    kept = _kept()
    here = {upload.key for upload in uploads}
    for gone in [name for name in kept if name[0] not in here]:
        del kept[gone]
    new = [upload for upload in uploads if (upload.key, "head") not in kept]
    if not new:
        return
    box = st.empty()
    for place, upload in enumerate(new):
        which = f" ({count(place + 1)} of {count(len(new))})" if len(new) > 1 else ""
        with box, progress(upload.content, f"Reading {upload.name}{which}") as source:
            try:
                kept[upload.key, "head"] = upload.head(FIRST_ROWS, source)
            except Exception as error:  # noqa: BLE001 - shown by `head` in the panel of the file, never lost
                kept[upload.key, "head"] = error
    box.empty()


def head(upload: Upload) -> Head:
    """The top of an upload.

    Raises:
        UnreadableFileError: It is no table of text.
        RefusedImportError: It is a summary report.
    """
    found = _kept()[upload.key, "head"]
    if isinstance(found, Exception):
        raise found
    top: Head = found
    return top


def survey(upload: Upload, options: Options, version: Version | None) -> Survey:
    """A survey as read under these options; what was read under others is forgotten.

    Raises:
        UnreadableFileError: It is no table of text.
        RefusedImportError: No answers can be recognized in it.
    """
    kept = _kept()
    name = (upload.key, "survey")
    if name not in kept or kept[name][0] != options:
        with progress(upload.content, f"Understanding {upload.name}") as source:
            understanding = upload.understanding(options, source)
            kept[name] = options, of(understanding, proposed(understanding, version))
    found: Survey = kept[name][1]
    return found


def of(understanding: Understanding, mapping: Mapping) -> Survey:
    """A survey with what was counted of each of its questions.

    Args:
        understanding: What was understood of it.
        mapping: What its questions mean.
    """
    questions = {question["id"]: question for question in report(understanding)["questions"]}
    return Survey(understanding=understanding, mapping=mapping, questions=questions)


def forget() -> None:
    """Forget everything that was read."""
    st.session_state.pop(READ, None)


def fingerprint(mapping: Mapping | None) -> str:
    """A short name for what a mapping decides."""
    content = [] if mapping is None else [mapping.minimum_answered_share, *decided(plain(mapping))]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:12]


def _kept() -> dict[tuple[str, str], Any]:
    kept: dict[tuple[str, str], Any] = st.session_state.setdefault(READ, {})
    return kept
