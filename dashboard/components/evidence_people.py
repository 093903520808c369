"""Who was compared, and how alike they were: flow, balance, overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.components.comparison import people
from dashboard.components.evidence_chart import evidence_chart
from dashboard.components.kept import kept
from dashboard.components.tables import Table
from dashboard.figures.balance import GOOD, POOR, bin_label, love, overlap, worst
from dashboard.figures.flow import flow, flow_rows
from dashboard.theme import THIN, coefficient, count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.report.evidence import BalanceRow, Basis
    from dashboard.components.charts import Card
    from dashboard.components.comparison import Shown

FLOW, BALANCE, OVERLAP = "1 · Who was compared", "2 · How alike were they", "3 · Could they have swapped places"
UNDEFINED = "–"
STANDARDIZED = (
    "Difference of the means divided by the root of the mean of both variances; the variances are those before "
    "weighting in both columns, so that the columns can be compared."
)


@kept
def who(shown: Shown) -> Iterator[Card]:
    """Draw how many people every rule removed."""
    basis = shown.outcome.basis
    rows = flow_rows(basis.flow)
    n = basis.n
    yield evidence_chart(
        "flow",
        f"{count(n.pilot)} people of the pilot against {count(n.comparison)} who could have been in it",
        "Every row takes out those it names; bars are the people left. Both sides have their own scale.",
        figure=flow(rows, shown.palette),
        table=Table(
            caption="People left after every rule",
            header=("Rule", "Pilot left", "Removed", "Comparison left", "Removed"),
            rows=tuple(
                (row.rule, count(row.left[0]), count(row.removed[0]), count(row.left[1]), count(row.removed[1]))
                for row in rows
            ),
        ),
        how=shown.how(("Small numbers", "A rule that removed one to nine people is joined with a neighboring one.")),
        note=_answered(basis),
        step=FLOW,
    )


@kept
def alike(shown: Shown) -> Iterator[Card]:
    """Draw standardized differences before and after weighting."""
    rows = shown.outcome.basis.balance
    drawn = worst(rows)
    more = f" The {len(drawn)} largest of {len(rows)} are drawn; the table has all." if len(drawn) < len(rows) else ""
    yield evidence_chart(
        "balance",
        balance_title(rows),
        f"Standardized differences, hollow before weighting, full after: up to 0.1 is alike, above 0.25 is not.{more}",
        figure=love(drawn, shown.palette),
        table=Table(
            caption="Standardized differences",
            header=("Known on the day", "Before", "After"),
            rows=tuple((row.label, _cell(row.before), _cell(row.after)) for row in rows),
        ),
        how=shown.how(
            ("Standardized", STANDARDIZED),
            ("Limits", "0.1 is usually taken as alike; above 0.25 after weighting no verdict is given."),
        ),
        step=BALANCE,
    )


@kept
def chances(shown: Shown) -> Iterator[Card]:
    """Draw the chances of taking part in both groups."""
    basis = shown.outcome.basis
    yield evidence_chart(
        "overlap",
        overlap_title(basis),
        "Share of both groups by their chance of taking part, as far as it follows from what was known on the day (%).",
        figure=overlap(basis.overlap, shown.palette),
        table=Table(
            caption="Chances of taking part",
            header=("Chance of taking part (%)", "Pilot (%)", "Comparison (%)"),
            rows=tuple((bin_label(one), f"{one.pilot}", f"{one.comparison}") for one in basis.overlap),
        ),
        how=shown.how(
            ("Chance", "Logistic regression on everything that is held equal; shares to the nearest 5 %."),
            ("Worth", "Effective sample size (Kish): how many people of equal weight would say as much."),
        ),
        step=OVERLAP,
    )


def balance_title(rows: Sequence[BalanceRow]) -> str:
    """The title about balance: how many characteristics differ, before and after."""
    before = sum(abs(row.before) > GOOD for row in rows if row.before is not None)
    known = [abs(row.after) for row in rows if row.after is not None]
    if not known:
        return f"{before} of {len(rows)} things differ before weighting; weights are undefined"
    after = sum(one > GOOD for one in known)
    poor = sum(one > POOR for one in known)
    if poor:
        return f"Still too unlike after weighting in {poor} of {len(rows)} things"
    told = "none does" if not after else "1 still does" if after == 1 else f"{after} still do"
    return f"{before} of {len(rows)} things differ before weighting; after it, {told}"


def overlap_title(basis: Basis) -> str:
    """The title about overlap: what the weighted groups are worth in people."""
    if basis.effective is None:
        return "The chances of taking part cannot be compared"
    worth, n = basis.effective, basis.n
    pilot, comparison = (
        f"{count(worth.pilot)} of {count(n.pilot)}",
        f"{count(worth.comparison)} of {count(n.comparison)}",
    )
    return f"Weighted, both groups are worth {pilot} and {comparison} people"


def _answered(basis: Basis) -> str:
    if basis.answered is None:
        return f"The outcome is known for everybody compared: {people(basis.n)}."
    shares = basis.answered
    return f"Answered in time: {shares.pilot}{THIN}% of the pilot, {shares.comparison}{THIN}% of the comparison."


def _cell(value: float | None) -> str:
    return UNDEFINED if value is None else coefficient(value)
