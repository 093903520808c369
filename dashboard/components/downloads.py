"""Take a table away: the same numbers as a file, made only when somebody asks for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from analytics.report.table_files import TableFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.release.read import Finding
    from dashboard.components.tables import Table

FILES = {
    "CSV": ("csv", "text/csv"),
    "Excel": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
MARK = "“Not published” hides a number of too few people, or one that could give away another."


def downloads(table: Table, findings: Sequence[Finding[Any]], *, key: str) -> None:
    """Draw the buttons that save a table.

    Args:
        table: The table.
        findings: The findings in it, which know whom they are about and their release.
        key: Name of the card on its page.
    """
    save(table_file(table, findings), key=key)


def save(file: TableFile, *, key: str) -> None:
    """Draw the buttons that save a file of a table.

    Args:
        file: The file.
        key: Name of the card on its page.
    """
    with st.container(horizontal=True, key=f"save-{key}", gap="small"):
        for label, (suffix, mime) in FILES.items():
            st.download_button(
                f"Save as {label}",
                data=partial(content, file, suffix),
                file_name=f"twoway-{key}.{suffix}",
                mime=mime,
                key=f"save-{key}-{suffix}",
                on_click="ignore",
                type="tertiary",
            )


def content(file: TableFile, suffix: str) -> bytes:
    """The bytes of a table as a file of one kind."""
    return file.xlsx() if suffix == "xlsx" else file.csv()


def table_file(table: Table, findings: Sequence[Finding[Any]]) -> TableFile:
    """A table with the lines that say whom it is about and which release it comes from."""
    sentences = dict.fromkeys(finding.provenance.sentence for finding in findings)
    sources = dict.fromkeys(
        f"Release {finding.provenance.release_id}, data version {finding.provenance.data_version}."
        for finding in findings
    )
    about = (*sentences, table.note, MARK, *sources)
    return TableFile(
        caption=table.caption, header=table.header, rows=table.rows, about=[line for line in about if line]
    )
