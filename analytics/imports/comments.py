"""The comments of a survey, redacted, where the steward has decided to keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from analytics.imports.redact import redacted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from analytics.imports.understanding import Understanding

COMMENTS = "comments"
IN_TEXT = "_in_text"
"""End of the kind of personal data that only occurs in texts; such columns are comments, redacted like all others."""

NAMING = ("name", "email")
BLANK = frozenset({"", "-", "–", ".", "n/a", "na", "none", "no", "nein", "keine", "non", "nada", "ninguno", "nessuno"})


def comments_table(understanding: Understanding, responses: pa.Table) -> Mapping[str, pa.Table]:
    """The comments of every response as a table of the store; nothing where no question asks for any.

    All that one response says to questions of free text is one comment, so that a person has one vote.

    Args:
        understanding: The survey, its mapping applied.
        responses: Its table `responses`, one row a response in the order of the file.
    """
    columns = [column for question in text_columns(understanding) for column in question]
    if not columns:
        return {}
    records = understanding.records()
    is_told = np.zeros(len(records), dtype=np.bool_)
    for column in columns:
        is_told |= ~records.texts(column).is_blank()
    told = np.flatnonzero(is_told)
    parts = [records.texts(column).take(told).listed() for column in columns]
    texts = redacted([_joined(row) for row in zip(*parts, strict=True)], _names(understanding))
    table = pa.table(
        {
            "respondent_key": responses["respondent_key"].take(pa.array(told)),
            "wave": responses["wave"].take(pa.array(told)),
            "comment": pa.array(texts, pa.string()),
        }
    )
    return {COMMENTS: table.filter(pa.array([bool(text) for text in texts], pa.bool_()))}


def text_columns(understanding: Understanding) -> list[tuple[int, ...]]:
    """The columns of every question that is answered in free text and does not itself name people."""
    personal = {heading for heading, kind in understanding.personal_data if not kind.endswith(IN_TEXT)}
    return [
        question.columns
        for question in understanding.questions
        if question.kind == "text"
        and not personal & {understanding.table.columns[column].name for column in question.columns}
    ]


def _joined(cells: tuple[str, ...]) -> str:
    told = (" ".join(cell.split()) for cell in cells)
    return " \N{BULLET} ".join(text for text in told if text.casefold() not in BLANK)


def _names(understanding: Understanding) -> Iterator[str]:
    """Every cell of a column that holds names or e-mail addresses."""
    naming = {heading for heading, kind in understanding.personal_data if kind in NAMING}
    records = understanding.records()
    for column in understanding.table.columns:
        if column.name in naming:
            # A name counts once, however many rows have it.
            cells = records.texts(column.index).distinct
            yield from (cell.split("@")[0].replace(".", " ").replace("_", " ") for cell in cells)
