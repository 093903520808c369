"""A board pack as one HTML file: no script, nothing fetched, charts as SVG, light and dark, made to be printed."""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from analytics.report.board_pack.as_pdf import colors
from analytics.report.board_pack.drawing import Area, Dot, Stroke, Words, drawing
from analytics.report.board_pack.pages import DotChart, LineChart, Notes, Table
from analytics.report.colors import DARK, LIGHT

if TYPE_CHECKING:
    from analytics.report.board_pack.drawing import Drawing, Shape
    from analytics.report.board_pack.pages import Block, Headline, Note, Pack, Page
    from analytics.report.colors import Palette

FOLDER = Path(__file__).parent
WIDTH, WIDE = 440.0, 900.0
HEIGHT = 280.0
DOT, DIAMOND = 3.4, 5.2


def as_html(pack: Pack) -> bytes:
    """The pack as HTML, UTF-8: the same bytes for the same pack.

    Args:
        pack: The pack.
    """
    sections = "".join(_page(number, page, pack) for number, page in pack.numbered())
    contents = "".join(
        f'<li><a href="#{escape(page.key)}">{escape(page.section)}</a></li>' for _, page in pack.numbered()
    )
    style = (FOLDER / "board_pack.css").read_text(encoding="utf-8")
    page = Template((FOLDER / "board_pack.html").read_text(encoding="utf-8"))
    text = page.substitute(
        title=escape(f"{pack.title}: board pack"),
        style=f"{_colors()}\n{style}",
        contents=contents,
        sections=sections,
        footer=escape(pack.footer),
    )
    return text.encode()


def svg(found: Drawing) -> str:
    """A drawing as SVG whose colors follow the appearance of the page.

    Args:
        found: The drawing.
    """
    shapes = "".join(map(_shape, found.shapes))
    box = f"0 0 {found.width:g} {found.height:g}"
    return f'<svg viewBox="{box}" role="img" aria-label="{escape(found.alt)}">{shapes}</svg>'


def _colors() -> str:
    """Light colors, and dark ones on the screen of whoever prefers them; paper is always light."""
    dark = f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_variables(DARK)} }} }}"
    return f":root {{ {_variables(LIGHT)} }}\n{dark}"


def _variables(palette: Palette) -> str:
    return "".join(f"--{name}:{value};" for name, value in colors(palette).items())


def _page(number: int, page: Page, pack: Pack) -> str:
    level = "h1" if number == 1 else "h2"
    wide = len(page.blocks) == 1
    parts = [
        f'<p class="section">{escape(page.section)}</p>',
        f"<{level}>{escape(page.title)}</{level}>",
        f'<p class="lead">{escape(page.lead)}</p>' if page.lead else "",
        *(f'<p class="warning"><strong>Caution:</strong> {escape(one)}</p>' for one in page.warnings),
        f'<div class="headlines">{"".join(map(_headline, page.headlines))}</div>' if page.headlines else "",
        f'<div class="blocks{" wide" if wide else ""}">{"".join(_block(one, wide=wide) for one in page.blocks)}</div>',
        *(f'<p class="note">{escape(one)}</p>' for one in page.notes),
        f'<p class="source">{escape(pack.footer)}<span>{number} of {len(pack.pages)}</span></p>',
    ]
    return f'<section id="{escape(page.key)}">{"".join(parts)}</section>\n'


def _headline(one: Headline) -> str:
    value = (
        f'<p class="missing">{escape(one.value)}</p>' if one.is_missing else f'<p class="value">{escape(one.value)}</p>'
    )
    change = f'<p class="change">{escape(one.change)}</p>' if one.change else ""
    return (
        f'<div class="headline"><p class="label">{escape(one.label)}</p><p class="quiet">{escape(one.group)}</p>'
        f'{value}<p class="quiet">{escape(one.support)}</p>{change}</div>'
    )


def _block(block: Block, *, wide: bool) -> str:
    heading = f"<h3>{escape(block.title)}</h3>"
    match block:
        case LineChart() | DotChart():
            found = svg(drawing(block, WIDE if wide else WIDTH, HEIGHT))
            return f"<figure>{heading}<figcaption>{escape(block.caption)}</figcaption>{found}{_values(block)}</figure>"
        case Table():
            return f"<div>{heading}{_table(block)}</div>"
        case Notes():
            return f"<div>{heading}{''.join(map(_note, block.notes))}</div>"


def _values(chart: LineChart | DotChart) -> str:
    """The numbers of a chart, to open; n and intervals included."""
    if isinstance(chart, DotChart):
        items = [f"{row.label}: {row.text}{f'; {row.detail}' if row.detail else ''}" for row in chart.rows]
    else:
        items = [f"{line.label}, {point.text}" for line in chart.lines for point in line.points] + [
            f"{label}: {reason}" for label, reason in chart.reasons
        ]
    listed = "".join(f"<li>{escape(one)}</li>" for one in items)
    return f"<details><summary>Numbers</summary><ul>{listed}</ul></details>"


def _table(block: Table) -> str:
    words = (0, *block.words)

    def kind(at: int) -> str:
        return "" if at in words else ' class="number"'

    head = "".join(f'<th scope="col"{kind(at)}>{escape(name)}</th>' for at, name in enumerate(block.header))
    body = ""
    for row in block.rows:
        first, *rest = row
        body += f'<tr><th scope="row">{escape(first)}</th>'
        if len(row) < len(block.header):
            body += f'<td class="reason" colspan="{len(block.header) - 1}">{escape(" ".join(rest))}</td></tr>'
        else:
            body += "".join(f"<td{kind(at)}>{escape(cell)}</td>" for at, cell in enumerate(rest, start=1)) + "</tr>"
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(block.title)}"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _note(one: Note) -> str:
    marked = f' <span class="mark">{escape(one.mark)}</span>' if one.mark else ""
    kind = "doubt against" if one.is_warning else "doubt"
    return f'<p class="{kind}"><strong>{escape(one.title)}</strong>{marked}<br>{escape(one.text)}</p>'


def _shape(shape: Shape) -> str:
    match shape:
        case Stroke():
            dotted = ' stroke-dasharray="1.5 3"' if shape.is_dotted else ""
            return (
                f'<polyline points="{_places(shape.points)}" fill="none" stroke="var(--{shape.color})" '
                f'stroke-width="{shape.width:g}"{dotted}/>'
            )
        case Area():
            return f'<polygon points="{_places(shape.points)}" fill="var(--{shape.color})" fill-opacity="0.14"/>'
        case Dot(is_diamond=True):
            x, y, r = shape.x, shape.y, DIAMOND
            corners = ((x, y - r), (x + r, y), (x, y + r), (x - r, y))
            return f'<polygon points="{_places(corners)}" fill="var(--{shape.color})"/>'
        case Dot():
            return f'<circle cx="{shape.x:.2f}" cy="{shape.y:.2f}" r="{DOT}" fill="var(--{shape.color})"/>'
        case Words():
            weight = ' font-weight="600"' if shape.is_strong else ""
            return (
                f'<text x="{shape.x:.2f}" y="{shape.y:.2f}" dy="0.35em" text-anchor="{shape.anchor}" '
                f'font-size="{shape.size:g}" fill="var(--{shape.color})"{weight}>{escape(shape.text)}</text>'
            )


def _places(points: tuple[tuple[float, float], ...]) -> str:
    return " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
