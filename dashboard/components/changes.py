"""What changed for the same people between two surveys, and who was lost between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.catalog import PILOT, measure
from dashboard.components.charts import written_card
from dashboard.components.downloads import table_html
from dashboard.components.kept import kept
from dashboard.components.tables import Table
from dashboard.figures.series import shown
from dashboard.theme import count, interval, number, signed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.release.read import Change, Finding
    from dashboard.components.charts import Card
    from dashboard.components.frame import Frame

FEW = "fewer than 10, or not told"
NOTE = (
    "Whoever did not answer again is in neither mean. Where the people lost had scored lower than those who stayed, a "
    "rise of the plain mean is partly their absence; the change above is not."
)


@kept
def changes_card(frame: Frame, name: str) -> Iterator[Card]:
    """Draw the change of a score for the same people; nothing before the second survey.

    Args:
        frame: The page.
        name: Name of a scale.
    """
    found = frame.release.changes(name)
    if not found:
        return
    yield written_card(
        f"changes-{name}",
        changes_title(name, found),
        "Everybody on the roster who answered both surveys: later score minus earlier score, person by person, with "
        "95 % interval. Filters do not apply here.",
        table_html(changes_table(name, found), found, key=f"changes-{name}", is_explained=True),
    )


def changes_title(name: str, found: Sequence[Finding[Change]]) -> str:
    """A title about the change of the pilot since the first survey, where it exceeds its interval."""
    label = measure(name).label
    values = [value for finding in found if finding.label == PILOT and (value := shown(finding))]
    if not values:
        return f"{label}: change for the same people"
    change, since = values[0].change, values[0].earlier
    if change.interval is None or not change.interval.excludes(0.0):
        return f"{label} of the same participants shows no detectable change since {since}"
    moved = f"{'rose' if change.value > 0 else 'fell'} by {number(abs(change.value))} points"
    return f"{label} of the same participants {moved} since {since}"


def changes_table(name: str, found: Sequence[Finding[Change]]) -> Table:
    """The table of changes: group, surveys, change, and who was lost."""
    header = (
        "Group",
        "Surveys",
        "Change (points)",
        "95 % interval",
        "Answered both (n)",
        "Silent later",
        "Left the company",
        "Score before: both",
        "Score before: lost",
    )
    rows = tuple(_row(finding.label, value) for finding in found if (value := shown(finding)))
    return Table(
        caption=f"{measure(name).label}, change between two surveys", header=header, rows=rows, note=NOTE, words=(1,)
    )


def _row(label: str, value: Change) -> tuple[str, ...]:
    change = value.change
    return (
        label,
        f"{value.earlier} to {change.wave}",
        signed(change.value),
        interval(change.interval),
        count(change.n),
        FEW if value.silent is None else count(value.silent),
        FEW if value.left is None else count(value.left),
        FEW if value.mean_of_both is None else number(value.mean_of_both),
        FEW if value.mean_of_lost is None else number(value.mean_of_lost),
    )
