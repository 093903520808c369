"""How often pairs met, month by month: a year a row, a month a column, the more sessions a pair the darker."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from analytics.report.meetings import MONTHS, calendar_title, month_name
from dashboard.components.charts import written_card
from dashboard.components.downloads import foot, save_links, table_file
from dashboard.components.kept import kept
from dashboard.components.provenance import explanation
from dashboard.components.tables import Table
from dashboard.figures.series import shown
from dashboard.theme import count, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.report.meetings import Month
    from dashboard.components.charts import Card
    from dashboard.components.frame import Frame

SHADES = 4
CAPTION = "Sessions by month"


@kept
def calendar_card(frame: Frame) -> Iterator[Card]:
    """Draw the calendar of sessions; nothing where the release has none."""
    finding = frame.release.calendar()
    months = shown(finding)
    if not months:
        return
    file = table_file(calendar_table(months), [finding])
    below = foot(explanation([finding], key="calendar"), save_links(file, key="calendar"))
    yield written_card(
        "calendar",
        calendar_title(months),
        "Sessions held of all pairs; the shade and the small number are sessions for each pair going in that month. "
        "Both to the nearest five. A dash is a month in which fewer than ten pairs met. Filters do not apply here.",
        calendar_html(months) + below,
    )


def calendar_html(months: Sequence[Month]) -> str:
    """The calendar as a table in markup."""
    by_month = {(one.year, one.month): one for one in months}
    years = sorted({one.year for one in months})
    most = max(one.per_pair for one in months)
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Year", *MONTHS))
    body = "".join(
        f'<tr><th scope="row">{year}</th>'
        + "".join(_cell(by_month.get((year, month)), most) for month in range(1, len(MONTHS) + 1))
        + "</tr>"
        for year in years
    )
    return (
        f'<div class="tw-scroll" tabindex="0" role="region" aria-label="{CAPTION}"><table class="tw-table tw-heat">'
        f"<caption>{CAPTION}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def calendar_table(months: Sequence[Month]) -> Table:
    """The calendar with one row a month, as it is saved."""
    rows = tuple(
        (f"{one.year}-{one.month:02d}", count(one.held), count(one.going), f"{one.per_pair:.2f}") for one in months
    )
    return Table(
        caption=CAPTION, header=("Month", "Sessions held", "Pairs going (n)", "Sessions for each pair"), rows=rows
    )


def _cell(one: Month | None, most: float) -> str:
    if one is None:
        return '<td class="tw-missing" title="No data, or not published">–</td>'
    shade = 1 + min(SHADES - 1, int(SHADES * one.per_pair / most))
    words = escape(f"{month_name(one)}: {count(one.held)} sessions, {count(one.going)} pairs going")
    return f'<td class="tw-count-{shade}" title="{words}">{count(one.held)}<small>{number(one.per_pair)}</small></td>'
