"""How well the items of a page's scales go together, and how often each was left blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.catalog import measure
from dashboard.components.charts import written_card
from dashboard.components.downloads import folded, release_line, table_html
from dashboard.components.groups import is_of_a_unit
from dashboard.components.kept import kept
from dashboard.components.notices import missing_html
from dashboard.components.tables import Table
from dashboard.theme import coefficient, count, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.release.read import ItemReliability, ScaleReliability
    from dashboard.components.charts import Card
    from dashboard.components.frame import Frame

AGAINST = "▼"
NONE = "–"
TOO_FEW = (
    "No scale of this page has two items or more that 30 people answered in the survey of {}, with nobody or at least "
    "ten people leaving one out."
)
WITHOUT_ITEMS = "Item by item nothing is shown: that would take more figures than this many people have."
NOTE = f"{AGAINST} An item that goes against the others of its scale is probably turned the wrong way."


@kept
def reliability_card(frame: Frame, *names: str) -> Iterator[Card]:
    """Draw alpha and omega of scales in the chosen survey, and their items; nothing before it, and nothing for a unit.

    Args:
        frame: The page.
        names: Names of the scales, in the order of the rows.
    """
    waves = [wave.name for wave in frame.release.facts.waves]
    if not waves or is_of_a_unit(frame.release):
        return
    wave = frame.wave if frame.wave in waves else waves[-1]
    found = sorted(
        (one for one in frame.release.reliability(wave) if one.scale in names), key=lambda one: names.index(one.scale)
    )
    yield written_card(
        "reliability",
        reliability_title(found),
        f"Survey of {wave}, people who answered all items of a scale (n). Cronbach's alpha with Feldt's 95 % "
        "interval; McDonald's omega of one common factor.",
        _body(found, release_line(frame.release)) if found else missing_html([TOO_FEW.format(wave)]),
    )


def _body(found: Sequence[ScaleReliability], source: str) -> str:
    scales = table_html(scales_table(found), key="reliability", about=[source])
    if not any(one.items for one in found):
        return f'{scales}<p class="tw-note">{WITHOUT_ITEMS}</p>'
    items = table_html(items_table(found), key="reliability-items", about=[source])
    return scales + folded("Items", items, key="table-reliability", is_open=_has_negative(found))


def reliability_title(found: Sequence[ScaleReliability]) -> str:
    """A title about scales: which items go against the others, else what alpha is."""
    against = sum(_is_negative(item) for one in found for item in one.items)
    if against:
        return f"{against} item{'s go' if against > 1 else ' goes'} against the others of the scale"
    parts = [f"{coefficient(one.alpha)} ({measure(one.scale).label})" for one in found if one.alpha is not None]
    return f"How well the items go together: alpha {', '.join(parts)}" if parts else "How well the items go together"


def scales_table(found: Sequence[ScaleReliability]) -> Table:
    """The table of scales: alpha with its interval, omega, and how many answered."""
    rows = tuple(
        (
            measure(one.scale).label,
            _or_none(one.alpha),
            f"{coefficient(one.interval.low)} to {coefficient(one.interval.high)}" if one.interval else NONE,
            _or_none(one.omega),
            count(len(one.items)) if one.items else NONE,
            count(one.n),
            count(one.asked),
        )
        for one in found
    )
    header = ("Scale", "Alpha", "95 % interval", "Omega", "Items", "n", "Answered any item")
    note = " ".join(f"{measure(one.scale).label}: {one.reason}" for one in found if one.reason)
    return Table(caption="Reliability of the scales", header=header, rows=rows, note=note)


def items_table(found: Sequence[ScaleReliability]) -> Table:
    """The table of items; one that goes against the others of its scale is marked."""
    rows = tuple(
        (
            item.text,
            measure(one.scale).label,
            NONE if item.answered is None else count(item.answered),
            NONE if item.missing is None else number(item.missing, "%"),
            f"{AGAINST} {_or_none(item.item_rest)}" if _is_negative(item) else _or_none(item.item_rest),
            _or_none(item.alpha_without),
        )
        for one in found
        for item in one.items
    )
    header = ("Item", "Scale", "Answered", "Missing (%)", "Item-rest correlation", "Alpha without")
    note = NOTE if _has_negative(found) else ""
    return Table(caption="Items of the scales", header=header, rows=rows, note=note, words=(1,))


def _has_negative(found: Sequence[ScaleReliability]) -> bool:
    return any(_is_negative(item) for one in found for item in one.items)


def _is_negative(item: ItemReliability) -> bool:
    return item.item_rest is not None and item.item_rest < 0


def _or_none(value: float | None) -> str:
    return NONE if value is None else coefficient(value)
