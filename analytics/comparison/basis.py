"""Who is compared in one outcome, how alike they were, and what of that speaks against comparing them."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING

from analytics.comparison.adjusted import Adjusted, doubts
from analytics.comparison.effects import Counts
from analytics.comparison.evidence import BalanceRow, Basis, Caution
from analytics.comparison.gates import PERCENT, gated_flow, overlap_bins, shown_counts, shown_worth
from analytics.comparison.request import Request
from analytics.engine.rows import counts
from analytics.errors import UndefinedStatisticError
from analytics.stats.weighting import weighted_difference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.comparison.asked import Compared
    from analytics.comparison.cohort import FlowStep
    from analytics.engine.rows import Row

UNGATED = frozenset({"no_counterpart", "covariate_dropped", "looks_random"})
"""Cautions that name counts or terms, which the flow and the balance say in a form that may be shown."""

ANSWERS_APART = 10
"""Percentage points between the groups' shares of answers from which readers are warned."""


def basis_of(compared: Compared, invited: Sequence[Row], flow: tuple[FlowStep, ...]) -> tuple[Basis, list[Caution]]:
    """Who is compared, how alike they were, and what of that speaks against comparing them.

    Args:
        compared: The people whose outcome is known.
        invited: Everybody who could be compared, whether they answered a survey or not.
        flow: Who was lost on the way, in order.
    """
    request = Request(arm="arm", outcomes=("outcome",), covariates=compared.asked.covariates)
    try:
        group, scores = compared.adjustable.group, compared.adjustable.scores
    except UndefinedStatisticError:
        group, scores = None, None
    adjusted = Adjusted(group=group, scores=scores, estimates=(), undefined={})
    notes = [
        one for one in doubts(request, compared.people, adjusted) if one.code not in UNGATED or one.forbids_verdict
    ]
    answered = _answer_shares(compared, invited)
    if answered and abs(answered.pilot - answered.comparison) >= ANSWERS_APART:
        message = (
            f"{answered.pilot} % of the pilot answered in time and {answered.comparison} % of the comparison: who "
            "answers may differ from who does not, and differently in the two groups."
        )
        notes.append(Caution(code="answers_differ", message=message))
    n = shown_counts(
        Counts(pilot=flow[-1].pilot, comparison=flow[-1].comparison),
        Counts(pilot=sum(one.pilot for one in flow[:-1]), comparison=sum(one.comparison for one in flow[:-1])),
    )
    effective = None
    if scores is not None:
        shared = weighted_difference(scores, "overlap")
        effective = Counts(
            pilot=shown_worth(shared.pilot_size, n.pilot), comparison=shown_worth(shared.comparison_size, n.comparison)
        )
    basis = Basis(
        n=n,
        flow=gated_flow(flow),
        answered=answered,
        balance=tuple(
            BalanceRow(
                covariate=term.covariate,
                label=term.name.replace("_", " "),
                before=one.before,
                after=one.after,
            )
            for term, one in zip(group.terms if group else (), adjusted.balance, strict=True)
        ),
        overlap=overlap_bins(scores) if scores else (),
        effective=effective,
    )
    return basis, notes


def _answer_shares(compared: Compared, invited: Sequence[Row]) -> Counts | None:
    """Percent of those asked in time who answered, in both groups."""
    if not compared.asked.is_surveyed:
        return None
    measure = compared.asked.measure
    rows = [row for row in invited if row[f"is_asked_{measure}"]]
    asked, answered = group_sizes(rows), group_sizes([row for row in rows if row[measure] is not None])
    return Counts(
        pilot=round(PERCENT * answered.pilot / max(1, asked.pilot)),
        comparison=round(PERCENT * answered.comparison / max(1, asked.comparison)),
    )


def group_sizes(rows: Sequence[Row]) -> Counts:
    """How many people of both groups.

    Args:
        rows: The people.
    """
    n = counts(rows, "n_people")
    pilot = sum(compress(n, [row["arm"] == "Pilot" for row in rows]))
    return Counts(pilot=pilot, comparison=sum(n) - pilot)
