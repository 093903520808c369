"""Take a table away: the same numbers as a file, made only when somebody asks for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from analytics.report.table_files import TableFile
from dashboard.components.tables import NOT_PUBLISHED
from dashboard.recording import recorded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.release.read import Finding, Release
    from dashboard.components.tables import Table

FILES = {
    "CSV": ("csv", "text/csv"),
    "Excel": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
HIDDEN = (NOT_PUBLISHED, "–")
MARK = "“Not published” or a dash hides a number of too few people, or one that could give away another."


def draw_table(table: Table, findings: Sequence[Finding[Any]] = (), *, key: str, about: Sequence[str] = ()) -> None:
    """Draw a table and the buttons that save it: the one way in which a table gets onto a page.

    Args:
        table: The table.
        findings: The findings in it, which know whom they are about and their release.
        key: Name of the table on its page.
        about: Further lines that the files begin with.
    """
    st.html(table.html())
    save(table_file(table, findings, about), key=key)


def save(file: TableFile, *, key: str) -> None:
    """Draw the buttons that save a file of a table.

    Args:
        file: The file.
        key: Name of the table on its page.
    """
    with st.container(horizontal=True, key=f"save-{key}", gap="small"):
        for label, (suffix, mime) in FILES.items():
            st.download_button(
                f"Save as {label}",
                data=recorded(partial(content, file, suffix), note=f"{label} {key}"),
                file_name=f"twoway-{key}.{suffix}",
                mime=mime,
                key=f"save-{key}-{suffix}",
                on_click="ignore",
                type="tertiary",
            )


def content(file: TableFile, suffix: str) -> bytes:
    """The bytes of a table as a file of one kind."""
    return file.xlsx() if suffix == "xlsx" else file.csv()


def table_file(table: Table, findings: Sequence[Finding[Any]], about: Sequence[str] = ()) -> TableFile:
    """A table with the lines that say whom it is about, which release it comes from, and what is hidden in it.

    Args:
        table: The table.
        findings: The findings in it.
        about: Further lines.
    """
    lines = (*about, table.note, *source_lines(findings))
    hides = any(cell in HIDDEN for row in table.rows for cell in row)
    return TableFile(
        caption=table.caption,
        header=table.header,
        rows=table.rows,
        about=[line for line in (*lines, MARK if hides else "") if line],
    )


def release_line(release: Release) -> str:
    """Which release a table comes from, where no finding in it says so."""
    return _source(release.facts.id, release.facts.data_version)


def source_lines(findings: Sequence[Finding[Any]]) -> list[str]:
    """Whom findings are about, and which release and data version they come from; each line once."""
    sentences = dict.fromkeys(finding.provenance.sentence for finding in findings)
    sources = dict.fromkeys(
        _source(finding.provenance.release_id, finding.provenance.data_version) for finding in findings
    )
    return [*sentences, *sources]


def _source(release_id: str, data_version: int) -> str:
    return f"Release {release_id}, data version {data_version}."
