"""The editable mapping: guesses with their reasons, corrected in a table, and what would be stored of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import streamlit as st

from analytics.imports.question import KINDS
from analytics.imports.survey import DIMENSIONS
from dashboard.components.importing import mapping_table as columns
from dashboard.components.tables import Table
from dashboard.theme import count

if TYPE_CHECKING:
    import pandas as pd

    from analytics.imports.mapping import Mapping
    from analytics.imports.understanding import Understanding

HEIGHT = 460
LABELS_HEIGHT = 300
CHOICES = tuple(kind for kind in KINDS if kind != "metadata")


def edited_mapping(key: str, mapping: Mapping, understanding: Understanding) -> Mapping:
    """Draw the tables in which a mapping is corrected, and return it as corrected.

    Args:
        key: Name of the upload on the page.
        mapping: The mapping as proposed.
        understanding: What was understood of the file.
    """
    st.html(_explanation(mapping))
    frame = columns.questions_frame(mapping, understanding)
    edited = st.data_editor(
        frame,
        key=f"mapping-{key}",
        hide_index=True,
        height=min(HEIGHT, 38 + 36 * len(frame)),
        disabled=[columns.QUESTION, columns.MEAN, columns.ANSWERS, columns.WHY],
        column_config=_questions_config(),
        placeholder="",
        alt="What each question means. Use, Scale, Kind, Lowest, Highest, Reverse and Attribute can be corrected.",
    )
    result = columns.corrected(mapping, _rows(edited))
    labels = columns.labels_frame(mapping)
    if len(labels):
        with st.expander(
            f"Labels and the numbers they stand for ({len(labels)})", key=f"labels-open-{key}", type="compact"
        ):
            relabeled = st.data_editor(
                labels,
                key=f"labels-{key}",
                hide_index=True,
                height=min(LABELS_HEIGHT, 38 + 36 * len(labels)),
                disabled=[columns.ASKED, columns.LABEL],
                column_config=_labels_config(),
                alt="Which number each label stands for.",
            )
        result = (
            columns.relabeled(result, _rows(relabeled))
            if columns.label_sets(result) == columns.label_sets(mapping)
            else result
        )
    return result


def means_table(mapping: Mapping, understanding: Understanding, *, caption: str) -> Table:
    """The mean of every used question with numbers, on its own scale.

    Args:
        mapping: What the questions mean.
        understanding: What was understood of the file.
        caption: What the table shows.
    """
    found = {question["id"]: question for question in mapping.apply(understanding).report()["questions"]}
    rows = tuple(
        (
            entry.text,
            columns.scale_label(entry.scale) if entry.scale else columns.NO_SCALE,
            f"{entry.scale_min} to {entry.scale_max}{', turned' if entry.is_reverse else ''}",
            count(question["answered"]),
            count(question["not_applicable"]),
            "no answers" if question["mean"] is None else f"{question['mean']:.2f}",
        )
        for entry in mapping.questions
        if entry.is_used and entry.kind in columns.NUMBERS and (question := found.get(entry.id)) is not None
    )
    header = ("Question", "Scale", "Range", "Answers", "Does not apply", "Mean")
    return Table(caption=caption, header=header, rows=rows, words=(1,))


def _explanation(mapping: Mapping) -> str:
    entries = columns.editable(mapping)
    unsure = sum(entry.is_used and not entry.is_sure for entry in entries)
    look = f"<strong>{unsure} need a look.</strong> " if unsure else "All guesses are certain. "
    return (
        f'<p class="tw-caption">{len(entries)} questions. {look}Each guess says why. Correct what is wrong: click '
        "a cell, or go to it with the arrow keys and press Enter. "
        "A question counts toward a score only if it has a scale.</p>"
    )


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", frame.to_dict("records"))


def _questions_config() -> dict[str, Any]:
    config = st.column_config
    return {
        columns.USE: config.CheckboxColumn(width=70, help="Whether its answers are stored."),
        columns.QUESTION: config.TextColumn(width=330, pinned=True),
        columns.SCALE: config.SelectboxColumn(
            options=[columns.NO_SCALE, *columns.SCALE_LABELS],
            required=True,
            width=150,
            help="The score that it is part of.",
        ),
        columns.MEAN: config.NumberColumn(format="%.2f", width=70, help="Mean of the answers as proposed."),
        columns.ANSWERS: config.NumberColumn(width=80),
        columns.KIND: config.SelectboxColumn(options=CHOICES, required=True, width=100),
        columns.LOW: config.NumberColumn(width=95, step=1, help="Lowest possible answer."),
        columns.HIGH: config.NumberColumn(width=95, step=1, help="Highest possible answer."),
        columns.REVERSE: config.CheckboxColumn(
            width=95, help="Whether agreeing means less of what the scale measures."
        ),
        columns.DIMENSION: config.SelectboxColumn(
            options=[columns.NO_SCALE, *DIMENSIONS], required=True, width=120, help="What it tells about the person."
        ),
        columns.WHY: config.TextColumn(width=420),
    }


def _labels_config() -> dict[str, Any]:
    config = st.column_config
    return {
        columns.ASKED: config.NumberColumn(width=90, help="Questions that are answered with these labels."),
        columns.LABEL: config.TextColumn(width=360),
        columns.SCORE: config.NumberColumn(width=90, step=1),
        columns.ABSENT: config.CheckboxColumn(width=130),
    }
