"""Who takes part against who could have, and whether their experience is equal."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from analytics.catalog import ENROLLED_ONLY, PILOT, dimension, measure
from analytics.narrative import chance_sentence, experience_title, multiplicity_sentence, parity_title
from analytics.release.read import Withheld
from dashboard.components.cards import draw_cards, plain_card
from dashboard.components.charts import chart, chosen, written_card
from dashboard.components.downloads import foot, save_links, table_file, table_html
from dashboard.components.groups import is_of_a_unit
from dashboard.components.heat import mark
from dashboard.components.kept import kept
from dashboard.components.notices import missing_html
from dashboard.components.partial import holds
from dashboard.components.provenance import explanation
from dashboard.components.tables import NOT_PUBLISHED, Table, missing_note, sides_table
from dashboard.figures.differences import differences
from dashboard.figures.parity import parity_dots
from dashboard.figures.series import released, shown
from dashboard.theme import count, number, probability, ratio

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from analytics.release.read import CohortShare, Finding, GroupParity, Where
    from dashboard.components.charts import Card
    from dashboard.components.frame import Frame

DIMENSIONS = ("gender", "generation", "ethnicity", "business_unit", "level", "location")
OUTCOMES = ("match_quality", "safety", "skills_gained", "engagement", "satisfaction", "bridging")
OF_PARTICIPANTS = ("match_quality", "safety", "skills_gained")
OF_THE_PROGRAM = ("arm", *ENROLLED_ONLY)
GROUPS = {"response": "Of those invited to the newest survey", "activity": "Pairs, last 30 days"}
WORDS = {"over": "more often", "under": "less often", "even": "no difference beyond chance"}
STRENGTH = {"over": "tw-above-2", "under": "tw-below-2"}
REFERENCE = (
    "The dotted line is four fifths of everybody's rate: a rule of thumb of selection guidelines for reference, "
    "not a test."
)
ELIGIBLE = "Of everybody eligible"
WHOLE_ONLY = (
    "How often each group takes part is measured against everybody eligible, who are not all in this unit. It is "
    "known for the whole program only."
)


def eligible_where(where: Where) -> Where:
    """The filters that can be asked of everybody eligible; those on the program itself cannot."""
    return {name: chosen for name, chosen in where.items() if name not in OF_THE_PROGRAM}


def cards(frame: Frame) -> None:
    """Draw how many take part, of everybody chosen and of both roles."""
    where = eligible_where(frame.where)
    eligible = f"Of those eligible in {frame.release.everyone}" if is_of_a_unit(frame.release) else ELIGIBLE
    groups = {"participation": eligible, **{name: GROUPS[name] for name in GROUPS if holds(frame.release, name)}}
    draw_cards([plain_card(name, frame.release.estimate(name, where), group) for name, group in groups.items()])


def _known(frame: Frame) -> list[str]:
    """The dimensions that people can be divided by."""
    named = {one.name for one in frame.release.dimensions}
    return [name for name in DIMENSIONS if name in named]


def _choose_dimension(offered: Sequence[str], key: str) -> None:
    """Let the viewer choose the groups of a card."""
    st.segmented_control(
        "Groups",
        offered,
        default=offered[0],
        format_func=_label,
        required=True,
        key=key,
        label_visibility="collapsed",
    )


def parity_card(frame: Frame) -> None:
    """Draw how often every group takes part, beside everybody eligible."""
    offered = _known(frame)
    _parity(frame, chosen("parity-by", offered), tuple(offered))


@kept
def _parity(frame: Frame, by: str, offered: tuple[str, ...]) -> Iterator[Card]:
    where = {name: chosen for name, chosen in eligible_where(frame.where).items() if name != by}
    found = frame.release.parity(by, where)
    yield chart(
        "parity",
        parity_title(dimension(by).label, found),
        f"Participation rate of each group divided by that of everybody eligible, with exact intervals. {REFERENCE}",
        figure=parity_dots(found, frame.palette),
        table=parity_table(found, dimension(by).label),
        findings=found,
        note=_parity_note(found),
        control=lambda: _choose_dimension(offered, "parity-by"),
    )


def _parity_note(found: Sequence[Finding[GroupParity]]) -> str:
    return chance_sentence(max((one.family for one in released(found)), default=1))


def parity_table(found: Sequence[Finding[GroupParity]], rows_are: str) -> Table:
    """The table of parities."""
    rows = tuple(
        (
            value.label,
            count(value.enrolled),
            count(value.eligible),
            number(value.rate, "%"),
            ratio(value.ratio),
            f"{ratio(value.interval.low)} to {ratio(value.interval.high)}",
            probability(value.p),
            WORDS[value.representation],
        )
        for value in released(found)
    )
    header = (
        rows_are,
        "Take part",
        "Eligible (n)",
        "Rate (%)",
        "Times everybody's rate",
        "95 % interval",
        "p",
        "Verdict",
    )
    return Table(caption="Parity of participation", header=header, rows=rows, note=missing_note(found), words=(7,))


def intersections_card(frame: Frame) -> None:
    """Draw parity of every intersection of two dimensions; gray unless its corrected interval leaves 1 out."""
    known = _known(frame)
    rows = chosen("intersection-rows", known)
    others = [name for name in known if name != rows]
    _intersections(frame, (rows, chosen("intersection-columns", others)), tuple(known))


@kept
def _intersections(frame: Frame, looked_at: tuple[str, str], known: tuple[str, ...]) -> Iterator[Card]:
    rows, columns = looked_at
    table = frame.release.parity_table(rows, columns)
    body = _intersections_body(table, _label(rows), _label(columns))
    yield written_card(
        "intersections",
        intersections_title([one for row in table.items() for one in _named(*row)]),
        "Times everybody's participation rate, for people who share both. A color and a triangle mean beyond chance, "
        "corrected for all cells: teal ▲ more often, amber ▼ less often. Filters do not apply here.",
        body if any(released(row) for row in table.values()) else missing_html([Withheld().reason]),
        control=lambda: _choose_two(known, [name for name in known if name != rows]),
    )


def _choose_two(known: Sequence[str], others: Sequence[str]) -> None:
    """Let the viewer choose the two dimensions of the table."""
    first, second = st.columns(2)
    with first:
        st.selectbox("Rows", known, format_func=_label, key="intersection-rows")
    with second:
        st.selectbox("Columns", others, format_func=_label, key="intersection-columns")


def _intersections_body(table: Mapping[str, Sequence[Finding[GroupParity]]], rows: str, columns: str) -> str:
    cells = [one for row in table.values() for one in row]
    file = table_file(intersections_table(table, rows, columns), cells)
    below = foot(explanation(cells[:1], key="intersections"), save_links(file, key="intersections"))
    return intersections_html(table, rows) + below


def _named(row: str, found: Sequence[Finding[GroupParity]]) -> list[GroupParity]:
    return [replace(value, label=f"{row}, {value.label}") for value in released(found)]


def intersections_title(found: Sequence[GroupParity]) -> str:
    """A title about people who share two characteristics: those who take part most and least often, beyond chance.

    Args:
        found: One parity for each two characteristics, labelled with both.
    """
    if not found:
        return "Where two characteristics meet"
    beyond = [one for one in sorted(found, key=lambda one: -one.ratio) if one.representation != "even"]
    if not beyond:
        return "No group takes part more or less often than everybody, beyond chance"
    first, *second = [f"{one.label}: {ratio(one.ratio)} times" for one in dict.fromkeys((beyond[0], beyond[-1]))]
    return "; ".join((f"{first} everybody's rate of taking part", *second))


def intersections_html(table: Mapping[str, Sequence[Finding[GroupParity]]], rows_are: str) -> str:
    """The table of intersections as markup."""
    columns = [one.label for one in next(iter(table.values()))]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in (rows_are, *columns))
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th>{"".join(map(_cell, row))}</tr>' for name, row in table.items()
    )
    caption = "Parity of participation where two characteristics meet"
    return (
        f'<div class="tw-scroll" tabindex="0" role="region" aria-label="{caption}"><table class="tw-table tw-heat">'
        f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def intersections_table(table: Mapping[str, Sequence[Finding[GroupParity]]], rows_are: str, columns_are: str) -> Table:
    """The intersections as a table with one row each, as it is saved."""
    header = (rows_are, columns_are, "Times everybody's rate", "95 % interval", "Eligible (n)", "Verdict")
    rows = tuple((name, one.label, *_parts(shown(one))) for name, row in table.items() for one in row)
    return Table(
        caption="Parity of participation where two characteristics meet", header=header, rows=rows, words=(1, 5)
    )


def _parts(value: GroupParity | None) -> tuple[str, ...]:
    if value is None:
        return NOT_PUBLISHED, "", "", ""
    limits = f"{ratio(value.interval.low)} to {ratio(value.interval.high)}"
    return ratio(value.ratio), limits, count(value.eligible), WORDS[value.representation]


def _cell(finding: Finding[GroupParity]) -> str:
    value = shown(finding)
    if value is None:
        return '<td class="tw-missing" title="Not published">–</td>'
    kind = f' class="{STRENGTH[value.representation]}"' if value.representation in STRENGTH else ""
    words = f"{ratio(value.interval.low)} to {ratio(value.interval.high)}; {WORDS[value.representation]}"
    beyond = mark(value.ratio - 1.0) if value.representation in STRENGTH else ""
    return (
        f'<td{kind} title="{escape(words)}">{beyond}{ratio(value.ratio)}<small>n {count(value.eligible)}</small></td>'
    )


def cohorts_card(frame: Frame) -> None:
    """Draw the make-up of every cohort beside that of everybody eligible."""
    offered = _known(frame)
    _cohorts(frame, chosen("cohorts-by", offered), tuple(offered))


@kept
def _cohorts(frame: Frame, by: str, offered: tuple[str, ...]) -> Iterator[Card]:
    found, everybody = frame.release.cohort_shares(by), frame.release.parity(by)
    table = cohorts_table(found, _label(by), _pool(frame, everybody))
    numbers = table_html(table, everybody[:1], key="cohorts", is_explained=True)
    yield written_card(
        "cohorts",
        cohorts_title(found, _label(by)),
        "Share of each group among those who joined in a cohort, with Wilson's 95 % interval, and n; beside it its "
        "share of everybody eligible. Filters do not apply here.",
        numbers if found else missing_html([Withheld().reason]),
        control=lambda: _choose_dimension(offered, "cohorts-by"),
    )


def _pool(frame: Frame, everybody: Sequence[Finding[GroupParity]]) -> dict[str, str]:
    """The share of every group among everybody eligible, in words."""
    whole = shown(frame.release.estimate("participation"))
    groups = {one.label: shown(one) for one in everybody}
    return {
        name: f"{number(100 * value.eligible / whole.n, '%')} %" if value and whole else "–"
        for name, value in groups.items()
    }


def cohorts_title(found: Sequence[CohortShare], groups: str) -> str:
    """A title about who joined: the share that is furthest from that of everybody eligible, beyond chance."""
    if not found:
        return "Who joined, cohort by cohort"
    apart = [one for one in found if one.interval.excludes(one.pool_share)]
    if not apart:
        return f"{groups}: every cohort is made up like everybody eligible, as far as one can tell"
    most = max(apart, key=lambda one: abs(one.share - one.pool_share))
    return (
        f"{most.label}: {number(most.share, '%')} % of {most.cohort}, {number(most.pool_share, '%')} % of everybody "
        "eligible"
    )


def cohorts_table(found: Sequence[CohortShare], rows_are: str, pool: Mapping[str, str]) -> Table:
    """The table of shares: a row a group, a column a cohort, the eligible pool last.

    Args:
        found: The shares.
        rows_are: What the rows are.
        pool: The share of every group among everybody eligible, of those without a published share too.
    """
    cohorts = tuple(dict.fromkeys(one.cohort for one in found))
    share = {(one.label, one.cohort): one for one in found}
    rows = tuple(
        (name, *(_share(share.get((name, cohort))) for cohort in cohorts), of_all) for name, of_all in pool.items()
    )
    corrected = f"Intervals are corrected for {count(len(found))} shares told together. " if len(found) > 1 else ""
    note = f"{corrected}A dash is a group that is not published in that cohort."
    header = (rows_are, *cohorts, "Everybody eligible")
    return Table(caption="Who joined in every cohort", header=header, rows=rows, note=note)


def _share(one: CohortShare | None) -> str:
    if one is None:
        return "–"
    limits = f"{number(one.interval.low, '%')} to {number(one.interval.high, '%')}"
    return f"{number(one.share, '%')} % ({limits}), n\u00a0{count(one.joined)}"


def experience_card(frame: Frame) -> None:
    """Draw whether participants of every group report the same experience: each group minus all the others."""
    offered = [name for name in OUTCOMES if holds(frame.release, name)]
    if not offered:
        return
    groups = _known(frame)
    name, by = chosen("experience-of", offered), chosen("experience-by", groups)
    _experience(frame, (name, by), tuple(offered), tuple(groups))


@kept
def _experience(
    frame: Frame, looked_at: tuple[str, str], offered: tuple[str, ...], groups: tuple[str, ...]
) -> Iterator[Card]:
    name, by = looked_at
    where: dict[str, tuple[str, ...]] = {} if name in OF_PARTICIPANTS else {"arm": (PILOT,)}
    found = frame.release.against_the_rest(name, by, where, frame.wave)
    yield chart(
        "experience",
        experience_title(found),
        f"{measure(name).label} of participants: each group minus all the others, in {measure(name).unit}, Welch's t. "
        f"{multiplicity_sentence(found)}",
        figure=differences(found, frame.palette, ends=("others higher", "group higher")),
        table=sides_table(
            found,
            caption="Experience of every group",
            rows=_label(by),
            labels=[one.label for one in found],
            sides=("Group", "All others"),
        ),
        findings=found,
        control=lambda: _choose_experience(offered, groups),
    )


def _choose_experience(offered: Sequence[str], groups: Sequence[str]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="choose-experience"):
        st.selectbox("Score", offered, format_func=lambda one: measure(one).label, key="experience-of", width=240)
        _choose_dimension(groups, "experience-by")


def _label(name: str) -> str:
    return dimension(name).label
