"""What a careless calculation would have said: who ever enrolled against who never did, the clock running from hire."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from analytics.comparison.evidence import NaiveRetention
from analytics.engine.rows import count
from analytics.errors import UndefinedStatisticError
from analytics.measures.amounts import number, signed
from analytics.measures.finding import Released
from analytics.measures.retention import published_curve, retained
from analytics.query import sql_text
from analytics.stats.survival import risk_table

if TYPE_CHECKING:
    from analytics.comparison.cohort import Engine
    from analytics.comparison.design import Design
    from analytics.measures.finding import Curve

PERCENT = 100.0
MONTHS = (24, 12)
"""Months since hire that are looked at, the first of which both groups reach."""


def naive_retention(engine: Engine, design: Design) -> NaiveRetention | None:
    """The figure that readers must not use; None where it may not be shown, or where nobody left.

    Who enrolled must have stayed until then, so that nobody who leaves soon can be among them: this time is immortal,
    and the program seems to have caused it. A program without any effect looks wonderful.

    Args:
        engine: The engine over one version of the store.
        design: What was declared.

    Reference:
        Suissa (2008), American Journal of Epidemiology 167, 492-499 (immortal time bias).
    """
    curves = [_curve(engine, design, is_pilot=arm) for arm in (True, False)]
    pilot, comparison = curves
    if pilot is None or comparison is None:
        return None
    for months in MONTHS:
        first, second = retained(pilot, months), retained(comparison, months)
        if isinstance(first, Released) and isinstance(second, Released):
            if first.value.value == second.value.value == PERCENT:
                return None
            difference = first.value.value - second.value.value
            return NaiveRetention(
                months=months,
                pilot=first.value.value,
                comparison=second.value.value,
                difference=difference,
                sentence=_sentence(first.value.value, second.value.value, months),
            )
    return None


def _sentence(pilot: float, comparison: float, months: int) -> str:
    amount = signed(pilot - comparison, "percentage points")
    return (
        f"A careless calculation would have said {amount}: {number(pilot)} % of those who ever enrolled were still "
        f"employed {months} months after they were hired, and {number(comparison)} % of everybody else. It is wrong: "
        "who enrolled must have stayed until then, and that time is not the program's."
    )


def _curve(engine: Engine, design: Design, *, is_pilot: bool) -> Curve | None:
    exits: Counter[int] = Counter()
    leavers: Counter[int] = Counter()
    bound = {"role": design.role, "cohort": design.cohort}
    for row in engine.read(sql_text("aggregates/compare_naive"), bound):
        if bool(row["is_pilot"]) is is_pilot:
            exits[count(row, "day")] += count(row, "exits")
            leavers[count(row, "day")] += count(row, "leavers")
    try:
        table = risk_table(None, exits, {day: n for day, n in leavers.items() if n})
    except UndefinedStatisticError:
        return None
    found = published_curve(table, label="", people=exits.total())
    return found.value if isinstance(found, Released) else None
