"""A cohort against people who could have been in it, from matched index dates: the store's answer to a design."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from analytics.comparison.coding import Categories
from analytics.comparison.covariates import Term, terms, values
from analytics.comparison.design import MATCHES, SCORES, Design
from analytics.comparison.people import Alike, People
from analytics.comparison.request import Request
from analytics.comparison.stays import Observed, StayComparison, stays_of
from analytics.engine.rows import category, count
from analytics.errors import UndefinedStatisticError
from analytics.query import sql_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.engine.rows import Row, Rows

COMPARED = "compared"
STAGES = (
    "not on the roster", "never started", "not employed or observed", "not eligible", "already enrolled",
    "nobody alike", COMPARED,
)  # fmt: skip
"""Where people are lost on the way into the comparison, in order; the last are compared."""

DAYS_IN_MONTH = 365 / 12


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
class CohortComparison:
    """A cohort against people who could have been in it. Its counts are not gated: a release decides what is shown.

    Args:
        design: What was declared.
        flow: Who was lost on the way, in order.
        stays: How long both groups stay, counted in days from the index date.
    """

    design: Design
    flow: tuple[FlowStep, ...]
    stays: StayComparison


def cohort_comparison(engine: Engine, design: Design) -> CohortComparison:
    """Retention of a cohort against people employed, eligible and not yet enrolled on the same days.

    Everybody gets one of the participants' index dates by a draw that knows nothing of who leaves when; the clock of
    both groups starts there, so that no time is immortal and nobody is chosen for leaving soon.

    Args:
        engine: The engine over one version of the store.
        design: What was declared.

    Raises:
        UndefinedStatisticError: Nobody of a group is left to compare.

    Reference:
        Hernan, Sauer, Hernandez-Diaz, Platt & Shrier (2016), Journal of Clinical Epidemiology 79, 70-75 (target trial
        emulation against immortal time).
    """
    rows = engine.read(sql_text("marts/compare_index_dates"), _bound(design))
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        found[str(row["arm"]), str(row["stage"])] += count(row, "n_people")
    flow = tuple(
        FlowStep(stage=stage, pilot=found["Pilot", stage], comparison=found["Comparison", stage]) for stage in STAGES
    )
    if not (flow[-1].pilot and flow[-1].comparison):
        raise UndefinedStatisticError(
            "Nobody is left to compare.", next_step="Match on less, or choose another cohort or role."
        )
    request = Request(
        arm="arm", time="days", event="has_left", covariates=design.covariates, margin=design.margin / 100
    )
    everybody = _people([row for row in rows if row["stage"] == COMPARED], design)
    observed = Observed(people=_followed(everybody, design), unit=1, never=0)
    return CohortComparison(design=design, flow=flow, stays=stays_of(observed, request))


def _bound(design: Design) -> dict[str, object]:
    return {
        "role": design.role,
        "cohort": design.cohort,
        "from_start": design.index_date == "started",
        **{f"by_{name}": name in design.match for name in MATCHES},
    }


def _people(rows: list[Row], design: Design) -> People:
    """The compared people, with what was known on their index dates as terms."""
    categories = {name: _categories(rows, name) for name in design.covariates if name not in SCORES}
    scores = [name for name in design.covariates if name in SCORES]
    means = _means([row for row in rows if _has_answered(row, scores)], scores)
    known = [*terms(categories), *(Term(name=name, covariate=name, is_binary=False) for name in scores)]
    if scores:
        known.append(Term(name="survey before: not answered", covariate="survey before", is_binary=True))
    return People(
        alike=tuple(
            Alike(
                is_pilot=row["arm"] == "Pilot",
                steps=(count(row, "days"), int(bool(row["has_left"]))),
                covariates=(
                    *values(categories.values(), [category(row, name) or "" for name in categories]),
                    *_scores(row, means),
                ),
                team=None,
                fold=0,
                n=count(row, "n_people"),
            )
            for row in rows
        ),
        terms=tuple(known),
        denominators=(1,),
        left_out={},
        incomplete={},
        n_incomplete=0,
    )


def _categories(rows: list[Row], name: str) -> Categories:
    levels = tuple(sorted({category(row, name) or "" for row in rows}))
    return Categories(levels=levels, places={level: place for place, level in enumerate(levels)})


def _has_answered(row: Row, scores: Sequence[str]) -> bool:
    """Whether these people have every score of the survey before."""
    return all(row[name] is not None for name in scores)


def _means(answered: Sequence[Row], scores: Sequence[str]) -> dict[str, float]:
    """Mean of every score over who answered; who did not gets it, and is told apart by a term of their own."""
    n = sum(count(row, "n_people") for row in answered)
    return {name: sum(count(row, name) * count(row, "n_people") for row in answered) / max(1, n) for name in scores}


def _scores(row: Row, means: Mapping[str, float]) -> tuple[float, ...]:
    if not means:
        return ()
    if _has_answered(row, tuple(means)):
        return (*(float(count(row, name)) for name in means), 0.0)
    return (*means.values(), 1.0)


def _followed(everybody: People, design: Design) -> People:
    """The same people, followed for as long as the design says."""
    last = round(design.follow_up_months * DAYS_IN_MONTH)
    return replace(
        everybody,
        alike=tuple(one if one.steps[0] <= last else replace(one, steps=(last, 0)) for one in everybody.alike),
    )
