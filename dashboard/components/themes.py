"""What people write in comments: themes, never a comment."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from analytics.catalog import dimension
from analytics.narrative import themes_title
from analytics.release.read import Released
from dashboard.components.charts import written_card
from dashboard.components.downloads import foot, save_links, table_file, table_html
from dashboard.components.kept import kept
from dashboard.components.notices import missing_html
from dashboard.components.provenance import explanation
from dashboard.components.tables import NOT_PUBLISHED, Table
from dashboard.figures.series import shown
from dashboard.theme import coefficient, count, interval, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.release.read import Finding, Theme, Themes, ThemeShare
    from dashboard.components.charts import Card
    from dashboard.components.frame import Frame
    from dashboard.theme import Palette

PRIVATE = (
    "No comment is ever shown. A word counts from ten people on; names, addresses and numbers were taken out at import."
)
LEAST_SCALE = 40.0
TRACK = "position:relative;display:block;height:14px;min-width:110px;"
LINE = "position:absolute;top:6px;height:3px;"
DOT = "position:absolute;top:2.5px;width:10px;height:10px;border-radius:50%;"
EVERYONE = "Everyone, whatever the filters say."


@kept
def themes_cards(frame: Frame) -> Iterator[Card]:
    """Draw the themes of the comments of the chosen survey, or of the newest one with comments."""
    finding = frame.release.themes(frame.wave)
    found = shown(finding)
    if found is None:
        reasons = [] if isinstance(finding.outcome, Released) else [finding.outcome.reason]
        yield written_card("themes", themes_title(finding), PRIVATE, missing_html(reasons))
    elif not found.themes:
        yield written_card(
            "themes",
            themes_title(finding),
            f"{_who(found)} Fewer than 100 comments: words only. {PRIVATE}",
            table_html(terms_table(found), [finding], key="themes", is_explained=True),
        )
    else:
        yield _shares(frame, finding, found)
        yield _groups(frame, finding, found)


def _shares(frame: Frame, finding: Finding[Themes], found: Themes) -> Card:
    links = save_links(table_file(themes_table(found), [finding]), key="themes")
    return written_card(
        "themes",
        themes_title(finding),
        f"{_who(found)} Each counts for the theme that it fits best; shares to the nearest 5 % with Wilson's 95 % "
        f"interval. {EVERYONE}",
        f'{themes_html(found, frame.palette)}<p class="tw-note">'
        f"{PRIVATE} Themes were found by counting words together, not by reading; from parts of "
        f"the comments they come back with a likeness of {coefficient(found.stability or 0.0)} of 1.</p>"
        + foot(explanation([finding], key="themes"), links),
    )


def _groups(frame: Frame, finding: Finding[Themes], found: Themes) -> Card:
    return written_card(
        "theme-groups",
        "Themes by group",
        "Share of a group's people who wrote a comment, in percent to the nearest 5, with Wilson's 95 % interval. Only "
        "where ten people or more stand in the theme and outside of it, in the group and in all others.",
        table_html(groups_table(found, _order(frame)), [finding], key="theme-groups", is_explained=True),
    )


def themes_html(found: Themes, palette: Palette) -> str:
    """The themes as a table whose rows draw their share: a dot on its interval, on one scale from 0.

    Args:
        found: The themes.
        palette: Colors.
    """
    caption = f"Themes of the comments of {found.wave}"
    scale = max([LEAST_SCALE, *(one.share.interval.high for one in found.themes)])
    names = ("Theme", "Share (%)", "", "95 % interval", "n")
    head = "".join(f'<th scope="col">{name}</th>' if name else "<td></td>" for name in names)
    body = "".join(_row(one, scale, palette.pilot) for one in found.themes)
    table = f'<table class="tw-table"><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>'
    return (
        f'<div class="tw-scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f"{table}<tbody>{body}</tbody></table></div>"
    )


def _row(theme: Theme, scale: float, color: str) -> str:
    share, limits = theme.share, theme.share.interval
    left, width, at = (
        f"{100 * part / scale:.1f}%" for part in (limits.low, limits.high - limits.low, float(share.percent))
    )
    line = f'<span style="{LINE}left:{left};width:{width};background:{color}"></span>'
    dot = f'<span style="{DOT}left:calc({at} - 5px);background:{color}"></span>'
    drawn = f'<td aria-hidden="true" style="width:30%"><span style="{TRACK}">{line}{dot}</span></td>'
    words = f'<th scope="row" style="min-width:10.5rem">{escape(", ".join(theme.terms))}</th>'
    numbers = f"<td>{interval(limits, '%')}</td><td>{count(share.n)}</td>"
    return f"<tr>{words}<td>{percent(share.percent)}</td>{drawn}{numbers}</tr>"


def percent(share: int) -> str:
    """A share to the nearest five, in words where it is smaller.

    >>> percent(15), percent(0)
    ('15', 'under 5')
    """
    return whole(share) if share else "under 5"


def themes_table(found: Themes) -> Table:
    """The themes as a table with one row each, as it is saved."""
    header = ("Theme", "Share (%)", "95 % interval", "n")
    rows = tuple(
        (", ".join(one.terms), percent(one.share.percent), interval(one.share.interval, "%"), count(one.share.n))
        for one in found.themes
    )
    return Table(caption=f"Themes of the comments of {found.wave}", header=header, rows=rows)


def groups_table(found: Themes, order: Sequence[tuple[str, str]]) -> Table:
    """The table of themes by group: a column a theme, named by its first word.

    Args:
        found: The themes.
        order: Every dimension and category, in display order.
    """
    people = {(cell.dimension, cell.category): cell.share.n for one in found.themes for cell in one.cells}
    rows = tuple(
        (name[1], dimension(name[0]).label, *(_cell(one, *name) for one in found.themes), count(people[name]))
        for name in order
        if name in people
    )
    header = ("Group", "By", *(one.terms[0] for one in found.themes), "n")
    note = "" if rows else "In no group do ten people or more stand on each side."
    return Table(caption=f"Themes of {found.wave} by group", header=header, rows=rows, note=note, words=(1,))


def terms_table(found: Themes) -> Table:
    """The table of the commonest words."""
    rows = tuple((term,) for term in found.terms)
    return Table(caption=f"Words of the comments of {found.wave}", header=("Words, commonest first",), rows=rows)


def _cell(theme: Theme, name: str, category: str) -> str:
    shares = (cell.share for cell in theme.cells if (cell.dimension, cell.category) == (name, category))
    share = next(shares, None)
    return NOT_PUBLISHED if share is None else f"{percent(share.percent)} ({_limits(share)})"


def _limits(share: ThemeShare) -> str:
    return f"{whole(share.interval.low)} to {whole(share.interval.high)}"


def _order(frame: Frame) -> list[tuple[str, str]]:
    """Every dimension of the release and its categories, in display order."""
    return [(one.name, choice.value) for one in frame.release.dimensions for choice in frame.release.choices(one.name)]


def _who(found: Themes) -> str:
    return f"Survey of {found.wave}: {count(found.n)} people wrote a comment."
