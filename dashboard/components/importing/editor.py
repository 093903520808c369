"""The editable mapping: guesses with their reasons, corrected in a table, kept in and loaded from a file."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any, cast

import streamlit as st

from analytics.imports.question import KINDS
from analytics.imports.survey import DIMENSIONS
from dashboard.components.importing import mapping_table as columns
from dashboard.components.tables import Table
from dashboard.recording import recorded
from dashboard.theme import count

if TYPE_CHECKING:
    from collections.abc import Mapping as ReadOnly

    import pandas as pd

    from analytics.imports.mapping import Mapping
    from analytics.worker.importing.seen import Survey

HEIGHT = 420
LABELS_HEIGHT = 300
ROW, HEADER = 36, 38
LARGEST_MEGABYTES = 5
CHOICES = tuple(kind for kind in KINDS if kind != "metadata")


def mapping_file(key: str) -> str | None:
    """Draw where a mapping file is loaded, and return what is in it.

    Args:
        key: Name of the upload on the page.
    """
    with st.popover("Load a mapping file", key=f"file-of-{key}", type="tertiary"):
        st.html(
            '<p class="tw-caption">A mapping says what each question means. One that was saved here, '
            "or by <code>twoway inspect</code>, and changed in any editor can be used again.</p>"
        )
        given = st.file_uploader("Mapping file (TOML)", "toml", key=f"load-{key}", max_upload_size=LARGEST_MEGABYTES)
    return None if given is None else given.getvalue().decode("utf-8", errors="replace")


def edited_mapping(key: str, mapping: Mapping, survey: Survey) -> Mapping:
    """Draw the tables in which a mapping is corrected, and return it as corrected.

    Args:
        key: Name of the tables on the page; another one begins from the mapping again.
        mapping: The mapping as proposed or loaded.
        survey: The survey as read.
    """
    st.html(_explanation(mapping))
    frame = columns.questions_frame(mapping, survey.questions)
    edited = st.data_editor(
        frame,
        key=f"mapping-{key}",
        hide_index=True,
        height=min(HEIGHT, HEADER + ROW * len(frame)),
        disabled=[columns.QUESTION, columns.MEAN, columns.ANSWERS, columns.CERTAIN, columns.WHY],
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
                height=min(LABELS_HEIGHT, HEADER + ROW * len(labels)),
                disabled=[columns.ASKED, columns.LABEL],
                column_config=_labels_config(),
                alt="Which number each label stands for.",
            )
        is_same = columns.label_sets(result) == columns.label_sets(mapping)
        result = columns.relabeled(result, _rows(relabeled)) if is_same else result
    return result


def save_mapping(key: str, mapping: Mapping, file_name: str) -> None:
    """Draw the button that keeps a mapping as a file.

    Args:
        key: Name of the upload on the page.
        mapping: The mapping as it stands.
        file_name: Name of the file that it belongs to.
    """
    st.download_button(
        "Save the mapping",
        recorded(lambda: mapping.to_toml().encode(), note="mapping"),
        file_name=f"{PurePath(file_name).stem}.mapping.toml",
        mime="application/toml",
        on_click="ignore",
        key=f"save-{key}",
        type="tertiary",
    )


def means_table(mapping: Mapping, found: ReadOnly[str, ReadOnly[str, Any]], *, caption: str) -> Table:
    """The mean of every used question with numbers, on its own scale.

    Args:
        mapping: What the questions mean.
        found: What is counted of each question under it, by its id.
        caption: What the table shows.
    """
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
    look = f"<strong>{unsure} uncertain, on top.</strong> " if unsure else "All guesses are certain. "
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
        columns.QUESTION: config.TextColumn(width=240, pinned=True),
        columns.SCALE: config.SelectboxColumn(
            options=[columns.NO_SCALE, *columns.SCALE_LABELS],
            required=True,
            width=140,
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
        columns.CERTAIN: config.NumberColumn(width=80, format="%d %%", help="Below 70 % somebody should look."),
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
