"""Charts about the exchange between the two people of a pair."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from analytics.catalog import JUNIOR, SENIOR, measure
from analytics.narrative import breakdown_title, steps_sentence, trend_title
from analytics.release.read import Withheld
from dashboard.components.cards import draw_cards, plain_card
from dashboard.components.charts import chart, written_card
from dashboard.components.downloads import foot, release_line, save_links, table_file
from dashboard.components.groups import whom
from dashboard.components.kept import kept
from dashboard.components.notices import missing_html
from dashboard.components.partial import has_sessions, holds
from dashboard.components.provenance import explanation
from dashboard.components.tables import Table, curves_table, estimates_table, waves_table
from dashboard.figures.dots import dots
from dashboard.figures.series import Series, released, shown
from dashboard.figures.survival import survival
from dashboard.figures.trend import trend
from dashboard.theme import count, number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dashboard.components.charts import Card
    from dashboard.components.frame import Frame

SKILLS = "skills_gained"
BALANCE = "exchange_balance"
OF_PAIRS = ("session_completion", "cadence", "goal_attainment", "support_share")
LASTING = (
    ("pair_survival", "Still meeting", "Pairs, after 6 months"),
    ("median_gap", "Between sessions", "Pairs, median"),
    ("at_agreed_cadence", "At agreed cadence", "Pairs"),
    ("activity", "Active pairs", "Pairs, last 30 days"),
)
SHADES = 4
MATRIX = "Pairs by generation of junior mentor and senior mentee"


def cards(frame: Frame) -> None:
    """Draw the headline figures of both sides and of the pairs, those that the release holds."""
    if holds(frame.release, SKILLS):
        _side_cards(frame)
    if names := [name for name in OF_PAIRS if holds(frame.release, name)]:
        draw_cards([plain_card(f"figure-{name}", frame.release.estimate(name, frame.where), "Pairs") for name in names])
    if has_sessions(frame.release):
        draw_cards(
            [
                plain_card(f"figure-{name}", frame.release.estimate(name, frame.where), group, label=label)
                for name, label, group in LASTING
            ]
        )


def _side_cards(frame: Frame) -> None:
    sides = [frame.release.estimate(SKILLS, {**frame.where, "role": (role,)}, frame.wave) for role in (JUNIOR, SENIOR)]
    balance = plain_card("balance", frame.release.estimate(BALANCE, frame.where, frame.wave), "100 % is even")
    skills = [plain_card(f"skills-{role}", one, f"{role}s") for role, one in zip((JUNIOR, SENIOR), sides, strict=True)]
    draw_cards([*skills, balance])


@kept
def skills_trend(frame: Frame) -> Iterator[Card]:
    """Draw what juniors and seniors gained, wave by wave."""
    release, name = frame.release, measure(SKILLS)
    colors = (frame.palette.groups[0], frame.palette.groups[2])
    series = [
        Series(label=role, color=color, findings=release.trend(SKILLS, {**frame.where, "role": (role,)}, label=role))
        for role, color in zip((JUNIOR, SENIOR), colors, strict=True)
    ]
    waves = release.waves_of(SKILLS)
    yield chart(
        "skills-trend",
        trend_title("Skill gained by junior mentors", series[0].findings),
        "Skill now minus skill before the program, both asked in the same survey, 0 to 100, with 95 % intervals.",
        figure=trend(series, waves, frame.palette, possible=(name.low, name.high)),
        table=waves_table(series, waves, caption="Skills gained by survey wave and role"),
        findings=[finding for one in series for finding in one.findings],
    )


@kept
def pair_curve(frame: Frame) -> Iterator[Card]:
    """Draw the share of pairs that still meet, by months since their start."""
    found = frame.release.pair_curve(frame.where, label="Pairs")
    lasting = shown(frame.release.estimate("pair_survival", frame.where))
    yield chart(
        "pair-curve",
        f"After 6 months {number(lasting.value, '%')} % of pairs still meet" if lasting else "How long pairs meet",
        "Share of pairs by months since their start, until they close or fall silent for 60 days; "
        "Kaplan-Meier, 95 % band." + steps_sentence(released([found])),
        figure=survival(
            [(curve, frame.palette.pilot) for curve in released([found])], frame.palette, words=("Pairs", "stopped")
        ),
        table=curves_table(
            [found], caption="Pairs still meeting by month", columns=("Still meeting (%)", "Stopped so far")
        ),
        findings=[found],
    )


@kept
def by_cohort(frame: Frame, name: str, possible: tuple[float, float]) -> Iterator[Card]:
    """Draw one measure of the pairs, for all of them and by cohort.

    Args:
        frame: The page.
        name: Name of a measure of pairs.
        possible: Range that the axis may cover, in the unit of the measure.
    """
    yield cohort_chart(frame, name, possible)


def cohort_chart(
    frame: Frame,
    name: str,
    possible: tuple[float, float],
    *,
    key: str = "",
    control: Callable[[], object] | None = None,
) -> Card:
    """One measure of the pairs, for all of them and by cohort, as a card.

    Args:
        frame: The page.
        name: Name of a measure of pairs.
        possible: Range that the axis may cover, in the unit of the measure.
        key: Name of the card; the measure's by default.
        control: Draws what can be chosen about the figure, above it.
    """
    catalog = measure(name)
    cohorts = frame.release.breakdown(name, "cohort", frame.where)
    found = (frame.release.estimate(name, frame.where, label="All pairs"), *cohorts)
    series = [Series(label=catalog.label, color=frame.palette.pilot, findings=found)]
    return chart(
        key or name,
        breakdown_title(catalog.label, cohorts, between="cohorts"),
        f"{catalog.definition} With 95 % intervals; n counts pairs.",
        figure=dots(series, frame.palette, possible=possible),
        table=estimates_table(found, caption=f"{catalog.label} by cohort", rows="Cohort"),
        findings=found,
        control=control,
    )


@kept
def pair_matrix(frame: Frame) -> Iterator[Card]:
    """Draw how many pairs there are of each two generations."""
    matrix = frame.release.pair_matrix()
    yield written_card(
        "matrix",
        matrix_title(matrix),
        f"Pairs by the generation of the junior mentor and of the senior mentee, {whom(frame.release)}.",
        matrix_html(matrix) + _matrix_foot(frame, matrix) if matrix else missing_html([Withheld().reason]),
    )


def matrix_html(matrix: Sequence[tuple[str, str, int]]) -> str:
    """The matrix as a table in markup.

    Args:
        matrix: Generation of the junior, generation of the senior, and the number of pairs.
    """
    juniors = dict.fromkeys(junior for junior, _, _ in matrix)
    seniors = dict.fromkeys(senior for _, senior, _ in matrix)
    pairs = {(junior, senior): people for junior, senior, people in matrix}
    largest = max(pairs.values(), default=1)
    head = "".join(f'<th scope="col">{escape(senior)}</th>' for senior in seniors)
    body = "".join(
        f'<tr><th scope="row">{escape(junior)}</th>'
        + "".join(_pairs(pairs.get((junior, senior)), largest) for senior in seniors)
        + "</tr>"
        for junior in juniors
    )
    return (
        f'<table class="tw-table tw-heat"><caption>{MATRIX}</caption><thead><tr><th scope="col">Junior mentor '
        f"&#92; senior mentee</th>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _matrix_foot(frame: Frame, matrix: Sequence[tuple[str, str, int]]) -> str:
    table = Table(
        caption=MATRIX,
        header=("Junior mentor", "Senior mentee", "Pairs (n)"),
        rows=tuple((junior, senior, count(people)) for junior, senior, people in matrix),
        note="Combinations that are not listed are not published, or there are none.",
        words=(1,),
    )
    file = table_file(table, (), [release_line(frame.release)])
    how = explanation([frame.release.estimate("session_completion")], key="matrix")
    return foot(how, save_links(file, key="matrix"))


def matrix_title(matrix: Sequence[tuple[str, str, int]]) -> str:
    """A title about which generations meet: the commonest pair, where one is.

    Args:
        matrix: Generation of the junior, generation of the senior, and the number of pairs.
    """
    if not matrix:
        return "Which generations meet"
    (junior, senior, most), *others = sorted(matrix, key=lambda one: -one[2])
    if others and others[0][2] == most:
        return "No two generations meet most often"
    total = most + sum(pairs for _, _, pairs in others)
    return f"{junior} mentors meet {senior} mentees most often: {count(most)} of the {count(total)} pairs shown"


def _pairs(people: int | None, largest: int) -> str:
    if people is None:
        return '<td class="tw-missing" title="Not published">–</td>'
    return f'<td class="tw-count-{1 + (SHADES - 1) * people // largest}">{count(people)}<small>pairs</small></td>'
