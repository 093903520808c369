"""How the generations meet: by which channels, and how informally, for juniors and seniors of each generation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from analytics.release.read import Undefined
from analytics.report.generations import ways_title
from dashboard.components.charts import chart
from dashboard.components.kept import kept
from dashboard.components.tables import NOT_PUBLISHED, UNDEFINED, Table, missing_note
from dashboard.figures.series import released, shown
from dashboard.figures.ways import WayBar, ways
from dashboard.theme import coarse, count, interval, number, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from analytics.release.read import Estimate, Finding, Release, Where
    from dashboard.components.charts import Card
    from dashboard.components.frame import Frame

CHANNELS: Mapping[str, str] = {
    "in_person_share": "In person",
    "chat_share": "Chat",
    "video_share": "Video",
    "phone_share": "Phone",
}
INFORMAL = "informal_share"
TOGETHER: Mapping[str, Any] = {
    "definition": "Held sessions by each channel, and those in an informal setting, out of held sessions.",
    "numerator": "held sessions by the channel, or in an informal setting",
    "denominator": "held sessions whose channel, or whose setting, was recorded",
    "exclusions": "sessions for which it was not recorded; sessions after the end of their pair",
    "method": "interval of a ratio over pairs; of seniors, shares to the nearest 5 % with Wilson's interval",
}
"""What is said of all shares of the card at once."""

ALL = "All pairs"


@dataclass(frozen=True, slots=True, kw_only=True)
class WayRow:
    """One group of pairs.

    Args:
        label: The group.
        findings: Its share of each channel, and of informal sessions, by measure; those that it has.
        is_coarse: Whether they are to the nearest 5 %.
    """

    label: str
    findings: Mapping[str, Finding[Estimate]]
    is_coarse: bool = False


@kept
def ways_card(frame: Frame) -> Iterator[Card]:
    """Draw by which channels pairs meet, by the generation of the junior mentor and of the senior mentee."""
    found = way_rows(frame.release, frame.where)
    bars = [bar for one in found if (bar := _bar(one)) is not None]
    findings = [_explained(finding) for one in found for finding in one.findings.values()]
    juniors = [row.findings for row in found if row.label.endswith(" juniors")]
    about_seniors = " Rows of seniors are to the nearest 5\u00a0%." if any(one.is_coarse for one in found) else ""
    yield chart(
        "ways",
        ways_title(found[0].findings, juniors),
        f"Held sessions by channel, in percent, and in an informal setting.{about_seniors} Intervals, n: in the table.",
        figure=ways(bars, tuple(CHANNELS.values()), frame.palette),
        table=ways_table(found),
        findings=findings,
    )


def way_rows(release: Release, where: Where) -> list[WayRow]:
    """All pairs, those of juniors of each generation, and without filters those of seniors of each.

    Args:
        release: The release.
        where: Chosen categories by dimension.
    """
    names = (*CHANNELS, INFORMAL)
    everyone = WayRow(label=ALL, findings={name: release.estimate(name, where, label=ALL) for name in names})
    juniors = {name: release.breakdown(name, "generation", where) for name in names}
    seniors = {} if where else {name: release.senior_ways(name) for name in names}
    return [everyone, *_of_side(juniors, "juniors"), *_of_side(seniors, "seniors", is_coarse=True)]


def ways_table(rows: list[WayRow]) -> Table:
    """The table: a row a group, a column a channel, each share with its interval."""
    names = {**CHANNELS, INFORMAL: "Informal"}
    body = tuple(
        (
            one.label,
            *(_cell(one.findings.get(name), is_coarse=one.is_coarse) for name in names),
            next((count(value.n) for value in released(tuple(one.findings.values()))), ""),
        )
        for one in rows
    )
    return Table(
        caption="Sessions by channel and setting, by generation",
        header=("Pairs", *(f"{words} (%)" for words in names.values()), "Pairs (n)"),
        rows=body,
        note=missing_note([finding for one in rows for finding in one.findings.values()]),
    )


def _explained(finding: Finding[Estimate]) -> Finding[Estimate]:
    """A finding that says of all shares of the card together what they are."""
    return replace(finding, provenance=replace(finding.provenance, **TOGETHER))


def _of_side(found: Mapping[str, tuple[Finding[Estimate], ...]], side: str, *, is_coarse: bool = False) -> list[WayRow]:
    labels = dict.fromkeys(finding.label for several in found.values() for finding in several)
    return [
        WayRow(
            label=f"{label} {side}",
            findings={name: one for name, several in found.items() for one in several if one.label == label},
            is_coarse=is_coarse,
        )
        for label in labels
    ]


def _bar(row: WayRow) -> WayBar | None:
    values = [value for name in CHANNELS if name in row.findings and (value := shown(row.findings[name]))]
    if len(values) < len(CHANNELS):
        return None
    words = coarse if row.is_coarse else whole
    informal = shown(row.findings[INFORMAL]) if INFORMAL in row.findings else None
    return WayBar(
        label=row.label,
        shares=tuple(value.value for value in values),
        words=tuple(words(value.value) for value in values),
        informal=f"{words(informal.value)}\u202f%" if informal else "–",
        n=count(values[0].n),
    )


def _cell(finding: Finding[Estimate] | None, *, is_coarse: bool) -> str:
    value = shown(finding) if finding else None
    if value is None:
        return UNDEFINED if finding and isinstance(finding.outcome, Undefined) else NOT_PUBLISHED
    if is_coarse and value.interval:
        return f"{coarse(value.value)} ({whole(value.interval.low)} to {whole(value.interval.high)})"
    return f"{number(value.value, value.unit)} ({interval(value.interval, value.unit)})"
