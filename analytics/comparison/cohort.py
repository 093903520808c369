"""A cohort against people who could have been in it, from matched index dates: the store's answer to a design."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from analytics.comparison.design import MATCHES, Design
from analytics.engine.rows import count
from analytics.errors import UndefinedStatisticError
from analytics.query import sql_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.engine.rows import Row, Rows

COMPARED = "compared"
STAGES = (
    "not on the roster", "never started", "not employed or observed", "not eligible", "already enrolled",
    "nobody alike", COMPARED,
)  # fmt: skip
"""Where people are lost on the way into the comparison, in order; the last are compared."""

FIRST_SURVEY_DAY = 90
"""Days after the index date before which a survey says nothing about the program yet."""

MONTHS_A_YEAR, YEAR = 12, 365


class Engine(Protocol):
    """What answers a statement of an SQL file."""

    def read(self, sql: str, values: Mapping[str, object] | None = None) -> Rows:
        """The rows of one statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowStep:
    """How many people of both groups a rule removed; the last step holds those compared.

    Args:
        stage: One of `STAGES`.
        pilot: Participants that the design is about.
        comparison: People who are not among them.
    """

    stage: str
    pilot: int
    comparison: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """The people of a design. Nothing of it is gated: a release decides what is shown.

    Args:
        design: What was declared.
        flow: Who was lost on the way, in order.
        rows: Those compared, by what was known on their index dates and what followed, in a fixed order.
    """

    design: Design
    flow: tuple[FlowStep, ...]
    rows: tuple[Row, ...]


def cohort_people(engine: Engine, design: Design) -> Cohort:
    """The people of a design: participants, and others employed, eligible and not yet enrolled on the same days.

    Everybody gets one of the participants' index dates by a draw that knows nothing of who leaves when; the clock of
    both groups starts there, so that no time is immortal and nobody is chosen for leaving soon.

    Args:
        engine: The engine over one version of the store.
        design: What was declared.

    Raises:
        UndefinedStatisticError: Nobody of a group is left to compare, or only people who enrolled later are: none of
            them can have left before, and that time is not the comparison's.

    Reference:
        Hernan, Sauer, Hernandez-Diaz, Platt & Shrier (2016), Journal of Clinical Epidemiology 79, 70-75 (target trial
        emulation against immortal time).
    """
    for mart, bound in _bound(design).items():
        engine.read(sql_text(f"marts/{mart}"), bound)
    found: Counter[tuple[str, str]] = Counter()
    n_never = 0
    for row in engine.read(sql_text("aggregates/compare_flow")):
        place = str(row["arm"]), str(row["stage"])
        found[place] += count(row, "n_people")
        n_never += count(row, "n_never") if place == ("Comparison", COMPARED) else 0
    flow = tuple(
        FlowStep(stage=stage, pilot=found["Pilot", stage], comparison=found["Comparison", stage]) for stage in STAGES
    )
    if not (flow[-1].pilot and flow[-1].comparison):
        raise UndefinedStatisticError(
            "Nobody is left to compare: in one of the groups nobody was employed, observed and eligible on the day, or "
            "nobody is like the other group in what is matched on.",
            next_step="Match on less, or choose another cohort or role.",
        )
    if not n_never:
        raise UndefinedStatisticError(
            "Everybody who could be compared enrolled later, so they must have stayed until then.",
            next_step="Import the roster of everybody who could have taken part, not of participants alone.",
        )
    rows = sorted(engine.read(sql_text("aggregates/compare_people")), key=_order)
    return Cohort(design=design, flow=flow, rows=tuple(rows))


def last_day(design: Design) -> int:
    """The last day of the follow-up of a design, counted from the index date.

    >>> last_day(Design(name="Spring", follow_up_months=6))
    182
    """
    return design.follow_up_months * YEAR // MONTHS_A_YEAR


def _bound(design: Design) -> dict[str, dict[str, object]]:
    """The marts of a comparison in order, and the values that each is given."""
    return {
        "compare_index_dates": {
            "role": design.role,
            "cohort": design.cohort,
            "from_start": design.index_date == "started",
        },
        "compare_people": {f"by_{name}": name in design.match for name in MATCHES},
        "compare_before": {},
        "compare_after": {"first_day": FIRST_SURVEY_DAY, "last_day": last_day(design)},
    }


def _order(row: Row) -> list[tuple[bool, object]]:
    return [(value is not None, value if value is not None else 0) for value in row.values()]
