"""The pages of a board pack as plain values, made once and drawn as PDF, as PowerPoint and as HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

Color: TypeAlias = Literal["pilot", "comparison", "first", "second", "third", "fourth", "fifth", "sixth"]
"""Whose color something has; the palette says which it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of a line.

    Args:
        x: Place on the horizontal axis.
        y: The value, in the unit of the chart.
        low: Lower limit of its interval; None where none is defined.
        high: Upper limit of its interval; None likewise.
        text: Value, interval and n in words.
    """

    x: float
    y: float
    low: float | None
    high: float | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a chart, or the reason why it is not drawn.

    Args:
        label: The group.
        color: Its color.
        points: Its points from left to right; none where it is not drawn.
        reason: Why it is not drawn; empty where it is.
    """

    label: str
    color: Color
    points: tuple[Point, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """One mark of an axis.

    Args:
        at: Its place.
        text: Its words.
    """

    at: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChart:
    """Lines over time with their intervals.

    Args:
        title: The takeaway, or what is drawn where the page's title says the takeaway already.
        caption: What is shown, in one line.
        unit: Unit of the values.
        lines: The lines.
        ticks: Marks of the horizontal axis.
        low: Lower end of the vertical axis.
        high: Upper end of the vertical axis.
        is_curve: Whether lines go on in steps with a band; else points are joined and each has its interval.
        counts: Rows of numbers under the axis, one a line: label, color and marks.
        counted: What those rows count.
    """

    title: str
    caption: str
    unit: str
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    low: float
    high: float
    is_curve: bool = False
    counts: tuple[tuple[str, Color, tuple[Tick, ...]], ...] = ()
    counted: str = ""

    @property
    def reasons(self) -> tuple[tuple[str, str], ...]:
        """What is not drawn, and why."""
        return tuple((line.label, line.reason) for line in self.lines if line.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a chart of dots with intervals, or the reason why it has none.

    Args:
        label: The group.
        detail: Who stands behind it.
        value: The value; None where there is none.
        low: Lower limit.
        high: Upper limit.
        text: Value and interval in words, or the reason.
        color: Its color.
        is_strong: Whether it is the row that decides.
    """

    label: str
    text: str
    detail: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    color: Color = "comparison"
    is_strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DotChart:
    """Dots with intervals, one a row.

    Args:
        title: The takeaway, or what is drawn.
        caption: What is shown, in one line.
        unit: Unit of the values.
        rows: The rows from top to bottom.
        ticks: Marks of the axis.
        low: Left end of the axis.
        high: Right end of the axis.
        reference: The value that stands for no difference; None where there is none.
        second: A further line of reference; None where there is none.
        ends: What either side of the reference means.
        is_ratio: Whether the axis is logarithmic.
    """

    title: str
    caption: str
    unit: str
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    low: float
    high: float
    reference: float | None = None
    second: float | None = None
    ends: tuple[str, str] = ("", "")
    is_ratio: bool = False

    @property
    def reasons(self) -> tuple[tuple[str, str], ...]:
        """What is not drawn, and why."""
        return tuple((row.label, row.text) for row in self.rows if row.value is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table.

    Args:
        title: What it shows.
        header: Names of the columns.
        rows: The cells; a row of two cells under a longer header is a label and the reason why it has no figures.
        words: Columns of words, left aligned; the first one always is.
        widths: Relative widths of the columns; equal where empty.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: tuple[int, ...] = ()
    widths: tuple[float, ...] = ()

    @property
    def reasons(self) -> tuple[tuple[str, str], ...]:
        """What has no figures, and why."""
        return tuple((row[0], row[1]) for row in self.rows if len(row) < len(self.header))


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A few words and a sentence.

    Args:
        title: The words.
        text: The sentence.
        mark: A word at the end of the title, such as "Holds".
        is_warning: Whether it speaks against believing a figure.
    """

    title: str
    text: str
    mark: str = ""
    is_warning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """Several notes under one title.

    Args:
        title: What they are about.
        notes: The notes.
        missing: What stands here instead of a chart that cannot be drawn: labels and reasons.
    """

    title: str
    notes: tuple[Note, ...]
    missing: tuple[tuple[str, str], ...] = ()

    @property
    def reasons(self) -> tuple[tuple[str, str], ...]:
        """What is not drawn, and why."""
        return self.missing


Block: TypeAlias = LineChart | DotChart | Table | Notes


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One headline figure.

    Args:
        label: What is measured.
        group: Whom it is about.
        value: The value with its unit, or the reason why there is none.
        support: Interval and n.
        change: The difference from the comparison in words, not adjusted and therefore without color.
        is_missing: Whether the value is a reason.
    """

    label: str
    group: str
    value: str
    support: str = ""
    change: str = ""
    is_missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page.

    Args:
        key: Short name, for links and tests.
        section: What it is about.
        title: The claim.
        lead: One or two sentences under the claim.
        warnings: What speaks against believing the page; before any number.
        headlines: Headline figures, side by side.
        blocks: Charts, tables and notes, two side by side.
        notes: Sentences at the foot of the page.
    """

    key: str
    section: str
    title: str
    lead: str = ""
    warnings: tuple[str, ...] = ()
    headlines: tuple[Headline, ...] = ()
    blocks: tuple[Block, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def reasons(self) -> tuple[tuple[str, str], ...]:
        """What this page does not show, and why."""
        missing = ((one.label, one.value) for one in self.headlines if one.is_missing)
        return (*missing, *(pair for block in self.blocks for pair in block.reasons))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A board pack.

    Args:
        title: The program's name.
        sentence: Whom it is about.
        source: Release and data version.
        made: When the release was made; the only time in a file.
        id: Id of the release.
        pages: The pages.
    """

    title: str
    sentence: str
    source: str
    made: datetime
    id: str
    pages: tuple[Page, ...]

    @property
    def footer(self) -> str:
        """What stands under every page: whom it is about, from which release and which data."""
        return f"{self.sentence} {self.source}"

    def numbered(self) -> Iterator[tuple[int, Page]]:
        """The pages with their numbers from one."""
        return enumerate(self.pages, start=1)
