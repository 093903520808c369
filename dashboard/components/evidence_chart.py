"""Charts and cards whose numbers are explained in words of their own instead of by one query."""

from __future__ import annotations

from contextlib import contextmanager
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.components.charts import Card, has_marks, picture
from dashboard.components.downloads import folded, foot, picture_link, table_html
from dashboard.components.notices import missing_html
from dashboard.components.provenance import LABEL
from dashboard.components.sheet import sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dashboard.components.tables import Table
    from dashboard.figures.chrome import Figure

NOTHING = "There is nothing to draw here: every number is withheld, or could not be computed."


def evidence_chart(  # noqa: PLR0913 - a chart is its words, its numbers and their source
    key: str,
    title: str,
    caption: str,
    *,
    figure: Figure,
    table: Table,
    how: Sequence[tuple[str, str]],
    note: str = "",
    step: str = "",
    control: Callable[[], object] | None = None,
) -> Card:
    """A card with a chart.

    Args:
        key: Name of the card on its page.
        title: The takeaway.
        caption: What is shown, for how many, by which method.
        figure: The Plotly figure.
        table: The same numbers.
        how: How they were computed, as terms and their meaning.
        note: A sentence below the figure.
        step: Which step of the evidence this is, above the title.
        control: Draws what can be chosen about the figure, above it.
    """
    is_drawn = has_marks(figure)
    about = [*filter(None, [table.note]), *said(how)]
    saving = picture_link(picture(title, caption, figure, about), key=key) if is_drawn else ""
    below = f'<p class="tw-note">{escape(note)}</p>' if note else ""
    below += folded("Table", table_html(table, key=key, about=said(how)), key=f"table-{key}")
    below += foot(explained_html(key, how), saving)
    return Card(
        key=key,
        head=_head(title, caption, step),
        figure=figure if is_drawn else None,
        alt=f"{title}. {caption}",
        body=below if is_drawn else missing_html([NOTHING]) + below,
        control=control,
    )


def evidence_words(key: str, title: str, caption: str, body: str, *, step: str = "") -> Card:
    """A card without a chart.

    Args:
        key: Name of the card on its page.
        title: The takeaway.
        caption: What is shown.
        body: Markup below them.
        step: Which step of the evidence this is, above the title.
    """
    return Card(key=key, head=_head(title, caption, step), body=body)


@contextmanager
def evidence_card(key: str, title: str, caption: str, step: str = "") -> Iterator[None]:
    """A bordered card with a heading; what is drawn inside the `with` goes below it.

    Args:
        key: Name of the card on its page.
        title: The takeaway.
        caption: What is shown.
        step: Which step of the evidence this is, above the title.
    """
    with st.container(border=True, key=f"card-{key}", height="stretch", gap="xsmall"):
        st.html(_head(title, caption, step))
        yield


def _head(title: str, caption: str, step: str) -> str:
    above = f'<p class="tw-group">{escape(step)}</p>' if step else ""
    below = f'<p class="tw-caption">{escape(caption)}</p>' if caption else ""
    return f'{above}<h2 class="tw-title">{escape(title)}</h2>{below}'


def said(how: Sequence[tuple[str, str]]) -> list[str]:
    """How numbers were computed, as the lines that a file of them begins with.

    >>> said([("Window", "12 months")])
    ['Window: 12 months']
    """
    return [f"{term}: {meaning}" for term, meaning in how]


def explained(key: str, how: Sequence[tuple[str, str]]) -> None:
    """Draw the button that opens the explanation of a card.

    Args:
        key: Name of the card on its page.
        how: How its numbers were computed, as terms and their meaning.
    """
    st.html(explained_html(key, how))


def explained_html(key: str, how: Sequence[tuple[str, str]]) -> str:
    """The button that opens the explanation of a card, as markup.

    Args:
        key: Name of the card on its page.
        how: How its numbers were computed, as terms and their meaning.
    """
    return sheet(f"how-{key}", LABEL, definitions(how))


def definitions(entries: Sequence[tuple[str, str]]) -> str:
    """Terms and their meaning as markup, with everything escaped."""
    return f'<dl class="tw-how">{"".join(f"<dt>{escape(t)}</dt><dd>{escape(m)}</dd>" for t, m in entries)}</dl>'
