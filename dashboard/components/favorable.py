"""The favorable share of a scale's answers, beside its mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.catalog import measure
from dashboard.components.charts import written_card
from dashboard.components.downloads import table_html
from dashboard.components.groups import WORDS, both
from dashboard.components.kept import kept
from dashboard.components.partial import holds
from dashboard.components.provenance import explanation
from dashboard.components.tables import favorable_table
from dashboard.figures.series import shown
from dashboard.theme import coarse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.release.read import Estimate, Finding, Where
    from dashboard.components.charts import Card
    from dashboard.components.frame import Frame
    from dashboard.figures.series import Series


@kept
def favorable_card(frame: Frame, name: str) -> Iterator[Card]:
    """Draw the mean of a score and the favorable share of its answers, wave by wave; nothing where none is held.

    Args:
        frame: The page.
        name: "engagement" or "satisfaction".
    """
    share, label = f"favorable_{name}", measure(name).label
    if not holds(frame.release, share):
        return
    waves = frame.release.waves_of(share)

    def ask(side: Where, group: str) -> tuple[Finding[Estimate], ...]:
        return tuple(
            frame.release.estimate(one, side, wave.name, label=group) for wave in waves for one in (name, share)
        )

    series = both(frame.where, frame.palette, ask, everyone=frame.release.everyone)
    found = [finding for one in series for finding in one.findings]
    table = favorable_table(series, waves, caption=f"{label}, mean and favorable share")
    how = explanation([finding for one in series for finding in one.findings[1::2]], key=share)
    yield written_card(
        share,
        favorable_title(label, series),
        f"{measure(share).definition} Means run from 0 to 100; 95 % intervals in brackets, groups of 30 or more.",
        table_html(table, found, key=share) + how,
    )


def favorable_title(label: str, series: Sequence[Series]) -> str:
    """A title about the favorable share of every group in the newest wave."""
    newest = [(one.label, shown(one.findings[-1])) for one in series]
    shares = [f"{coarse(value.value)} % of {WORDS.get(group, group)}" for group, value in newest if value is not None]
    if not shares:
        return f"{label}: favorable answers"
    first, *others = (f"{share}'s" for share in shares)
    return ", ".join((f"{label}: {first} answers are favorable", *others))
