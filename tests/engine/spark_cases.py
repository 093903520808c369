"""Two engines asked the same at once, and the questions that a release of a small company does not ask."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from analytics.query import SQL_FOLDER, Query

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

    from numpy.typing import NDArray

    from analytics.engine import Engine, Rows

AGGREGATES = {path.read_text(encoding="utf-8"): path.stem for path in (SQL_FOLDER / "aggregates").glob("*.sql")}
OF_A_FILE = frozenset({"compare_patterns"})
"""What asks one CSV file and no store: the engine of `twoway compare`."""

BY = ("arm", "generation", "gender")
NARROWED = {"gender": ("Woman",)}
WAVE, QUESTION, ITEM = "2024-12", {"question": "Q0", "text": "Statement 0", "column": "q000"}, "q000"
OTHER_SCHEME = "Founding text (X 1965-76, Y 1977-98)"
EXTRA = (
    Query(aggregate="answers", column=ITEM, values={"wave": WAVE, **QUESTION}),
    Query(aggregate="bands", column="engagement", by=BY, where=NARROWED, values={"scale": "engagement"}),
    Query(
        aggregate="changes",
        column="engagement",
        values={"earlier": WAVE, "later": WAVE, "earlier_steps": 1, "later_steps": 1},
    ),
    Query(aggregate="cohorts"),
    Query(aggregate="comment_texts", by=BY),
    Query(aggregate="compare_flow"),
    Query(aggregate="compare_naive", values={"role": "Junior mentor", "cohort": ""}),
    Query(aggregate="compare_people"),
    Query(aggregate="compare_taken_up", values={"role": "Junior mentor"}),
    Query(aggregate="denominators"),
    Query(aggregate="driver_engagement"),
    Query(
        aggregate="driver_leaving", values={"from_on": "2024-01-08", "months": 20, "tested": 14, "only": "voluntary"}
    ),
    Query(aggregate="driver_window"),
    Query(aggregate="eligible_patterns", by=BY, where=NARROWED),
    Query(aggregate="eligible_people", by=BY),
    Query(aggregate="employment_people", by=BY),
    Query(aggregate="facts"),
    Query(aggregate="favorable", by=BY, where=NARROWED, values={"scale": "engagement"}),
    Query(aggregate="invited"),
    Query(aggregate="invited_people", by=BY, values={"wave": WAVE}),
    Query(aggregate="item_counts"),
    Query(aggregate="item_products"),
    Query(aggregate="meetings"),
    Query(
        aggregate="pair_changes",
        column="engagement",
        values={"earlier": WAVE, "later": WAVE, "earlier_steps": 1, "later_steps": 1},
    ),
    Query(aggregate="pair_courses", values={"silent_days": 60}),
    Query(aggregate="pair_days", by=("cohort", "gender")),
    Query(aggregate="pair_flags", values={"quiet_days": 60, "overdue_days": 30, "n_uneven": 4, "n_support": 3}),
    Query(aggregate="pair_matrix"),
    Query(aggregate="pair_patterns", by=("cohort", "gender"), values={"ratio": "cadence"}),
    Query(aggregate="pair_people", by=("cohort", "gender")),
    Query(aggregate="pair_gaps", by=("cohort", "gender"), where=NARROWED),
    Query(aggregate="pair_ratio", by=("cohort", "gender"), where=NARROWED, values={"ratio": "cadence"}),
    Query(aggregate="pair_ways"),
    Query(aggregate="participation", by=BY, where=NARROWED),
    Query(aggregate="programs"),
    Query(aggregate="question_people", column=ITEM, values={"wave": WAVE, **QUESTION}),
    Query(aggregate="questions"),
    Query(aggregate="raking", column="engagement", by=BY),
    Query(aggregate="response", by=BY, where=NARROWED),
    Query(aggregate="risk_days", by=BY, values={"clock": "tenure"}, tables=(("arm", "gender"), ("generation",))),
    Query(aggregate="risk_people", by=BY, values={"clock": "program"}),
    Query(aggregate="scheme_days", values={"scheme": OTHER_SCHEME}),
    Query(aggregate="scheme_eligible", values={"scheme": OTHER_SCHEME}),
    Query(aggregate="scheme_people", values={"scheme": OTHER_SCHEME}),
    Query(aggregate="scheme_scores", values={"scheme": OTHER_SCHEME}),
    Query(aggregate="scores", column="engagement", by=BY, where=NARROWED),
    Query(aggregate="survey_cells", by=BY, tables=(("arm", "gender"), ("generation", "gender"))),
    Query(aggregate="survey_patterns", column="enps", by=BY),
    Query(aggregate="survey_people", by=BY, values={"wave": WAVE}),
    Query(aggregate="waves"),
)


@dataclass(kw_only=True)
class Both:
    """Two engines as one: every answer is that of the first, and must be that of the second.

    Args:
        first: The engine whose answers are used.
        second: The engine that they are compared with.
        different: Names of questions whose answers differ.
        asked: How often each aggregate was asked.
    """

    first: Engine
    second: Engine
    different: list[str] = field(default_factory=list)
    asked: dict[str, int] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Both stay open for the next question."""

    def merge_categories(self, merges: Sequence[tuple[str, str, str, str]]) -> None:
        self.first.merge_categories(merges)
        self.second.merge_categories(merges)

    def rows(self, query: Query) -> Rows:
        found = self.first.rows(query)
        self._compare(query.aggregate, _plain(found), _plain(self.second.rows(query)))
        return found

    def read(self, sql: str, values: Mapping[str, object] | None = None) -> Rows:
        found = self.first.read(sql, values)
        self._compare(AGGREGATES.get(sql, ""), _plain(found), _plain(self.second.read(sql, values)))
        return found

    def records(self, query: Query) -> list[tuple[Any, ...]]:
        found = self.first.records(query)
        self._compare(query.aggregate, _sorted(found), _sorted(self.second.records(query)))
        return found

    def columns(self, query: Query) -> dict[str, NDArray[Any]]:
        found = self.first.columns(query)
        self._compare(query.aggregate, _listed(found), _listed(self.second.columns(query)))
        return found

    def _compare(self, aggregate: str, one: list[Any], other: list[Any]) -> None:
        self.asked[aggregate] = self.asked.get(aggregate, 0) + 1
        if one != other:
            self.different.append(aggregate)


def _plain(rows: Rows) -> list[Any]:
    return _sorted([tuple(row.items()) for row in rows])


def _sorted(records: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(records, key=repr)


def _listed(columns: Mapping[str, NDArray[Any]]) -> list[Any]:
    values = [[_day(value) for value in np.ma.asanyarray(column).tolist()] for column in columns.values()]
    return [tuple(columns), *_sorted(list(zip(*values, strict=True)))]


def _day(value: object) -> object:
    """A day as text: an array of days holds whatever the engine has for days, and nobody asks for one."""
    return value.isoformat()[:10] if isinstance(value, dt.date) else value
