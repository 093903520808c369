"""A card with a chart: the takeaway, one caption line, the figure, its table and its explanation."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from analytics.release.read import Undefined, Withheld
from dashboard.components.downloads import about_picture, folded, foot, picture_link, table_html
from dashboard.components.notices import missing_html
from dashboard.components.plot import plot
from dashboard.components.provenance import explanation
from dashboard.figures.drawing.picture import Picture
from dashboard.offered_files import for_viewer
from dashboard.theme import palette

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from streamlit.delta_generator import DeltaGenerator

    from analytics.release.read import Finding
    from dashboard.components.tables import Table
    from dashboard.figures.chrome import Figure

LEAST_COLUMN = 380


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card as it is drawn, the same for everybody who looks at the same thing.

    Args:
        key: Name of the card on its page.
        head: The takeaway and what is shown, as markup.
        body: What stands below them and below the chart, as markup.
        figure: The Plotly figure, or None.
        alt: Description of it for people who do not see it.
        control: Draws what can be chosen about the card, below its head; `chosen` tells what it stands at.
    """

    key: str
    head: str
    body: str
    figure: Figure | None = None
    alt: str = ""
    control: Callable[[], object] | None = None

    def draw(self) -> None:
        """Draw it: one element where it is words alone, and otherwise one for each part."""
        body = for_viewer(self.body)
        if self.figure is None and self.control is None:
            st.html(f'<section class="tw-card st-key-card-{escape(self.key)}">{self.head}{body}</section>')
            return
        with _box(self.key):
            st.html(self.head)
            if self.control:
                self.control()
            if self.figure:
                plot(self.figure, key=f"chart-{self.key}", alt=self.alt)
            st.html(body)


@contextmanager
def row(columns: int = 2) -> Iterator[None]:
    """Charts side by side, below one another on a narrow screen."""
    with st.grid(columns, min_column_width=LEAST_COLUMN, gap="small"):
        yield


def chart(  # noqa: PLR0913 - a chart is its words, its numbers and their source
    key: str,
    title: str,
    caption: str,
    *,
    figure: Figure,
    table: Table,
    findings: Sequence[Finding[Any]],
    alt: str = "",
    note: str = "",
    control: Callable[[], object] | None = None,
) -> Card:
    """A card with a chart.

    Args:
        key: Name of the card on its page.
        title: The takeaway.
        caption: What is shown, for how many, by which method.
        figure: The Plotly figure.
        table: The same numbers.
        findings: What is explained behind the button.
        alt: Description for people who do not see the figure; title and caption by default.
        note: A sentence below the figure.
        control: Draws what can be chosen about the figure, above it; `chosen` tells what it stands at.
    """
    drawn = picture(title, caption, figure, about_picture(findings)) if has_marks(figure) else None
    under = below(table, findings, drawn, key=key, note=note)
    return Card(
        key=key,
        head=head(title, caption),
        figure=figure if drawn else None,
        alt=alt or f"{title}. {caption}",
        body=under if drawn else missing_html(_reasons(findings)) + under,
        control=control,
    )


def below(table: Table, findings: Sequence[Finding[Any]], drawn: Picture | None, *, key: str, note: str = "") -> str:
    """What stands below a chart, as markup: a note, its table, its explanation, and the link that saves it.

    Args:
        table: The same numbers.
        findings: What is explained.
        drawn: The chart as a picture, if anything is drawn.
        key: Name of the card on its page.
        note: A sentence.
    """
    said = f'<p class="tw-note">{escape(note)}</p>' if note else ""
    numbers = folded("Table", table_html(table, findings, key=key), key=f"table-{key}")
    return said + numbers + foot(explanation(findings, key=key), picture_link(drawn, key=key) if drawn else "")


def chosen(key: str, offered: Sequence[str]) -> str:
    """What a control stands at that is drawn below the title it decides about; the first one offered by default.

    Args:
        key: Key of the control.
        offered: What it offers.
    """
    found: str = st.session_state.get(key, "")
    return found if found in offered else offered[0]


def has_marks(figure: Figure) -> bool:
    """Whether anything is drawn in a figure."""
    return any(trace.get("x") for trace in figure["data"])


def picture(title: str, caption: str, figure: Figure, about: Sequence[str]) -> Picture:
    """A chart with its words, in the appearance that the viewer has chosen.

    Args:
        title: The takeaway.
        caption: What is shown.
        figure: The Plotly figure.
        about: Whom it is about, how many, and where it comes from; a line each.
    """
    colors = palette(is_dark=st.context.theme.type == "dark")
    return Picture(title=title, caption=caption, figure=figure, about=about, palette=colors)


@contextmanager
def card(key: str, title: str, caption: str) -> Iterator[None]:
    """A bordered card with a heading; what is drawn inside the `with` goes below it."""
    with _box(key):
        st.html(head(title, caption))
        yield


def _box(key: str) -> DeltaGenerator:
    return st.container(border=True, key=f"card-{key}", height="stretch", gap="xsmall")


def written_card(key: str, title: str, caption: str, body: str, *, control: Callable[[], object] | None = None) -> Card:
    """A card without a chart.

    Args:
        key: Name of the card on its page.
        title: The takeaway.
        caption: What is shown.
        body: Markup below them.
        control: Draws what can be chosen about it, below its head.
    """
    return Card(key=key, head=head(title, caption), body=body, control=control)


def head(title: str, caption: str) -> str:
    """The takeaway of a card and what is shown, as markup."""
    return f'<h2 class="tw-title">{escape(title)}</h2><p class="tw-caption">{escape(caption)}</p>'


def _reasons(findings: Sequence[Finding[Any]]) -> list[str]:
    found = [finding.outcome.reason for finding in findings if isinstance(finding.outcome, Withheld | Undefined)]
    return found or ["The release holds no figure for this."]
