"""Who answered a survey, and what weighting them to everybody invited would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.catalog import dimension, measure
from dashboard.components.charts import written_card
from dashboard.components.downloads import foot, table_html
from dashboard.components.groups import is_of_a_unit, whom
from dashboard.components.kept import kept
from dashboard.components.partial import has_roster
from dashboard.components.provenance import explanation
from dashboard.components.tables import NOT_PUBLISHED, Table, estimates_table, missing_note
from dashboard.figures.series import shown
from dashboard.theme import count, interval, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.release.read import Estimate, Finding, RakedScore
    from dashboard.components.charts import Card
    from dashboard.components.frame import Frame


@kept
def response_card(frame: Frame, name: str) -> Iterator[Card]:
    """Draw the response rate by generation, and a mean beside the same mean weighted to everybody invited.

    Args:
        frame: The page.
        name: "engagement" or "satisfaction".
    """
    release = frame.release
    if not has_roster(release):
        return
    whole = release.estimate("response", frame.where, frame.wave, label="All")
    parts = release.breakdown("response", "generation", frame.where, frame.wave)
    plain, raked = release.estimate(name, {}, frame.wave), release.raked(name, frame.wave)
    is_unit = is_of_a_unit(release)
    weighting = [] if is_unit else [explanation([raked], key="raked", label="How was this computed: weighted mean")]
    first = estimates_table((whole, *parts), caption="Response by generation", rows="Generation")
    second = answered_table(plain, whom(release)) if is_unit else raked_table(plain, raked, whom(release))
    beside = (
        table_html(first, (whole, *parts), key="response"),
        table_html(second, (plain,) if is_unit else (plain, raked), key="raked"),
    )
    how = explanation((whole, *parts), key="response", label="How was this computed: response rate")
    yield written_card(
        "response",
        response_title(whole),
        "Share of the eligible people employed on the day of the survey who responded; n counts those invited. "
        f"Beside it the mean of {whom(release)}, as answered{'' if is_unit else ' and weighted to everybody invited'}.",
        f'<div class="tw-columns"><div>{"</div><div>".join(beside)}</div></div>{foot(how, *weighting)}',
    )


def response_title(finding: Finding[Estimate]) -> str:
    """A title about the response rate."""
    value = shown(finding)
    if value is None:
        return "Who answered"
    return f"{number(value.value, '%')} % of those invited answered the survey of {value.wave}"


def answered_table(plain: Finding[Estimate], people: str) -> Table:
    """The table of a mean as answered, for a unit: of units there are no weighted means."""
    label = measure(plain.measure).label
    header = (f"{label}, {people}", "Mean (points)", "95 % interval", "n")
    rows = (("As answered", *_cells(shown(plain))),)
    return Table(caption=f"{label} as answered", header=header, rows=rows, note=missing_note([plain]))


def raked_table(plain: Finding[Estimate], raked: Finding[RakedScore], people: str) -> Table:
    """The table of a mean as answered and weighted."""
    label = measure(plain.measure).label
    weighted = shown(raked)
    rows = (
        ("As answered", *_cells(shown(plain))),
        ("Weighted to everybody invited", *_cells(weighted.estimate if weighted else None)),
    )
    note = missing_note([plain, raked]) if weighted is None else weighting_words(weighted)
    header = (f"{label}, {people}", "Mean (points)", "95 % interval", "n")
    return Table(caption=f"{label} as answered and weighted", header=header, rows=rows, note=note)


def weighting_words(found: RakedScore) -> str:
    """What was weighted to what, and what it cost, in two sentences."""
    names = [dimension(name).label.lower() for name in found.margins]
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    return (
        f"Weighted to the head counts of {count(found.invited)} invited by {listed}. "
        f"Unweighted, the same {count(found.estimate.n)} respondents have a mean of {number(found.raw)}; "
        f"weighted, they say as much as {count(round(found.effective_n))} would."
    )


def _cells(value: Estimate | None) -> tuple[str, str, str]:
    if value is None:
        return NOT_PUBLISHED, "", ""
    return number(value.value, value.unit), interval(value.interval, value.unit), count(value.n)
