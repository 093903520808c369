"""Take a table or a chart away: the same numbers as a file, made only when somebody asks for it."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from analytics.numerals import FORM, written
from analytics.release.dates import older_parts
from analytics.release.read import Released, Withheld
from analytics.report.table_files import TableFile
from analytics.report.typesetting import png
from dashboard.components.provenance import counts, explanation
from dashboard.components.tables import NOT_PUBLISHED
from dashboard.offered_files import Offer, link
from dashboard.theme import day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from analytics.numerals import Form
    from analytics.release.read import Finding, Release
    from dashboard.components.tables import Table
    from dashboard.figures.drawing.picture import Picture

FILES = {
    "CSV": ("csv", "text/csv"),
    "Excel": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
HIDDEN = (NOT_PUBLISHED, "–")
MARK = "“Not published” or a dash hides a number of too few people, or one that could give away another."


def draw_table(
    table: Table,
    findings: Sequence[Finding[Any]] = (),
    *,
    key: str,
    about: Sequence[str] = (),
    is_explained: bool = False,
) -> None:
    """Draw a table and the links that save it.

    Args:
        table: The table.
        findings: The findings in it, which know whom they are about and their release.
        key: Name of the table on its page.
        about: Further lines that the files begin with.
        is_explained: Whether how the findings were computed is said below the table.
    """
    st.html(table_html(table, findings, key=key, about=about, is_explained=is_explained))


def table_html(
    table: Table,
    findings: Sequence[Finding[Any]] = (),
    *,
    key: str,
    about: Sequence[str] = (),
    is_explained: bool = False,
) -> str:
    """A table and the links that save it, as markup: the one way in which a table gets onto a page.

    Args:
        table: The table.
        findings: The findings in it, which know whom they are about and their release.
        key: Name of the table on its page.
        about: Further lines that the files begin with.
        is_explained: Whether how the findings were computed is said below the table.
    """
    how = explanation(findings, key=key) if is_explained else ""
    links = _links(partial(_table_content, table, findings, about, FORM.get()), key=key)
    return table.html() + foot(how, links)


def folded(label: str, body: str, *, key: str, is_open: bool = False) -> str:
    """Markup that a click unfolds, and that stays unfolded when it is drawn anew.

    Args:
        label: Words to click on.
        body: The markup.
        key: Name of it on its page.
        is_open: Whether it is unfolded from the start.
    """
    mark = " open" if is_open else ""
    return (
        f'<details class="tw-folded" data-key="{escape(key)}"{mark}><summary>{escape(label)}</summary>{body}</details>'
    )


def save(file: TableFile, *, key: str) -> None:
    """Draw the links that save a file of a table.

    Args:
        file: The file.
        key: Name of the table on its page.
    """
    st.html(foot(save_links(file, key=key)))


def foot(*parts: str) -> str:
    """What stands below a table or a chart side by side, as markup: its explanation, and links that save it.

    Args:
        parts: Markup; parts that are empty are left out.
    """
    return f'<div class="tw-foot">{"".join(parts)}</div>'


def save_links(file: TableFile, *, key: str) -> str:
    """The links that save a file of a table, as markup.

    Args:
        file: The file.
        key: Name of the table on its page.
    """
    return _links(partial(content, file), key=key)


def _links(make: Callable[[str], bytes], *, key: str) -> str:
    return "".join(
        link(
            f"Save as {label}",
            Offer(
                name=f"twoway-{key}.{suffix}",
                mime=mime,
                make=partial(make, suffix),
                note=f"{label} {key}",
            ),
            key=f"save-{key}-{suffix}",
        )
        for label, (suffix, mime) in FILES.items()
    )


def picture_link(picture: Picture, *, key: str) -> str:
    """The link that saves a chart as a picture with its title, whom it is about, and its release, as markup.

    Args:
        picture: The picture, drawn when somebody asks for it.
        key: Name of the card on its page.
    """
    make = partial(picture_bytes, picture, FORM.get())
    offer = Offer(name=f"twoway-{key}.png", mime="image/png", make=make, note=f"PNG {key}")
    return link("Save as PNG", offer, key=f"save-{key}-png")


def picture_bytes(picture: Picture, form: Form) -> bytes:
    """The bytes of a picture, drawn here: no browser and nobody else's server has a part in it.

    Args:
        picture: The picture.
        form: How whoever asked for it writes numbers.
    """
    with written(form):
        return png(picture.svg())


def about_picture(findings: Sequence[Finding[Any]]) -> list[str]:
    """Whom a chart is about, how many, what is hidden in it, and where it comes from; a line each."""
    shown = [counts(one) for one in findings if isinstance(one.outcome, Released)]
    n = f"n: {'; '.join(dict.fromkeys(shown))}." if shown else ""
    hidden = dict.fromkeys(one.label for one in findings if isinstance(one.outcome, Withheld))
    not_published = f"Not published: {', '.join(hidden)}. {Withheld().reason}" if hidden else ""
    *who, source = source_lines(findings) or [""]
    return [line for line in (" ".join(who), n, not_published, source) if line]


def _table_content(
    table: Table, findings: Sequence[Finding[Any]], about: Sequence[str], form: Form, suffix: str
) -> bytes:
    """The bytes of a table as a file, put together only when somebody asks for them."""
    with written(form):
        return content(table_file(table, findings, about), suffix)


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
    return _source(release.facts.id, release.facts.data_version, older_parts(release.facts))


def source_lines(findings: Sequence[Finding[Any]]) -> list[str]:
    """Whom findings are about, and which release and data version they come from; each line once."""
    sentences = dict.fromkeys(finding.provenance.sentence for finding in findings)
    stated = (finding.provenance for finding in findings)
    sources = dict.fromkeys(_source(one.release_id, one.data_version, one.as_of) for one in stated)
    return [*sentences, *sources]


def _source(release_id: str, data_version: int, as_of: Mapping[str, str]) -> str:
    older = "".join(f" {about}: figures as of {day(at)}." for about, at in as_of.items())
    return f"Release {release_id}, data version {data_version}.{older}"
