"""What changed in bridging generations by the generations of both sides of a pair: a heat map for each side."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from analytics.catalog import JUNIOR, SENIOR
from analytics.release.read import Undefined, Withheld
from analytics.report.generations import corrected, pair_changes_title
from dashboard.components.charts import written_card
from dashboard.components.downloads import foot, save_links, table_file
from dashboard.components.groups import is_of_a_unit
from dashboard.components.heat import GRAY, STRONGER, mark
from dashboard.components.kept import kept
from dashboard.components.notices import missing_html
from dashboard.components.provenance import explanation
from dashboard.components.tables import Table
from dashboard.figures.series import shown
from dashboard.theme import count, interval, signed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.release.read import Finding, Interval, PairChange
    from dashboard.components.charts import Card
    from dashboard.components.frame import Frame

LEGEND = (
    "A color and a triangle mean that the interval, corrected for all cells of both sides (Holm), leaves zero out: "
    "teal \u25b2 where scores rose, amber \u25bc where they fell. Gray may be chance. A dash: not published, or none."
)
UNIT = "points"
CAPTION = "Change of bridging generations by the generations of both sides"


@kept
def pair_changes_card(frame: Frame) -> Iterator[Card]:
    """Draw the change of bridging generations by both generations, for seniors and juniors; nothing for a unit."""
    if is_of_a_unit(frame.release):
        return
    finding = frame.release.pair_changes()
    found = shown(finding) or ()
    if isinstance(finding.outcome, Undefined | Withheld):
        body = missing_html([finding.outcome.reason])
    else:
        body = _body(finding, found, frame.release.facts.margin)
    yield written_card("pair-changes", pair_changes_title(found), _caption(found), body)


def _body(finding: Finding[tuple[PairChange, ...]], found: Sequence[PairChange], margin: float) -> str:
    limits = corrected(found)
    both = list(zip(found, limits, strict=True))
    sides = {role: [one for one in both if one[0].role == role] for role in (SENIOR, JUNIOR)}
    both_heats = "".join(heat_html(role, own, margin) for role, own in sides.items() if own)
    file = table_file(pair_changes_table(found, limits), [finding])
    below = foot(explanation([finding], key="pair-changes"), save_links(file, key="pair-changes"))
    return f'<div class="tw-both">{both_heats}</div><p class="tw-note">{escape(LEGEND)}</p>{below}'


def pair_changes_table(found: Sequence[PairChange], limits: Sequence[Interval]) -> Table:
    """The changes with one row a cell, as they are saved.

    Args:
        found: The changes.
        limits: The corrected interval of each.
    """
    rows = tuple(
        (
            one.role,
            one.junior_generation,
            one.senior_generation,
            f"{one.earlier} to {one.change.wave}",
            signed(one.change.value),
            interval(one.change.interval),
            interval(limit),
            count(one.change.n),
            "beyond chance" if limit.excludes(0.0) else GRAY,
        )
        for one, limit in zip(found, limits, strict=True)
    )
    header = (
        "Who answered", "Junior mentor", "Senior mentee", "Surveys", "Change (points)",
        "95 % interval", "Corrected interval", "n", "Verdict",
    )  # fmt: skip
    note = "Combinations that are not listed are not published, or there are none."
    return Table(caption=CAPTION, header=header, rows=rows, note=note, words=(1, 2, 3, 8))


def _caption(found: Sequence[PairChange]) -> str:
    when = f" from {found[0].earlier} to {found[0].change.wave}" if found else ""
    return (
        f"Mean change of the same people{when}, in points, by the generations of their first pair. No comparison is "
        "taken off. Filters do not apply here."
    )


def heat_html(role: str, found: Sequence[tuple[PairChange, Interval]], margin: float) -> str:
    """The changes of one side as a table in markup.

    Args:
        role: Who answered.
        found: The changes, each with its corrected interval.
        margin: The largest change that still counts as none, in points.
    """
    juniors = dict.fromkeys(one.junior_generation for one, _ in found)
    seniors = dict.fromkeys(one.senior_generation for one, _ in found)
    cells = {(one.junior_generation, one.senior_generation): (one, limit) for one, limit in found}
    caption = f"{role}s: {CAPTION.lower()}"
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in seniors)
    body = "".join(
        f'<tr><th scope="row">{escape(junior)}</th>'
        + "".join(_cell(cells.get((junior, senior)), margin) for senior in seniors)
        + "</tr>"
        for junior in juniors
    )
    return (
        f'<div><p class="tw-label">{escape(role)}s answered</p>'
        f'<div class="tw-scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="tw-table tw-heat"><caption>{escape(caption)}</caption><thead><tr><th scope="col">Junior mentor '
        f"&#92; senior mentee</th>{head}</tr></thead><tbody>{body}</tbody></table></div></div>"
    )


def _cell(found: tuple[PairChange, Interval] | None, margin: float) -> str:
    if found is None:
        return '<td class="tw-missing" title="Not published">–</td>'
    change, limits = found[0].change, found[1]
    is_clear = limits.excludes(0.0)
    strength = 1 + sum(abs(change.value) > times * margin for times in STRONGER)
    kind = f' class="tw-{"above" if change.value > 0 else "below"}-{strength}"' if is_clear else ""
    words = escape(f"corrected interval {interval(limits)} {UNIT}")
    shape = mark(change.value) if is_clear else ""
    return f'<td{kind} title="{words}">{shape}{signed(change.value)}<small>n {count(change.n)}</small></td>'
