"""What a release or a draft publishes and what it holds back, with the rule in words: never a value."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from analytics import catalog
from analytics.catalog import DIMENSIONS, MEASURES
from analytics.release.audit.inspection import SHORT, Inspection
from analytics.release.audit.report import RULES
from dashboard.components.charts import card
from dashboard.components.plot import plot
from dashboard.components.publishing.wanted import table_words
from dashboard.components.tables import Table
from dashboard.figures.leverage import leverage, ranges
from dashboard.theme import count

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from analytics.release.audit.inspection import Looked, Yield
    from analytics.release.audit.report import OutcomeBudget
    from dashboard.theme import Palette

ALL = ""
AS_ONE = "shown as one with others"


@lru_cache(maxsize=4)
def inspected(folder: Path, made: int) -> Inspection:
    """A release with its audit, read once.

    Args:
        folder: Its folder.
        made: When its folder was written, in ns.
    """
    del made
    return Inspection(folder)


def held_back_panels(found: Inspection, palette: Palette) -> None:
    """Draw one population: its tables, one of them as a grid, and how exposed its people are.

    Args:
        found: The release or the draft.
        palette: Colors.
    """
    with st.container(horizontal=True, vertical_alignment="bottom", key="inspected"):
        population = st.selectbox(
            "Who", found.populations, format_func=population_words, key="inspected-population", width=260
        )
        measure = st.selectbox(
            "Figure",
            (ALL, *found.measures(population)),
            format_func=lambda name: catalog.MEASURES[name].label if name else "Any",
            key=f"inspected-measure-{population}",
            width=260,
        )
    with st.grid(2, min_column_width=380):
        with card("yield", "How much of each table is published", _people(found, population, measure)):
            _yields(found.yields(population, measure))
        with card("grid", "Cell by cell", "A number is the people behind a published cell."):
            _grid(found, population, measure)
        _exposure(found, population, measure, palette)
        with card("budget", "What each outcome's numbers were spent on", "One number for every five people at most."):
            _budget(found.audit.outcomes)


def population_words(name: str) -> str:
    """A population on screen.

    >>> population_words("survey:2025-06"), population_words("eligible")
    ('Survey of 2025-06', 'Eligible people')
    """
    kind, _, wave = name.partition(":")
    return {"eligible": "Eligible people", "pairs": "Pairs"}.get(kind, f"Survey of {wave}")


def _people(found: Inspection, population: str, measure: str) -> str:
    audit = found.audit.of(population, measure) or found.audit.of(population)
    noun = "pairs" if population == "pairs" else "people"
    if audit is None:
        return f"{population_words(population)}."
    return (
        f"{count(audit.people)} {noun} count; {count(audit.published)} of {count(audit.offered)} cells looked at are "
        f"published, {count(audit.independent_numbers)} of them independent."
    )


def _yields(yields: Sequence[Yield]) -> None:
    rows = tuple(
        (table_words(one.dimensions), *map(count, (one.published, one.joined, _held_back(one))), _share(one))
        for one in yields
    )
    header = ("Table", "Published", "Shown as one", "Held back", "Share (%)")
    st.html(f'<div class="tw-tall">{Table(caption="Tables", header=header, rows=rows).html()}</div>')


def _held_back(one: Yield) -> int:
    return one.wanted - one.published - one.joined


def _share(one: Yield) -> str:
    return f"{100 * one.published / one.wanted:.0f}" if one.wanted else "–"


def _grid(found: Inspection, population: str, measure: str) -> None:
    tables = found.tables(population)
    if not tables:
        st.html('<p class="tw-caption">No table of two dimensions was wanted.</p>')
        return
    chosen = st.selectbox("Table", tables, format_func=table_words, key=f"inspected-table-{population}")
    rows, columns = (found.categories(population, dimension) for dimension in chosen)
    grid = found.table(population, chosen, measure)
    st.html(grid_html(table_words(chosen), (DIMENSIONS[chosen[0]].label, rows, columns), grid))
    rules = dict.fromkeys(one.rule for row in grid for one in row if one.rule)
    words = "".join(
        f"<li><strong>{escape(SHORT[rule])}</strong> <span>{escape(RULES[rule])}</span></li>" for rule in rules
    )
    if words:
        st.html(f'<ul class="tw-list">{words}</ul>')


def grid_html(caption: str, names: tuple[str, Sequence[str], Sequence[str]], grid: Sequence[Sequence[Looked]]) -> str:
    """A grid of cells as markup: the people behind a published one, the rule that holds another back.

    Args:
        caption: What the table shows, read aloud.
        names: Name of the rows' dimension, of each row, and of each column.
        grid: The cells by row and column.
    """
    rows, row_names, column_names = names
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in column_names)
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th>{"".join(map(_cell, cells))}</tr>'
        for name, cells in zip(row_names, grid, strict=True)
    )
    table = f'<thead><tr><th scope="col">{escape(rows)}</th>{head}</tr></thead><tbody>{body}</tbody>'
    return (
        f'<div class="tw-scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="tw-table tw-heat tw-held"><caption>{escape(caption)}</caption>{table}</table></div>'
    )


def _cell(one: Looked) -> str:
    if one.is_published:
        return f'<td class="tw-above-1">{count(one.people)}</td>'
    words = f"{SHORT[one.rule]}; {AS_ONE}" if one.is_joined else SHORT[one.rule]
    return f'<td class="tw-missing" title="{escape(RULES[one.rule])}">{escape(words)}</td>'


def _exposure(found: Inspection, population: str, measure: str, palette: Palette) -> None:
    audit = found.audit.of(population, measure) or found.audit.of(population)
    if audit is None:
        return
    title = f"Nobody's answer is explained by more than {100 * audit.highest_leverage:.0f} %"
    caption = (
        f"How much of one answer everything published together explains: on average {100 * audit.mean_leverage:.1f} %, "
        f"at most 50 %. {count(audit.small_groups_checked)} groups of two to four people were looked at."
    )
    with card("leverage", title, caption):
        figure = leverage(audit.histogram, palette)
        plot(figure, key="chart-leverage", alt=f"{title}. {caption}")
        with st.expander("Table", key="table-leverage", type="compact"):
            rows = tuple(
                (name, count(people))
                for name, people in zip(ranges(len(audit.histogram)), audit.histogram, strict=True)
            )
            st.html(Table(caption=title, header=("Share explained", "People"), rows=rows).html())


def _budget(outcomes: Sequence[OutcomeBudget]) -> None:
    rows = tuple(
        (
            outcome_words(one.outcome),
            *map(count, (one.people, one.allowance, one.cells, one.drawn, one.left, len(_left_out(one)))),
        )
        for one in outcomes
    )
    header = ("Outcome", "People", "Allowed", "Cells", "Other figures", "Left", "Did not fit")
    st.html(f'<div class="tw-tall">{Table(caption="Numbers by outcome", header=header, rows=rows).html()}</div>')
    short = [one for one in outcomes if _left_out(one)]
    if short:
        with st.expander("What did not fit", key="budget-left-out", type="compact"):
            chosen = st.selectbox(
                "Outcome", short, format_func=lambda one: outcome_words(one.outcome), key="budget-outcome"
            )
            names = "".join(f"<li>{escape(name)}</li>" for name in _left_out(chosen))
            st.html(f'<ul class="tw-warnings tw-tall" tabindex="0">{names}</ul>')


def outcome_words(outcome: str) -> str:
    """An outcome as the pages call it.

    >>> outcome_words("bridging 2024-06"), outcome_words("leaving")
    ('Bridging generations 2024-06', 'Leaving')
    """
    name, *survey = outcome.split(" ", maxsplit=1)
    label = MEASURES[name].label if name in MEASURES else name[:1].upper() + name[1:]
    return " ".join((label, *survey))


def _left_out(one: OutcomeBudget) -> tuple[str, ...]:
    return tuple(dict.fromkeys(draw.what for draw in one.draws if not draw.is_published))
